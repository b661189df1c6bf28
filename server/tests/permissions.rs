//! Sharing: every dialect, and all or nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use kit::{demo, get, post};
use serde_json::json;

#[tokio::test]
async fn every_dialect_is_understood() {
    let app = demo();
    for (id, key, permission, wrapped) in [
        (10, "type", "permission", false),
        (11, "share_type", "permission_type", false),
        (12, "type", "permission_type", true),
        (15, "share_type", "permission", true),
    ] {
        let rows = json!([{ "id": id, "action": "create", key: "user", permission: "view" }]);
        let body = if wrapped { json!({ "permissions": rows }) } else { rows };
        let reply = post(&app, "teacher", "/collections/109/permissions", body).await;
        assert_eq!(reply.status, 200, "{}", reply.json);
        let list = reply.json["permissions"].as_array().unwrap().clone();
        assert!(list.iter().any(|row| row["id"] == id && row["permission"] == "view"));
    }
}

#[tokio::test]
async fn a_batch_is_all_or_nothing() {
    let app = demo();
    let path = "/collections/101/permissions";
    let before = get(&app, "teacher", path).await.json;
    for bad in [
        json!({ "id": 77777, "action": "create", "type": "user", "permission": "view" }),
        json!({ "id": 6, "action": "create", "type": "user", "permission": "view" }),
        json!({ "id": 16, "action": "destroy", "type": "user" }),
        json!({ "id": 16, "action": "update", "type": "user", "permission": "edit" }),
        json!({ "id": 77777, "action": "create", "type": "group", "permission": "view" }),
    ] {
        let good = json!({ "id": 1, "action": "create", "type": "group", "permission": "edit" });
        let reply = post(&app, "teacher", path, json!([good, bad])).await;
        assert_eq!(reply.status, 400, "{bad}");
        assert_eq!(get(&app, "teacher", path).await.json, before);
    }
}

#[tokio::test]
async fn a_viewer_shares_with_view_and_no_more() {
    let app = demo();
    let path = "/collections/102/permissions";
    for (row, status) in [
        (json!({ "id": 9, "action": "create", "type": "user", "permission": "edit" }), 403),
        (json!({ "id": 1, "action": "update", "type": "group", "permission": "edit" }), 403),
        (json!({ "id": 1, "action": "destroy", "type": "group" }), 403),
        (json!({ "id": 9, "action": "create", "type": "user", "permission": "view" }), 200),
    ] {
        assert_eq!(post(&app, "teacher", path, json!([row])).await.status, status, "{row}");
    }
}

#[tokio::test]
async fn nobody_touches_the_owner() {
    let app = demo();
    for (row, status) in [
        (json!({ "id": 5, "action": "destroy", "type": "user" }), 403),
        (json!({ "id": 5, "action": "update", "type": "user", "permission": "view" }), 403),
        (json!({ "id": 5, "action": "create", "type": "user", "permission": "view" }), 400),
    ] {
        let reply = post(&app, "teacher", "/collections/101/permissions", json!([row])).await;
        assert_eq!(reply.status, status, "{row}");
    }
    let list = get(&app, "teacher", "/collections/101/permissions").await.json;
    assert_eq!((&list["permissions"][0]["id"], &list["permissions"][0]["permission"]), (&json!(5), &json!("edit")));
}

#[tokio::test]
async fn what_is_malformed_is_422() {
    let app = demo();
    for body in [
        json!(null),
        json!([]),
        json!("x"),
        json!([1]),
        json!([{}]),
        json!({ "permissions": 1 }),
        json!([{ "id": 0, "action": "create", "type": "user", "permission": "view" }]),
        json!([{ "id": 9.5, "action": "create", "type": "user", "permission": "view" }]),
        json!([{ "id": 9, "action": "grant", "type": "user", "permission": "view" }]),
        json!([{ "id": 9, "action": "create", "type": "team", "permission": "view" }]),
        json!([{ "id": 9, "action": "create", "type": "user", "permission": "own" }]),
        json!([{ "id": 9, "action": "update", "type": "user" }]),
    ] {
        let reply = post(&app, "teacher", "/collections/101/permissions", body.clone()).await;
        assert_eq!(reply.status, 422, "{body}");
    }
}
