//! Requests that are passed on to the one upstream.

mod answer;
mod body;
mod request;

use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use vitrine_policy::DATA;

use crate::answer::Refusal;
use crate::guard;
use crate::path;
use crate::session::Session;
use crate::state::State;

/// Passes a request on and its answer back. Tokens are never renewed here: the page alone does that,
/// once for all its tabs.
pub(crate) async fn answer(state: &State, request: Request) -> Response {
    let mut response = pass(state, request).await.unwrap_or_else(|refusal| refusal.json());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DATA));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

async fn pass(state: &State, request: Request) -> Result<Response, Refusal> {
    let (method, address) = (request.method().clone(), request.uri().path().to_owned());
    path::check(&method, &address)?;
    guard::own(state, request.headers())?;
    let session = Session::of(state, request.headers()).ok_or_else(Refusal::signed_out)?;
    let sent = request::build(state, &session, request)?;
    let began = Instant::now();
    let answer = tokio::time::timeout(state.first_byte, sent.send()).await;
    state.metrics.waited(began.elapsed());
    let answer = match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return Err(failed(&error)),
        Err(_) => return Err(Refusal::new(StatusCode::GATEWAY_TIMEOUT, "the video service took too long")),
    };
    let mut response = answer::check(state, &method, &address, answer)?;
    let left = HeaderValue::from(session.expires_in());
    response.headers_mut().insert(HeaderName::from_static("x-vitrine-expires-in"), left);
    Ok(response)
}

fn failed(error: &reqwest::Error) -> Refusal {
    tracing::warn!(
        timeout = error.is_timeout(),
        connect = error.is_connect(),
        body = error.is_body(),
        "the upstream gave no answer"
    );
    if error.is_connect() {
        Refusal::unreachable()
    } else if error.is_timeout() {
        Refusal::new(StatusCode::GATEWAY_TIMEOUT, "the video service took too long")
    } else {
        Refusal::new(StatusCode::BAD_GATEWAY, "the video service gave an unusable answer")
    }
}
