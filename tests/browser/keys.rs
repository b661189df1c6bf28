//! Keys on top of the native tab order.

use serde_json::json;
use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    arrows_walk_the_rows_and_enter_opens,
    in_a_grid_arrows_go_as_it_looks,
    keys_select_archive_and_share_the_row,
    keys_act_on_the_collection_that_is_open_and_on_all_that_are_chosen,
    slash_finds_and_gives_back,
    g_turns_to_a_page_and_gives_back,
    the_keys_are_told_in_a_dialog_and_to_assistive_technology,
    keys_can_be_turned_off_and_stay_off,
    nothing_is_done_while_typing_or_with_a_modifier_or_in_a_dialog,
    escape_closes_the_innermost_thing_only,
    a_key_right_after_a_menu_has_closed_is_not_lost,
    keys_stay_in_the_element_that_has_the_focus,
];

/// What draws the keys is there.
const READY: &str = "return document.querySelector('[data-keys]')";

impl Browser {
    async fn keys(path: &str) -> Self {
        let browser = Self::open(path).await;
        browser.until(READY).await;
        browser.until("return document.querySelector('#content [data-row]')").await;
        browser
    }

    /// Waits until the row with this number has the focus.
    async fn until_row(&self, number: u32) {
        let rows = "[...document.querySelectorAll('[data-list] [data-row]')]";
        self.until(&format!("return {rows}[{number} - 1].querySelector('a.name') === document.activeElement")).await;
    }

    async fn until_nothing_open(&self) {
        self.until("return !document.querySelector('dialog, .menu')").await;
    }
}

async fn arrows_walk_the_rows_and_enter_opens() {
    let browser = Browser::keys("/").await;
    browser.press(Key::Down + "").await;
    browser.until_row(1).await;
    browser.press(Key::Down + Key::Down + "").await;
    browser.until_row(3).await;
    browser.press(Key::Up + "").await;
    browser.until_row(2).await;
    browser.press(Key::End + "").await;
    browser.until_row(20).await;
    // There is none below, and nothing is lost.
    browser.press(Key::Down + "").await;
    browser.until_row(20).await;
    browser.press(Key::Home + "").await;
    browser.until_row(1).await;
    browser.audit().await;
    // From a button of a row, and from its checkbox.
    browser.focus("[data-row=\"109\"] [data-more]").await;
    browser.press(Key::Up + "").await;
    browser.until("return document.activeElement.matches('a.name')").await;
    browser.focus("[data-row=\"109\"] [data-pick]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return location.pathname === '/collections/109'").await;
    browser.audit().await;
}

async fn in_a_grid_arrows_go_as_it_looks() {
    let browser = Browser::keys("/collections/101").await;
    let columns = browser
        .run(
            "const tops = [...document.querySelectorAll('[data-list] [data-row]')].map((row) => row.offsetTop);
             return tops.filter((top) => top === tops[0]).length",
        )
        .await;
    let columns = u32::try_from(columns.as_u64().unwrap()).unwrap();
    assert!(columns > 1, "{columns}");
    browser.press(Key::Down + Key::Right + "").await;
    browser.until_row(2).await;
    browser.press(Key::Down + "").await;
    browser.until_row(2 + columns).await;
    browser.press(Key::Left + "").await;
    browser.until_row(1 + columns).await;
    // The line's end is the end.
    browser.press(Key::Left + "").await;
    browser.until_row(1 + columns).await;
    browser.press(Key::Up + "").await;
    browser.until_row(1).await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    browser.until_row(1).await;
    browser.run("document.querySelectorAll('.seg input')[1].click()").await;
    browser.until("return document.querySelector('[data-list=media].list')").await;
    browser.focus("[data-list] li:first-child a.name").await;
    browser.press(Key::Down + "").await;
    browser.until_row(2).await;
    browser.audit().await;
}

async fn keys_select_archive_and_share_the_row() {
    let browser = Browser::keys("/").await;
    browser.focus("[data-row=\"109\"] a.name").await;
    browser.press("x").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-pick]').checked").await;
    browser.until("return document.activeElement.matches('[data-row=\"109\"] a.name')").await;
    browser.press("x").await;
    browser.until("return !document.querySelector('[data-row=\"109\"] [data-pick]').checked").await;
    browser.press("e").await;
    browser.until("return document.querySelector('[data-row=\"109\"].off')").await;
    browser.until("return document.activeElement.matches('[data-row=\"109\"] a.name')").await;
    browser.press("e").await;
    browser.until("return !document.querySelector('[data-row=\"109\"].off')").await;
    browser.press("s").await;
    browser.until("return document.querySelector('dialog[open] [data-permission]')").await;
    // What opened it was not typed into it.
    browser.until("return document.querySelector('[data-recipients]').value === ''").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    browser.until("return document.activeElement.matches('[data-row=\"109\"] a.name')").await;
    // Where there is no right to it, that is said as it is to who clicks.
    browser.focus("[data-row=\"102\"] a.name").await;
    browser.press("e").await;
    browser
        .until("return [...document.querySelectorAll('[data-toast]')].at(-1)?.textContent.includes('can view')")
        .await;
    browser.audit().await;
}

async fn keys_act_on_the_collection_that_is_open_and_on_all_that_are_chosen() {
    let browser = Browser::keys("/collections/109").await;
    browser.press("e").await;
    browser.until("return document.querySelector('.head [data-archive=true]')").await;
    browser.press("e").await;
    browser.until("return document.querySelector('.head [data-archive=false]')").await;
    browser.press("s").await;
    browser.until("return document.querySelector('dialog[open] [data-permission]')").await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    browser.goto("/collections").await;
    browser.until(READY).await;
    browser.until(ROWS).await;
    browser.run("document.querySelector('[data-row=\"109\"] [data-pick]').click()").await;
    browser.press("s").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.audit().await;
}

async fn slash_finds_and_gives_back() {
    let browser = Browser::keys("/").await;
    browser.press("/").await;
    browser.until("return document.activeElement.id === 'vt-find'").await;
    browser.press("LAW").await;
    browser.until("return document.querySelectorAll('[data-list] [data-row]').length === 1").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.matches('h1')").await;
    browser.press(Key::Down + "").await;
    browser.until_row(1).await;
    browser.audit().await;
    // Escape leaves the field, and what was looked for stays: the row is the one that it was.
    browser.press("/").await;
    browser.until("return document.activeElement.id === 'vt-find'").await;
    browser.press(Key::Escape + "").await;
    browser.until_row(1).await;
    browser.until("return document.getElementById('vt-find').value === 'LAW'").await;
    browser.goto("/report?of=101,102").await;
    browser.until("return document.querySelector('tbody tr')").await;
    browser.until(READY).await;
    browser.press("/").await;
    browser.until("return document.activeElement.matches('main [type=search]')").await;
    browser.audit().await;
}

async fn g_turns_to_a_page_and_gives_back() {
    let browser = Browser::keys("/").await;
    browser.press(Key::Down + Key::Down + "").await;
    browser.until_row(2).await;
    browser.press("g").await;
    browser.until("return document.activeElement.id === 'vt-page'").await;
    browser.press("3").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-page=\"3\"] [data-row]')").await;
    browser.until_row(2).await;
    browser.press("g").await;
    browser.until("return document.activeElement.id === 'vt-page'").await;
    browser.press(Key::Escape + "").await;
    browser.until_row(2).await;
    assert!(browser.address().await.contains("page=3"));
    browser.audit().await;
}

/// What is told, once each.
const TOLD: &str = "
    const told = [...document.querySelectorAll('[aria-keyshortcuts]')].map((one) => one.getAttribute('aria-keyshortcuts'));
    return JSON.stringify([...new Set(told)].sort())";

async fn the_keys_are_told_in_a_dialog_and_to_assistive_technology() {
    let browser = Browser::keys("/").await;
    browser.until(&format!("{TOLD} === '[\"/\",\"?\",\"E\",\"G\",\"S\",\"X\"]'")).await;
    let rows = "const rows = [...document.querySelectorAll('[data-row]')];
        const told = (row, what) => row.querySelector(what).getAttribute('aria-keyshortcuts');
        return rows.length && rows.every((row) => told(row, '[data-pick]') === 'X' && told(row, '[data-archive]') === 'E' &&
            told(row, '[data-permissions]') === 'S')";
    browser.until(rows).await;
    // Those that come later too.
    browser.run("const size = document.querySelector('.pager select'); size.value = 50; size.dispatchEvent(new Event('change', { bubbles: true }))").await;
    browser.until("return document.querySelectorAll('[data-row]').length > 40").await;
    browser.until(rows).await;
    browser.press("?").await;
    browser.until("return document.querySelector('dialog[open] kbd')").await;
    let told = browser.run("return [...document.querySelectorAll('dialog kbd')].map((key) => key.textContent)").await;
    assert_eq!(told, json!(["↑", "↓", "Home", "End", "Enter", "x", "e", "s", "/", "g", "?", "Esc"]));
    browser.audit().await;
    browser.press("?").await;
    assert_eq!(browser.run("return document.querySelectorAll('dialog').length").await, 1);
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    // By the pointer, and back to where it was.
    browser.click("[data-keys]").await;
    browser.until("return document.querySelector('dialog[open] kbd')").await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.activeElement.matches('[data-keys]')").await;
}

async fn keys_can_be_turned_off_and_stay_off() {
    let browser = Browser::keys("/").await;
    browser.press("?").await;
    browser.until("return document.querySelector('dialog[open] [role=switch]').checked").await;
    browser.click("dialog [role=switch]").await;
    browser.until("return localStorage.getItem('vitrine.keys') === 'off'").await;
    browser.until("return !document.querySelector('[aria-keyshortcuts]')").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    browser.focus("[data-row=\"109\"] a.name").await;
    browser.press("xes?/g").await;
    assert_eq!(
        browser
            .run("return document.querySelectorAll('dialog, .off[data-row=\"109\"], :checked[data-pick]').length")
            .await,
        0
    );
    browser.until("return document.activeElement.matches('[data-row=\"109\"] a.name')").await;
    browser.reload().await;
    browser.until(READY).await;
    browser.until(ROWS).await;
    browser.press("?").await;
    assert_eq!(browser.run("return document.querySelector('dialog')").await, json!(null));
    // The way back is there.
    browser.click("[data-keys]").await;
    browser.until("return document.querySelector('dialog[open] [role=switch]:not(:checked)')").await;
    browser.click("dialog [role=switch]").await;
    browser
        .until("return localStorage.getItem('vitrine.keys') === null && document.querySelector('[aria-keyshortcuts]')")
        .await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    browser.press("?").await;
    browser.until("return document.querySelector('dialog[open]')").await;
}

async fn nothing_is_done_while_typing_or_with_a_modifier_or_in_a_dialog() {
    let browser = Browser::keys("/").await;
    for field in ["#vt-find", "#vt-page"] {
        browser.focus(field).await;
        browser.run(&format!("document.querySelector('{field}').value = ''")).await;
        browser.press("xesg?/").await;
        assert_eq!(browser.run(&format!("return document.querySelector('{field}').value")).await, "xesg?/");
        browser.run(&format!("document.querySelector('{field}').value = ''")).await;
    }
    browser.focus(".pager select").await;
    browser.press("?").await;
    assert_eq!(
        browser
            .run("return document.querySelectorAll('dialog, .off[data-row=\"109\"], :checked[data-pick]').length")
            .await,
        0
    );
    browser.focus("[data-row=\"109\"] a.name").await;
    for held in [Key::Control, Key::Alt, Key::Meta] {
        let seen = "window.prevented = undefined;
            addEventListener('keydown', (event) => event.key === 'x' && (window.prevented = event.defaultPrevented), { once: false })";
        browser.run(seen).await;
        browser.chord(held, 'x').await;
        assert_ne!(browser.run("return window.prevented ?? null").await, json!(true));
    }
    browser.chord(Key::Shift, 'x').await;
    assert_eq!(browser.run("return document.querySelectorAll('dialog, :checked[data-pick]').length").await, 0);
    // In a dialog, its own controls alone hear keys.
    browser.press("s").await;
    browser.until("return document.querySelector('dialog[open] [data-permission]')").await;
    browser.focus("dialog header button").await;
    browser.press("xeg?/").await;
    assert_eq!(browser.run("return document.querySelectorAll('dialog').length").await, 1);
    assert_eq!(browser.run("return document.querySelectorAll(':checked[data-pick]').length").await, 0);
    assert_eq!(browser.run("return document.activeElement.matches('dialog header button')").await, true);
    browser.audit().await;
}

async fn escape_closes_the_innermost_thing_only() {
    let browser = Browser::keys("/").await;
    browser.click("[data-row=\"109\"] [data-permissions]").await;
    browser.until("return document.querySelector('dialog[open] [data-permission]')").await;
    browser.focus("[data-recipients]").await;
    browser.press("mei@example.edu").await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelectorAll('dialog[open]').length === 2").await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelectorAll('dialog[open]').length === 1").await;
    assert_eq!(browser.run("return !!document.querySelector('dialog.share[open]')").await, true);
    browser.audit().await;
    browser.goto("/collections/101").await;
    browser.until(READY).await;
    browser.until("return document.querySelector('#content [data-row]')").await;
    browser.focus("[data-list] li:first-child a.name").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.press(Key::Escape + "").await;
    browser.until_nothing_open().await;
    assert!(browser.address().await.ends_with("/collections/101"), "{}", browser.address().await);
    browser.press(Key::Escape + "").await;
    assert!(browser.address().await.ends_with("/collections/101"));
}

async fn a_key_right_after_a_menu_has_closed_is_not_lost() {
    let browser = Browser::keys("/").await;
    browser.focus("[data-row=\"109\"] [data-more]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    // Before the browser has told that it has closed it.
    browser
        .run(
            "document.querySelector('.menu').hidePopover();
             const key = new KeyboardEvent('keydown', { key: 'e', code: 'KeyE', bubbles: true, cancelable: true });
             document.activeElement.dispatchEvent(key)",
        )
        .await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.until_nothing_open().await;
    browser.audit().await;
}

async fn keys_stay_in_the_element_that_has_the_focus() {
    let (browser, _) = Browser::portal("plain").await;
    let done = browser
        .later(
            "
        const first = document.querySelector('vitrine-collections');
        const second = make({ 'page-size': '10' });
        first.after(second);
        window.heard = [];
        document.addEventListener('keydown', ({ key }) => heard.push(key));
        (async () => {
          await until(() => rows(first) === 10 && rows(second) === 10);
          await until(() => all(first, '[data-keys]').length === 1 && all(second, '[data-keys]').length === 1);
          return true;
        })().then(done, (error) => done(String(error)));",
        )
        .await;
    assert_eq!(done, true);
    let count = "const count = (element) => element.shadowRoot.querySelectorAll(':checked[data-pick], dialog').length;
        return [...document.querySelectorAll('vitrine-collections')].map(count).join()";
    // The focus is in the page around: its keys are its own.
    browser.run("document.activeElement.blur()").await;
    browser.press("x?").await;
    browser.press(Key::Down + "").await;
    assert_eq!(browser.run(count).await, "0,0");
    assert_eq!(browser.run("return heard.join()").await, "x,?,ArrowDown");
    browser.run("document.querySelectorAll('vitrine-collections')[1].shadowRoot.querySelector('a.name').focus(); heard.length = 0").await;
    browser.press(Key::Down + "x").await;
    browser.until(&format!("{count} === '0,1'")).await;
    let row = "return document.querySelectorAll('vitrine-collections')[1].shadowRoot.activeElement.closest('li').matches(':nth-child(2)')";
    assert_eq!(browser.run(row).await, true);
    // What was done here, the page around does not do too; what wasn't, it hears.
    browser.press("q").await;
    assert_eq!(browser.run("return heard.join()").await, "q");
    browser.press("?").await;
    browser.until(&format!("{count} === '0,2'")).await;
    browser.press(Key::Escape + "").await;
    browser.until(&format!("{count} === '0,1'")).await;
    assert_eq!(browser.run("return heard.join()").await, "q");
    // Nothing is kept in the page around.
    assert_eq!(browser.run("return localStorage.length").await, 0);
    browser.run("document.querySelectorAll('vitrine-collections')[1].remove()").await;
    browser.audit().await;
}
