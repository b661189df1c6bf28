//! Cookies as they come and go. A value that is too large for one is split among several.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::answer::Refusal;

/// The session.
pub(crate) const SESSION: &str = "__Host-vitrine";
/// A login that waits for its answer.
pub(crate) const LOGIN: &str = "__Host-vitrine-login";

/// Characters of one cookie's value: browsers keep 4096 bytes with name and attributes.
const PIECE: usize = 3800;
/// More pieces than these would not fit the head of a request at common servers.
const PIECES: usize = 4;

/// The value of a cookie.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|all| {
        Cookie::split_parse(all).filter_map(Result::ok).find(|one| one.name() == name).and_then(|one| one.value_raw())
    })
}

/// The `Set-Cookie` that has a browser keep `value` for so many seconds.
pub(crate) fn set(name: &str, value: &str, seconds: u64) -> Result<HeaderValue, Refusal> {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let cookie = Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(seconds));
    HeaderValue::from_str(&cookie.to_string()).map_err(Refusal::failed)
}

/// The `Set-Cookie` that has a browser forget.
pub(crate) fn clear(name: &str) -> Result<HeaderValue, Refusal> {
    set(name, "", 0)
}

fn piece_name(at: usize) -> String {
    if at == 0 { SESSION.to_owned() } else { format!("{SESSION}-{at}") }
}

/// The session's value, put together. The first piece says how many there are, so what is left over of
/// a longer one does no harm.
pub(crate) fn session(headers: &HeaderMap) -> Option<String> {
    let (count, first) = value(headers, SESSION)?.split_once('.')?;
    let count = count.parse::<usize>().ok().filter(|count| (1..=PIECES).contains(count))?;
    let mut all = first.to_owned();
    for at in 1..count {
        all.push_str(value(headers, &piece_name(at))?);
    }
    Some(all)
}

/// The `Set-Cookie`s of a session. `asked`: the request, whose pieces beyond these are forgotten.
///
/// # Errors
/// The session is too large for cookies.
pub(crate) fn set_session(asked: &HeaderMap, sealed: &str, seconds: u64) -> Result<Vec<HeaderValue>, Refusal> {
    let count = sealed.len().div_ceil(PIECE).max(1);
    if count > PIECES {
        tracing::error!(bytes = sealed.len(), "the upstream's tokens are too large for cookies");
        return Err(Refusal::new(
            axum::http::StatusCode::BAD_GATEWAY,
            "the video service's tokens are too large to be kept in cookies",
        ));
    }
    let mut all = Vec::new();
    let mut rest = sealed;
    for at in 0..count {
        let (piece, after) = rest.split_at_checked(PIECE).unwrap_or((rest, ""));
        rest = after;
        let value = if at == 0 { format!("{count}.{piece}") } else { piece.to_owned() };
        all.push(set(&piece_name(at), &value, seconds)?);
    }
    all.extend(clear_pieces(asked, count)?);
    Ok(all)
}

/// The `Set-Cookie`s that have a browser forget its session.
pub(crate) fn clear_session(asked: &HeaderMap) -> Result<Vec<HeaderValue>, Refusal> {
    let mut all = vec![clear(SESSION)?];
    all.extend(clear_pieces(asked, 1)?);
    Ok(all)
}

fn clear_pieces(asked: &HeaderMap, from: usize) -> Result<Vec<HeaderValue>, Refusal> {
    (from..PIECES).map(piece_name).filter(|name| value(asked, name).is_some()).map(|name| clear(&name)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::*;

    /// The request that a browser sends after these answers.
    fn kept(set: &[HeaderValue]) -> HeaderMap {
        let pairs: Vec<&str> = set.iter().map(|one| one.to_str().unwrap().split(';').next().unwrap()).collect();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, pairs.join("; ").parse().unwrap());
        headers
    }

    #[test]
    fn a_session_of_any_size_comes_back_whole() {
        for size in [1, PIECE - 1, PIECE, PIECE + 1, PIECE * PIECES] {
            let sealed: String = ('a'..='z').cycle().take(size).collect();
            let set = set_session(&HeaderMap::new(), &sealed, 60).unwrap();
            assert!(set.iter().all(|one| one.len() <= 4096), "{size}");
            assert_eq!(session(&kept(&set)).unwrap(), sealed, "{size}");
        }
        assert!(set_session(&HeaderMap::new(), &"a".repeat(PIECE * PIECES + 1), 60).is_err());
    }

    #[test]
    fn pieces_of_a_longer_session_are_forgotten() {
        let long = kept(&set_session(&HeaderMap::new(), &"a".repeat(PIECE * 3), 60).unwrap());
        let short = set_session(&long, "b", 60).unwrap();
        assert_eq!(short.len(), 3);
        assert!(short[1].to_str().unwrap().starts_with("__Host-vitrine-1=; "));
        assert!(short[1].to_str().unwrap().contains("Max-Age=0"));
        assert_eq!(clear_session(&long).unwrap().len(), 3);
    }

    #[test]
    fn every_cookie_is_closed_to_scripts_and_other_sites() {
        let set = set(SESSION, "1.x", 60).unwrap();
        assert_eq!(set.to_str().unwrap(), "__Host-vitrine=1.x; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60");
    }

    proptest! {
        #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

        #[test]
        fn whatever_cookies_come_a_session_is_whole_or_none(
            sealed in "[A-Za-z0-9_-]{1,200}", times in 1..76_usize, drop in 0..6_usize,
            others in prop::collection::vec(("(__Host-vitrine(-[0-4])?|x)", "[ -~]{0,12}"), 0..4),
        ) {
            let sealed = sealed.repeat(times);
            let Ok(set) = set_session(&HeaderMap::new(), &sealed, 60) else {
                prop_assert!(sealed.len() > PIECE * PIECES);
                return Ok(());
            };
            prop_assert_eq!(session(&kept(&set)), Some(sealed));
            // A piece that is missing makes it none; whatever else stands there makes no panic.
            let mut pieces = set;
            if drop < pieces.len() {
                pieces.remove(drop);
                prop_assert_eq!(session(&kept(&pieces)), None);
            }
            let pairs: Vec<String> = others.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, pairs.join("; ").parse().unwrap());
            session(&headers);
            prop_assert!(clear_session(&headers).is_ok());
        }
    }
}
