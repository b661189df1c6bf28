//! Tokens for a code or a refresh token.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use serde_json::json;

use super::Tokens;
use crate::answer::{Refusal, json_response};
use crate::api::Call;
use crate::state::{State, lock};

/// Why there are no tokens.
enum Failure {
    /// A word of RFC 6749, 5.2.
    Word(StatusCode, &'static str),
    Other(Refusal),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Other(refusal)
    }
}

/// Gives tokens for a code or a refresh token.
pub(crate) fn token(state: &State, call: &Call) -> Response {
    match exchange(&mut lock(&state.tokens), call) {
        Ok(response) => response,
        Err(Failure::Other(refusal)) => refusal.response(),
        Err(Failure::Word(status, word)) => {
            let mut response = json_response(status, &json!({ "error": word }));
            if status == StatusCode::UNAUTHORIZED && call.authorization.is_some() {
                let basic = HeaderValue::from_static("Basic realm=\"oauth\"");
                response.headers_mut().insert(header::WWW_AUTHENTICATE, basic);
            }
            response
        }
    }
}

fn exchange(tokens: &mut Tokens, call: &Call) -> Result<Response, Failure> {
    let fields = call.fields()?;
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let needed = |name: &str| field(name).ok_or(Failure::Word(StatusCode::BAD_REQUEST, "invalid_request"));
    let basic = call.authorization.as_deref().and_then(basic);
    let named = match &basic {
        Some((id, secret)) => Some((id.as_str(), secret.as_str())),
        None => field("client_id").zip(field("client_secret")),
    };
    let Some((client, _)) = named.filter(|(id, secret)| tokens.proves_client(id, secret)) else {
        return Err(Failure::Word(StatusCode::UNAUTHORIZED, "invalid_client"));
    };
    let person = match needed("grant_type")? {
        "authorization_code" => {
            let (code, redirect) = (needed("code")?, needed("redirect_uri")?);
            tokens.redeem(code, client, redirect, field("code_verifier"))
        }
        "refresh_token" => tokens.refresh.remove(&super::digest(needed("refresh_token")?)),
        _ => return Err(Failure::Word(StatusCode::BAD_REQUEST, "unsupported_grant_type")),
    };
    let person = person.ok_or(Failure::Word(StatusCode::BAD_REQUEST, "invalid_grant"))?;
    let pair = tokens.pair(person)?;
    let answer = json!({
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "token_type": "Bearer",
        "expires_in": tokens.lifetime.as_secs(),
    });
    Ok(json_response(StatusCode::OK, &answer))
}

/// The client's name and secret in an `Authorization: Basic`.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case("basic").then(|| (id.to_owned(), secret.to_owned()))
}
