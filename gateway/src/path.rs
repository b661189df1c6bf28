//! What of the upstream can be reached: one prefix, plain segments, documented methods.

use axum::http::{Method, StatusCode};

use crate::answer::Refusal;

/// What all of the API's paths begin with.
pub(crate) const PREFIX: &str = "/api/public/v1/";

/// Refuses a path that is not certainly below the prefix. Ids are numbers and all other parts words, so
/// nothing is ever encoded, and no dot has a meaning.
pub(crate) fn check(method: &Method, path: &str) -> Result<(), Refusal> {
    let rest = path.strip_prefix(PREFIX).unwrap_or_default();
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    if !rest.split('/').all(plain) {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this address"));
    }
    // Those of the documented operations that the page uses.
    if ![Method::GET, Method::POST, Method::DELETE].contains(method) {
        return Err(Refusal::other_method("GET, POST, DELETE"));
    }
    Ok(())
}

/// Whether the upstream answers this with the place of a file.
pub(crate) fn is_download(method: &Method, path: &str) -> bool {
    let parts = path.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix("media/"));
    *method == Method::GET && parts.and_then(|rest| rest.strip_suffix("/download")).is_some_and(|id| !id.contains('/'))
}

/// Whether the upstream answers this with a word of text.
pub(crate) fn is_ping(path: &str) -> bool {
    path.strip_prefix(PREFIX) == Some("ping")
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::*;

    #[test]
    fn operations_of_the_api_are_reached() {
        for path in ["ping", "collections", "collections/12/media", "users/search", "media/9/caption_files"] {
            assert!(check(&Method::GET, &format!("{PREFIX}{path}")).is_ok(), "{path}");
        }
    }

    #[test]
    fn nothing_else_is_reached() {
        for path in [
            "/api/public/v1",
            "/api/public/v1/",
            "/api/public/v2/x",
            "/api/public/v1/../x",
            "/api/public/v1/./x",
            "/api/public/v1/%2e%2e/x",
            "/api/public/v1/a%2fb",
            "/api/public/v1/a%5cb",
            "/api/public/v1//a",
            "/api/public/v1/a/",
            "/api/public/v1/a\\b",
            "/api/public/v1/a;b",
            "/api/public/v1/a.json",
            "/api/public/v1/@evil",
            "/api/public/v1/a:b",
            "/api/public/v1/ä",
            "/API/public/v1/a",
            "//api/public/v1/a",
            "/api/public/oauth/token",
            "/api/public/v1x/a",
            "",
        ] {
            assert!(check(&Method::GET, path).is_err(), "{path}");
        }
        for method in [Method::PUT, Method::PATCH, Method::OPTIONS, Method::TRACE, Method::CONNECT, Method::HEAD] {
            let refusal = check(&method, "/api/public/v1/ping").unwrap_err();
            assert_eq!(refusal.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
    }

    #[test]
    fn only_a_download_may_lead_elsewhere() {
        assert!(is_download(&Method::GET, "/api/public/v1/media/5/download"));
        for path in ["media/5", "media/5/x/download", "collections/5/download", "media//download2"] {
            assert!(!is_download(&Method::GET, &format!("{PREFIX}{path}")), "{path}");
        }
        assert!(!is_download(&Method::POST, "/api/public/v1/media/5/download"));
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        #[test]
        fn what_is_reached_is_below_the_prefix_however_it_is_read(
            rest in prop_oneof![any::<String>(), "[a-z0-9/._%;:@\\\\-]{0,12}", "[a-z/]{0,9}"],
        ) {
            let path = format!("{PREFIX}{rest}");
            if check(&Method::GET, &path).is_ok() {
                let there = url::Url::parse("https://up.invalid/").unwrap().join(&path).unwrap();
                prop_assert_eq!((there.path(), there.query(), there.fragment()), (&*path, None, None));
                prop_assert_eq!(there.origin().ascii_serialization(), "https://up.invalid");
            }
        }
    }
}
