//! Signing in through the gateway, and what becomes of the session in every tab.

use std::{net::SocketAddr, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use vitrine_gateway::{Gateway, Running, Settings, new_key};
use vitrine_server::{Data, Options, start};

use super::{
    servers::{Server, free},
    support::{Browser, Engine, ROWS, lacks, setting},
};

tasks![
    whoever_follows_a_deep_link_signs_in_and_lands_on_it,
    a_refused_sign_in_says_so_and_offers_another_try,
    a_token_that_dies_while_many_are_archived_is_not_noticed,
    a_refused_renewal_keeps_what_is_there_and_goes_on_after_signing_in_elsewhere,
    two_tabs_that_renew_at_once_both_go_on,
    signing_out_forgets_everything_in_every_tab,
    a_sign_out_that_fails_says_that_one_is_still_signed_in,
    over_tls_a_person_signs_in_through_the_documented_nginx,
    a_gateway_of_two_can_die_while_a_person_pages_on,
];

/// A deployment: the upstream, and a gateway that serves the page.
struct Deployment {
    browser: Browser,
    upstream: SocketAddr,
    gateway: Running,
}

/// WebKit keeps no `Secure` cookie that came over plain http, not even from the machine itself, and the gateway sets no
/// others: nobody can sign in there.
fn needs_secure_cookies_over_http() {
    if Engine::chosen() == Engine::WebKit {
        lacks("Secure cookies over http on 127.0.0.1");
    }
}

async fn deployment(path: &str, lifetime: Duration) -> Deployment {
    needs_secure_cookies_over_http();
    let options =
        Options { data: Data::Demo, faults: true, oauth_state: true, token_lifetime: lifetime, ..Options::default() };
    let server = start(options).await.unwrap();
    let upstream = server.addr;
    let gateway = Gateway::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", gateway.addr());
    let gateway = gateway.serve(settings(upstream, &origin, &new_key().unwrap())).await.unwrap();
    let browser = Browser::at(server, origin).await;
    browser.goto(path).await;
    Deployment { browser, upstream, gateway }
}

fn settings(upstream: SocketAddr, origin: &str, key: &str) -> Settings {
    let mut settings = Settings::new(&format!("http://{upstream}"), origin, "demo-client", "demo-secret", key);
    settings.state = true;
    settings.pkce = true;
    settings.dist = Some(setting("VITRINE_DIST").into());
    settings
}

/// One plain request to the upstream itself.
async fn upstream(at: SocketAddr, method: &str, path: &str, body: &str) -> Value {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    serde_json::from_str(&body[body.find('{').unwrap_or(0)..=body.rfind('}').unwrap_or(0)]).unwrap_or_default()
}

/// How often the upstream gave out tokens.
async fn tokens(at: SocketAddr) -> usize {
    let log = upstream(at, "GET", "/_log", "").await;
    log["log"].as_array().unwrap().iter().filter(|entry| entry["path"] == "/api/public/oauth/token").count()
}

impl Browser {
    /// At a path of a gateway, which lives as long as it is held.
    pub(crate) async fn through_a_gateway(path: &str) -> (Self, Running) {
        let Deployment { browser, gateway, .. } = deployment(path, Duration::from_secs(3600)).await;
        (browser, gateway)
    }

    /// From the page of whom nobody knows to the upstream's own, and back.
    async fn sign_in(&self, decision: &str) {
        self.until("return document.querySelector('[data-state=signed-out] a')").await;
        self.click("[data-state=signed-out] a").await;
        self.allow(decision).await;
    }

    async fn allow(&self, decision: &str) {
        self.until("return document.querySelector('[name=decision]')").await;
        self.click("[name=person][value='3']").await;
        self.click(&format!("[name=decision][value={decision}]")).await;
    }
}

async fn whoever_follows_a_deep_link_signs_in_and_lands_on_it() {
    let Deployment { browser, gateway: _gateway, .. } =
        deployment("/collections?page=2&per_page=10", Duration::from_secs(3600)).await;
    browser.until("return document.title.startsWith('You are signed out')").await;
    browser.audit().await;
    browser.sign_in("allow").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    assert!(browser.address().await.ends_with("/collections?page=2&per_page=10"));
    // Nothing that could be stolen is to be seen by a script.
    let seen = "return document.cookie + JSON.stringify(Object.entries(localStorage)) + JSON.stringify(Object.entries(sessionStorage))";
    assert_eq!(browser.run(seen).await, "[][]");
    // Who it is shows as soon as it is known.
    browser.click("[data-first]").await;
    browser.until("return document.querySelector('[data-me]').textContent === 'Ana Ferreira'").await;
    browser.audit().await;
}

async fn a_refused_sign_in_says_so_and_offers_another_try() {
    let Deployment { browser, gateway: _gateway, .. } = deployment("/collections/101", Duration::from_secs(3600)).await;
    browser.sign_in("cancel").await;
    browser.until("return location.pathname === '/auth/callback' && document.querySelector('h1')").await;
    browser.audit().await;
    browser.click("a").await;
    browser.allow("allow").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    assert!(browser.address().await.ends_with("/collections/101"));
}

async fn a_token_that_dies_while_many_are_archived_is_not_noticed() {
    let lifetime = Duration::from_secs(3);
    let Deployment { browser, upstream: at, gateway: _gateway } =
        deployment("/collections?per_page=50", lifetime).await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    upstream(
        at,
        "POST",
        "/_faults",
        r#"{"method": "POST", "path": "/api/public/v1/collections/*", "latency_ms": 900, "times": 100}"#,
    )
    .await;
    let before = tokens(at).await;
    for id in 101..=109 {
        browser.click(&format!("[data-row=\"{id}\"] [data-pick]")).await;
    }
    browser.click("[data-bulk] [data-act=archive]").await;
    browser.until("return document.querySelector('[data-ended]')").await;
    assert!(tokens(at).await > before, "the token outlived the action");
    browser.until("return document.querySelectorAll('[data-row].off').length >= 6").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.audit().await;
}

async fn a_refused_renewal_keeps_what_is_there_and_goes_on_after_signing_in_elsewhere() {
    let Deployment { browser, gateway: _gateway, .. } = deployment("/", Duration::from_secs(3600)).await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    // The session is gone, whatever became of it.
    let cookie = json!({ "name": "__Host-vitrine", "url": browser.address().await });
    browser.devtools("Network.deleteCookies", cookie).await;
    // Not the next one, which is there already.
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('dialog[open] a[target=_blank]')").await;
    assert!(browser.run("return document.querySelectorAll('[data-row]').length > 0").await == true);
    browser.audit().await;
    let first = browser.driver.window().await.unwrap();
    browser.click("dialog[open] a[target=_blank]").await;
    let tabs = browser.tabs(2).await;
    browser.driver.switch_to_window(tabs.into_iter().find(|tab| *tab != first).unwrap()).await.unwrap();
    browser.allow("allow").await;
    browser.until("return document.querySelector('.toasts').textContent.includes('another tab')").await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(first).await.unwrap();
    // What waited has gone on by itself.
    browser.until("return !document.querySelector('dialog') && Number(document.querySelector('[data-page]').dataset.page) > 2").await;
    browser.audit().await;
}

async fn two_tabs_that_renew_at_once_both_go_on() {
    let Deployment { browser, upstream: at, gateway: _gateway } = deployment("/", Duration::from_secs(3600)).await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    let first = browser.driver.window().await.unwrap();
    browser.run("window.open(location.href, '_blank', 'noopener')").await;
    let tabs = browser.tabs(2).await;
    let second = tabs.into_iter().find(|tab| *tab != first).unwrap();
    browser.driver.switch_to_window(second.clone()).await.unwrap();
    browser.until(ROWS).await;
    // Both are refused once, and both ask for a new session, the upstream being slow.
    upstream(at, "POST", "/_faults", r#"{"path": "/api/public/v1/collections", "status": 401, "times": 2}"#).await;
    upstream(at, "POST", "/_faults", r#"{"path": "/api/public/oauth/token", "latency_ms": 700, "times": 9}"#).await;
    let next = "document.querySelector('[data-next]').click()";
    browser.run(next).await;
    browser.driver.switch_to_window(first.clone()).await.unwrap();
    browser.run(next).await;
    for tab in [first, second.clone()] {
        browser.driver.switch_to_window(tab).await.unwrap();
        browser.until("return document.querySelector('[data-page=\"2\"]') && !document.querySelector('dialog')").await;
    }
    browser.audit().await;
    browser.driver.switch_to_window(second).await.unwrap();
    browser.driver.close_window().await.unwrap();
    let left = browser.driver.windows().await.unwrap();
    browser.driver.switch_to_window(left[0].clone()).await.unwrap();
}

async fn signing_out_forgets_everything_in_every_tab() {
    let Deployment { browser, gateway: _gateway, .. } = deployment("/", Duration::from_secs(3600)).await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    let first = browser.driver.window().await.unwrap();
    browser.run("window.open('/collections/101', '_blank', 'noopener')").await;
    let tabs = browser.tabs(2).await;
    let second = tabs.into_iter().find(|tab| *tab != first).unwrap();
    browser.driver.switch_to_window(second.clone()).await.unwrap();
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.driver.switch_to_window(first.clone()).await.unwrap();
    browser.click("[data-sign-out]").await;
    for tab in [first.clone(), second.clone()] {
        browser.driver.switch_to_window(tab).await.unwrap();
        browser.until("return document.querySelector('[data-state=signed-out]')").await;
        let left = browser.run("return document.title + document.body.textContent").await;
        let left = left.as_str().unwrap();
        assert!(!left.contains("BIO 101") && !left.contains("Ana"), "{left}");
        browser.audit().await;
    }
    // Not from the browser's memory either.
    browser.reload().await;
    browser.until("return document.querySelector('[data-state=signed-out]')").await;
    // Signed in again in one tab, the other one goes on too.
    browser.sign_in("allow").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(first).await.unwrap();
    browser.until(ROWS).await;
    browser.audit().await;
}

async fn a_sign_out_that_fails_says_that_one_is_still_signed_in() {
    let Deployment { browser, gateway, .. } = deployment("/", Duration::from_secs(3600)).await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    browser.until("return performance.getEntriesByType('resource').some(({ name }) => name.includes('extras-'))").await;
    gateway.stop().await;
    browser.click("[data-sign-out]").await;
    browser.until("return document.querySelector('.toasts').textContent.includes('still signed in')").await;
    assert!(browser.run("return document.querySelectorAll('[data-row]').length > 0").await == true);
    browser.audit().await;
}

async fn over_tls_a_person_signs_in_through_the_documented_nginx() {
    let options = Options { data: Data::Demo, oauth_state: true, ..Options::default() };
    let server = start(options).await.unwrap();
    let at = free().await;
    let origin = format!("https://localhost:{}", at.port());
    let gateway = Gateway::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings { trusted_proxies: 1, ..settings(server.addr, &origin, &new_key().unwrap()) };
    let gateway = gateway.serve(settings).await.unwrap();
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (Server::folder(at).join("own.pem"), Server::folder(at).join("own.key"));
    std::fs::write(&certificate, own.cert.pem()).unwrap();
    std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
    let documented = include_str!("../../deploy/nginx.conf")
        .replace("server 127.0.0.1:8090;", &format!("server {};", gateway.addr()))
        .replace("listen 443 ssl;", &format!("listen {at} ssl;"))
        .replace("vitrine.example", "localhost")
        .replace("/etc/ssl/vitrine.pem", &certificate.display().to_string())
        .replace("/etc/ssl/vitrine.key", &key.display().to_string());
    let _nginx = Server::nginx(at, &documented).await;
    let browser = Browser::at(server, origin.clone()).await;
    browser.goto("/collections/101").await;
    browser.sign_in("allow").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    assert_eq!(browser.address().await, format!("{origin}/collections/101"));
    let secure = "return cookieStore.getAll().then((all) => all.length + document.cookie)";
    assert_eq!(browser.run(secure).await, "0");
    browser.click("[data-sign-out]").await;
    browser.until("return document.querySelector('[data-state=signed-out]')").await;
    browser.audit().await;
    // By `Strict-Transport-Security` it would ask for whatever is at localhost by https from now on.
    browser.end();
    gateway.stop().await;
}

async fn a_gateway_of_two_can_die_while_a_person_pages_on() {
    needs_secure_cookies_over_http();
    let options = Options { data: Data::Demo, oauth_state: true, ..Options::default() };
    let server = start(options).await.unwrap();
    let upstream = server.addr;
    let at = free().await;
    let (origin, key) = (format!("http://{at}"), new_key().unwrap());
    let mut gateways = Vec::new();
    for _ in 0..2 {
        let gateway = Gateway::bind("127.0.0.1:0").await.unwrap();
        gateways.push((gateway.addr(), gateway.serve(settings(upstream, &origin, &key)).await.unwrap()));
    }
    let servers: String = gateways.iter().map(|(gateway, _)| format!("server {gateway} max_fails=1;")).collect();
    let blocks = format!(
        "upstream vitrine {{ {servers} }}
         server {{
           listen {at};
           location / {{
             proxy_pass http://vitrine; proxy_http_version 1.1; proxy_set_header Connection '';
             proxy_set_header Host $http_host; proxy_next_upstream error timeout;
           }}
         }}"
    );
    let _nginx = Server::nginx(at, &blocks).await;
    let browser = Browser::at(server, origin).await;
    browser.goto("/collections?per_page=10").await;
    browser.sign_in("allow").await;
    browser.until(ROWS).await;
    gateways.remove(0).1.stop().await;
    for page in 2..=4 {
        browser.click("[data-next]").await;
        browser.until(&format!("return document.querySelector('[data-page=\"{page}\"]')")).await;
    }
    browser.until("return !document.querySelector('dialog') && !document.querySelector('[role=alert]')").await;
    browser.audit().await;
}
