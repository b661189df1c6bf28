//! What a person sees and does when it fails.

use serde_json::json;
use thirtyfour::{By, Key};

use super::support::{Browser, Engine, ROWS};

tasks![
    each_failure_reads_differently_and_has_one_way_on,
    a_row_that_cannot_be_read_costs_that_row_only,
    an_ended_session_keeps_what_is_shown_and_goes_on_after_signing_in,
    a_slow_answer_keeps_the_rows_and_says_that_it_is_busy,
    a_request_that_takes_too_long_is_given_up,
    a_request_that_nobody_wants_any_more_is_aborted,
    going_offline_keeps_what_is_there_and_says_so,
    what_is_opened_offline_says_so_at_once_and_goes_on_by_itself,
    what_the_server_asks_to_wait_for_is_seen_and_can_be_cut_short,
    a_token_is_asked_for_and_kept_nowhere,
    a_page_that_cannot_start_says_so,
    wrong_settings_are_named,
];

async fn each_failure_reads_differently_and_has_one_way_on() {
    let cases = [
        (r#""status": 503"#, 50, "server"),
        (r#""status": 403"#, 50, "forbidden"),
        (r#""body": "html""#, 50, "nonsense"),
        (r#""body": "cut""#, 50, Engine::chosen().cut_off()),
        (r#""body": "half""#, 50, "nonsense"),
        (r#""status": 429, "retry_after": 120"#, 50, "wait"),
    ];
    let browser = Browser::open("/no/such/place").await;
    for (fault, times, state) in cases {
        browser.fault(&format!(r#"{{"path": "/api/public/v1/collections", "times": {times}, {fault}}}"#)).await;
        browser.goto("/collections").await;
        browser.until(&format!("return document.querySelector('[data-state=\"{state}\"]')")).await;
        browser.audit().await;
        assert_eq!(browser.driver.find_all(By::Css("[data-state] button")).await.unwrap().len(), 1, "{state}");
        browser.clear_faults().await;
        if state != "forbidden" {
            browser.click("[data-state] button").await;
            browser.until(ROWS).await;
        }
    }
}

async fn a_row_that_cannot_be_read_costs_that_row_only() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "body": "bad_row"}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-unreadable]')").await;
    browser.until(ROWS).await;
    browser.audit().await;
}

async fn an_ended_session_keeps_what_is_shown_and_goes_on_after_signing_in() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
    browser.click("[data-row=\"101\"] [data-archive]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    assert_eq!(browser.text("dialog h2").await, "Sign in again");
    // The focus is on the way on, and nothing is cut.
    browser.until("return document.activeElement === document.querySelector('dialog .stack button')").await;
    browser.until("return document.querySelector('dialog .hint').getBoundingClientRect().top >= document.querySelector('dialog .body').getBoundingClientRect().top").await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.click("dialog .stack button").await;
    browser.until("return !document.querySelector('dialog[open]')").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('archived')").await;
    browser.until("return document.querySelector('[data-row=\"101\"] [data-archive=\"true\"]')").await;
}

async fn a_slow_answer_keeps_the_rows_and_says_that_it_is_busy() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 2, "latency_ms": 700}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('.bones') && document.querySelector('main [role=status]')").await;
    browser.audit().await;
    browser.until(ROWS).await;
    // The neighbour is still under way: the rows stay until it is there.
    browser.focus("[data-next]").await;
    browser.press(Key::Enter + "").await;
    // They are read as well as before, and the pager shows that something is awaited.
    let awaits =
        "return getComputedStyle(document.querySelector('[data-page=\"1\"][aria-busy=true]')).opacity === '1' &&
        getComputedStyle(document.querySelector('.pager')).boxShadow !== 'none'";
    browser.until(awaits).await;
    browser.until("return document.querySelector('[data-page=\"2\"]:not([aria-busy])')").await;
    browser.until("return document.activeElement.matches('[data-next]')").await;
}

async fn a_request_that_takes_too_long_is_given_up() {
    let browser = Browser::open("/no/such/place").await;
    // The half minute that a request may take, in a tenth of a second.
    let hurry = "const wait = window.setTimeout;
        window.setTimeout = (act, pause, ...rest) => wait(act, pause === 30000 ? 100 : pause, ...rest);";
    let script = browser.prepare(hurry).await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 4, "latency_ms": 20000}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=unreachable]')").await;
    browser.audit().await;
    browser.forget(script).await;
    browser.clear_faults().await;
    browser.focus("[data-state] button").await;
    browser.press(Key::Enter + "").await;
    browser.until(ROWS).await;
}

async fn a_request_that_nobody_wants_any_more_is_aborted() {
    let browser = Browser::open("/no/such/place").await;
    let watch = "window.signals = [];
        const send = window.fetch;
        window.fetch = (request, options) => {
            if (String(request.url ?? request).includes('/media')) window.signals.push((options ?? request).signal);
            return send(request, options);
        };";
    let script = browser.prepare(watch).await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101/media", "times": 9, "latency_ms": 20000}"#).await;
    browser.goto("/collections/101").await;
    browser.until("return window.signals.length === 1 && !window.signals[0].aborted").await;
    browser.until("return document.querySelector('.crumb a')").await;
    browser.click(".crumb a").await;
    browser.until(ROWS).await;
    browser.until("return window.signals[0].aborted").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn going_offline_keeps_what_is_there_and_says_so() {
    let browser = Browser::open("/collections").await;
    browser.until(ROWS).await;
    let offline =
        |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.emulateNetworkConditions", offline(true)).await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-state=unreachable]')").await;
    browser.audit().await;
    // What was seen before is still there.
    browser.back().await;
    browser.until("return document.querySelector('#content [data-page=\"1\"] [data-row]')").await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser
        .until(
            "return document.querySelector('[data-toast]')?.textContent.includes('was not archived: you are offline')",
        )
        .await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]')").await;
    browser.devtools("Network.emulateNetworkConditions", offline(false)).await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-state=unreachable], [data-page=\"3\"]')").await;
    if browser.run("return Boolean(document.querySelector('[data-state=unreachable]'))").await == true {
        browser.click("[data-state] button").await;
    }
    browser.until("return document.querySelector('[data-page=\"3\"] [data-row]')").await;
}

async fn what_is_opened_offline_says_so_at_once_and_goes_on_by_itself() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.until("return document.querySelector('[data-keys]')").await;
    let network =
        |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.emulateNetworkConditions", network(true)).await;
    let watch = "window.asked = [];
        const send = window.fetch;
        window.fetch = (request, options) => {
            window.asked.push(new URL(request.url ?? request, location).pathname.split('/').pop());
            return send(request, options);
        };";
    browser.run(watch).await;
    browser.click("[data-row=\"101\"] [data-open]").await;
    browser.until("return document.querySelector('[data-state=unreachable] h2')").await;
    assert_eq!(browser.text("[data-state] h2").await, "You are offline");
    // Once, and perhaps once ahead of it: it is certain.
    assert!(browser.run("return window.asked.filter((path) => path === 'media').length").await.as_u64().unwrap() < 3);
    browser.audit().await;
    browser.devtools("Network.emulateNetworkConditions", network(false)).await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    // So does a page that is turned to.
    browser.devtools("Network.emulateNetworkConditions", network(true)).await;
    browser.run("window.asked = []").await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-state=unreachable]')").await;
    browser.devtools("Network.emulateNetworkConditions", network(false)).await;
    browser.until("return document.querySelector('[data-page=\"6\"] [data-row]')").await;
}

async fn what_the_server_asks_to_wait_for_is_seen_and_can_be_cut_short() {
    let browser = Browser::open("/no/such/place").await;
    // Once for what is asked before the page is there, once for the page.
    let fault = r#"{"path": "/api/public/v1/collections", "times": 2, "status": 429, "retry_after": 5}"#;
    browser.fault(fault).await;
    browser.goto("/collections").await;
    let told = "return /Trying again in [1-5] seconds?\\./.test(document.querySelector('[data-waiting]')?.textContent)";
    browser.until(told).await;
    let began = browser.run("return performance.now()").await.as_f64().unwrap();
    browser.until("return document.querySelector('[data-announcement]').textContent.includes('asks to wait')").await;
    browser.audit().await;
    browser.focus("[data-hurry]").await;
    browser.press(Key::Enter + "").await;
    browser.until(ROWS).await;
    let took = browser.run("return performance.now()").await.as_f64().unwrap() - began;
    assert!(took < 4500.0, "{took}");
    browser.until("return !document.querySelector('[data-waiting]')").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    // Whoever does nothing waits, and it goes on.
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "status": 429, "retry_after": 2}"#).await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-waiting]')").await;
    browser.until("return document.querySelector('[data-page=\"3\"] [data-row]')").await;
    browser.until("return !document.querySelector('[data-waiting]')").await;
    // Whoever goes elsewhere waits for nothing.
    browser
        .fault(r#"{"path": "/api/public/v1/collections/101/media", "times": 1, "status": 429, "retry_after": 5}"#)
        .await;
    browser.back().await;
    browser.until("return document.querySelector('#content [data-row=\"101\"]')").await;
    browser.click("[data-row=\"101\"] [data-open]").await;
    browser.until("return document.querySelector('[data-waiting]')").await;
    browser.click(".crumb a").await;
    browser.until(ROWS).await;
    browser.until("return !document.querySelector('[data-waiting]')").await;
}

async fn a_token_is_asked_for_and_kept_nowhere() {
    let browser = Browser::open("/no/such/place").await;
    // The deployment's own settings: a token is typed.
    let script = browser.settings(r#"{"sign_in": {"kind": "token"}}"#).await;
    browser.goto("/collections?page=2").await;
    browser.until("return document.querySelector('dialog[open] input[type=password]')").await;
    browser.audit().await;
    browser.until("return document.activeElement.matches('dialog input')").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog [role=alert]')").await;
    browser.press("demo-teacher" + Key::Enter).await;
    browser
        .until("return !document.querySelector('dialog') && document.querySelector('[data-page=\"2\"] [data-row]')")
        .await;
    let kept = "return JSON.stringify([localStorage, sessionStorage, document.cookie, location.href, history.state]).includes('demo-teacher')";
    assert_eq!(browser.run(kept).await, false);
    assert_eq!(browser.run("return document.documentElement.outerHTML.includes('demo-teacher')").await, false);
    // Gone on reload, and asked for again.
    browser.reload().await;
    browser.until("return document.querySelector('dialog[open] input[type=password]')").await;
    browser.forget(script).await;
}

async fn a_page_that_cannot_start_says_so() {
    let browser = Browser::open("/no/such/place").await;
    let away = "const send = window.fetch;
        window.fetch = (request, options) => String(request.url ?? request).endsWith('.wasm')
            ? Promise.reject(new TypeError('away'))
            : send(request, options);";
    let script = browser.prepare(away).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[role=alert]')?.textContent.includes('could not start')").await;
    browser.audit().await;
    browser.forget(script).await;
    browser.focus("[role=alert] button").await;
    browser.press(Key::Enter + "").await;
    browser.until(ROWS).await;
}

async fn wrong_settings_are_named() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.settings(r#"{"page_size": 30}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=config]')?.textContent.includes('10, 20 or 50')").await;
    browser.audit().await;
    browser.forget(script).await;
    browser.focus("[data-state=config] button").await;
    browser.press(Key::Enter + "").await;
    browser.until(ROWS).await;
}
