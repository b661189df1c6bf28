//! An upstream over TLS: who it is, is known by its certificate.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use kit::tls::Tls;
use kit::{Browser, gateway, upstream};
use vitrine_gateway::{Running, Settings};

/// A gateway before an upstream that is `localhost` to it.
async fn before(tls: &Tls, change: impl FnOnce(&mut Settings)) -> Running {
    gateway(tls.addr, |settings| {
        settings.upstream = format!("https://localhost:{}", tls.addr.port());
        change(settings);
    })
    .await
}

#[tokio::test]
async fn a_person_signs_in_at_an_upstream_that_a_campus_authority_vouches_for() {
    let upstream = upstream(|_| ()).await;
    let tls = Tls::before(upstream.addr, "localhost").await;
    // Where a person is asked is the browser's business, which here speaks no TLS.
    let asks = format!("http://{}/api/public/oauth/authorize", upstream.addr);
    let gateway = before(&tls, |settings| {
        settings.ca_file = Some(tls.certificate.clone());
        settings.authorize_url = Some(asks);
    })
    .await;
    let mut browser = Browser::at(gateway.addr());
    assert_eq!(browser.open("/ready").await.status, 200);
    browser.sign_in("/").await.location();
    browser.collections().await;
    assert_eq!(browser.ask("POST", "/auth/refresh").await.status, 200);
}

#[tokio::test]
async fn an_upstream_that_nobody_vouches_for_gets_no_code_and_no_secret() {
    let upstream = upstream(|_| ()).await;
    let (unknown, other) = (Tls::before(upstream.addr, "localhost").await, Tls::before(upstream.addr, "other").await);
    for (tls, known) in [(&unknown, None), (&other, Some(other.certificate.clone()))] {
        let asks = format!("http://{}/api/public/oauth/authorize", upstream.addr);
        let gateway = before(tls, |settings| {
            settings.ca_file = known;
            settings.authorize_url = Some(asks);
        })
        .await;
        let mut browser = Browser::at(gateway.addr());
        assert_eq!(browser.open("/ready").await.status, 503);
        assert_eq!(browser.sign_in("/").await.status, 503);
    }
    assert_eq!(kit::asked(upstream.addr, "/oauth/token").await, Vec::<String>::new());
    assert_eq!(kit::asked(upstream.addr, "/ping").await, Vec::<String>::new());
}
