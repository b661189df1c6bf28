//! Who has access.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![who_has_access_opens_over_the_list_and_gives_the_focus_back,];

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
