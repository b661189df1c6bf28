//! The rows that are drawn before the application is there, which takes them over.

use super::support::{Browser, Engine};

tasks![
    rows_that_are_there_before_the_application_are_those_that_it_draws,
    rows_that_are_there_before_the_application_stay_where_they_are,
    who_is_on_a_row_before_the_application_is_there_stays_on_it,
    what_is_clicked_before_the_application_is_there_is_done_then,
    what_can_not_be_drawn_with_certainty_waits_for_the_application,
];

/// The application starts when it is told to.
const HELD: &str = "
    const start = WebAssembly.instantiateStreaming;
    const held = new Promise((go) => { window.release = go; });
    WebAssembly.instantiateStreaming = async (...source) => {
        await held;
        return start.apply(WebAssembly, source);
    };";

const EARLY: &str = "return document.querySelector('[data-row]') && !document.querySelector('[data-next]')";
const ANSWERED: &str = "return performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
    name.includes('/collections?') && performance.now() - responseEnd > 500)";
const RELEASED: &str = "release(); return true";
const STARTED: &str = "return document.querySelector('[data-next]') && document.querySelector('[data-row]')";

impl Browser {
    /// The page at an address, without its application, and the script that keeps that away.
    async fn without_application(&self, path: &str) -> serde_json::Value {
        let script = self.prepare(HELD).await;
        self.goto(path).await;
        script
    }
}

async fn rows_that_are_there_before_the_application_are_those_that_it_draws() {
    let browser = Browser::open("/no/such/place").await;
    for path in ["/?per_page=50", "/collections?page=2&per_page=10", "/collections?page=2", "/"] {
        let script = browser.without_application(path).await;
        browser.until(EARLY).await;
        let there = "window.list = document.querySelector('[data-list]'); window.early = list.cloneNode(true);
            return list.children.length";
        assert!(browser.run(there).await.as_u64().unwrap() >= 10, "{path}");
        browser.run(RELEASED).await;
        browser.until(STARTED).await;
        // All of it: names, links, dates, labels.
        let differs = "const now = document.querySelector('[data-list]');
            if (now !== list) return 'another list';
            const at = [...now.children].findIndex((row, at) => !row.isEqualNode(early.children[at]));
            return at < 0 ? '' : early.children[at].outerHTML + ' → ' + now.children[at].outerHTML";
        assert_eq!(browser.run(differs).await, "", "{path}");
        browser.forget(script).await;
    }
    browser.audit().await;
}

async fn rows_that_are_there_before_the_application_stay_where_they_are() {
    let browser = Browser::open("/no/such/place").await;
    // What is above the rows breaks its lines by the width of letters, for which room is left as they are in Chromium here.
    let most = if Engine::chosen() == Engine::Chromium { 3 } else { 50 };
    let place = "return Math.round(document.querySelector('[data-list]').getBoundingClientRect().y)";
    for width in [1280, 420, 320] {
        browser.resize(width, 900).await;
        let script = browser.without_application("/").await;
        browser.until(EARLY).await;
        let before = browser.run(place).await.as_i64().unwrap();
        browser.run(RELEASED).await;
        browser.until(STARTED).await;
        let after = browser.run(place).await.as_i64().unwrap();
        assert!((after - before).abs() < most, "{width}: from {before} to {after}");
        browser.forget(script).await;
    }
    browser.audit().await;
}

async fn who_is_on_a_row_before_the_application_is_there_stays_on_it() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.without_application("/").await;
    browser.until(EARLY).await;
    browser.run("window.link = document.querySelectorAll('[data-open]')[2]; link.focus(); return true").await;
    browser.run(RELEASED).await;
    browser.until(STARTED).await;
    browser.until("return document.activeElement === link").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn what_is_clicked_before_the_application_is_there_is_done_then() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.without_application("/").await;
    browser.until(EARLY).await;
    browser.click("[data-row='101'] [data-permissions]").await;
    browser.run(RELEASED).await;
    browser.until("return document.querySelector('dialog[open] h2')?.textContent.includes('BIO 101')").await;
    browser.audit().await;
    browser.goto("/").await;
    browser.until(EARLY).await;
    browser.click("[data-row='102'] [data-open]").await;
    assert_eq!(browser.run("return location.pathname").await, "/");
    browser.run(RELEASED).await;
    browser
        .until("return location.pathname === '/collections/102' && document.querySelector('[data-list=media]')")
        .await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn what_can_not_be_drawn_with_certainty_waits_for_the_application() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.without_application("/").await;
    for setting in [r#""locale": "de""#, r#""mode": "read-only""#, r#""features": {"bulk": false}"#] {
        let demo =
            r#"{"sign_in": {"kind": "demo", "identities": [{"name": "Ana", "token": "demo-teacher"}]}, SETTING}"#;
        let set = browser.settings(&demo.replace("SETTING", setting)).await;
        browser.goto("/").await;
        // The answer has come, and some frames.
        browser.until(ANSWERED).await;
        assert_eq!(browser.run("return document.querySelectorAll('[data-row]').length").await, 0, "{setting}");
        browser.run(RELEASED).await;
        browser.until(STARTED).await;
        browser.forget(set).await;
    }
    browser.audit().await;
    browser.forget(script).await;
}
