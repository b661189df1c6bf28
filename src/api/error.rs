//! What can go wrong, as what a person can do about it.

use super::{Reason, Response, retry_after::seconds_left, told::told};

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
        /// Whether the server may have done it before it said so: a 503 can come from something in between.
        unsure: bool,
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
    /// Nobody waits for it any more, or somebody else is there now.
    Aborted,
}

impl Error {
    /// Whether a write that ended so may have been carried out all the same.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Unreachable(reason) => *reason != Reason::Offline,
            Self::Server { .. } | Self::Nonsense { .. } | Self::Aborted => true,
            Self::SignIn | Self::Forbidden(_) | Self::NotFound(_) | Self::Invalid { .. } => false,
            Self::Wait { unsure, .. } => *unsure,
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

    /// The error of an answer that is neither 2xx nor 401; `token` is what it was asked with.
    pub(super) fn of(response: &Response, tries: u32, now_ms: f64, token: Option<&str>) -> Self {
        let status = response.status;
        let told = || told(response, token);
        let after = response.retry_after.as_deref().and_then(|text| seconds_left(text, now_ms));
        match status {
            403 => Self::Forbidden(told()),
            404 | 410 => Self::NotFound(told()),
            429 => Self::Wait { after, unsure: false },
            503 if after.is_some() => Self::Wait { after, unsure: true },
            400..500 => Self::Invalid { status, told: told() },
            500.. => Self::Server { status, tries },
            _ => Self::Nonsense { status },
        }
    }
}
