//! Each operation with each of its statuses.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use axum::body::Body;
use axum::http::Request;
use kit::{call, demo, get, plain, post};
use serde_json::json;

const MISSING: &str = "999999999";

#[tokio::test]
async fn every_operation_has_every_status() {
    let app = demo();
    let batch = json!([{"id": 9, "action": "create", "type": "user", "permission": "view"}]);
    // Who, method, address, body, status. 101: edit, 102: view, 109: own, 2001: the librarian's.
    let rows = [
        ("expired", "GET", "/collections", None, 401),
        ("teacher", "GET", "/collections?page=0", None, 422),
        ("teacher", "GET", "/collections", None, 200),
        ("expired", "POST", "/collections?name=", None, 401),
        ("teacher", "POST", "/collections", None, 422),
        ("teacher", "POST", "/collections?name=a&user_id=x", None, 422),
        ("teacher", "POST", "/collections?name=a&user_id=999999999", None, 404),
        ("teacher", "POST", "/collections?name=a&user_id=4", None, 403),
        ("admin", "POST", "/collections?name=a&user_id=10", None, 201),
        ("teacher", "POST", "/collections?name=a", None, 201),
        ("student", "GET", "/collections/2001", None, 403),
        ("admin", "GET", "/collections/2001", None, 200),
        ("teacher", "GET", "/collections/102/permissions", None, 200),
        ("teacher", "POST", "/collections/102/permissions", Some(batch.clone()), 200),
        ("teacher", "POST", "/collections/102/permissions", Some(batch.clone()), 400),
        ("teacher", "POST", "/collections/2001/permissions", Some(batch.clone()), 403),
        ("teacher", "POST", "/collections/102/permissions", Some(json!({})), 422),
        ("teacher", "POST", "/collections/102/archive", None, 403),
        ("teacher", "POST", "/collections/3/archive", None, 403),
        ("teacher", "POST", "/collections/109/archive", None, 200),
        ("teacher", "POST", "/collections/109/archive", None, 200),
        ("teacher", "POST", "/collections/109/unarchive", None, 200),
        ("teacher", "DELETE", "/collections/102", None, 403),
        ("teacher", "DELETE", "/collections/3", None, 403),
        ("teacher", "DELETE", "/collections/109", None, 200),
        ("teacher", "DELETE", "/collections/109", None, 404),
        ("teacher", "GET", "/ping", None, 200),
        ("teacher", "GET", "/users/search", None, 400),
        ("student", "GET", "/users/search?email=a.ferreira@uni.example", None, 403),
        ("teacher", "GET", "/users/search?email=A.Ferreira@uni.example", None, 200),
        ("teacher", "GET", "/groups/1/users", None, 200),
        ("teacher", "GET", "/media/1001", None, 200),
        ("teacher", "GET", "/media/1001/courses", None, 200),
        ("teacher", "GET", "/media/1001/download", None, 302),
        ("teacher", "GET", "/media/1004/download", None, 422),
        ("teacher", "GET", "/media/1006/download", None, 404),
        ("student", "GET", "/media/10001", None, 403),
    ];
    for (who, method, path, body, status) in rows {
        let reply = call(&app, who, method, path, body).await;
        assert_eq!(reply.status, status, "{who} {method} {path} {}", reply.json);
        if status >= 400 {
            assert!(reply.json["error"].is_string(), "{method} {path}");
        }
    }
    for (method, tail) in [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/archive"),
        ("POST", "/unarchive"),
        ("GET", "/media"),
        ("GET", "/permissions"),
        ("POST", "/permissions"),
    ] {
        let body = tail.strip_prefix("/permissions").filter(|_| method == "POST").map(|_| batch.clone());
        for (who, id, status) in [
            ("expired", "x", 401),
            ("teacher", "0", 422),
            ("teacher", "-1", 422),
            ("teacher", "9223372036854775808", 422),
            ("teacher", "1%2F2", 422),
            ("teacher", MISSING, 404),
            ("student", "2001", 403),
        ] {
            let path = format!("/collections/{id}{tail}");
            let reply = call(&app, who, method, &path, body.clone()).await;
            assert_eq!(reply.status, status, "{who} {method} {path}");
        }
    }
}

#[tokio::test]
async fn unknown_paths_methods_and_large_bodies_are_json_errors() {
    let app = demo();
    let token = [("authorization", "Bearer demo-teacher")];
    for (method, path, status) in [
        ("GET", "/api", 404),
        ("GET", "/api/public/v2/collections", 404),
        ("PUT", "/api/public/v1/collections", 405),
        ("PATCH", "/api/public/v1/collections/101", 405),
        ("GET", "/api/public/v1/collections/101/archive", 405),
        ("GET", "/api/public/v1/collections/101/permissions/", 200),
        ("HEAD", "/api/public/v1/collections", 200),
        ("GET", "/missing.js", 404),
    ] {
        let reply = plain(&app, method, path, &token).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert!(status == 200 || reply.json["error"].is_string());
    }
    for (path, kind, body, status) in [
        ("/collections", "text/plain", "name=a", 415),
        ("/collections?name=a", "image/png", "x", 415),
        ("/collections?name=a", "application/json", "{\"name\":", 422),
        ("/collections?name=a", "application/json", "[]", 422),
        ("/collections?name=a", "text/plain", "", 201),
        ("/collections", "application/x-www-form-urlencoded; charset=utf-8", "name=a+b", 201),
        ("/collections/101/permissions", "text/plain", "[]", 415),
        ("/collections/101/permissions", "application/json", "[", 422),
        ("/collections/101/permissions", "application/json", "", 422),
    ] {
        let request = Request::post(format!("{}{path}", kit::V1)).header(token[0].0, token[0].1);
        let reply = kit::send(&app, request.header("content-type", kind).body(Body::from(body)).unwrap()).await;
        assert_eq!(reply.status, status, "{path} {kind} {body}");
        assert!(status == 201 || reply.json["error"].is_string(), "{path} {kind} {body}");
    }
    let long = json!("x".repeat(2 << 20));
    let reply = post(&app, "teacher", "/collections/101/permissions", long).await;
    assert_eq!(reply.status, 413);
    assert!(reply.json["error"].is_string());
}

#[tokio::test]
async fn pages_hold_at_their_edges() {
    let app = demo();
    for (query, page, last, rows) in [
        ("", 1, 62, 20),
        ("?page=62", 62, 62, 20),
        ("?page=63", 63, 62, 0),
        ("?per_page=500", 1, 25, 50),
        ("?per_page=50&page=25", 25, 25, 40),
        ("?per_page=1", 1, 1240, 1),
        ("?page=99999999999999999999", i64::MAX, 62, 0),
    ] {
        let reply = get(&app, "librarian", &format!("/collections{query}")).await;
        let meta = &reply.json["meta"];
        assert_eq!(meta["total_count"], 1240);
        assert_eq!((&meta["current_page"], &meta["last_page"]), (&json!(page), &json!(last)));
        assert_eq!(reply.json["collections"].as_array().unwrap().len(), rows, "{query}");
    }
    for query in ["page=-1", "page=", "page=1.5", "per_page=0", "page=%D9%A1", "per_page=+5"] {
        let reply = get(&app, "teacher", &format!("/collections/101/media?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
    }
    let empty = get(&app, "teacher", "/collections/117/media").await.json;
    assert_eq!(empty["meta"]["last_page"], 1);
}

#[tokio::test]
async fn names_are_kept_as_they_are_or_refused() {
    let app = demo();
    let longest = "é".repeat(255);
    for name in ["  spaced  ", "<b>&amp;", "👩🏽‍🔬\u{202e}\u{200d}", longest.as_str()] {
        let reply = post(&app, "teacher", "/collections", json!({ "name": name })).await;
        assert_eq!(reply.status, 201);
        let made = &reply.json["collection"];
        assert_eq!((&made["name"], &made["type"]), (&json!(name), &json!("collection")));
        assert_eq!(made["permission"], "admin");
    }
    for query in ["name=a%FF", "name=%C3%28", "name=a&user_id=%ED%A0%80", "%FF=1&name=a"] {
        let reply = call(&app, "teacher", "POST", &format!("/collections?{query}"), None).await;
        assert_eq!(reply.status, 422, "{query}");
    }
    let long = "é".repeat(256);
    for name in ["", "  \u{3000}", "a\u{0}b", "a\nb", "a\u{85}", long.as_str()] {
        let reply = post(&app, "teacher", "/collections", json!({ "name": name })).await;
        assert_eq!(reply.status, 422, "{name:?}");
    }
}
