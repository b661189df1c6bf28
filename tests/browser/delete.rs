//! Deleting a collection.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    deleting_asks_first_and_leads_on_to_the_next_row,
    archiving_is_offered_instead,
    a_refusal_keeps_the_collection_and_says_why,
    gone_already_counts_as_gone,
    where_the_answer_is_lost_the_server_is_asked,
    from_its_own_page_it_leads_back_to_the_list,
    signing_in_again_goes_on,
    half_an_answer_is_looked_into,
];

/// Opens the question for a row, by keyboard.
async fn ask(browser: &Browser, id: &str) {
    browser.until(ROWS).await;
    browser.focus(&format!("[data-row=\"{id}\"] [data-more]")).await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.matches('.menu button')").await;
    browser.press(Key::End + "" + Key::Enter).await;
    browser.until("return document.activeElement.textContent === 'Cancel'").await;
}

async fn deleting_asks_first_and_leads_on_to_the_next_row() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.activeElement.matches('[data-row=\"109\"] [data-more]')").await;
    let next = browser.run("return document.querySelector('[data-row=\"109\"]').nextElementSibling.dataset.row").await;
    ask(&browser, "109").await;
    browser
        .fault(r#"{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "latency_ms": 400}"#)
        .await;
    browser.press(Key::Tab + "" + Key::Enter).await;
    // Nothing goes before the server has said so.
    browser.until("return document.querySelector('[data-delete]').textContent === 'Deleting…' && document.querySelector('[data-row=\"109\"]')").await;
    browser.until("return !document.querySelector('[data-row=\"109\"]') && !document.querySelector('dialog')").await;
    browser
        .until(&format!(
            "return document.activeElement.matches('[data-row=\"{}\"] [data-more]')",
            next.as_str().unwrap()
        ))
        .await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 45')").await;
    browser.audit().await;
}

async fn archiving_is_offered_instead() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser.chord(Key::Shift, Key::Tab).await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]') && !document.querySelector('dialog')").await;
    browser.audit().await;
}

async fn a_refusal_keeps_the_collection_and_says_why() {
    let browser = Browser::open("/").await;
    for (status, why) in [(403, "you can view it"), (500, "the server failed")] {
        ask(&browser, "109").await;
        browser
            .fault(&format!(
                r#"{{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "status": {status}}}"#
            ))
            .await;
        browser.click("[data-delete]").await;
        browser
            .until(&format!("return document.querySelector('dialog [role=alert]')?.textContent.includes('{why}')"))
            .await;
        browser.audit().await;
        browser.press(Key::Escape + "").await;
        browser.until("return !document.querySelector('dialog') && document.querySelector('[data-row=\"109\"]')").await;
    }
    // Where there is no right to it, it is not even asked.
    browser.click("[data-row=\"102\"] [data-more]").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    browser.press(Key::End + "" + Key::Enter).await;
    browser
        .until("return document.querySelector('[data-toast]')?.textContent.includes('You can view this collection')")
        .await;
}

async fn gone_already_counts_as_gone() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser.fault(r#"{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "status": 404}"#).await;
    browser.click("[data-delete]").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('deleted')").await;
    browser.audit().await;
}

async fn where_the_answer_is_lost_the_server_is_asked() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser.fault(r#"{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "body": "cut"}"#).await;
    browser.click("[data-delete]").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('deleted')").await;
    browser.until("return !document.querySelector('[data-row=\"109\"]')").await;
    assert_eq!(browser.asked("DELETE", "/api/public/v1/collections/109").await, 1);
    browser.audit().await;
}

async fn from_its_own_page_it_leads_back_to_the_list() {
    let browser = Browser::open("/collections/109").await;
    browser.until("return document.querySelector('.head [data-more]')").await;
    browser.click(".head [data-more]").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    browser.press(Key::End + "" + Key::Enter).await;
    browser.until("return document.querySelector('[data-delete]')").await;
    browser.click("[data-delete]").await;
    browser.until("return location.pathname === '/collections' && document.querySelector('#content [data-row]')").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    browser.audit().await;
}

async fn signing_in_again_goes_on() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser.fault(r#"{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "status": 401}"#).await;
    browser.click("[data-delete]").await;
    browser.until("return document.querySelectorAll('dialog[open]').length === 2").await;
    browser.audit().await;
    browser.run("[...document.querySelectorAll('dialog .stack > button')].find((button) => button.textContent.includes('Ana Ferreira')).click()").await;
    browser.until("return !document.querySelector('[data-row=\"109\"]') && !document.querySelector('dialog')").await;
    assert_eq!(browser.asked("DELETE", "/api/public/v1/collections/109").await, 2);
}

async fn half_an_answer_is_looked_into() {
    let browser = Browser::open("/").await;
    ask(&browser, "109").await;
    browser
        .fault(r#"{"method": "DELETE", "path": "/api/public/v1/collections/109", "times": 1, "body": "half"}"#)
        .await;
    browser.click("[data-delete]").await;
    browser.until("return !document.querySelector('[data-row=\"109\"]') && !document.querySelector('dialog')").await;
    browser.audit().await;
}
