//! The end of a session.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::callback::append;
use crate::answer::{Refusal, empty};
use crate::cookies;
use crate::metrics::Event;
use crate::session::Session;
use crate::state::State;

/// Has the browser forget the session, and gives its tokens back where the upstream takes them.
pub(super) async fn answer(state: &State, headers: &HeaderMap) -> Result<Response, Refusal> {
    if let Some(session) = Session::of(state, headers) {
        state.provider.revoke(session.refresh.as_ref().unwrap_or(&session.access)).await;
        state.metrics.count(Event::SignedOut);
    }
    let mut response = empty(StatusCode::NO_CONTENT);
    append(&mut response, cookies::clear_session(headers)?);
    Ok(response)
}
