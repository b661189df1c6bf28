//! Newer tokens for those that end.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::json;

use super::callback::append;
use crate::answer::{Refusal, json_response};
use crate::metrics::Event;
use crate::provider::Failure;
use crate::session::Session;
use crate::state::State;

/// Renews the session. A refusal leaves the cookie as it is: whoever loses a race must not take away what
/// the winner was just given.
pub(super) async fn answer(state: &State, headers: &HeaderMap) -> Result<Response, Refusal> {
    let session = Session::of(state, headers).ok_or_else(Refusal::signed_out)?;
    let token = session.refresh.clone().ok_or_else(Refusal::signed_out)?;
    let outcome = state.provider.refresh(&token).await;
    state.metrics.count(match &outcome {
        Ok(_) => Event::Renewed,
        Err(Failure::Refused) => Event::RenewalRefused,
        Err(_) => Event::RenewalFailed,
    });
    let tokens = outcome.map_err(|failure| match failure {
        Failure::Refused => Refusal::new(StatusCode::UNAUTHORIZED, "the video service wants you to sign in again"),
        Failure::Unreachable => Refusal::unreachable(),
        Failure::Broken => Refusal::new(StatusCode::BAD_GATEWAY, "the video service gave an unusable answer"),
    })?;
    let session = session.renew(tokens);
    let mut response = json_response(StatusCode::OK, &json!({ "expires_in": session.expires_in(), "renewed": true }));
    append(&mut response, session.keep(state, headers)?);
    Ok(response)
}
