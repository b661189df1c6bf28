//! Signing in, staying signed in, signing out.

mod callback;
mod login;
mod refresh;
mod sign_in;
mod sign_out;

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::json;

use crate::answer::{Refusal, json_response};
use crate::guard;
use crate::session::Session;
use crate::state::State;

/// Answers below `/auth/`.
pub(crate) async fn answer(state: &State, request: &Parts) -> Response {
    let (path, method, headers) = (request.uri.path(), &request.method, &request.headers);
    let query = request.uri.query().unwrap_or_default();
    let needed = match path {
        "/auth/sign-in" | "/auth/callback" | "/auth/session" => "GET",
        "/auth/refresh" | "/auth/sign-out" => "POST",
        _ => return Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address").json(),
    };
    if *method != needed {
        return Refusal::other_method(needed).json();
    }
    let outcome = match path {
        "/auth/sign-in" => sign_in::answer(state, query),
        "/auth/callback" => return callback::answer(state, headers, query).await,
        _ => match guard::own(state, headers) {
            Err(refusal) => Err(refusal),
            Ok(()) => match path {
                "/auth/session" => Ok(session(Session::of(state, headers).as_ref())),
                "/auth/refresh" => refresh::answer(state, headers).await,
                _ => sign_out::answer(state, headers).await,
            },
        },
    };
    outcome.unwrap_or_else(|refusal| refusal.json())
}

/// Says whether somebody is signed in.
fn session(session: Option<&Session>) -> Response {
    let expires_in = session.map_or(0, Session::expires_in);
    json_response(StatusCode::OK, &json!({ "signed_in": session.is_some(), "expires_in": expires_in }))
}

/// A parameter of a query.
fn parameter(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
