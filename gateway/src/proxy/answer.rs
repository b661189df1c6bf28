//! The answer as the page gets it: made anew from what the upstream said.

use axum::http::{HeaderName, Method, StatusCode, header};
use axum::response::Response;
use url::Url;

use super::body;
use crate::answer::{Refusal, empty};
use crate::path;
use crate::state::State;

/// What is passed on of an answer's headers. Cookies, CORS and policies are not among them.
const PASSED: [HeaderName; 4] = [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::RETRY_AFTER, header::ALLOW];

/// Encodings that browsers undo.
const ENCODINGS: [&str; 4] = ["gzip", "br", "deflate", "zstd"];

/// Refuses an answer that is none of the API's, and passes on what one of those has.
pub(super) fn check(
    state: &State,
    method: &Method,
    path: &str,
    answer: reqwest::Response,
) -> Result<Response, Refusal> {
    let status = answer.status();
    let unusable = |what: &'static str| {
        tracing::warn!(status = status.as_u16(), what, "the upstream's answer is not passed on");
        Refusal::new(StatusCode::BAD_GATEWAY, "the video service gave an unusable answer")
    };
    if status.is_redirection() {
        let place = path::is_download(method, path).then(|| elsewhere(&answer)).flatten();
        let place = place.ok_or_else(|| unusable("a redirect"))?;
        let mut response = empty(status);
        response.headers_mut().insert(header::LOCATION, place.as_str().parse().map_err(Refusal::failed)?);
        return Ok(response);
    }
    if status.is_informational() {
        return Err(unusable("no final status"));
    }
    let mut response = empty(status);
    for name in PASSED {
        if let Some(value) = answer.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if status == StatusCode::NO_CONTENT || answer.content_length() == Some(0) {
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_ENCODING);
        return Ok(response);
    }
    if !is_data(&answer, path) {
        // The status of an error is worth more than what a proxy on the way wrote below it.
        if status.is_success() {
            return Err(unusable("a type that is not the API's"));
        }
        let mut refusal = Refusal::new(status, "the video service gave no reason").json();
        for name in [header::RETRY_AFTER, header::ALLOW] {
            if let Some(value) = response.headers_mut().remove(&name) {
                refusal.headers_mut().insert(name, value);
            }
        }
        return Ok(refusal);
    }
    let length = answer.content_length();
    if length.is_some_and(|length| length > state.answer_limit) {
        return Err(unusable("too large"));
    }
    if let Some(length) = length {
        response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    }
    *response.body_mut() = body::limited(answer.bytes_stream(), state.answer_limit);
    Ok(response)
}

/// Whether it is JSON, or the text of a ping, in an encoding that browsers undo.
fn is_data(answer: &reqwest::Response, path: &str) -> bool {
    let mut types = answer.headers().get_all(header::CONTENT_TYPE).iter();
    let (Some(kind), None) = (types.next().and_then(|kind| kind.to_str().ok()), types.next()) else {
        return false;
    };
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let json = kind == "application/json" || kind.starts_with("application/") && kind.ends_with("+json");
    let text = kind == "text/plain" && path::is_ping(path);
    let mut encodings = answer.headers().get_all(header::CONTENT_ENCODING).iter();
    let encoding = encodings.next().map(|one| one.to_str().is_ok_and(|one| ENCODINGS.contains(&one)));
    (json || text) && encoding != Some(false) && encodings.next().is_none()
}

/// Where a redirect leads: to the web, and not from a private line to an open one.
fn elsewhere(answer: &reqwest::Response) -> Option<Url> {
    let text = answer.headers().get(header::LOCATION)?.to_str().ok()?;
    let place = answer.url().join(text).ok()?;
    let private = place.scheme() == "https" || place.scheme() == "http" && answer.url().scheme() == "http";
    (private && place.has_host()).then_some(place)
}
