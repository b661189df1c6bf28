//! Signing in, staying signed in, signing out: the whole way, with the reference server as upstream.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use kit::{Browser, OTHER_KEY, asked, gateway, order, upstream};
use serde_json::json;
use vitrine_gateway::ClientAuth;

const DEEP: &str = "/collections/102?page=2&q=%C3%BC";

#[tokio::test]
async fn whoever_signs_in_lands_where_they_wanted_to_go_and_sees_their_collections() {
    for (state, pkce, auth) in [
        (true, true, ClientAuth::Basic),
        (true, false, ClientAuth::Form),
        (false, true, ClientAuth::Basic),
        (false, false, ClientAuth::Form),
    ] {
        let upstream = upstream(|options| options.oauth_state = state).await;
        let gateway = gateway(upstream.addr, |settings| {
            (settings.state, settings.pkce, settings.client_auth) = (state, pkce, auth);
        })
        .await;
        let mut browser = Browser::at(gateway.addr());
        let callback = browser.until_callback(DEEP, "allow").await;
        assert_eq!(callback.contains("state="), state);
        assert_eq!(browser.open(&callback).await.location(), DEEP);
        assert_eq!(browser.jar.keys().collect::<Vec<_>>(), ["__Host-vitrine"]);
        let reply = browser.collections().await;
        assert_eq!((reply.status, reply.json["meta"]["current_page"].as_i64()), (200, Some(1)));
        assert!((3590..=3600).contains(&reply.header("x-vitrine-expires-in").parse::<u64>().unwrap()));
        let session = browser.ask("GET", "/auth/session").await.json;
        assert!(session["signed_in"] == true && session["expires_in"].as_u64().unwrap() > 3590);
    }
}

#[tokio::test]
async fn nobody_is_signed_in_without_a_cookie_and_the_upstream_is_not_asked() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.collections().await.is_error(401);
    browser.ask("POST", "/auth/refresh").await.is_error(401);
    assert_eq!(browser.ask("GET", "/auth/session").await.json, json!({ "signed_in": false, "expires_in": 0 }));
    assert_eq!(browser.ask("POST", "/auth/sign-out").await.status, 204);
    assert!(asked(upstream.addr, "/api/public").await.is_empty());
}

#[tokio::test]
async fn an_access_token_that_ended_is_told_and_a_refresh_gives_the_next() {
    let upstream = upstream(|options| options.token_lifetime = Duration::ZERO).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let reply = browser.collections().await;
    reply.is_error(401);
    assert_eq!(reply.header("x-vitrine-expires-in"), "0");
    let before = browser.jar.clone();
    let renewed = browser.ask("POST", "/auth/refresh").await;
    assert_eq!((renewed.status, &renewed.json), (200, &json!({ "expires_in": 0, "renewed": true })));
    assert_ne!(browser.jar, before);
    // What was given first is used up, what was given last is not.
    assert_eq!(browser.ask("POST", "/auth/refresh").await.status, 200);
    browser.jar = before;
    browser.ask("POST", "/auth/refresh").await.is_error(401);
}

#[tokio::test]
async fn of_two_refreshes_at_once_one_wins_and_the_loser_takes_nothing_away() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut first = Browser::at(gateway.addr());
    first.sign_in("/").await.location();
    let mut second = first.clone();
    let (one, other) = tokio::join!(first.ask("POST", "/auth/refresh"), second.ask("POST", "/auth/refresh"));
    let (won, mut loser, lost) = if one.status == 200 { (first, second, other) } else { (second, first, one) };
    lost.is_error(401);
    assert!(!lost.headers.contains_key("set-cookie"), "the winner's cookie must stay");
    // The tabs of a browser share what the winner was given.
    loser.jar = won.jar;
    assert_eq!(loser.ask("POST", "/auth/refresh").await.status, 200);
    assert_eq!(loser.collections().await.status, 200);
}

#[tokio::test]
async fn a_proxied_call_never_renews() {
    let upstream = upstream(|options| options.token_lifetime = Duration::ZERO).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    for _ in 0..3 {
        let reply = browser.collections().await;
        assert!(reply.status == 401 && !reply.headers.contains_key("set-cookie"));
    }
    assert_eq!(asked(upstream.addr, "/oauth/token").await.len(), 1);
}

#[tokio::test]
async fn an_upstream_that_is_away_leaves_the_session_as_it_is() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let before = browser.jar.clone();
    for status in [500, 503, 429] {
        order(upstream.addr, json!({ "path": "/api/public/oauth/token", "status": status })).await;
        let reply = browser.ask("POST", "/auth/refresh").await;
        reply.is_error(503);
        assert_eq!((reply.header("retry-after"), &browser.jar), ("5", &before));
    }
    let callback = browser.until_callback("/", "allow").await;
    upstream.stop().await;
    browser.ask("POST", "/auth/refresh").await.is_error(503);
    browser.collections().await.is_error(503);
    assert_eq!(browser.jar["__Host-vitrine"], before["__Host-vitrine"]);
    browser.jar.remove("__Host-vitrine");
    assert_eq!(browser.refused(&callback, 503).await.header("retry-after"), "5");
}

#[tokio::test]
async fn whoever_says_no_is_told_so_and_may_try_again() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback(DEEP, "cancel").await;
    let page = browser.refused(&callback, 403).await;
    assert!(page.text.contains("not allowed") && page.text.contains("return=%2Fcollections%2F102%3Fpage%3D2"));
}

#[tokio::test]
async fn why_the_upstream_says_no_decides_whose_affair_it_is() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    for (error, status) in [
        ("temporarily_unavailable", 503),
        ("server_error", 502),
        ("invalid_scope", 502),
        // What no upstream says, a browser may have made up.
        ("nonsense", 400),
        ("", 400),
    ] {
        let mut browser = Browser::at(gateway.addr());
        let callback =
            browser.until_callback("/", "cancel").await.replace("error=access_denied", &format!("error={error}"));
        let page = browser.refused(&callback, status).await;
        assert_eq!(page.header("retry-after"), if status == 503 { "5" } else { "" }, "{error}");
    }
}

#[tokio::test]
async fn a_wrong_client_secret_is_the_operators_affair() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| settings.client_secret = "wrong".into()).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback("/", "allow").await;
    browser.refused(&callback, 502).await;
}

#[tokio::test]
async fn signing_out_forgets_the_session() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    assert_eq!(browser.ask("POST", "/auth/sign-out").await.status, 204);
    assert!(browser.jar.is_empty());
    browser.collections().await.is_error(401);
}

#[tokio::test]
async fn a_key_is_replaced_without_signing_anybody_out() {
    let upstream = upstream(|_| ()).await;
    let old = gateway(upstream.addr, |_| ()).await;
    let here = format!("http://{}", old.addr());
    let with = |keys: Vec<&'static str>| {
        let here = here.clone();
        gateway(upstream.addr, move |settings| {
            // The same deployment, so the same public address.
            settings.public_url = here;
            settings.keys = keys.into_iter().map(Into::into).collect();
        })
    };
    let mut browser = Browser::at(old.addr());
    browser.sign_in("/").await.location();
    let both = with(vec![OTHER_KEY, kit::KEY]).await;
    let new = with(vec![OTHER_KEY]).await;
    let host = old.addr().to_string();
    let mut at = async |gateway: &vitrine_gateway::Running, method: &str, path: &str| {
        browser.origin = format!("http://{}", gateway.addr());
        browser.send(method, path, &[&[("host", host.as_str())], kit::OWN].concat(), "").await
    };
    assert_eq!(at(&new, "GET", "/auth/session").await.json["signed_in"], false);
    assert_eq!(at(&both, "GET", "/api/public/v1/collections").await.status, 200);
    assert_eq!(at(&both, "POST", "/auth/refresh").await.status, 200);
    assert_eq!(at(&new, "GET", "/api/public/v1/collections").await.status, 200);
    assert_eq!(at(&old, "GET", "/api/public/v1/collections").await.status, 401);
}
