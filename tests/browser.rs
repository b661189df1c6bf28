//! What a person does, in a real browser under the strict policy: each test is one task of theirs, and each
//! ends with an accessibility audit.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/browser.rs"]
mod support;

use support::Browser;
use thirtyfour::{By, Key};

const ROWS: &str = "return document.querySelectorAll('[data-list=collections] [data-row]').length > 0";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_pages_through_collections_by_mouse() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    assert_eq!(browser.text("[data-range]").await, "1–20 of 46");
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    assert!(browser.address().await.ends_with("/collections?page=2"), "{}", browser.address().await);
    browser.until("return document.querySelector('[data-announcement]').textContent === 'Page 2 of 3'").await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-page=\"3\"]')").await;
    assert_eq!(browser.attribute("[data-next]", "aria-disabled").await.as_deref(), Some("true"));
    browser.back().await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.reload().await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_pages_and_opens_a_collection_by_keyboard() {
    let browser = Browser::open("/collections?per_page=10").await;
    browser.until(ROWS).await;
    let field = browser.find("#vt-page").await;
    field.send_keys(Key::Control + "a").await.unwrap();
    field.send_keys("3" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-page=\"3\"]')").await;
    browser.find("[data-first]").await.send_keys(" ").await.unwrap();
    browser.until("return document.querySelector('[data-page=\"1\"]')").await;
    browser.find("[data-row=\"101\"] [data-open]").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    assert!(browser.address().await.ends_with("/collections/101?per_page=10"), "{}", browser.address().await);
    assert_eq!(browser.driver.title().await.unwrap(), "BIO 101 – Cell biology, autumn term · Vitrine");
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_quick_clicks_on_next_show_page_21() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.choose_identity("librarian").await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 1,240')").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 200, "latency_ms": 60}"#).await;
    browser.run("for (let i = 0; i < 20; i += 1) document.querySelector('[data-next]').click()").await;
    browser.until("return document.querySelector('[data-page=\"21\"]')").await;
    assert_eq!(browser.text("[data-range]").await, "401–420 of 1,240");
    assert!(browser.address().await.ends_with("?page=21"));
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_asks_for_what_is_not_there_lands_somewhere_sensible_and_says_so() {
    let browser = Browser::open("/collections?page=999").await;
    browser
        .until("return document.querySelector('[data-notice]') && document.querySelector('[data-page=\"3\"]')")
        .await;
    assert_eq!(browser.text("[data-notice]").await, "There is no page 999. This is the last one, page 3.");
    browser.goto("/collections?page=-4&per_page=33").await;
    browser
        .until("return document.querySelector('[data-notice]') && document.querySelector('[data-page=\"1\"]')")
        .await;
    browser.goto("/no/such/place").await;
    browser.until("return document.querySelector('h1')?.textContent === 'There is nothing at this address'").await;
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn archiving_shows_at_once_and_can_be_undone() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.until("return document.querySelector('[data-toast]')").await;
    browser.find("[data-toast] button").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]')").await;
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_archive_goes_back_and_says_why() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/109/archive", "times": 1, "status": 403}"#)
        .await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('was not archived')").await;
    assert_eq!(browser.attribute("[data-row=\"109\"] [data-archive]", "data-archive").await.as_deref(), Some("false"));
    // Where there is no right to it, the toggle says so before it is tried.
    assert_eq!(browser.attribute("[data-row=\"102\"] [data-archive]", "aria-disabled").await.as_deref(), Some("true"));
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_reads_differently_and_has_one_way_on() {
    let cases = [
        (r#""status": 503"#, 4, "server"),
        (r#""status": 403"#, 1, "forbidden"),
        (r#""body": "html""#, 1, "nonsense"),
        (r#""body": "cut""#, 50, "unreachable"),
        (r#""body": "half""#, 1, "nonsense"),
        (r#""status": 429, "retry_after": 120"#, 1, "wait"),
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

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_cannot_be_read_costs_that_row_only() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "body": "bad_row"}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-unreadable]')").await;
    browser.until(ROWS).await;
    browser.audit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_keeps_what_is_shown_and_goes_on_after_signing_in() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
    browser.click("[data-row=\"101\"] [data-archive]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    assert_eq!(browser.text("dialog h2").await, "Sign in again");
    browser.audit().await;
    browser.clear_faults().await;
    browser.click("dialog .stack button").await;
    browser.until("return !document.querySelector('dialog[open]')").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('archived')").await;
    browser.until("return document.querySelector('[data-row=\"101\"] [data-archive=\"true\"]')").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_access_opens_over_the_list_and_gives_the_focus_back() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.find("[data-row=\"101\"] [data-permissions]").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelectorAll('dialog[open] [data-permission]').length > 2").await;
    assert_eq!(browser.text("[data-permission] .plain").await, "Owner");
    browser.audit().await;
    browser.find("dialog button").await.send_keys("" + Key::Escape).await.unwrap();
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.activeElement.matches('[data-row=\"101\"] [data-permissions]')").await;
}

#[tokio::test(flavor = "multi_thread")]
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
