//! Whatever a client asks for and says of itself, it gets a file of the folder or nothing.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Component;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use proptest::{prelude::*, test_runner::Config};
use vitrine_files::{answer, relative};

fn cases() -> Config {
    Config { failure_persistence: None, ..Config::default() }
}

fn path() -> impl Strategy<Value = String> {
    let parts = ["..", ".", ".git", "a", "a.js", "%2e%2e", "%2f", "\\", "C:", "\0", "", "é", "x..y", "index.html"];
    let part = prop_oneof![4 => prop::sample::select(parts.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(part, 0..5).prop_map(|parts| format!("/{}", parts.join("/")))
}

/// Headers that choose among encodings and versions, well formed and not.
fn headers() -> impl Strategy<Value = HeaderMap> {
    let names = [header::ACCEPT_ENCODING, header::IF_NONE_MATCH, header::RANGE, header::IF_MODIFIED_SINCE];
    let values =
        ["br", "gzip;q=0", "br;q=nan", "*", "W/\"x\"", ",,;;q=", "bytes=0-1,5-", "identity;q=1e39, br ; q=0.0"];
    let value = prop_oneof![
        3 => prop::sample::select(values.to_vec()).prop_map(HeaderValue::from_static),
        1 => prop::collection::vec(any::<u8>(), 0..12).prop_filter_map("a header", |bytes| HeaderValue::from_bytes(&bytes).ok()),
    ];
    prop::collection::vec((prop::sample::select(names.to_vec()), value), 0..5)
        .prop_map(|pairs: Vec<(HeaderName, HeaderValue)>| pairs.into_iter().collect())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_path_leads_out_of_the_folder_or_to_what_is_hidden(path in path()) {
        if let Some(relative) = relative(&path) {
            for part in relative.components() {
                let Component::Normal(name) = part else { panic!("{relative:?}") };
                prop_assert!(!name.to_string_lossy().starts_with('.'), "{relative:?}");
            }
        }
    }

    #[test]
    fn any_request_is_answered(path in path(), headers in headers()) {
        // The package's own folder has files, and a hidden one is made up.
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for path in [&*path, "/Cargo.toml"] {
            let answer = runtime.block_on(answer(folder, path, &headers));
            prop_assert!(path != "/Cargo.toml" || answer.is_some_and(|answer| answer.status().as_u16() <= 304));
        }
    }
}
