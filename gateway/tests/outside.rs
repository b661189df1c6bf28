//! Requests that the page would not send: from other origins, to other hosts, to other paths, too often.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use kit::raw::{statuses, talk};
use kit::{Browser, V1, asked, gateway, upstream};

/// All that the cookie counts for.
const WITH_COOKIE: [(&str, &str); 7] = [
    ("GET", "/api/public/v1/collections"),
    ("POST", "/api/public/v1/collections?name=n"),
    ("DELETE", "/api/public/v1/collections/102"),
    ("POST", "/api/public/v1/collections/102/archive"),
    ("GET", "/auth/session"),
    ("POST", "/auth/refresh"),
    ("POST", "/auth/sign-out"),
];

#[tokio::test]
async fn another_origin_can_do_nothing_with_the_cookie_by_any_method() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let before = browser.jar.clone();
    let here = browser.origin.clone();
    let asked_before = asked(upstream.addr, "/api/public").await;
    let marked = ("x-vitrine", "1");
    for headers in [
        vec![],
        vec![marked],
        vec![("sec-fetch-site", "cross-site"), marked],
        vec![("sec-fetch-site", "same-site"), marked],
        vec![("sec-fetch-site", "none"), marked],
        vec![("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "same-origin"), ("x-vitrine", "0")],
        vec![("sec-fetch-site", "same-origin"), ("x-vitrine", "1"), ("x-vitrine", "1")],
        vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example"), marked],
        vec![("sec-fetch-site", "cross-site"), ("origin", &here), marked],
        vec![("origin", "https://evil.example"), marked],
        vec![("origin", "null"), marked],
        vec![("origin", &here)],
        vec![("origin", &here), ("origin", "https://evil.example"), marked],
    ] {
        for (method, path) in WITH_COOKIE {
            let reply = browser.send(method, path, &headers, "").await;
            assert_eq!(reply.status, 403, "{method} {path} {headers:?}");
            assert!(!reply.headers.contains_key("access-control-allow-origin"));
        }
    }
    assert_eq!(browser.jar, before);
    assert_eq!(asked(upstream.addr, "/api/public").await, asked_before);
    // A browser that says no site but an origin is one of those that came before.
    let reply = browser.send("GET", "/auth/session", &[("origin", &here), marked], "").await;
    assert_eq!(reply.json["signed_in"], true);
}

#[tokio::test]
async fn a_preflight_is_answered_with_no_permission() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    for path in ["/api/public/v1/collections", "/auth/refresh"] {
        let headers = [
            ("origin", "https://evil.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "x-vitrine"),
        ];
        let reply = browser.send("OPTIONS", path, &headers, "").await;
        assert_eq!(reply.status, 405);
        assert!(!reply.headers.keys().any(|name| name.as_str().starts_with("access-control")));
    }
}

#[tokio::test]
async fn methods_that_are_not_documented_are_refused() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    for method in ["PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"] {
        assert_eq!(browser.ask(method, "/api/public/v1/collections").await.status, 405, "{method}");
    }
    for (method, path) in [("POST", "/auth/sign-in"), ("POST", "/auth/callback"), ("GET", "/auth/refresh")] {
        let reply = browser.ask(method, path).await;
        reply.is_error(405);
        assert!(!reply.header("allow").is_empty());
    }
    browser.ask("GET", "/auth/other").await.is_error(404);
    browser.ask("GET", "/auth/refresh/").await.is_error(404);
}

/// A request as bytes, with what the page puts on it.
fn bytes(host: &str, line: &str, cookie: &str, more: &str) -> Vec<u8> {
    format!(
        "{line} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nX-Vitrine: 1\r\nCookie: {cookie}\r\n\
         Connection: close\r\n{more}\r\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn no_path_escapes_from_the_prefix() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let cookie = format!("__Host-vitrine={}", browser.jar["__Host-vitrine"]);
    let host = gateway.addr().to_string();
    let before = asked(upstream.addr, "").await.len();
    for path in [
        "/api/public/v1/../oauth/token",
        "/api/public/v1/%2e%2e/oauth/token",
        "/api/public/v1/%2E%2E%2Foauth/token",
        "/api/public/v1/..%2foauth%2ftoken",
        "/api/public/v1/..%5coauth%5ctoken",
        "/api/public/v1/..\\oauth\\token",
        "/api/public/v1//evil.example/",
        "/api/public/v1/collections//1",
        "/api/public/v1/./ping",
        "/api/public/v1/;/ping",
        "/api/public/v1/ping%00",
        "/api/public/v1/ping%0d%0aHost:%20evil",
        "/api/public/v1/%70ing",
        "/api/public/v1/@evil.example",
        "/api/public/v1",
        "/api/public/v1/",
        "/api/public/apidocs",
        "/api/public/oauth/authorize",
        "/api/%70ublic/v1/ping",
        "/api",
        "//api/public/v1/ping",
        "/_log",
    ] {
        let text = talk(gateway.addr(), &bytes(&host, &format!("GET {path}"), &cookie, "")).await;
        assert!(matches!(statuses(&text)[..], [400 | 404]), "{path}: {text}");
    }
    for target in [
        &format!("http://{}/api/public/v1/ping", upstream.addr),
        &format!("http://{host}/api/public/v1/ping"),
        "http://evil.example/api/public/v1/ping",
        "evil.example:80",
        "*",
        "api/public/v1/ping",
    ] {
        let text = talk(gateway.addr(), &bytes(&host, &format!("GET {target}"), &cookie, "")).await;
        assert!(matches!(statuses(&text)[..], [400 | 404]), "{target}: {text}");
    }
    let text = talk(gateway.addr(), &bytes(&host, "CONNECT evil.example:443", &cookie, "")).await;
    assert_eq!(statuses(&text), [400]);
    assert_eq!(asked(upstream.addr, "").await.len(), before, "the upstream was asked nothing");
    let text = talk(gateway.addr(), &bytes(&host, "GET /api/public/v1/ping", &cookie, "")).await;
    assert!(text.ends_with("pong"), "{text}");
}

#[tokio::test]
async fn another_host_is_refused_whoever_asks() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let here = gateway.addr();
    let port = here.port();
    let wrong = [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: {here}@evil.example\r\n"),
        format!("Host: localhost:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host:\r\n".to_owned(),
        format!("Host: {here}\r\nHost: evil.example\r\n"),
        format!("Host: evil.example\r\nX-Forwarded-Host: {here}\r\n"),
        format!("X-Forwarded-Host: {here}\r\n"),
    ];
    for host in &wrong {
        for path in ["/", "/auth/sign-in", "/auth/session", "/api/public/v1/ping"] {
            let text = talk(here, format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes()).await;
            assert!(matches!(statuses(&text)[..], [400 | 421]), "{host} {path}: {text}");
            assert!(!text.to_ascii_lowercase().contains("set-cookie"), "{text}");
        }
        let text = talk(here, format!("GET /health HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes()).await;
        assert!(statuses(&text) == [200] || host.is_empty(), "{text}");
    }
    // What is written of the host goes nowhere: the way back is the one that is set.
    let forged = [("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https"), ("forwarded", "host=evil")];
    let begun = Browser::at(here).send("GET", "/auth/sign-in", &forged, "").await;
    assert!(begun.location().contains(&format!("redirect_uri=http%3A%2F%2F127.0.0.1%3A{port}%2Fauth%2Fcallback")));
}

#[tokio::test]
async fn an_address_that_asks_too_often_waits_and_others_do_not() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| {
        (settings.auth_rate, settings.auth_burst) = (1, 3);
        (settings.api_rate, settings.api_burst) = (1, 2);
        settings.trusted_proxies = 1;
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    let mut from = async |address: &str, path: &str| {
        let headers = [kit::OWN, &[("x-forwarded-for", address)]].concat();
        browser.send("GET", path, &headers, "").await
    };
    for _ in 0..3 {
        assert_eq!(from("10.0.0.1", "/auth/session").await.status, 200);
    }
    let reply = from("10.0.0.1", "/auth/session").await;
    reply.is_error(429);
    assert!(reply.header("retry-after").parse::<u64>().unwrap() > 1);
    from("6.6.6.6, 10.0.0.1", "/auth/session").await.is_error(429);
    assert_eq!(from("10.0.0.2", "/auth/session").await.status, 200);
    let path = format!("{V1}/ping");
    assert_eq!(from("10.0.0.3", &path).await.status, 401);
    assert_eq!(from("10.0.0.3", &path).await.status, 401);
    assert_eq!(from("10.0.0.3", &path).await.status, 429);
    assert_eq!(from("10.0.0.3", "/health").await.status, 200);
}
