//! An upstream that answers what it should not, and what of an exchange is passed on.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use kit::hostile::{Hostile, Says, http};
use kit::{Browser, OWN, gateway};
use vitrine_gateway::Running;

const JSON: &str = "Content-Type: application/json";

/// Somebody who is signed in at a gateway before such an upstream, with short limits.
async fn at(upstream: &Hostile) -> (Running, Browser) {
    let gateway = gateway(upstream.addr, |settings| {
        settings.state = false;
        settings.first_byte_timeout = Duration::from_millis(300);
        settings.idle_timeout = Duration::from_millis(300);
        settings.total_timeout = Duration::from_secs(2);
        settings.answer_limit = 1 << 20;
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    browser.open("/auth/sign-in").await.location();
    browser.open("/auth/callback?code=c").await.location();
    (gateway, browser)
}

/// What a page gets of an answer.
async fn passed(path: &str, answer: impl Fn() -> Says + Send + Sync + 'static) -> kit::Reply {
    let upstream = Hostile::answering(answer).await;
    let (_gateway, mut browser) = at(&upstream).await;
    let reply = browser.ask("GET", &format!("/api/public/v1/{path}")).await;
    assert_eq!(reply.header("content-security-policy"), "sandbox");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "private, no-store");
    reply
}

#[tokio::test]
async fn html_a_script_and_what_has_no_type_are_not_passed_on() {
    for head in [
        "Content-Type: text/html",
        "Content-Type: text/javascript",
        "Content-Type: application/javascript",
        "Content-Type: image/svg+xml",
        "Content-Type: application/xhtml+xml",
        "Content-Type: text/plain",
        "Content-Type: application/json, text/html",
        "Content-Type: application/json\r\nContent-Type: text/html",
        "Content-Type: application/json\r\nContent-Encoding: unknown",
        "X-None: x",
    ] {
        let answer = format!("200 OK\r\n{head}");
        let reply = passed("collections", move || http(&answer, "<script>alert(1)</script>")).await;
        reply.is_error(502);
        assert!(!reply.text.contains("script"), "{head}");
        assert_eq!(reply.header("content-type"), "application/json; charset=utf-8", "{head}");
    }
}

#[tokio::test]
async fn the_status_of_an_error_is_kept_and_its_html_is_not() {
    for status in [401, 403, 404, 422, 429, 500, 503] {
        let answer = format!("{status} Bad\r\nContent-Type: text/html\r\nRetry-After: 7");
        let reply = passed("collections", move || http(&answer, "<h1>Bad</h1>")).await;
        reply.is_error(status);
        assert_eq!(reply.header("retry-after"), "7");
    }
    let reply = passed("collections", || http("403 No\r\nContent-Type: application/json", r#"{"error":"why"}"#)).await;
    assert_eq!((reply.status, &*reply.text), (403, r#"{"error":"why"}"#));
}

#[tokio::test]
async fn a_redirect_is_handed_on_for_a_download_alone_and_never_followed() {
    for status in [301, 302, 303, 307, 308] {
        for path in ["collections", "collections/1/download", "media/1"] {
            let answer = format!("{status} Away\r\nLocation: https://evil.example/");
            passed(path, move || http(&answer, "")).await.is_error(502);
        }
    }
    let to =
        |place: &'static str| passed("media/1/download", move || http(&format!("302 Found\r\nLocation: {place}"), ""));
    assert_eq!(to("https://files.example/a?b=c").await.header("location"), "https://files.example/a?b=c");
    assert!(to("/files/1").await.header("location").ends_with("/files/1"));
    for place in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "http://", "https://[x/"] {
        let reply = to(place).await;
        assert!(reply.status == 502 || reply.header("location").starts_with("http://127.0.0.1"), "{place}");
    }
    let upstream = Hostile::answering(|| http("302 Found\r\nLocation: /elsewhere", "")).await;
    let (_gateway, mut browser) = at(&upstream).await;
    assert_eq!(browser.ask("GET", "/api/public/v1/media/1/download").await.status, 302);
    assert!(!upstream.heard().iter().any(|request| request.contains("/elsewhere")));
}

#[tokio::test]
async fn an_upstream_that_says_nothing_or_nonsense_is_given_up() {
    passed("collections", || Says::Hangs(Vec::new())).await.is_error(504);
    passed("collections", || Says::Hangs(b"HTTP/1.1 200 OK\r\nContent-".to_vec())).await.is_error(504);
    for nonsense in ["", "nonsense\r\n\r\n", "HTTP/1.1 999999 X\r\n\r\n", "HTTP/1.1 200 OK\r\nBad Header\r\n\r\n"] {
        passed("collections", move || Says::Bytes(nonsense.into())).await.is_error(502);
    }
    let both = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}";
    passed("collections", move || Says::Bytes(both.into())).await.is_error(502);
    let switch = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    passed("collections", move || Says::Bytes(switch.into())).await.is_error(502);
    let large = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    passed("collections", move || Says::Bytes(large.clone().into())).await.is_error(502);
}

/// The status and what came of a body that breaks off.
async fn broken(answer: impl Fn() -> Says + Send + Sync + 'static) -> String {
    let upstream = Hostile::answering(answer).await;
    let (gateway, browser) = at(&upstream).await;
    let cookie = &browser.jar["__Host-vitrine"];
    let request = format!(
        "GET /api/public/v1/collections HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nX-Vitrine: 1\r\n\
         Cookie: __Host-vitrine={cookie}\r\nConnection: close\r\n\r\n",
        gateway.addr()
    );
    kit::raw::talk(gateway.addr(), request.as_bytes()).await
}

#[tokio::test]
async fn an_answer_that_stops_short_or_never_ends_is_broken_off_and_not_taken_for_whole() {
    let chunked = format!("HTTP/1.1 200 OK\r\n{JSON}\r\nTransfer-Encoding: chunked\r\n\r\n");
    let head = chunked.clone();
    let stalled = broken(move || Says::Hangs(format!("{head}1\r\n[\r\n").into_bytes())).await;
    assert!(stalled.starts_with("HTTP/1.1 200") && !stalled.ends_with("0\r\n\r\n"), "{stalled}");
    let head = chunked.clone();
    let cut = broken(move || Says::Bytes(format!("{head}1\r\n[\r\n").into_bytes())).await;
    assert!(!cut.ends_with("0\r\n\r\n"), "{cut}");
    let again = format!("{:x}\r\n{}\r\n", 4096, " ".repeat(4096));
    let endless = broken(move || Says::Endless(chunked.clone().into_bytes(), again.clone().into_bytes())).await;
    assert!(endless.len() < (1 << 20) + (1 << 16) && !endless.ends_with("0\r\n\r\n"), "{}", endless.len());
    let large = format!("HTTP/1.1 200 OK\r\n{JSON}\r\nContent-Length: 1048577\r\n\r\n");
    let refused = broken(move || Says::Hangs(large.clone().into_bytes())).await;
    assert!(refused.starts_with("HTTP/1.1 502"), "{refused}");
}

#[tokio::test]
async fn cookies_permissions_and_policies_of_the_upstream_are_dropped() {
    let answer = "200 OK\r\nContent-Type: application/json\r\nSet-Cookie: __Host-vitrine=stolen; Path=/; Secure\r\n\
                  Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n\
                  Clear-Site-Data: \"*\"\r\nContent-Security-Policy: default-src *\r\nLink: <https://evil.example>\r\n\
                  Refresh: 0; url=https://evil.example\r\nX-Vitrine-Expires-In: 99999999\r\nServer: evil\r\n\
                  Strict-Transport-Security: max-age=0\r\nKeep-Alive: x\r\nVia: x\r\nCache-Control: public";
    let reply = passed("collections", || http(answer, "{}")).await;
    assert_eq!(reply.status, 200);
    let mut names: Vec<&str> = reply.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "cache-control",
            "content-length",
            "content-security-policy",
            "content-type",
            "cross-origin-opener-policy",
            "date",
            "permissions-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-vitrine-expires-in",
        ]
    );
    assert!(reply.header("x-vitrine-expires-in").parse::<u64>().unwrap() <= 60);
}

#[tokio::test]
async fn which_methods_the_upstream_answers_and_when_is_passed_on_without_a_reason_of_its_own_too() {
    for kind in ["application/json", "text/html"] {
        let head = format!("405 No\r\nContent-Type: {kind}\r\nAllow: POST\r\nRetry-After: 7");
        let reply = passed("collections/1/archive", move || http(&head, r#"{"error":"no"}"#)).await;
        reply.is_error(405);
        assert_eq!((reply.header("allow"), reply.header("retry-after")), ("POST", "7"), "{kind}");
        assert!(reply.header("content-type").starts_with("application/json"));
    }
}

#[tokio::test]
async fn the_callers_authorization_cookies_and_connection_headers_are_dropped() {
    let upstream = Hostile::answering(|| http("200 OK\r\nContent-Type: application/json", "{}")).await;
    let (_gateway, mut browser) = at(&upstream).await;
    browser.jar.insert("__Host-vitrine-other".into(), "x".into());
    let more = [
        ("authorization", "Bearer mine"),
        ("proxy-authorization", "Basic mine"),
        ("te", "trailers"),
        ("keep-alive", "x"),
        ("proxy-connection", "x"),
        ("x-forwarded-for", "1.2.3.4"),
        ("x-forwarded-host", "evil.example"),
        ("x-http-method-override", "DELETE"),
        ("x-original-url", "/api/public/oauth/token"),
        ("range", "bytes=0-1"),
        ("if-none-match", "x"),
        ("content-type", "application/json"),
    ];
    let path = "/api/public/v1/collections?name=a%20b&x=%2F..%2F";
    let reply = browser.send("POST", path, &[OWN, &more].concat(), r#"{"a":1}"#).await;
    assert_eq!(reply.status, 200);
    let call = upstream.calls()[0].to_ascii_lowercase();
    let (head, body) = call.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"a":1}"#);
    let mut lines: Vec<&str> = head.split("\r\n").collect();
    assert_eq!(lines.remove(0), format!("post {path} http/1.1").to_ascii_lowercase());
    lines.sort_unstable();
    let host = format!("host: {}", upstream.addr);
    assert_eq!(
        lines,
        [
            "accept: */*",
            "authorization: bearer access-1",
            "content-length: 7",
            "content-type: application/json",
            &host,
            concat!("user-agent: vitrine-gateway/", env!("CARGO_PKG_VERSION")),
        ]
    );
}

#[tokio::test]
async fn tokens_that_are_nonsense_sign_nobody_in() {
    for (answer, status) in [
        ("200 OK\r\nContent-Type: text/html\r\n\r\n<html>", 502),
        ("200 OK\r\nContent-Type: application/json\r\n\r\n{}", 502),
        ("200 OK\r\nContent-Type: application/json\r\n\r\n[]", 502),
        ("200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"a\\r\\nb\"}", 502),
        ("200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"\"}", 502),
        ("200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"a\",\"token_type\":\"mac\"}", 502),
        ("302 Found\r\nLocation: https://evil.example/\r\n\r\n", 502),
        ("400 Bad\r\nContent-Type: application/json\r\n\r\n{\"error\":\"invalid_grant\"}", 400),
        ("400 Bad\r\nContent-Type: application/json\r\n\r\n{\"error\":\"<script>\"}", 502),
        ("500 Bad\r\n\r\n", 503),
        ("", 503),
    ] {
        let upstream = Hostile::start(move |_| Says::Bytes(format!("HTTP/1.1 {answer}").into_bytes())).await;
        let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
        let mut browser = Browser::at(gateway.addr());
        browser.open("/auth/sign-in").await.location();
        browser.refused("/auth/callback?code=c", status).await;
    }
}

#[tokio::test]
async fn a_service_that_does_not_rotate_and_tells_no_lifetime_is_understood() {
    let answer = "200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"a\",\"refresh_token\":\"r\"}";
    let upstream = Hostile::start(move |request| {
        let text = if request.contains("grant_type=refresh_token") {
            answer.replace(",\"refresh_token\":\"r\"", "")
        } else {
            answer.to_owned()
        };
        Says::Bytes(format!("HTTP/1.1 {text}").into_bytes())
    })
    .await;
    let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
    let mut browser = Browser::at(gateway.addr());
    browser.open("/auth/sign-in").await.location();
    browser.open("/auth/callback?code=c").await.location();
    for _ in 0..2 {
        assert_eq!(browser.ask("POST", "/auth/refresh").await.json["expires_in"], 3600);
    }
    assert!(upstream.heard().last().unwrap().contains("refresh_token=r"));
}
