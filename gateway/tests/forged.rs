//! Logins and cookies that somebody made up, changed, kept too long or took from elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod kit;

use std::time::Duration;

use kit::hostile::{Hostile, http, tokens};
use kit::{Browser, OTHER_KEY, asked, gateway, upstream};
use vitrine_gateway::Settings;

const SESSION: &str = "__Host-vitrine";
const LOGIN: &str = "__Host-vitrine-login";

#[tokio::test]
async fn an_open_redirect_leads_to_the_first_page() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    for back in ["//evil.example", "/\\evil.example", "https://evil.example/", "/%2fevil.example", "/\t/evil.example"] {
        assert_eq!(Browser::at(gateway.addr()).sign_in(back).await.location(), "/", "{back}");
    }
}

#[tokio::test]
async fn a_forged_or_missing_state_signs_nobody_in() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    for forge in [
        |callback: &str, _: &str| callback.split("&state=").next().unwrap().to_owned(),
        |callback: &str, _: &str| format!("{}&state=forged", callback.split("&state=").next().unwrap()),
        |callback: &str, _: &str| format!("{}&state=", callback.split("&state=").next().unwrap()),
        // The code of somebody who attacks, in the browser of somebody else.
        |_: &str, attacker: &str| attacker.to_owned(),
    ] {
        let attacker = Browser::at(gateway.addr()).until_callback("/", "allow").await;
        let callback = browser.until_callback("/", "allow").await;
        browser.refused(&forge(&callback, &attacker), 400).await;
        assert!(!browser.jar.contains_key(LOGIN), "a wrong try ends the attempt");
        browser.refused(&callback, 400).await;
    }
    assert!(asked(upstream.addr, "/oauth/token").await.is_empty());
}

#[tokio::test]
async fn without_state_pkce_still_refuses_the_code_of_somebody_else() {
    let upstream = upstream(|options| options.oauth_state = false).await;
    let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
    let attacker = Browser::at(gateway.addr()).until_callback("/", "allow").await;
    let mut browser = Browser::at(gateway.addr());
    browser.until_callback("/", "allow").await;
    browser.refused(&attacker, 400).await;
}

#[tokio::test]
async fn where_state_is_not_needed_a_wrong_one_is_refused_all_the_same() {
    let upstream = upstream(|options| options.oauth_state = false).await;
    let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback("/", "allow").await;
    browser.refused(&format!("{callback}&state=forged"), 400).await;
}

#[tokio::test]
async fn a_callback_without_its_pending_login_is_refused_with_and_without_state() {
    for state in [true, false] {
        let upstream = upstream(|options| options.oauth_state = state).await;
        let gateway = gateway(upstream.addr, |settings| settings.state = state).await;
        let callback = Browser::at(gateway.addr()).until_callback("/", "allow").await;
        Browser::at(gateway.addr()).refused(&callback, 400).await;
        Browser::at(gateway.addr()).refused("/auth/callback", 400).await;
        assert!(asked(upstream.addr, "/oauth/token").await.is_empty());
    }
}

#[tokio::test]
async fn a_callback_that_is_replayed_signs_nobody_in() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback("/", "allow").await;
    let pending = browser.jar.clone();
    browser.open(&callback).await.location();
    browser.jar.clear();
    browser.refused(&callback, 400).await;
    // Not even with the cookie that was taken away: the code worked once.
    browser.jar = pending;
    browser.refused(&callback, 400).await;
}

#[tokio::test]
async fn a_login_that_took_too_long_is_refused() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| settings.login_lifetime = Duration::ZERO).await;
    let mut browser = Browser::at(gateway.addr());
    let begun = browser.open("/auth/sign-in").await;
    assert!(begun.header("set-cookie").contains("Max-Age=0"));
    let (name, value) = begun.header("set-cookie").split(';').next().unwrap().split_once('=').unwrap();
    browser.jar.insert(name.to_owned(), value.to_owned());
    browser.refused("/auth/callback?code=x&state=y", 400).await;
}

#[tokio::test]
async fn a_session_that_was_tampered_with_is_none() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    browser.sign_in("/").await.location();
    let good = browser.jar[SESSION].clone();
    let middle = good.len() / 2;
    let swapped = if &good[middle..=middle] == "A" { "B" } else { "A" };
    for bad in [
        format!("{}{swapped}{}", &good[..middle], &good[middle + 1..]),
        good[..good.len() - 1].to_owned(),
        good.replacen("1.", "2.", 1),
        good.replacen("1.", "0.", 1),
        good.replacen("1.", "99999999999999999999.", 1),
        good.replacen("1.", "", 1),
        format!("{good}{good}"),
        "1.".to_owned(),
        "1.AAAA".to_owned(),
        "x".repeat(10_000),
    ] {
        browser.jar.insert(SESSION.to_owned(), bad.clone());
        assert_eq!(browser.collections().await.status, 401, "{bad}");
        assert_eq!(browser.ask("GET", "/auth/session").await.json["signed_in"], false);
        browser.ask("POST", "/auth/refresh").await.is_error(401);
    }
    browser.jar.insert(SESSION.to_owned(), good);
    assert_eq!(browser.collections().await.status, 200);
}

/// Whether a session of one gateway counts at another one, which differs in this.
async fn counts_elsewhere(change: impl FnOnce(&mut Settings)) -> bool {
    let upstream = upstream(|_| ()).await;
    let here = gateway(upstream.addr, |_| ()).await;
    let there = gateway(upstream.addr, change).await;
    let mut browser = Browser::at(here.addr());
    browser.sign_in("/").await.location();
    browser.origin = format!("http://{}", there.addr());
    browser.ask("GET", "/auth/session").await.json["signed_in"] == true
}

#[tokio::test]
async fn a_session_of_another_key_client_or_upstream_is_none() {
    assert!(counts_elsewhere(|_| ()).await, "any gateway of a deployment reads it");
    assert!(!counts_elsewhere(|settings| settings.keys = vec![OTHER_KEY.into()]).await);
    assert!(!counts_elsewhere(|settings| settings.client_id = "other".into()).await);
    assert!(!counts_elsewhere(|settings| settings.upstream = "http://127.0.0.1:9".into()).await);
}

#[tokio::test]
async fn a_session_ends_when_it_was_said_to_or_when_the_operator_says_so() {
    assert!(!counts_elsewhere(|settings| settings.session_lifetime = Duration::ZERO).await);
    let upstream = upstream(|_| ()).await;
    let short = gateway(upstream.addr, |settings| settings.session_lifetime = Duration::ZERO).await;
    let mut browser = Browser::at(short.addr());
    let signed_in = browser.sign_in("/").await;
    let set = signed_in.headers.get_all("set-cookie").iter().find(|one| one.to_str().unwrap().starts_with(SESSION));
    let (name, value) = set.unwrap().to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
    browser.jar.insert(name.to_owned(), value.to_owned());
    let long = gateway(upstream.addr, |_| ()).await;
    browser.origin = format!("http://{}", long.addr());
    browser.collections().await.is_error(401);
}

#[tokio::test]
async fn a_pending_login_is_no_session_and_a_session_no_login() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let mut browser = Browser::at(gateway.addr());
    let callback = browser.until_callback("/", "allow").await;
    let login = browser.jar[LOGIN].clone();
    browser.jar.insert(SESSION.to_owned(), format!("1.{login}"));
    browser.collections().await.is_error(401);
    browser.open(&callback).await.location();
    let session = browser.jar[SESSION].split_once('.').unwrap().1.to_owned();
    browser.jar.clear();
    browser.jar.insert(LOGIN.to_owned(), session);
    browser.refused(&callback, 400).await;
}

#[tokio::test]
async fn large_tokens_are_split_among_cookies_and_larger_ones_refused() {
    for (size, cookies) in [(2000, 1), (9000, 4)] {
        let token = "t".repeat(size);
        let sent = token.clone();
        let upstream = Hostile::start(move |request| {
            if request.contains("/oauth/token") {
                tokens(&sent, 60)
            } else {
                http("200 OK\r\nContent-Type: application/json", "{}")
            }
        })
        .await;
        let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
        let mut browser = Browser::at(gateway.addr());
        browser.open("/auth/sign-in").await.location();
        browser.open("/auth/callback?code=c").await.location();
        assert_eq!(browser.jar.len(), cookies);
        assert_eq!(browser.collections().await.status, 200);
        assert!(upstream.calls()[0].contains(&token));
        browser.ask("POST", "/auth/sign-out").await;
        assert!(browser.jar.is_empty(), "{:?}", browser.jar.keys());
    }
    let upstream = Hostile::start(|_| tokens(&"t".repeat(20_000), 60)).await;
    let gateway = gateway(upstream.addr, |settings| settings.state = false).await;
    let mut browser = Browser::at(gateway.addr());
    browser.open("/auth/sign-in").await.location();
    let page = browser.refused("/auth/callback?code=c", 502).await;
    assert!(page.text.contains("too large"));
}
