//! The two OAuth endpoints.

use std::time::{Duration, Instant};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use serde_json::json;

use super::{Code, Grant, Tokens};
use crate::answer::{Refusal, json_response, typed};
use crate::api::Call;
use crate::state::{State, lock};

/// A code lives so long.
const CODE_LIFETIME: Duration = Duration::from_secs(60);

/// Sends the browser back with a code. The demo asks no one: the person is the teacher.
pub(crate) fn authorize(state: &State, call: &Call) -> Response {
    let mut tokens = lock(&state.tokens);
    let known = tokens.client.is_some_and(|(id, _)| call.parameter("client_id") == Some(id));
    if !known {
        return Refusal::bad("client_id is unknown").response();
    }
    let Some(redirect) = call.parameter("redirect_uri").filter(|uri| is_web(uri)) else {
        return Refusal::bad("redirect_uri must be an http or https address").response();
    };
    if call.parameter("response_type") != Some("code") {
        return Refusal::bad("response_type must be code").response();
    }
    let code = tokens.fresh("code");
    tokens.codes.retain(|_, code| Instant::now() < code.until);
    tokens.codes.insert(
        code.clone(),
        Code {
            person: crate::demo::TEACHER,
            redirect: Some(redirect.to_owned()),
            until: Instant::now() + CODE_LIFETIME,
        },
    );
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("code", &code);
    if let Some(value) = call.parameter("state").filter(|_| state.options.oauth_state) {
        query.append_pair("state", value);
    }
    let joint = if redirect.contains('?') { '&' } else { '?' };
    let address = format!("{redirect}{joint}{}", query.finish());
    match HeaderValue::from_str(&address) {
        Ok(address) => {
            let mut response = typed(StatusCode::FOUND, "text/plain", "no-store", "");
            response.headers_mut().insert(header::LOCATION, address);
            response
        }
        Err(_) => Refusal::bad("redirect_uri must be an http or https address").response(),
    }
}

fn is_web(uri: &str) -> bool {
    (uri.starts_with("http://") || uri.starts_with("https://"))
        && !uri.contains('#')
        && uri.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Gives tokens for a code or a refresh token.
pub(crate) fn token(state: &State, call: &Call) -> Response {
    let fields = call.fields();
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let basic = call.authorization.as_deref().and_then(basic);
    let (id, secret) = match &basic {
        Some((id, secret)) => (Some(id.as_str()), Some(secret.as_str())),
        None => (field("client_id"), field("client_secret")),
    };
    let mut tokens = lock(&state.tokens);
    let known = tokens.client.is_some_and(|client| (id, secret) == (Some(client.0), Some(client.1)));
    if !known {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let person = match field("grant_type") {
        Some("authorization_code") => redeem(&mut tokens, field("code"), field("redirect_uri")),
        Some("refresh_token") => field("refresh_token").and_then(|token| tokens.refresh.remove(token)),
        _ => return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type"),
    };
    let Some(person) = person else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let (access, refresh) = (tokens.fresh("access"), tokens.fresh("refresh"));
    let lifetime = tokens.lifetime;
    let until = Instant::now().checked_add(lifetime);
    tokens.access.retain(|_, grant| grant.until.is_none_or(|until| Instant::now() < until));
    tokens.access.insert(access.clone(), Grant { person, until });
    tokens.allow_refresh(&refresh, person);
    json_response(
        StatusCode::OK,
        &json!({
            "access_token": access,
            "refresh_token": refresh,
            "token_type": "Bearer",
            "expires_in": lifetime.as_secs(),
        }),
    )
}

/// A code works once, in its minute, for the address that it was made for.
fn redeem(tokens: &mut Tokens, code: Option<&str>, redirect: Option<&str>) -> Option<i64> {
    let code = tokens.codes.remove(code?)?;
    let same = redirect.is_none() || redirect == code.redirect.as_deref();
    (same && Instant::now() < code.until).then_some(code.person)
}

fn basic(header: &str) -> Option<(String, String)> {
    let encoded = header.strip_prefix("Basic ")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn refused(status: StatusCode, word: &str) -> Response {
    json_response(status, &json!({ "error": word }))
}
