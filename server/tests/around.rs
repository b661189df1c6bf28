//! What stands around the operations: CORS, the guard of the demo, faults.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use axum::body::Body;
use axum::http::Request;
use kit::{V1, demo, get, options, plain, send};
use serde_json::{Value, json};
use vitrine_server::{Options, app, start};

#[tokio::test]
async fn only_listed_origins_may_call() {
    let app = app(&Options { cors: vec!["https://page.example".into()], ..options() }).unwrap();
    let list = format!("{V1}/collections");
    let ask = ("access-control-request-method", "GET");
    let reply = plain(&app, "OPTIONS", &list, &[("origin", "https://page.example"), ask]).await;
    assert_eq!(reply.status, 204);
    assert!(reply.headers.contains_key("access-control-allow-headers"));
    let reply = plain(&app, "GET", &list, &[("origin", "https://page.example")]).await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.headers["access-control-allow-origin"], "https://page.example");
    let reply = plain(&app, "OPTIONS", &list, &[("origin", "https://other.example"), ask]).await;
    assert!(!reply.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn demo_data_answers_this_machine_alone() {
    let app = demo();
    for (host, ok) in [
        ("localhost:80", true),
        ("127.0.0.1", true),
        ("[::1]:81", true),
        ("evil.example", false),
        ("127.0.0.1.evil.example:80", false),
    ] {
        let reply = plain(&app, "GET", "/config.json", &[("host", host)]).await;
        assert_eq!(reply.status == 200, ok, "{host}");
    }
    let open = Options { addr: "0.0.0.0:0".parse().unwrap(), ..options() };
    assert!(start(open).await.is_err());
}

#[tokio::test]
async fn faults_come_as_ordered_and_are_used_up() {
    let app = app(&Options { faults: true, ..options() }).unwrap();
    let order = |order: Value| {
        let request = Request::post("/_faults").body(Body::from(order.to_string())).unwrap();
        let app = app.clone();
        async move { send(&app, request).await.status }
    };
    let list = "/api/public/v1/collections";
    assert_eq!(order(json!({ "path": list, "times": 2, "status": 503, "retry_after": 1 })).await, 201);
    for status in [503, 503, 200] {
        assert_eq!(get(&app, "teacher", "/collections").await.status, status);
    }
    assert_eq!(order(json!({ "path": "/api/*", "method": "get", "body": "bad_row" })).await, 201);
    let reply = get(&app, "teacher", "/collections").await;
    assert_eq!(reply.json["collections"][0]["id"], "not a number");
    assert_eq!(reply.json["collections"][1]["id"], 101);
    for (body, empty) in [("html", false), ("half", false), ("cut", true), ("empty", true)] {
        order(json!({ "path": list, "body": body })).await;
        let reply = get(&app, "teacher", "/collections").await;
        assert_eq!((reply.json, reply.bytes.is_empty()), (Value::Null, empty), "{body}");
    }
    assert_eq!(order(json!({ "path": list, "body": "what" })).await, 422);
    let log = plain(&app, "GET", "/_log", &[]).await.json;
    assert_eq!(log["log"][0], json!({ "method": "GET", "path": list, "query": "", "status": 503 }));
    assert_eq!(plain(&demo(), "GET", "/_log", &[]).await.status, 404);
}
