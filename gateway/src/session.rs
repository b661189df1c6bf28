//! Who is signed in: what the sealed cookie holds.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::answer::Refusal;
use crate::cookies;
use crate::provider::Tokens;
use crate::seal::Purpose;
use crate::state::State;

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Somebody who is signed in.
pub(crate) struct Session {
    pub(crate) access: SecretString,
    pub(crate) refresh: Option<SecretString>,
    /// When the access token ends, in seconds since 1970.
    access_ends: u64,
    /// When the person signed in.
    began: u64,
    /// When they must sign in again, whatever was renewed.
    ends: u64,
}

/// The session as it is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed<'a>(&'a str, Option<&'a str>, u64, u64, u64);

impl Session {
    /// A new one, for tokens that were just given.
    pub(crate) fn begin(state: &State, tokens: Tokens) -> Self {
        let began = now();
        Self {
            access_ends: began.saturating_add(tokens.lifetime),
            access: tokens.access,
            refresh: tokens.refresh,
            began,
            ends: began.saturating_add(state.session_lifetime),
        }
    }

    /// The same with newer tokens. It ends when it would have ended.
    pub(crate) fn renew(self, tokens: Tokens) -> Self {
        Self {
            access_ends: now().saturating_add(tokens.lifetime),
            access: tokens.access,
            // A service that does not rotate sends none.
            refresh: tokens.refresh.or(self.refresh),
            ..self
        }
    }

    /// The session of a request, where it has a good one that is not too old.
    pub(crate) fn of(state: &State, headers: &HeaderMap) -> Option<Self> {
        let opened = state.seal.open(Purpose::Session, &cookies::session(headers)?)?;
        let Sealed(access, refresh, access_ends, began, ends) = serde_json::from_slice(&opened).ok()?;
        // An operator who shortens the lifetime shortens that of those who are signed in, too.
        let ends = ends.min(began.saturating_add(state.session_lifetime));
        let session = Self { access: access.into(), refresh: refresh.map(Into::into), access_ends, began, ends };
        (now() < ends).then_some(session)
    }

    /// The `Set-Cookie`s that keep it.
    pub(crate) fn keep(&self, state: &State, asked: &HeaderMap) -> Result<Vec<HeaderValue>, Refusal> {
        let sealed = Sealed(
            self.access.expose_secret(),
            self.refresh.as_ref().map(|one| one.expose_secret()),
            self.access_ends,
            self.began,
            self.ends,
        );
        let content = serde_json::to_vec(&sealed).map_err(Refusal::failed)?;
        cookies::set_session(asked, &state.seal.seal(Purpose::Session, &content)?, self.ends.saturating_sub(now()))
    }

    /// Seconds that the access token has left.
    pub(crate) fn expires_in(&self) -> u64 {
        self.access_ends.min(self.ends).saturating_sub(now())
    }
}
