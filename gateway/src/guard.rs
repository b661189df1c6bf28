//! Which requests are answered at all: those that mean this host, framed in one way only, and, where
//! the cookie counts, sent by the page itself.

use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};

use crate::answer::Refusal;
use crate::state::State;

/// Refuses what is framed or addressed in a way that another server might read otherwise.
pub(crate) fn framing(uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
    if uri.authority().is_some() || uri.scheme().is_some() {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "the address must be a path"));
    }
    // Browsers send a length. Both together, or chunks, are how requests are smuggled.
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Refusal::new(StatusCode::LENGTH_REQUIRED, "a body needs a Content-Length"));
    }
    if headers.contains_key(header::UPGRADE) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "there is nothing to upgrade to"));
    }
    Ok(())
}

/// Refuses a request that means another host, as one does whose name was bound to this address anew.
pub(crate) fn host(state: &State, headers: &HeaderMap) -> Result<(), Refusal> {
    let host = only(headers, header::HOST);
    if host.is_some_and(|host| state.hosts.iter().any(|one| one.eq_ignore_ascii_case(host))) {
        Ok(())
    } else {
        Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, "this server answers for another host"))
    }
}

/// Refuses a request with the cookie that the page itself did not send. Other sites can't set the header
/// `X-Vitrine` without being asked first, which is always refused; and a browser says where a request
/// comes from.
pub(crate) fn own(state: &State, headers: &HeaderMap) -> Result<(), Refusal> {
    let origin = headers.get(header::ORIGIN);
    let from_here = only(headers, header::ORIGIN) == Some(state.origin.as_str());
    let site = HeaderName::from_static("sec-fetch-site");
    let same = match headers.get(&site) {
        Some(_) => only(headers, site) == Some("same-origin") && (origin.is_none() || from_here),
        None => from_here,
    };
    let marked = only(headers, HeaderName::from_static("x-vitrine")) == Some("1");
    if same && marked { Ok(()) } else { Err(Refusal::new(StatusCode::FORBIDDEN, "only the page itself may ask this")) }
}

/// The value of a header that stands once.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}
