//! A login that waits for its answer: what the sealed cookie of one holds.

use axum::http::{HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::answer::Refusal;
use crate::cookies;
use crate::seal::Purpose;
use crate::session::now;
use crate::state::State;

/// A login that waits for its answer.
#[derive(Serialize, Deserialize)]
pub(super) struct Login {
    /// What the upstream should send back.
    pub(super) state: String,
    /// The secret of PKCE.
    pub(super) verifier: Option<String>,
    /// Where the person wants to go.
    pub(super) back: String,
    /// When it began, in seconds since 1970.
    pub(super) began: u64,
}

impl Login {
    /// The login of a request, where it has one that is not too old.
    pub(super) fn of(state: &State, headers: &HeaderMap) -> Option<Self> {
        let opened = state.seal.open(Purpose::Login, cookies::value(headers, cookies::LOGIN)?)?;
        let login: Self = serde_json::from_slice(&opened).ok()?;
        (now() < login.began.saturating_add(state.login_lifetime)).then_some(login)
    }

    /// The `Set-Cookie` that keeps it.
    pub(super) fn keep(&self, state: &State) -> Result<HeaderValue, Refusal> {
        let content = serde_json::to_vec(self).map_err(Refusal::failed)?;
        cookies::set(cookies::LOGIN, &state.seal.seal(Purpose::Login, &content)?, state.login_lifetime)
    }
}
