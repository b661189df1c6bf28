//! Finding collections on every page.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    a_search_goes_through_every_page_and_is_in_the_address,
    a_second_search_uses_what_is_already_there,
    a_search_can_be_stopped_and_go_on,
    a_search_that_fails_midway_keeps_what_it_found,
    what_matches_nothing_says_so,
    what_is_found_at_once_is_shown,
    filters_combine,
];

const LIST: &str = "/api/public/v1/collections";

async fn type_into(browser: &Browser, text: &str) {
    browser.until(ROWS).await;
    browser.focus("#vt-find").await;
    browser.press(text).await;
}

async fn a_search_goes_through_every_page_and_is_in_the_address() {
    let browser = Browser::open("/").await;
    // Any order of words, no accents, the owner's name.
    type_into(&browser, "ferreira ALGEBRA").await;
    browser.until("return document.querySelectorAll('[data-row]').length === 1 && document.querySelector('[data-row=\"104\"]')").await;
    browser.until("return document.querySelector('[data-finding]').textContent.startsWith('1 found')").await;
    assert_eq!(browser.run("return new URLSearchParams(location.search).get('find')").await, "ferreira ALGEBRA");
    browser.until("return document.activeElement.id === 'vt-find'").await;
    browser.audit().await;
    browser.reload().await;
    browser.until("return document.querySelectorAll('[data-row]').length === 1 && document.querySelector('#vt-find').value === 'ferreira ALGEBRA'").await;
    browser.focus("[data-row=\"104\"] [data-open]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-list=media], [data-state=empty]')").await;
    browser.back().await;
    browser.until("return document.activeElement.matches('[data-row=\"104\"] [data-open]') && document.querySelector('#vt-find').value").await;
}

async fn a_second_search_uses_what_is_already_there() {
    let browser = Browser::open("/").await;
    type_into(&browser, "seminar").await;
    browser.until("return document.querySelector('[data-finding]')?.textContent.startsWith('20 found')").await;
    let asked = browser.asked("GET", LIST).await;
    browser.press(" 12").await;
    browser.until("return document.querySelectorAll('[data-row]').length === 1").await;
    assert_eq!(browser.asked("GET", LIST).await, asked);
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser
        .until("return location.search === '' && document.querySelector('[data-range]').textContent.endsWith('of 46')")
        .await;
}

async fn a_search_can_be_stopped_and_go_on() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.choose_identity("librarian").await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 1,240')").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 25, "latency_ms": 500}"#).await;
    type_into(&browser, "lindqvist").await;
    browser
        .until("return /searched [1-9]\\d* of 25 pages/.test(document.querySelector('[data-finding]')?.textContent)")
        .await;
    browser.audit().await;
    browser.click("[data-finding] button").await;
    browser.until("return document.querySelector('[data-finding] button').textContent === 'Go on'").await;
    let asked = browser.asked("GET", LIST).await;
    browser.clear_faults().await;
    browser.click("[data-finding] button").await;
    browser.until("return document.querySelector('[data-finding] progress').hidden && document.querySelector('[data-finding]').textContent.startsWith('1,2')").await;
    // It went on from where it was: no page but those under way at the stop was asked for twice.
    assert!(browser.asked("GET", LIST).await - asked <= 25);
    // What was found is paged like any list.
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    assert!(browser.address().await.contains("find=lindqvist"));
}

async fn a_search_that_fails_midway_keeps_what_it_found() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.choose_identity("librarian").await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 1,240')").await;
    browser.until("return performance.getEntriesByType('resource').some(({ name }) => name.includes('page=2&'))").await;
    browser
        .fault(
            r#"[{"path": "/api/public/v1/collections", "times": 2, "latency_ms": 1},
                {"path": "/api/public/v1/collections", "times": 1, "status": 403}]"#,
        )
        .await;
    type_into(&browser, "lindqvist").await;
    browser.until("return document.querySelector('[data-finding]')?.textContent.includes('so far') && document.querySelector('[data-finding] button').textContent === 'Go on'").await;
    browser.until(ROWS).await;
    browser.audit().await;
    browser.click("[data-finding] button").await;
    browser.until("return document.querySelector('[data-finding] button').textContent === 'Search again'").await;
}

async fn what_matches_nothing_says_so() {
    let browser = Browser::open("/no/such/place").await;
    // A search that could not even begin is no empty result.
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "status": 403}"#).await;
    browser.goto("/collections?find=thesis").await;
    browser.until("return document.querySelector('[data-state=forbidden]')").await;
    // It is said once, with one way on.
    browser.until("return !document.querySelector('[data-finding]').checkVisibility()").await;
    browser.audit().await;
    // While nothing is known of the pages, none are counted.
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 9, "latency_ms": 20000}"#).await;
    browser.click("[data-state] button").await;
    browser
        .until("return document.querySelector('[data-finding] .said').textContent === 'Loading' && !document.querySelector('[data-finding] progress').hasAttribute('value')")
        .await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.goto("/collections").await;
    type_into(&browser, "no such thing anywhere").await;
    browser
        .until("return document.querySelector('[data-state=empty] h2')?.textContent === 'No collection matches'")
        .await;
    browser.audit().await;
}

async fn what_is_found_at_once_is_shown() {
    let browser = Browser::open("/").await;
    type_into(&browser, "seminar").await;
    browser.until("return document.querySelector('[data-finding]')?.textContent.startsWith('20 found')").await;
    browser.press(Key::Escape + "").await;
    browser.until("return location.search === '' && document.querySelector('[data-row=\"101\"]')").await;
    // Something new is looked for on all pages, so that all of them are known when the next search begins.
    browser.run("document.querySelector('[data-create]').click()").await;
    browser.until("return document.activeElement.id === 'vt-new-name'").await;
    browser.press("Alpine flora" + Key::Enter).await;
    browser.until("return document.activeElement.textContent === 'Alpine flora'").await;
    for word in ["alpine", "law"] {
        type_into(&browser, word).await;
        browser.until("return document.querySelectorAll('[data-list=collections] [data-row]').length === 1").await;
        browser.press(Key::Escape + "").await;
        browser.until("return location.search === '' && document.querySelector('[data-row=\"101\"]')").await;
    }
    browser.audit().await;
}

async fn filters_combine() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.run("document.querySelectorAll('[name=vt-show]')[2].click()").await;
    browser.until("return document.querySelector('[data-row]') && [...document.querySelectorAll('[data-row]')].every((row) => row.matches('.off'))").await;
    browser.focus(".finding select").await;
    browser.press(Key::Down + "").await;
    browser.until("return location.search === '?show=archived&type=course'").await;
    browser.until("return [...document.querySelectorAll('[data-row] .meta')].every((meta) => meta.textContent.startsWith('Course ·'))").await;
    browser.audit().await;
    // Archiving while only active ones are shown leaves the row where it is, with the way back.
    browser.goto("/collections?show=active&find=moot").await;
    browser.until("return document.querySelector('#content [data-row=\"109\"]')").await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
}
