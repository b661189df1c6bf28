//! A new collection.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    a_new_collection_is_shown_where_it_landed,
    each_answer_lands_on_the_field_that_it_is_about,
    enter_twice_sends_once,
    where_the_answer_is_lost_it_is_looked_for_and_the_choice_is_the_persons,
    signing_in_again_goes_on_with_what_was_typed,
    closing_with_something_typed_asks_once,
    what_an_address_takes_away_or_comes_late_can_be_gone_on_with,
];

const OPEN: &str = "return document.activeElement.id === 'vt-new-name'";

async fn open(browser: &Browser) {
    browser.until(ROWS).await;
    browser.focus("[data-create]").await;
    browser.press(Key::Enter + "").await;
    browser.until(OPEN).await;
}

async fn a_new_collection_is_shown_where_it_landed() {
    let browser = Browser::open("/collections?per_page=10").await;
    open(&browser).await;
    browser.audit().await;
    browser.press("Anatomy lab 2027" + Key::Enter).await;
    // On the last page, marked and with the focus.
    browser.until("return document.activeElement.matches('[data-row] a') && document.activeElement.textContent === 'Anatomy lab 2027'").await;
    browser.until("return document.activeElement.closest('[data-row]').textContent.includes('New')").await;
    assert!(browser.address().await.contains("page=5"), "{}", browser.address().await);
    browser.audit().await;
}

async fn each_answer_lands_on_the_field_that_it_is_about() {
    let browser = Browser::open("/").await;
    open(&browser).await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('#vt-new-name-wrong').textContent === 'Give it a name.'").await;
    browser.press("A name").await;
    browser.click("dialog summary").await;
    let cases = [
        ("x", "A person’s id is a number, such as 48213."),
        ("1", "You may not create collections for others. Leave this empty to create it for yourself."),
    ];
    for (owner, text) in cases {
        browser.focus("#vt-new-owner").await;
        browser.chord(Key::Control, 'a').await;
        browser.press(owner + Key::Enter).await;
        browser.until(&format!("return document.querySelector('#vt-new-owner-wrong').textContent === '{text}'")).await;
    }
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelector('[role=alertdialog][open]')").await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return !document.querySelector('dialog') && document.activeElement.matches('[data-create]')").await;
    browser.choose_identity("administrator").await;
    open(&browser).await;
    browser.press("A name").await;
    browser.click("dialog summary").await;
    browser.focus("#vt-new-owner").await;
    browser.press("999999" + Key::Enter).await;
    browser.until("return document.querySelector('#vt-new-owner-wrong').textContent.includes('999999')").await;
    // The server's own word on a name.
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "status": 422}"#).await;
    browser.run("document.querySelector('#vt-new-owner').value = ''").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('#vt-new-name-wrong').textContent.includes('422')").await;
    assert_eq!(browser.run("return document.querySelector('#vt-new-name').value").await, "A name");
}

async fn enter_twice_sends_once() {
    let browser = Browser::open("/").await;
    open(&browser).await;
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 9, "latency_ms": 300}"#).await;
    browser.press("Only one").await;
    browser.press(Key::Enter + "" + Key::Enter).await;
    browser.until("return document.activeElement.textContent === 'Only one'").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections").await, 1);
    browser.audit().await;
}

async fn where_the_answer_is_lost_it_is_looked_for_and_the_choice_is_the_persons() {
    let browser = Browser::open("/").await;
    open(&browser).await;
    // Carried out, and cut off before the answer.
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "body": "cut"}"#).await;
    browser.press("Lost and found" + Key::Enter).await;
    browser.until("return document.querySelector('[data-unsure] li button')").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections").await, 1);
    browser.until("return document.activeElement.matches('[data-unsure]')").await;
    browser.audit().await;
    // Enter in the field does not send it again.
    browser.focus("#vt-new-name").await;
    browser.press(Key::Enter + "").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections").await, 1);
    browser.click("[data-unsure] li button").await;
    browser.until("return document.activeElement.textContent === 'Lost and found'").await;
    // Not carried out: nothing is found, and only the person sends it again.
    browser.focus("[data-create]").await;
    browser.press(Key::Enter + "").await;
    browser.until(OPEN).await;
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "status": 500}"#).await;
    browser.press("Never there" + Key::Enter).await;
    browser.until("return document.querySelector('[data-unsure]')?.textContent.includes('No collection called')").await;
    browser.click("[data-again]").await;
    browser.until("return document.activeElement.textContent === 'Never there'").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections").await, 3);
}

async fn signing_in_again_goes_on_with_what_was_typed() {
    let browser = Browser::open("/").await;
    open(&browser).await;
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "status": 401}"#).await;
    browser.press("After signing in" + Key::Enter).await;
    browser.until("return document.querySelectorAll('dialog[open]').length === 2").await;
    browser.audit().await;
    assert_eq!(browser.run("return document.querySelector('#vt-new-name').value").await, "After signing in");
    browser.run("[...document.querySelectorAll('dialog .stack > button')].find((button) => button.textContent.includes('Ana Ferreira')).click()").await;
    browser.until("return document.activeElement.textContent === 'After signing in'").await;
}

async fn closing_with_something_typed_asks_once() {
    let browser = Browser::open("/").await;
    open(&browser).await;
    // Nothing typed: it just closes.
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    open(&browser).await;
    browser.press("Half a thought" + Key::Escape).await;
    browser.until("return document.querySelector('[role=alertdialog][open]').contains(document.activeElement)").await;
    assert_eq!(browser.text("[role=alertdialog] h2").await, "Discard what you typed?");
    browser.audit().await;
    browser.press(Key::Enter + "").await;
    browser
        .until("return !document.querySelector('[role=alertdialog]') && document.activeElement.id === 'vt-new-name'")
        .await;
    assert_eq!(browser.run("return document.activeElement.value").await, "Half a thought");
    // Where it is unsure too, with the one set of buttons for that.
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "status": 500}"#).await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-again]:not([hidden])')").await;
    let buttons = "return [...document.querySelectorAll('dialog .btn')].filter((one) => one.checkVisibility() && one.textContent).map((one) => one.textContent).join()";
    assert_eq!(browser.run(buttons).await, "Cancel,Create it again");
    browser.audit().await;
    browser.click("dialog footer .push").await;
    browser.until("return document.querySelector('[role=alertdialog][open]')").await;
    assert!(browser.text("#vt-ask-why").await.starts_with("No clear answer came"));
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('[role=alertdialog]')").await;
    // Another name is not what is unsure.
    browser.focus("#vt-new-name").await;
    browser.press("!").await;
    browser.until("return !document.querySelector('[data-again]')").await;
    assert_eq!(browser.run(buttons).await, "Cancel,Create");
    browser.click("dialog header .btn").await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return !document.querySelector('dialog') && document.activeElement.matches('[data-create]')").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections").await, 1);
}

async fn what_an_address_takes_away_or_comes_late_can_be_gone_on_with() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    open(&browser).await;
    browser.press("Kept for later").await;
    browser.back().await;
    browser
        .until("return !document.querySelector('dialog') && document.querySelector('#content [data-page=\"1\"]')")
        .await;
    browser.click("[data-toast] button").await;
    browser.until("return document.querySelector('#vt-new-name')?.value === 'Kept for later'").await;
    browser.audit().await;
    // Closed while it was being sent, and refused after that.
    browser
        .fault(
            r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "latency_ms": 700, "status": 403}"#,
        )
        .await;
    browser.click("dialog .primary").await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('It was not created')").await;
    browser.click("[data-toast] button").await;
    browser.until("return document.querySelector('#vt-new-name')?.value === 'Kept for later'").await;
    browser.until("return document.querySelector('dialog .note.bad')").await;
    // Closed while it was being sent, and done: nobody is led away from where they are.
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections", "times": 1, "latency_ms": 700}"#).await;
    browser.click("dialog .primary").await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('created')").await;
    assert!(!browser.address().await.contains("page="));
    browser.audit().await;
    browser.click("[data-toast] button").await;
    browser.until("return document.activeElement.textContent === 'Kept for later'").await;
}
