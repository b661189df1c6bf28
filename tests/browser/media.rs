//! A collection and its media.

use thirtyfour::Key;

use super::support::Browser;

tasks![
    a_medium_opens_its_details_and_the_view_is_remembered,
    each_failure_of_a_collections_media_has_its_own_words,
    a_medium_opens_by_keyboard_and_gives_the_focus_back,
    an_empty_collection_says_so,
];

async fn a_medium_opens_its_details_and_the_view_is_remembered() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.audit().await;
    browser.run("document.querySelectorAll('.seg input')[1].click()").await;
    browser.until("return document.querySelector('[data-list=media].list')").await;
    browser.click("[data-list=media] li:first-child .name").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    assert!(browser.address().await.contains("media="), "{}", browser.address().await);
    browser.audit().await;
    browser.reload().await;
    browser
        .until("return document.querySelector('dialog[open] dl') && document.querySelector('[data-list=media].list')")
        .await;
}

async fn each_failure_of_a_collections_media_has_its_own_words() {
    let cases = [
        (r#""status": 404"#, 50, "not-found"),
        (r#""status": 403"#, 50, "forbidden"),
        (r#""status": 500"#, 50, "server"),
        (r#""body": "html""#, 50, "nonsense"),
        (r#""body": "half""#, 50, "nonsense"),
        (r#""body": "empty""#, 50, "nonsense"),
        (r#""body": "cut""#, 50, "unreachable"),
        (r#""status": 429, "retry_after": 120"#, 50, "wait"),
        (r#""status": 422"#, 50, "invalid"),
    ];
    let browser = Browser::open("/no/such/place").await;
    for (fault, times, state) in cases {
        browser
            .fault(&format!(r#"{{"path": "/api/public/v1/collections/101/media", "times": {times}, {fault}}}"#))
            .await;
        browser.goto("/collections/101").await;
        browser.until(&format!("return document.querySelector('[data-state=\"{state}\"]')")).await;
        // The head is there all the same, and says whose media are missing.
        browser.until("return document.querySelector('h1').textContent.startsWith('BIO 101')").await;
        browser.audit().await;
        browser.clear_faults().await;
        browser.focus("[data-state] button").await;
        browser.press(Key::Enter + "").await;
        match state {
            "forbidden" | "not-found" => browser.until("return location.pathname === '/collections'").await,
            _ => browser.until("return document.querySelector('[data-list=media] [data-row]')").await,
        }
    }
}

async fn a_medium_opens_by_keyboard_and_gives_the_focus_back() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.focus("[data-list=media] li:nth-child(3) .name").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.until("return document.activeElement.closest('dialog')").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.activeElement.matches('[data-list=media] li:nth-child(3) .name')").await;
    assert!(!browser.address().await.contains("media="));
}

async fn an_empty_collection_says_so() {
    let browser = Browser::open("/collections/117").await;
    browser.until("return document.querySelector('[data-state=empty]')").await;
    assert_eq!(browser.text("[data-state] h2").await, "Nothing in this collection yet");
    browser.audit().await;
}
