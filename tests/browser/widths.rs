//! Any width, light and dark: nothing is cut, nothing scrolls sideways.

use serde_json::json;

use super::support::{Browser, ROWS};

tasks![
    every_view_fits_a_narrow_window_in_light_and_dark,
    text_of_twice_the_size_fits_a_narrow_window,
    a_menu_holds_every_action_where_there_is_no_room,
    the_bar_takes_two_rows_at_most,
];

/// Nothing sticks out of the window at its end.
pub(crate) const FITS: &str = "
    const drawn = [...document.querySelectorAll('vitrine-collections')].map(({ shadowRoot }) => shadowRoot);
    return document.documentElement.scrollWidth <= innerWidth &&
      [document, ...drawn].flatMap((top) => [...top.querySelectorAll('main *, header *, .shell *, .pickbar *, dialog *')]).every((element) => {
        const { right, left, width } = element.getBoundingClientRect();
        const cut = (at) => at && (getComputedStyle(at).overflowX === 'hidden' || cut(at.parentElement));
        const aside = element.closest('.unseen, .skip, .sprite') || cut(element.parentElement);
        return width === 0 || aside || !element.checkVisibility() || (right <= innerWidth + 1 && left >= -1);
      })";

async fn every_view_fits_a_narrow_window_in_light_and_dark() {
    let browser = Browser::open("/").await;
    for (width, scheme) in [(320, "light"), (420, "dark"), (1280, "dark")] {
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.devtools("Emulation.setEmulatedMedia", scheme).await;
        browser.resize(width, 800).await;
        browser.goto("/collections").await;
        browser.until(ROWS).await;
        browser.until(FITS).await;
        browser.audit().await;
        browser.goto("/collections/101").await;
        browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
        browser.until(FITS).await;
        browser.audit().await;
        browser.run("document.querySelectorAll('.seg input')[1].click()").await;
        browser.until("return document.querySelector('[data-list=media].list')").await;
        browser.until(FITS).await;
        browser.click("[data-list=media] li:first-child .name").await;
        browser.until("return document.querySelector('dialog[open] dl')").await;
        browser.until(FITS).await;
        browser.audit().await;
    }
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
}

async fn a_menu_holds_every_action_where_there_is_no_room() {
    let browser = Browser::open("/").await;
    browser.resize(320, 700).await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"109\"] [data-more]").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    browser.until(FITS).await;
    browser.audit().await;
    browser.until("return document.activeElement.textContent === 'Share'").await;
    browser.press(thirtyfour::Key::Down + "").await;
    browser.until("return document.activeElement.textContent === 'Archive'").await;
    browser.press(thirtyfour::Key::Enter + "").await;
    browser.until("return document.querySelector('[data-row=\"109\"].off')").await;
    browser.until("return !document.querySelector('.menu') && document.activeElement.matches('[data-row=\"109\"] [data-more]')").await;
    browser.press(thirtyfour::Key::Enter + "").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    browser.press(thirtyfour::Key::Escape + "").await;
    browser.until("return !document.querySelector('.menu') && document.activeElement.matches('[data-row=\"109\"] [data-more]')").await;
}

async fn text_of_twice_the_size_fits_a_narrow_window() {
    let browser = Browser::open("/").await;
    browser.resize(320, 700).await;
    for path in ["/collections", "/collections/101", "/report?of=101,102"] {
        browser.goto(path).await;
        browser.until("return document.querySelector('#content :is([data-row], tbody tr)')").await;
        let twice = "const sheet = new CSSStyleSheet();
            sheet.replaceSync('html { font-size: 200% }');
            document.adoptedStyleSheets = [sheet];";
        browser.run(twice).await;
        browser.until(FITS).await;
        browser.audit().await;
    }
}

async fn the_bar_takes_two_rows_at_most() {
    let browser = Browser::open("/").await;
    browser.resize(320, 700).await;
    browser.until(ROWS).await;
    let rows = "return new Set([...document.querySelectorAll('.topbar > *')].map((one) => {
        const { top, height } = one.getBoundingClientRect();
        return Math.round((top + height / 2) / 12);
      })).size <= 2";
    browser.until(rows).await;
    browser.until(FITS).await;
    browser.audit().await;
}
