//! Answers and refusals of the gateway's own.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

/// A request that is refused: its status, the text for a person, after how many seconds another try makes
/// sense, and which methods would have been answered.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) text: &'static str,
    retry_after: Option<u64>,
    allow: Option<&'static str>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, text: &'static str) -> Self {
        Self { status, text, retry_after: None, allow: None }
    }

    pub(crate) fn later(status: StatusCode, text: &'static str, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(status, text) }
    }

    /// `allow`: the methods that are answered.
    pub(crate) fn other_method(allow: &'static str) -> Self {
        let text = "this address answers other methods; Allow names them";
        Self { allow: Some(allow), ..Self::new(StatusCode::METHOD_NOT_ALLOWED, text) }
    }

    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "you are not signed in")
    }

    pub(crate) fn unreachable() -> Self {
        Self::later(StatusCode::SERVICE_UNAVAILABLE, "the video service can't be reached", 5)
    }

    /// A failure of the gateway's own; what is behind it goes to the log alone.
    pub(crate) fn failed(reason: impl std::fmt::Display) -> Self {
        tracing::error!(reason = %reason, "the gateway failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the gateway failed at this request")
    }

    /// The refusal as JSON.
    pub(crate) fn json(&self) -> Response {
        let mut response = json_response(self.status, &json!({ "error": self.text }));
        self.mark(&mut response);
        response
    }

    /// Puts what a refusal has beside its text on an answer.
    pub(crate) fn mark(&self, response: &mut Response) {
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(methods) = self.allow {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
        }
    }
}

/// A JSON answer; no cache keeps it.
pub(crate) fn json_response(status: StatusCode, value: &Value) -> Response {
    typed(status, "application/json; charset=utf-8", value.to_string())
}

/// An answer of any type; no cache keeps it.
pub(crate) fn typed(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = empty(status);
    *response.body_mut() = body.into();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// An answer without a body; no cache keeps it.
pub(crate) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sends the browser elsewhere.
pub(crate) fn see_other(address: &str) -> Result<Response, Refusal> {
    let address = HeaderValue::from_str(address).map_err(Refusal::failed)?;
    let mut response = empty(StatusCode::SEE_OTHER);
    response.headers_mut().insert(header::LOCATION, address);
    Ok(response)
}
