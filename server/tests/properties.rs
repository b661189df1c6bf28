//! Whatever is asked of the server, it answers by the contract and never by 5xx, and ids stay what they are.
#![allow(missing_docs, clippy::unwrap_used)]

mod kit;

use std::sync::LazyLock;

use axum::{Router, body::Body, http::Request};
use kit::{V1, demo, send};
use proptest::{prelude::*, test_runner::Config};
use serde_json::json;
use tokio::runtime::Runtime;
use vitrine_server::flags;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static APP: LazyLock<Router> = LazyLock::new(demo);

fn cases() -> Config {
    let config = Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { 300 };
    Config { cases, failure_persistence: None, ..config }
}

/// A part of an address: percent signs well formed and not, numbers near every edge.
fn part() -> impl Strategy<Value = String> {
    let words = [
        "%00",
        "%FF",
        "%",
        "%2",
        "%2F",
        "..",
        "0",
        "-1",
        "1e3",
        "+1",
        "101",
        "109",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        "%D9%A1",
        "é",
        "view",
        "&",
        "=",
        "page",
        "name",
        "",
    ];
    prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => prop::collection::vec(any::<u8>(), 0..8).prop_map(|bytes| bytes.iter().map(|byte| format!("%{byte:02X}")).collect()),
    ]
}

fn path() -> impl Strategy<Value = String> {
    let starts = [
        "/ping",
        "/collections",
        "/collections/101",
        "/collections/109/permissions",
        "/collections/109/media",
        "/collections/109/archive",
        "/users/search",
        "/groups/1/users",
        "/media/search",
        "/media/1001",
        "/media/uploads",
        "/courses",
        "/x",
        "",
    ];
    let names = ["page", "per_page", "name", "user_id", "email", "query", "title", "collection_id", "x"];
    let pairs = prop::collection::vec((prop::sample::select(names.to_vec()), part()), 0..4);
    let more = prop::collection::vec(part(), 0..2);
    (prop::sample::select(starts.to_vec()), more, pairs).prop_map(|(start, more, pairs)| {
        let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{V1}{start}{}?{}", more.iter().map(|part| format!("/{part}")).collect::<String>(), query.join("&"))
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let rows = prop::collection::vec((any::<i64>(), part(), part(), part()), 0..4).prop_map(|rows| {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(id, kind, action, level)| json!({"id": id, "type": kind, "action": action, "permission": level}))
            .collect();
        json!({"permissions": rows}).to_string().into_bytes()
    });
    prop_oneof![1 => Just(Vec::new()), 1 => prop::collection::vec(any::<u8>(), 0..64), 2 => rows]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_request_makes_the_server_fail(
        method in prop::sample::select(vec!["GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD"]),
        path in path(), body in body(), kind in prop::sample::select(vec![
            "application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "",
        ]), who in prop::sample::select(vec!["teacher", "admin", "student", "nobody"]),
    ) {
        let request = Request::builder().method(method).uri(&path).header("content-type", kind)
            .header("authorization", format!("Bearer demo-{who}")).body(Body::from(body));
        // What is no address for the library that reads them does not come so far over a connection either.
        let Ok(request) = request else { return Ok(()) };
        let reply = RUNTIME.block_on(send(&APP, request));
        prop_assert!((200..500).contains(&reply.status), "{method} {path}: {}", reply.status);
        if reply.status >= 400 && method != "HEAD" {
            prop_assert!(reply.json["error"].is_string(), "{method} {path}: {:?}", String::from_utf8_lossy(&reply.bytes));
        }
    }

    #[test]
    fn an_id_is_read_as_written_or_refused(id in any::<i64>()) {
        let reply = RUNTIME.block_on(kit::get(&APP, "teacher", &format!("/collections/{id}")));
        match reply.status {
            200 => prop_assert_eq!(reply.json["collection"]["id"].as_i64(), Some(id)),
            403 | 404 => prop_assert!(id > 0),
            status => prop_assert!(status == 422 && id <= 0, "{id}: {status}"),
        }
    }

    #[test]
    fn a_name_comes_back_as_it_was_sent(name in "\\PC{1,60}") {
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let reply = RUNTIME.block_on(kit::call(&APP, "teacher", "POST", &format!("/collections?name={encoded}"), None));
        if reply.status == 201 {
            prop_assert_eq!(reply.json["collection"]["name"].as_str(), Some(&*name));
        } else {
            prop_assert!(reply.status == 422 && name.trim().is_empty(), "{name:?}: {}", reply.status);
        }
    }

    #[test]
    fn any_command_line_is_read_or_told_what_is_right(words in prop::collection::vec(prop_oneof![
        prop::sample::select(vec!["--addr", "--db", "--data=demo", "--token", "--token==", "--cors", "--faults=", "--", "=", "-h"])
            .prop_map(str::to_owned),
        any::<String>(),
    ], 0..5)) {
        if let Err(text) = flags::parse(words) {
            prop_assert!(!text.is_empty());
        }
    }
}
