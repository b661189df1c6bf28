//! Signing in: the page, codes, PKCE, and tokens that change hands.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use kit::{Reply, V1, demo, options, plain, send};
use serde_json::json;
use vitrine_server::{Options, app};

const FORM: &str = "application/x-www-form-urlencoded";
const BACK: &str = "http%3A%2F%2F127.0.0.1%3A9%2Fback%3Fa%3Db";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn address(more: &str) -> String {
    format!(
        "/api/public/oauth/authorize?client_id=demo-client&response_type=code&state=s%26t&redirect_uri={BACK}{more}"
    )
}

async fn submit(app: &Router, address: &str, body: &str) -> Reply {
    let request = Request::post(address).header("content-type", FORM).body(Body::from(body.to_owned())).unwrap();
    send(app, request).await
}

fn location(reply: &Reply) -> &str {
    assert_eq!(reply.status, 303, "{}", reply.json);
    reply.headers["location"].to_str().unwrap()
}

/// A code for the teacher.
async fn code(app: &Router, more: &str) -> String {
    let reply = submit(app, &address(more), "person=3&decision=allow").await;
    location(&reply).strip_prefix("http://127.0.0.1:9/back?a=b&code=").unwrap().to_owned()
}

async fn exchange(app: &Router, body: &str, basic: bool) -> Reply {
    let mut request = Request::post("/api/public/oauth/token").header("content-type", FORM);
    let mut body = body.to_owned();
    if basic {
        request = request.header("authorization", "Basic ZGVtby1jbGllbnQ6ZGVtby1zZWNyZXQ=");
    } else {
        body.push_str("&client_id=demo-client&client_secret=demo-secret");
    }
    send(app, request.body(Body::from(body)).unwrap()).await
}

async fn list(app: &Router, reply: &Reply) -> Reply {
    let access = format!("Bearer {}", reply.json["access_token"].as_str().unwrap());
    plain(app, "GET", &format!("{V1}/collections"), &[("authorization", &access)]).await
}

#[tokio::test]
async fn the_page_lists_the_people_and_runs_nothing() {
    let reply = plain(&demo(), "GET", &address(""), &[]).await;
    assert_eq!((reply.status, &reply.headers["cache-control"]), (200, &"no-store".parse().unwrap()));
    let policy = reply.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none';") && policy.contains("form-action 'self' http://127.0.0.1:9;"));
    let html = String::from_utf8(reply.bytes).unwrap();
    for person in 1..=4 {
        assert!(html.contains(&format!("value=\"{person}\"")), "{person}");
    }
    assert!(html.contains("Allow") && html.contains("Cancel") && !html.contains("style") && !html.contains("script"));
}

#[tokio::test]
async fn whoever_is_chosen_is_who_the_tokens_stand_for() {
    let app = demo();
    let reply = submit(&app, &address(""), "person=4&decision=allow").await;
    let code = location(&reply).split("code=").nth(1).unwrap();
    let body = format!("grant_type=authorization_code&code={code}&redirect_uri={BACK}");
    let tokens = exchange(&app, &body, true).await;
    let student = kit::get(&app, "student", "/collections").await;
    assert_eq!(list(&app, &tokens).await.json, student.json);
    for body in ["person=5&decision=allow", "person=&decision=allow", "decision=allow"] {
        assert_eq!(submit(&app, &address(""), body).await.status, 422, "{body}");
    }
}

#[tokio::test]
async fn cancel_and_wrong_requests_go_back_with_an_error() {
    let app = demo();
    for body in ["person=3&decision=cancel", ""] {
        let reply = submit(&app, &address(""), body).await;
        assert_eq!(location(&reply), "http://127.0.0.1:9/back?a=b&error=access_denied");
    }
    let other = address("").replace("response_type=code", "response_type=token");
    let reply = plain(&app, "GET", &other, &[]).await;
    assert!(location(&reply).ends_with("&error=unsupported_response_type"));
    for more in [
        format!("&code_challenge={CHALLENGE}"),
        format!("&code_challenge={CHALLENGE}&code_challenge_method=plain"),
        "&code_challenge=short&code_challenge_method=S256".to_owned(),
        "&code_challenge_method=S256".to_owned(),
    ] {
        let reply = plain(&app, "GET", &address(&more), &[]).await;
        assert!(location(&reply).ends_with("&error=invalid_request"), "{more}");
    }
    let app = kit::app_with(|options| options.oauth_state = true);
    let reply = submit(&app, &address(""), "").await;
    assert!(location(&reply).ends_with("&error=access_denied&state=s%26t"));
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let app = demo();
    for (good, bad) in [
        (BACK, "https%3A%2F%2Fevil.example%2F"),
        (BACK, "http%3A%2F%2F127.0.0.1.evil.example%2F"),
        (BACK, ""),
        ("demo-client", "other"),
    ] {
        let address = address("").replace(good, bad);
        for reply in [plain(&app, "GET", &address, &[]).await, submit(&app, &address, "person=3&decision=allow").await]
        {
            assert_eq!((reply.status, reply.headers.contains_key("location")), (400, false), "{bad}");
        }
    }
    let request = Request::post(address("")).header("content-type", FORM).header("sec-fetch-site", "cross-site");
    let reply = send(&app, request.body(Body::from("person=3&decision=allow")).unwrap()).await;
    assert_eq!(reply.status, 403);
}

#[tokio::test]
async fn a_code_works_once_for_its_own_address() {
    let app = demo();
    let body = |code: &str| format!("grant_type=authorization_code&code={code}");
    let good = format!("{}&redirect_uri={BACK}", body(&code(&app, "").await));
    let first = exchange(&app, &good, true).await;
    assert_eq!((first.status, &first.json["expires_in"]), (200, &json!(3600)));
    assert_eq!(list(&app, &first).await.status, 200);
    for (request, error) in [
        (good, "invalid_grant"),
        (body(&code(&app, "").await), "invalid_request"),
        (format!("{}&redirect_uri=http%3A%2F%2F127.0.0.1%3A9", body(&code(&app, "").await)), "invalid_grant"),
        (format!("{}&redirect_uri={BACK}", body("access")), "invalid_grant"),
        (format!("grant_type=authorization_code&redirect_uri={BACK}"), "invalid_request"),
    ] {
        let reply = exchange(&app, &request, true).await;
        assert_eq!((reply.status, &reply.json["error"]), (400, &json!(error)), "{request}");
    }
}

#[tokio::test]
async fn a_code_with_a_challenge_wants_its_verifier() {
    let app = demo();
    let challenge = format!("&code_challenge={CHALLENGE}&code_challenge_method=S256");
    for (more, verifier, status) in [
        (challenge.as_str(), format!("&code_verifier={VERIFIER}"), 200),
        (&challenge, format!("&code_verifier={CHALLENGE}"), 400),
        (&challenge, String::new(), 400),
        ("", format!("&code_verifier={VERIFIER}"), 400),
    ] {
        let code = code(&app, more).await;
        let body = format!("grant_type=authorization_code&code={code}&redirect_uri={BACK}{verifier}");
        let reply = exchange(&app, &body, false).await;
        assert_eq!(reply.status, status, "{more} {verifier}");
        assert!(status == 200 || reply.json["error"] == "invalid_grant");
    }
}

#[tokio::test]
async fn a_refresh_token_works_once_and_gives_the_next() {
    let app = demo();
    for (token, basic) in [("demo-refresh", true), ("demo-refresh-2", false)] {
        let body = format!("grant_type=refresh_token&refresh_token={token}");
        let reply = exchange(&app, &body, basic).await;
        assert_eq!(list(&app, &reply).await.status, 200);
        assert_eq!(exchange(&app, &body, basic).await.json["error"], "invalid_grant");
        let next = reply.json["refresh_token"].as_str().unwrap();
        assert!(next.len() >= 43, "{next}");
        let body = format!("grant_type=refresh_token&refresh_token={next}");
        assert_eq!(exchange(&app, &body, basic).await.status, 200);
    }
    for (body, error) in [
        ("grant_type=password", "unsupported_grant_type"),
        ("grant_type=refresh_token", "invalid_request"),
        ("", "invalid_request"),
    ] {
        let reply = exchange(&app, body, true).await;
        assert_eq!((reply.status, &reply.json["error"]), (400, &json!(error)), "{body}");
    }
}

#[tokio::test]
async fn a_client_without_its_secret_is_told_so() {
    let app = demo();
    for basic in [None, Some("Basic ZGVtby1jbGllbnQ6d3Jvbmc="), Some("Basic !"), Some("Bearer demo-teacher")] {
        let headers: Vec<_> = basic.iter().map(|value| ("authorization", *value)).collect();
        let reply = plain(&app, "POST", "/api/public/oauth/token", &headers).await;
        assert_eq!((reply.status, &reply.json["error"]), (401, &json!("invalid_client")));
        assert_eq!(reply.headers.contains_key("www-authenticate"), basic.is_some());
    }
}

#[tokio::test]
async fn access_tokens_end() {
    let app = app(&Options { token_lifetime: Duration::ZERO, ..options() }).unwrap();
    let reply = exchange(&app, "grant_type=refresh_token&refresh_token=demo-refresh", true).await;
    assert_eq!(list(&app, &reply).await.status, 401);
}
