//! Where a login begins.

use axum::http::header;
use axum::response::Response;

use super::login::Login;
use super::parameter;
use crate::answer::{Refusal, see_other};
use crate::session::now;
use crate::state::State;
use crate::{return_path, seal};

/// Remembers where the person wants to go, and sends them to the upstream.
pub(super) fn answer(state: &State, query: &str) -> Result<Response, Refusal> {
    let begun = state.provider.begin(seal::random().map_err(Refusal::failed)?);
    let login = Login {
        state: begun.state,
        verifier: begun.verifier,
        back: return_path::of(parameter(query, "return").as_deref()),
        began: now(),
    };
    let mut response = see_other(begun.address.as_str())?;
    response.headers_mut().insert(header::SET_COOKIE, login.keep(state)?);
    Ok(response)
}
