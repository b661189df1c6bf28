//! What is fetched after the first view: it comes of its own accord, and where it does not, a person is told.

use serde_json::json;

use super::support::{Browser, ROWS};

tasks![
    rows_that_are_about_to_come_come_with_the_page_around_them,
    a_page_in_the_background_does_not_wait_for_ever_for_its_rows,
    the_second_file_comes_after_the_first_view,
    where_the_second_file_is_not_to_be_had_a_message_says_so,
    a_page_of_the_second_file_says_in_its_place_why_it_is_not_there,
    why_there_is_no_list_is_said_once_the_second_file_is_there,
    a_second_file_that_never_comes_is_given_up,
    a_key_that_comes_before_it_is_listened_to_is_carried_out,
];

/// The second file can't be had while `away` holds.
const AWAY: &str = "
    const send = window.fetch;
    window.away = true;
    window.fetch = (request, options) => window.away && String(request.url ?? request).includes('/extras-')
        ? Promise.reject(new TypeError('away'))
        : send(request, options);";

/// The first answer comes a moment after the application, in a tab in which nothing is painted; `seen` is whether the
/// page and whether its rows were there, after each change.
const ABOUT_TO_COME: &str = "
    window.seen = [];
    const there = (selector) => document.querySelector(selector) !== null;
    const look = () => seen.push([there('[data-create]'), there('[data-row]')]);
    new MutationObserver(() => setTimeout(look)).observe(document, { childList: true, subtree: true });
    window.requestAnimationFrame = () => 0;
    const held = new Promise((go) => {
        const start = WebAssembly.instantiateStreaming;
        WebAssembly.instantiateStreaming = async (...source) => {
            const started = await start.apply(WebAssembly, source);
            setTimeout(go, 200);
            return started;
        };
    });
    const send = window.fetch;
    window.fetch = async (request, options) => {
        const answer = await send(request, options);
        if (String(request.url ?? request).includes('/collections?')) await held;
        return answer;
    };";

async fn rows_that_are_about_to_come_come_with_the_page_around_them() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.prepare(ABOUT_TO_COME).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.until("return seen.some(([page, rows]) => page && rows)").await;
    assert_eq!(browser.run("return seen.filter(([page, rows]) => page !== rows).length").await, 0);
    browser.forget(script).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.audit().await;
}

async fn a_page_in_the_background_does_not_wait_for_ever_for_its_rows() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.prepare(&ABOUT_TO_COME.replace("setTimeout(go, 200);", "")).await;
    browser.goto("/").await;
    browser.until("return document.querySelector('[data-create]')").await;
    assert_eq!(browser.run("return document.querySelectorAll('[data-row]').length").await, 0);
    browser.audit().await;
    browser.forget(script).await;
}

async fn the_second_file_comes_after_the_first_view() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    let fetched = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/extras-')).length";
    assert_eq!(browser.run(&format!("return {fetched}")).await, 0);
    browser.until(&format!("return {fetched} === 1")).await;
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    assert_eq!(browser.run(&format!("return {fetched}")).await, 1);
}

async fn where_the_second_file_is_not_to_be_had_a_message_says_so() {
    let browser = Browser::open("/").await;
    let script = browser.prepare(AWAY).await;
    browser.reload().await;
    browser.until(ROWS).await;
    browser.click("[data-create]").await;
    let told = "return document.querySelector('[data-toast]')?.textContent.includes('could not be loaded')";
    browser.until(told).await;
    browser.audit().await;
    // Asked for again, by the same button and by the message's.
    browser.click("[data-create]").await;
    browser.until("return document.querySelectorAll('[data-toast]').length === 2").await;
    browser.run("window.away = false").await;
    browser.click("[data-toast] button").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn a_page_of_the_second_file_says_in_its_place_why_it_is_not_there() {
    let browser = Browser::open("/").await;
    let script = browser.prepare(AWAY).await;
    browser.goto("/report").await;
    browser
        .until("return document.querySelector('.note[role=alert]')?.textContent.includes('could not be loaded')")
        .await;
    browser.run("window.away = false").await;
    browser.click(".note[role=alert] button").await;
    browser.until("return document.querySelector('main h1')").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn why_there_is_no_list_is_said_once_the_second_file_is_there() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.prepare(AWAY).await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 9, "status": 403}"#).await;
    browser.goto("/").await;
    // Neither an empty list nor nothing at all.
    browser
        .until("return document.querySelector('.note[role=alert]')?.textContent.includes('could not be loaded')")
        .await;
    assert_eq!(browser.run("return document.querySelectorAll('[data-state=empty]').length").await, 0);
    browser.audit().await;
    browser.run("window.away = false").await;
    browser.click(".note[role=alert] button").await;
    browser.until("return document.querySelector('[data-state=forbidden] button')").await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.forget(script).await;
}

async fn a_second_file_that_never_comes_is_given_up() {
    let browser = Browser::open("/").await;
    // The twenty seconds that it may take, in a third of one.
    let hurry = "const timeout = AbortSignal.timeout.bind(AbortSignal);
        AbortSignal.timeout = (millis) => timeout(millis === 20000 ? 300 : millis);";
    let script = browser.prepare(hurry).await;
    browser.fault(r#"{"path": "/extras-*", "times": 9, "latency_ms": 20000}"#).await;
    browser.goto("/report").await;
    browser.until("return document.querySelector('.toast[role=status]')?.textContent === 'Loading'").await;
    browser
        .until("return document.querySelector('.note[role=alert]')?.textContent.includes('could not be loaded')")
        .await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.forget(script).await;
    browser.run("AbortSignal.timeout = () => undefined").await;
    browser.click(".note[role=alert] button").await;
    browser.until("return document.querySelector('main h1')").await;
}

/// The second file comes when it is let go.
const HELD: &str = "
    const send = window.fetch;
    const held = new Promise((done) => (window.letGo = done));
    window.fetch = (request, options) => String(request.url ?? request).includes('/extras-')
        ? held.then(() => send(request, options))
        : send(request, options);";

async fn a_key_that_comes_before_it_is_listened_to_is_carried_out() {
    let browser = Browser::open("/").await;
    let script = browser.prepare(HELD).await;
    browser.reload().await;
    browser.until(ROWS).await;
    browser.press("?").await;
    assert_eq!(browser.run("return document.querySelector('dialog, [data-keys]')").await, json!(null));
    browser.run("letGo()").await;
    browser.until("return document.querySelector('dialog[open] kbd')").await;
    browser.audit().await;
    // Not where something else was done since.
    browser.reload().await;
    browser.until(ROWS).await;
    browser.press("?").await;
    browser.click("h1").await;
    browser.run("letGo()").await;
    browser.until("return document.querySelector('[data-keys]')").await;
    // What was kept would have been carried out in the next frame.
    browser.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
    assert_eq!(browser.run("return document.querySelector('dialog')").await, json!(null));
    browser.forget(script).await;
}
