//! What stands around the operations: OAuth, CORS, faults, files, descriptions, many at once.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use kit::{Reply, V1, demo, get, options, plain, send};
use serde_json::{Value, json};
use vitrine_server::{Data, Database, Options, app, start};

async fn form(app: &Router, body: &str, basic: bool) -> Reply {
    let mut request = Request::post("/api/public/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded");
    let mut body = body.to_owned();
    if basic {
        request = request.header("authorization", "Basic ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ=");
    } else {
        body.push_str("&client_id=demo-client&client_secret=demo-secret");
    }
    send(app, request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_code_and_a_refresh_token_work_once() {
    let app = demo();
    let address = "/api/public/oauth/authorize?client_id=demo-client&response_type=code&state=s\
                   &redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback";
    let reply = plain(&app, "GET", address, &[]).await;
    assert_eq!(reply.status, 302);
    let back = reply.headers["location"].to_str().unwrap().to_owned();
    assert!(!back.contains("state="));
    let code = back.split("code=").nth(1).unwrap();
    let body = format!("grant_type=authorization_code&code={code}");
    let first = form(&app, &body, true).await;
    assert_eq!(
        (first.status, &first.json["expires_in"]),
        (200, &json!(3600))
    );
    assert_eq!(form(&app, &body, true).await.json["error"], "invalid_grant");
    for (token, basic) in [("demo-refresh", true), ("demo-refresh-2", false)] {
        let body = format!("grant_type=refresh_token&refresh_token={token}");
        let reply = form(&app, &body, basic).await;
        assert_eq!(reply.status, 200);
        let access = format!("Bearer {}", reply.json["access_token"].as_str().unwrap());
        let list = format!("{V1}/collections");
        assert_eq!(
            plain(&app, "GET", &list, &[("authorization", &access)])
                .await
                .status,
            200
        );
        assert_eq!(form(&app, &body, basic).await.status, 400);
    }
    assert_eq!(form(&app, "grant_type=password", true).await.status, 400);
    let nobody = plain(&app, "POST", "/api/public/oauth/token", &[]).await;
    assert_eq!(
        (nobody.status, &nobody.json["error"]),
        (401, &json!("invalid_client"))
    );
}

#[tokio::test]
async fn access_tokens_end() {
    let app = app(&Options {
        token_lifetime: Duration::ZERO,
        ..options()
    })
    .unwrap();
    let reply = form(
        &app,
        "grant_type=refresh_token&refresh_token=demo-refresh",
        true,
    )
    .await;
    let access = format!("Bearer {}", reply.json["access_token"].as_str().unwrap());
    let list = format!("{V1}/collections");
    assert_eq!(
        plain(&app, "GET", &list, &[("authorization", &access)])
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn only_listed_origins_may_call() {
    let app = app(&Options {
        cors: vec!["https://page.example".into()],
        ..options()
    })
    .unwrap();
    let list = format!("{V1}/collections");
    let ask = ("access-control-request-method", "GET");
    let reply = plain(
        &app,
        "OPTIONS",
        &list,
        &[("origin", "https://page.example"), ask],
    )
    .await;
    assert_eq!(reply.status, 204);
    assert!(reply.headers.contains_key("access-control-allow-headers"));
    let reply = plain(&app, "GET", &list, &[("origin", "https://page.example")]).await;
    assert_eq!(reply.status, 401);
    assert_eq!(
        reply.headers["access-control-allow-origin"],
        "https://page.example"
    );
    let reply = plain(
        &app,
        "OPTIONS",
        &list,
        &[("origin", "https://other.example"), ask],
    )
    .await;
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
    let open = Options {
        addr: "0.0.0.0:0".parse().unwrap(),
        ..options()
    };
    assert!(start(open).await.is_err());
}

#[tokio::test]
async fn faults_come_as_ordered_and_are_used_up() {
    let app = app(&Options {
        faults: true,
        ..options()
    })
    .unwrap();
    let order = |order: Value| {
        let request = Request::post("/_faults")
            .body(Body::from(order.to_string()))
            .unwrap();
        let app = app.clone();
        async move { send(&app, request).await.status }
    };
    let list = "/api/public/v1/collections";
    assert_eq!(
        order(json!({ "path": list, "times": 2, "status": 503, "retry_after": 1 })).await,
        201
    );
    for status in [503, 503, 200] {
        assert_eq!(get(&app, "teacher", "/collections").await.status, status);
    }
    assert_eq!(
        order(json!({ "path": "/api/*", "method": "get", "body": "bad_row" })).await,
        201
    );
    let reply = get(&app, "teacher", "/collections").await;
    assert_eq!(reply.json["collections"][0]["id"], "not a number");
    assert_eq!(reply.json["collections"][1]["id"], 101);
    for (body, empty) in [
        ("html", false),
        ("half", false),
        ("cut", true),
        ("empty", true),
    ] {
        order(json!({ "path": list, "body": body })).await;
        let reply = get(&app, "teacher", "/collections").await;
        assert_eq!(
            (reply.json, reply.bytes.is_empty()),
            (Value::Null, empty),
            "{body}"
        );
    }
    assert_eq!(order(json!({ "path": list, "body": "what" })).await, 422);
    let log = plain(&app, "GET", "/_log", &[]).await.json;
    assert_eq!(
        log["log"][0],
        json!({ "method": "GET", "path": list, "query": "", "status": 503 })
    );
    assert_eq!(plain(&demo(), "GET", "/_log", &[]).await.status, 404);
}

#[tokio::test]
async fn files_are_served_with_the_policy() {
    let dist = std::env::temp_dir().join(format!("vitrine-server-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(dist.join("a-0123456789abcdef.js"), "1").unwrap();
    std::fs::write(dist.join("a-0123456789abcdef.js.br"), "packed").unwrap();
    std::fs::write(dist.join(".secret"), "s").unwrap();
    let app = app(&Options {
        dist: Some(dist.clone()),
        ..options()
    })
    .unwrap();
    let page = plain(&app, "GET", "/collections/101", &[]).await;
    assert_eq!(page.bytes, b"<!doctype html>");
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert!(page.headers.contains_key("content-security-policy"));
    let js = plain(
        &app,
        "GET",
        "/a-0123456789abcdef.js",
        &[("accept-encoding", "gzip, br")],
    )
    .await;
    assert_eq!(
        (js.bytes.as_slice(), &js.headers["content-encoding"]),
        (&b"packed"[..], &"br".parse().unwrap())
    );
    assert!(
        js.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    let js = plain(&app, "GET", "/a-0123456789abcdef.js", &[]).await;
    assert_eq!(js.bytes, b"1");
    for path in ["/.secret", "/../Cargo.toml", "/%2e%2e/x.toml", "/no.js"] {
        assert_eq!(plain(&app, "GET", path, &[]).await.status, 404, "{path}");
    }
    let config = plain(&app, "GET", "/config.json", &[]).await.json;
    assert_eq!(config["sign_in"]["identities"][0]["token"], "demo-teacher");
    std::fs::remove_dir_all(&dist).unwrap();
    let picture = plain(&app, "GET", "/thumbnails/1001.png", &[]).await;
    assert_eq!(&picture.bytes[1..4], b"PNG");
    assert_eq!(
        plain(&app, "GET", "/thumbnails/1005.png", &[]).await.status,
        403
    );
}

#[tokio::test]
async fn descriptions_name_every_operation() {
    let app = demo();
    let swagger = plain(&app, "GET", "/api/public/apidocs", &[]).await.json;
    let openapi = plain(&app, "GET", "/api/public/openapi.json", &[])
        .await
        .json;
    assert_eq!(
        (&swagger["swagger"], &openapi["openapi"]),
        (&json!("2.0"), &json!("3.1.0"))
    );
    assert!(!swagger.to_string().contains("$ref"));
    for (path, methods) in swagger["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(operation["summary"].is_string() && operation["parameters"].is_array());
            let address = format!("{V1}{}", path.replace("{id}", "1"));
            let reply = plain(&app, &method.to_uppercase(), &address, &[]).await;
            assert_eq!(reply.status, 401, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn nothing_hostile_makes_the_server_fail() {
    let app = demo();
    for path in [
        "/collections/%00",
        "/collections/%FF%FE",
        "/collections//media",
        "/collections/1e3",
        "/collections/%2B1",
        "/collections/١٠١",
        "/media/&x=1",
        "/collections?page=%FF",
        "/collections?name=%00",
        "/collections/9223372036854775807/permissions",
    ] {
        let path = path.replace("١٠١", "%D9%A1");
        for method in ["GET", "POST", "DELETE", "PUT", "OPTIONS"] {
            let reply = kit::call(&app, "teacher", method, &path, None).await;
            assert!(
                (200..500).contains(&reply.status),
                "{method} {path} {}",
                reply.status
            );
        }
    }
    for body in [
        "{",
        "[[[[",
        "\u{0}",
        "{\"permissions\":[null]}",
        "[{\"id\":1e400}]",
    ] {
        let request = Request::post(format!("{V1}/collections/101/permissions"))
            .header("authorization", "Bearer demo-teacher")
            .body(Body::from(body))
            .unwrap();
        assert_eq!(send(&app, request).await.status, 422, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_writers_lose_nothing_in_a_file() {
    let file = std::env::temp_dir().join(format!("vitrine-server-{}.db", std::process::id()));
    let options = Options {
        db: Database::File(file.clone()),
        data: Data::Empty,
        tokens: vec![("ana@uni.example".into(), "demo-ana".into())],
        ..Options::default()
    };
    let first = app(&options).unwrap();
    let work: Vec<_> = (0..100)
        .map(|at| {
            let app = first.clone();
            tokio::spawn(async move {
                let path = format!("/collections?name=n{at}");
                kit::call(&app, "ana", "POST", &path, None).await.status
            })
        })
        .collect();
    for one in work {
        assert_eq!(one.await.unwrap(), 201);
    }
    drop(first);
    let again = app(&options).unwrap();
    let list = get(&again, "ana", "/collections").await.json;
    assert_eq!(list["meta"]["total_count"], 101);
    for tail in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{tail}", file.display()));
    }
}

#[tokio::test]
async fn uploads_become_media_and_media_are_found() {
    let app = demo();
    let begun = kit::call(
        &app,
        "teacher",
        "POST",
        "/media/uploads?collection_id=109",
        None,
    )
    .await;
    assert_eq!(begun.status, 201);
    let id = &begun.json["upload"]["id"];
    let done = format!("/media/uploads/{id}/complete?title=New%20film");
    let own = format!("/media/uploads/{id}");
    for (who, method, path, status) in [
        ("teacher", "POST", "/media/uploads?collection_id=102", 403),
        ("teacher", "POST", "/media/uploads", 422),
        ("teacher", "POST", done.as_str(), 400),
        ("student", "PUT", own.as_str(), 403),
        ("teacher", "PUT", own.as_str(), 200),
        ("teacher", "POST", done.as_str(), 201),
        ("teacher", "POST", done.as_str(), 404),
        ("teacher", "GET", "/media/search", 400),
        ("teacher", "POST", "/media/1201/archive", 403),
        ("teacher", "POST", "/media/1001/archive", 200),
        ("teacher", "POST", "/media/1001/unarchive", 200),
    ] {
        let reply = kit::call(&app, who, method, path, None).await;
        assert_eq!(reply.status, status, "{who} {method} {path}");
    }
    let found = get(&app, "teacher", "/media/search?query=new%20FILM")
        .await
        .json;
    assert_eq!(found["media"][0]["transcoding_status"], "processing");
    assert_eq!(found["meta"]["total_count"], 1);
    let other = get(&app, "student", "/media/search?query=new%20film")
        .await
        .json;
    assert_eq!(other["meta"]["total_count"], 0);
}
