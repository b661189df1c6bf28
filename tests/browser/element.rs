//! The element in a portal's page.

use crate::support::Browser;

tasks![five_lines_show_the_collections,];

const ROWS: &str = "return $$('[data-list=collections] [data-row]').length === 10";

async fn five_lines_show_the_collections() {
    let (browser, _) = Browser::portal("plain").await;
    browser.until_inside(ROWS).await;
    browser.audit().await;
}
