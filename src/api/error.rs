//! What can go wrong, as what a person can do about it.

use serde_json::Value;

use super::{Reason, Response};

/// What the server says of an error, where it says anything that a person can read.
pub type Told = Option<String>;

/// Why an operation did not succeed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
    /// The person has to sign in, and has not.
    SignIn,
    /// 403: the person would need more access.
    Forbidden(Told),
    /// 404, 410: it is gone, or never was.
    NotFound(Told),
    /// Another 4xx: what was asked for has to be changed.
    Invalid {
        /// The HTTP status.
        status: u16,
        /// What the server says of it.
        told: Told,
    },
    /// 429, or 503 with `Retry-After`: it was too much, try later.
    Wait {
        /// Seconds from now, where the server said.
        after: Option<u64>,
    },
    /// No answer: offline, cut off, timed out, or refused by the origin's rules (CORS).
    Unreachable(Reason),
    /// 5xx: the server failed, try again.
    Server {
        /// The HTTP status.
        status: u16,
        /// How often it was sent.
        tries: u32,
    },
    /// An answer that makes no sense: a body that can't be read, HTML, a redirect.
    Nonsense {
        /// The HTTP status.
        status: u16,
    },
    /// Nobody waits for it any more.
    Aborted,
}

impl Error {
    /// Whether a write that ended so may have been carried out all the same.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Server { .. } | Self::Nonsense { .. } | Self::Aborted => true,
            Self::SignIn | Self::Forbidden(_) | Self::NotFound(_) | Self::Invalid { .. } | Self::Wait { .. } => false,
        }
    }

    /// What the server says of it.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        match self {
            Self::Forbidden(told) | Self::NotFound(told) | Self::Invalid { told, .. } => told.as_deref(),
            _ => None,
        }
    }

    /// The error of an answer that is neither 2xx nor 401.
    pub(super) fn of(response: &Response, tries: u32) -> Self {
        let status = response.status;
        let after = response.retry_after.as_deref().and_then(|text| text.trim().parse().ok());
        match status {
            403 => Self::Forbidden(told(response)),
            404 | 410 => Self::NotFound(told(response)),
            429 => Self::Wait { after },
            503 if after.is_some() => Self::Wait { after },
            400..500 => Self::Invalid { status, told: told(response) },
            500.. => Self::Server { status, tries },
            _ => Self::Nonsense { status },
        }
    }
}

/// The text in an error's body [D]: `{"error"}`, also `{"message"}` and `{"errors": []}`.
fn told(response: &Response) -> Told {
    let body: Value = serde_json::from_str(&response.body).ok()?;
    ["error", "message", "errors"].into_iter().find_map(|key| text(body.get(key)?))
}

fn text(value: &Value) -> Told {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(all) => {
            let texts: Vec<String> = all.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join("\n"))
        }
        Value::Object(one) => ["message", "error", "detail", "title"].into_iter().find_map(|key| text(one.get(key)?)),
        _ => None,
    }
}
