//! Where a login ends: the upstream's answer, brought by the browser.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::login::Login;
use super::parameter;
use crate::answer::{Refusal, see_other};
use crate::metrics::Event;
use crate::provider::Failure;
use crate::session::Session;
use crate::state::State;
use crate::{cookies, html};

const REFUSED: &str = "The video service refused to sign you in.";

/// Signs in and sends the person where they wanted to go, or says in plain words why not.
pub(super) async fn answer(state: &State, headers: &HeaderMap, query: &str) -> Response {
    let login = Login::of(state, headers);
    let back = login.as_ref().map_or_else(|| "/".to_owned(), |login| login.back.clone());
    let outcome = finish(state, headers, query, login).await;
    state.metrics.count(if outcome.is_ok() { Event::SignedIn } else { Event::SignInFailed });
    let mut response = outcome.unwrap_or_else(|refusal| {
        tracing::info!(status = refusal.status.as_u16(), reason = refusal.text, "nobody was signed in");
        html::page(&refusal, &back)
    });
    // A login is answered once, whatever the answer was.
    if let Ok(gone) = cookies::clear(cookies::LOGIN) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

async fn finish(state: &State, headers: &HeaderMap, query: &str, login: Option<Login>) -> Result<Response, Refusal> {
    let bad = |text| Refusal::new(StatusCode::BAD_REQUEST, text);
    let unreachable =
        || Refusal::later(StatusCode::SERVICE_UNAVAILABLE, "The video service can't be reached at the moment.", 5);
    let login = login
        .ok_or_else(|| bad("Signing in was not begun in this browser, or it took too long, or it is done already."))?;
    match parameter(query, "state") {
        Some(sent) if sent != login.state => return Err(bad("This answer belongs to another attempt to sign in.")),
        None if state.strict_state => return Err(bad("This answer belongs to no attempt to sign in.")),
        _ => {}
    }
    if let Some(error) = parameter(query, "error") {
        // The words of RFC 6749, 4.1.2.1. Any other may be the browser's own.
        return Err(match error.as_str() {
            "access_denied" => {
                Refusal::new(StatusCode::FORBIDDEN, "You were not signed in, because access was not allowed.")
            }
            "temporarily_unavailable" => unreachable(),
            "invalid_request"
            | "unauthorized_client"
            | "unsupported_response_type"
            | "invalid_scope"
            | "server_error" => {
                tracing::error!(error, "the upstream refuses to sign people in");
                Refusal::new(StatusCode::BAD_GATEWAY, REFUSED)
            }
            _ => bad(REFUSED),
        });
    }
    let code = parameter(query, "code").filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| bad("The video service's answer is incomplete."))?;
    let tokens = state.provider.exchange(&code, login.verifier).await.map_err(|failure| match failure {
        Failure::Refused => bad("The video service no longer accepts this attempt to sign in."),
        Failure::Unreachable => unreachable(),
        Failure::Broken => Refusal::new(StatusCode::BAD_GATEWAY, "The video service gave an unusable answer."),
    })?;
    let kept = Session::begin(state, tokens).keep(state, headers)?;
    let mut response = see_other(&login.back)?;
    append(&mut response, kept);
    Ok(response)
}

/// Puts several `Set-Cookie`s on an answer.
pub(super) fn append(response: &mut Response, cookies: Vec<HeaderValue>) {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
