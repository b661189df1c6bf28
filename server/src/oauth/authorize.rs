//! Where a person lets a client in: a page that asks, and its answer.

use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::page::page;
use super::request::{Request, Wrong};
use crate::answer::Refusal;
use crate::api::Call;
use crate::demo::IDENTITIES;
use crate::state::{State, lock};

/// Shows the page (GET), or takes what was chosen on it (POST).
pub(crate) fn authorize(state: &State, call: &Call) -> Response {
    answer(state, call).unwrap_or_else(|refusal| refusal.response())
}

fn answer(state: &State, call: &Call) -> Result<Response, Refusal> {
    let fields = if call.method == Method::POST { call.fields()? } else { call.query.clone() };
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut tokens = lock(&state.tokens);
    let request = match Request::read(&tokens, field, state.options.oauth_state) {
        Ok(request) => request,
        Err(Wrong::Here(refusal)) => return Err(refusal),
        Err(Wrong::ToClient(request, error)) => return Ok(request.back("error", error)),
    };
    if call.method != Method::POST {
        return Ok(page(StatusCode::OK, request.origin()));
    }
    // The page's own form alone decides, not one on another site.
    if call.fetch_site.as_deref().is_some_and(|site| site != "same-origin") {
        return Err(Refusal::forbidden("only the form of this page may answer"));
    }
    if field("decision") != Some("allow") {
        return Ok(request.back("error", "access_denied"));
    }
    let chosen = field("person").and_then(|id| id.parse::<i64>().ok());
    match IDENTITIES.iter().find(|identity| Some(identity.person) == chosen) {
        Some(identity) => Ok(request.back("code", &tokens.code(&request, identity.person)?)),
        None => Ok(page(StatusCode::UNPROCESSABLE_ENTITY, request.origin())),
    }
}
