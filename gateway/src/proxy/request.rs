//! The request as the upstream gets it: made anew from what was asked.

use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{HeaderName, StatusCode, header};
use reqwest::RequestBuilder;
use secrecy::ExposeSecret;

use crate::answer::Refusal;
use crate::session::Session;
use crate::state::State;

/// What is passed on of a request's headers. Cookies, the caller's `Authorization` and whatever concerns
/// a connection are not among them.
const PASSED: [HeaderName; 4] =
    [header::ACCEPT, header::ACCEPT_ENCODING, header::ACCEPT_LANGUAGE, header::CONTENT_TYPE];

/// Makes the request.
pub(super) fn build(state: &State, session: &Session, request: Request) -> Result<RequestBuilder, Refusal> {
    let (parts, body) = request.into_parts();
    let size = body.size_hint().exact().unwrap_or(u64::MAX);
    if size > state.body_limit {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    }
    let mut url = state.upstream.clone();
    url.set_path(parts.uri.path());
    url.set_query(parts.uri.query());
    let mut sent = state.client.request(parts.method, url).bearer_auth(session.access.expose_secret());
    for name in PASSED {
        for value in parts.headers.get_all(&name) {
            sent = sent.header(&name, value);
        }
    }
    if size > 0 {
        let body = reqwest::Body::wrap_stream(body.into_data_stream());
        sent = sent.header(header::CONTENT_LENGTH, size).body(body);
    }
    Ok(sent)
}
