//! What an operator sees: health, figures, the log, the page, tokens that are given back.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::io::Write;
use std::sync::{Arc, Mutex};

use kit::hostile::{Hostile, http};
use kit::raw::talk;
use kit::{Browser, KEY, asked, gateway, upstream};
use vitrine_gateway::{LogFormat, log};

#[tokio::test]
async fn health_is_told_to_anybody_and_readiness_asks_the_upstream_once() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    for _ in 0..5 {
        let ready = browser.send("GET", "/ready", &[("host", "10.1.2.3")], "").await;
        assert_eq!((ready.status, &ready.json["ready"]), (200, &true.into()));
    }
    assert_eq!(asked(upstream.addr, "/ping").await.len(), 1);
    let away = kit::gateway("127.0.0.1:9".parse().unwrap(), |_| ()).await;
    let mut browser = Browser::at(away.addr());
    assert_eq!(browser.open("/ready").await.status, 503);
    assert_eq!(browser.open("/health").await.status, 200);
}

#[tokio::test]
async fn figures_are_told_at_their_own_address_alone() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| settings.metrics_addr = Some(([127, 0, 0, 1], 0).into())).await;
    let mut browser = Browser::at(gateway.addr());
    assert_eq!(browser.open("/metrics").await.status, 404);
    browser.sign_in("/").await.location();
    browser.collections().await;
    browser.ask("POST", "/auth/refresh").await;
    let request = b"GET /metrics HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n";
    let text = talk(gateway.metrics_addr().unwrap(), request).await;
    for line in [
        "vitrine_gateway_requests_total{area=\"Api\",status=\"200\"} 1",
        "vitrine_gateway_sessions_total{event=\"SignedIn\"} 1",
        "vitrine_gateway_sessions_total{event=\"Renewed\"} 1",
        "vitrine_gateway_upstream_seconds_count 1",
        "vitrine_gateway_connections 1",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[tokio::test]
async fn the_page_is_served_under_its_policy_with_a_configuration_that_fits() {
    let dist = std::env::temp_dir().join(format!("vitrine-gateway-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(dist.join("config.json"), r#"{"page_size":50,"sign_in":{"kind":"token"}}"#).unwrap();
    let folder = dist.clone();
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| {
        settings.dist = Some(folder);
        settings.images = vec!["https://thumbs.example".into()];
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    for path in ["/", "/collections/102?page=2"] {
        let page = browser.open(path).await;
        assert_eq!((page.status, &*page.text), (200, "<!doctype html>"));
        assert!(page.header("content-security-policy").contains("img-src 'self' https://thumbs.example;"));
    }
    let config = browser.open("/config.json").await.json;
    assert_eq!(config, serde_json::json!({ "api": "", "page_size": 50, "sign_in": { "kind": "gateway" } }));
    // Who may hold the frame is in it; nobody holds the page.
    std::fs::write(dist.join("config.json"), r#"{"frame_hosts":["https://portal.example"]}"#).unwrap();
    std::fs::write(dist.join("embed.html"), "<!doctype html>").unwrap();
    let frame = browser.open("/embed.html?view=report").await;
    assert!(frame.header("content-security-policy").contains("frame-ancestors https://portal.example;"));
    assert_eq!(frame.header("cache-control"), "no-store");
    let page = browser.open("/").await;
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none';"));
    assert_eq!(browser.open("/no.js").await.status, 404);
    assert_eq!(browser.send("POST", "/", &[], "").await.status, 405);
    std::fs::remove_dir_all(dist).unwrap();
}

#[tokio::test]
async fn tokens_are_given_back_where_the_upstream_takes_them() {
    let upstream = Hostile::answering(|| http("200 OK", "")).await;
    let gateway = gateway(upstream.addr, |settings| {
        settings.state = false;
        settings.revoke_url = Some(format!("{}/revoke", settings.upstream));
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    browser.open("/auth/sign-in").await.location();
    browser.open("/auth/callback?code=c").await.location();
    assert_eq!(browser.ask("POST", "/auth/sign-out").await.status, 204);
    let revoked = upstream.heard().pop().unwrap();
    assert!(revoked.starts_with("POST /revoke ") && revoked.ends_with("token=refresh-1"), "{revoked}");
}

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_tells_what_happened_and_no_secret() {
    let kept = Kept::default();
    let writer = kept.clone();
    // What a library logs in detail is a part of it.
    log::start(LogFormat::Json, "trace", move || writer.clone());
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback("/?private=words", "allow").await;
    let mut secrets: Vec<String> = browser.jar.values().cloned().collect();
    secrets.extend(url::form_urlencoded::parse(callback.split_once('?').unwrap().1.as_bytes()).map(|one| one.1.into()));
    browser.open(&callback).await.location();
    secrets.extend(browser.jar.values().cloned());
    browser.ask("GET", "/api/public/v1/collections?name=private-words").await;
    browser.ask("POST", "/auth/refresh").await;
    secrets.extend(browser.jar.values().cloned());
    Browser::at(gateway.addr()).refused("/auth/callback?code=private-code&state=private-state", 400).await;
    browser.ask("GET", "/private-path/private%2fpath").await;
    secrets.extend(["demo-secret", KEY, "private", "Bearer "].map(str::to_owned));
    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    // The upstream runs in this process too; what is meant is the gateway and what it is made of.
    assert!(log.lines().any(|line| line.contains("\"path\":\"/api/public/v1/collections\"")), "{log}");
    for secret in secrets {
        let found = log.lines().find(|line| line.contains(&secret));
        assert!(found.is_none(), "{secret}: {found:?}");
    }
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
}
