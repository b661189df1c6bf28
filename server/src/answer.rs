//! Answers and refusals, all of them JSON.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};

/// A request that is refused: its status and the text for a person.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) StatusCode, pub(crate) String);

/// What an operation that succeeds says; the table of operations knows its status.
pub(crate) enum Content {
    Json(Value),
    Text(&'static str),
    /// What was asked for is at this address.
    Elsewhere(String),
}

/// What an operation comes to.
pub(crate) type Answer = Result<Content, Refusal>;

/// An answer of one of the shapes.
pub(crate) fn json(shape: &impl Serialize) -> Answer {
    serde_json::to_value(shape).map(Content::Json).map_err(Refusal::failed)
}

impl Content {
    /// The content as it goes out.
    pub(crate) fn response(self, status: StatusCode) -> Response {
        match self {
            Self::Json(value) => json_response(status, &value),
            Self::Text(text) => typed(status, "text/plain; charset=utf-8", "no-store", text),
            Self::Elsewhere(address) => moved(status, &address),
        }
    }
}

impl Refusal {
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, text.into())
    }

    pub(crate) fn missing(text: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, text.into())
    }

    pub(crate) fn forbidden(text: impl Into<String>) -> Self {
        Self(StatusCode::FORBIDDEN, text.into())
    }

    pub(crate) fn bad(text: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, text.into())
    }

    /// A failure of the server's own; what is behind it goes to the log alone.
    pub(crate) fn failed(reason: impl std::fmt::Display) -> Self {
        eprintln!("the server failed: {reason}");
        Self(StatusCode::INTERNAL_SERVER_ERROR, "the server failed at this request".into())
    }

    /// The refusal as it goes out.
    pub(crate) fn response(&self) -> Response {
        let mut response = json_response(self.0, &json!({ "error": self.1 }));
        if self.0 == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::failed(error)
    }
}

/// A JSON answer; no cache keeps it.
pub(crate) fn json_response(status: StatusCode, value: &Value) -> Response {
    typed(status, "application/json; charset=utf-8", "no-store", value.to_string())
}

/// An answer of any type.
pub(crate) fn typed(status: StatusCode, kind: &'static str, cache: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// An answer that is elsewhere.
pub(crate) fn moved(status: StatusCode, address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => {
            let mut response = typed(status, "text/plain", "no-store", "");
            response.headers_mut().insert(header::LOCATION, address);
            response
        }
        Err(error) => Refusal::failed(error).response(),
    }
}
