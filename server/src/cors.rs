//! Which pages of other origins may call.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use crate::answer::typed;

/// The origin of the request where it is on the allow-list.
pub(crate) fn allowed<'a>(list: &'a [String], headers: &HeaderMap) -> Option<&'a str> {
    let origin = headers.get(header::ORIGIN)?.to_str().ok()?;
    list.iter().map(String::as_str).find(|&one| one == origin)
}

/// The answer to a preflight, which needs no token.
pub(crate) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response> {
    let asked = headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) && headers.contains_key(header::ORIGIN);
    (*method == Method::OPTIONS && asked).then(|| typed(StatusCode::NO_CONTENT, "text/plain", "no-store", ""))
}

/// Puts the headers on an answer, a refusal as well.
pub(crate) fn mark(headers: &mut HeaderMap, origin: Option<&str>, preflight: bool) {
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = origin.and_then(|origin| HeaderValue::from_str(origin).ok()) else {
        return;
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    let fixed: &[(HeaderName, &'static str)] = if preflight {
        &[
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type"),
            (header::ACCESS_CONTROL_MAX_AGE, "600"),
        ]
    } else {
        &[(header::ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")]
    };
    for (name, value) in fixed {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
}

/// Whether the `Host` is this machine. A request without one comes from no browser.
pub(crate) fn host_is_local(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else {
        return true;
    };
    let Ok(host) = host.to_str() else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}
