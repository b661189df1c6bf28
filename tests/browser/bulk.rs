//! Acting on many collections at once.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    rows_are_chosen_by_mouse_and_stay_chosen_on_other_pages,
    rows_are_chosen_by_keyboard,
    many_are_archived_and_it_can_be_undone,
    each_failure_has_its_line_and_can_be_tried_again,
    it_stops_cleanly_and_says_what_was_not_tried,
    a_server_that_asks_to_wait_is_obeyed,
    all_that_a_search_found_is_a_second_step,
    the_tools_are_one_tab_stop,
    signing_in_again_goes_on,
    many_are_shared_with_the_same_people,
    sharing_many_gives_access_to_those_who_have_none,
    what_was_typed_for_many_is_not_lost,
    leaving_the_site_while_it_runs_asks_first,
    the_report_is_of_what_is_chosen_or_of_all,
    undo_undoes_what_was_done_here_and_nothing_else,
    nothing_goes_on_as_somebody_else,
    what_the_deployment_leaves_out_is_not_offered,
    what_is_chosen_leaves_a_row_in_sight,
];

fn pick(id: u32) -> String {
    format!("[data-row=\"{id}\"] [data-pick]")
}

const SAID: &str = "document.querySelector('[data-bulk] .said').textContent";

async fn rows_are_chosen_by_mouse_and_stay_chosen_on_other_pages() {
    let browser = Browser::open("/collections?per_page=10").await;
    browser.until(ROWS).await;
    browser.click(&pick(101)).await;
    let last = browser.find(&pick(105)).await;
    let chain = browser.driver.action_chain().key_down(Key::Shift).click_element(&last).key_up(Key::Shift);
    chain.perform().await.unwrap();
    browser.until(&format!("return {SAID} === '5 selected'")).await;
    browser.audit().await;
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.until(&format!("return {SAID} === '5 selected, 5 of them not on this page'")).await;
    browser.click("[data-all]").await;
    browser.until(&format!("return {SAID} === '15 selected, 5 of them not on this page'")).await;
    browser.run("[...document.querySelectorAll('[data-bulk] button')].find((button) => button.textContent === 'Show').click()").await;
    browser.until("return document.querySelectorAll('dialog[open] .chosen li').length === 15").await;
    browser.audit().await;
    browser.click("dialog .chosen button").await;
    browser.until("return document.querySelectorAll('dialog[open] .chosen li').length === 14").await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.run("[...document.querySelectorAll('[data-bulk] button')].find((button) => button.textContent === 'Clear').click()").await;
    browser.until(&format!("return {SAID} === ''")).await;
}

async fn rows_are_chosen_by_keyboard() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.focus(&pick(101)).await;
    browser.press(" ").await;
    browser.chord(Key::Shift, Key::Down).await;
    browser.chord(Key::Shift, Key::Down).await;
    browser.until(&format!("return {SAID} === '3 selected'")).await;
    browser.until(&format!("return document.activeElement.matches('{}')", pick(103))).await;
    browser.press(Key::Down + "").await;
    browser.until(&format!("return {SAID} === '3 selected'")).await;
    browser.chord(Key::Control, 'a').await;
    browser.until(&format!("return {SAID} === '20 selected'")).await;
    browser.audit().await;
}

async fn many_are_archived_and_it_can_be_undone() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [109, 110, 111] {
        browser.click(&pick(id)).await;
    }
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('3 done')").await;
    for id in [109, 110, 111] {
        assert_eq!(
            browser.attribute(&format!("[data-row=\"{id}\"] [data-archive]"), "data-archive").await.as_deref(),
            Some("true")
        );
    }
    // Done is no longer chosen.
    browser.until(&format!("return {SAID} === ''")).await;
    browser.audit().await;
    browser.click("[data-ended] button").await;
    browser.until("return document.querySelector('[data-row=\"110\"] [data-archive=\"false\"]')").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('3 done')").await;
}

async fn each_failure_has_its_line_and_can_be_tried_again() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [102, 109, 110] {
        browser.click(&pick(id)).await;
    }
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/110/archive", "times": 1, "status": 404}"#)
        .await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('1 done, 2 failed')").await;
    let reasons = browser.text("[data-ended] .reasons").await;
    assert!(
        reasons
            .contains("HIST 220 – Oral histories of the Atlantic coast: You can view this collection, not change it"),
        "{reasons}"
    );
    assert!(reasons.contains("it no longer exists"), "{reasons}");
    // They stay chosen.
    browser.until(&format!("return {SAID} === '2 selected'")).await;
    browser.audit().await;
    browser.run("[...document.querySelectorAll('[data-ended] button')].find((button) => button.textContent.includes('again')).click()").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done, 1 failed')").await;
    assert_eq!(browser.attribute("[data-row=\"110\"] [data-archive]", "data-archive").await.as_deref(), Some("true"));
}

async fn it_stops_cleanly_and_says_what_was_not_tried() {
    let browser = Browser::open("/collections?page=2").await;
    browser.until(ROWS).await;
    browser.click("[data-all]").await;
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 99, "latency_ms": 1500}"#)
        .await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-running] progress')").await;
    browser.audit().await;
    // Another page of the site shows it too.
    browser.click("[data-row] [data-open]").await;
    browser.until("return location.pathname !== '/collections' && document.querySelector('[data-running]')").await;
    browser.click("[data-running] button").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.includes('not tried')").await;
    browser.until("return document.querySelector('[data-announcement]').textContent.includes('not tried')").await;
    browser.audit().await;
    // What was not tried stays chosen.
    let left = browser
        .run("return Number(/(\\d+) not tried/.exec(document.querySelector('[data-ended]').textContent)[1])")
        .await;
    let failed = browser
        .run("return Number(/(\\d+) failed/.exec(document.querySelector('[data-ended]').textContent)?.[1] ?? 0)")
        .await;
    browser.back().await;
    browser
        .until(&format!("return {SAID}.startsWith('{} selected')", left.as_u64().unwrap() + failed.as_u64().unwrap()))
        .await;
}

async fn a_server_that_asks_to_wait_is_obeyed() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [109, 110] {
        browser.click(&pick(id)).await;
    }
    // Longer than a request waits by itself, so that the action as a whole does.
    let hurry = "window.real = [window.setTimeout, Date.now]; const wait = window.setTimeout; window.setTimeout = (act, pause, ...rest) => wait(act, Math.min(pause, 200), ...rest);
        const now = Date.now; let ahead = 0; Date.now = () => now() + (ahead += 20000);";
    browser.run(hurry).await;
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 1, "status": 429, "retry_after": 60}"#).await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done')").await;
    browser.run("[window.setTimeout, Date.now] = real").await;
    browser.audit().await;
}

async fn all_that_a_search_found_is_a_second_step() {
    let browser = Browser::open("/collections?find=seminar&per_page=10").await;
    browser.until("return document.querySelector('[data-finding]')?.textContent.startsWith('20 found')").await;
    browser.click("[data-all]").await;
    browser.until(&format!("return {SAID} === '10 selected'")).await;
    browser.run("[...document.querySelectorAll('[data-bulk] button')].find((button) => button.textContent === 'Select all 20 found').click()").await;
    browser.until(&format!("return {SAID} === '20 selected, 10 of them not on this page'")).await;
    browser.audit().await;
}

async fn the_tools_are_one_tab_stop() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click(&pick(109)).await;
    browser.focus("[data-act=archive]").await;
    browser.press(Key::Right + "").await;
    browser.until("return document.activeElement.matches('[data-act=unarchive]')").await;
    assert_eq!(browser.run("return document.querySelectorAll('[role=toolbar] [tabindex=\"0\"]').length").await, 1);
    browser.press(Key::End + "").await;
    browser.until("return document.activeElement === document.querySelector('[role=toolbar]').lastElementChild").await;
    browser.press(Key::Home + "").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.audit().await;
}

async fn signing_in_again_goes_on() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [109, 110] {
        browser.click(&pick(id)).await;
    }
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 2, "status": 401}"#).await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.audit().await;
    browser.click("dialog .stack > button").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done')").await;
}

async fn many_are_shared_with_the_same_people() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [109, 110] {
        browser.click(&pick(id)).await;
    }
    browser.focus("[data-act=share]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.matches('dialog textarea')").await;
    // Nobody yet: it says so, and sends nothing.
    browser.click("dialog footer .primary").await;
    browser
        .until("return document.querySelector('dialog .wrong')?.textContent === 'Add people or groups first.'")
        .await;
    browser.focus("dialog textarea").await;
    browser.press("group:118").await;
    browser.audit().await;
    browser.click("dialog footer .primary").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done')").await;
    browser.click("[data-row=\"110\"] [data-permissions]").await;
    browser.until("return document.querySelector('dialog[open] [data-permission=\"group:118\"]')").await;
}

async fn leaving_the_site_while_it_runs_asks_first() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    let asks = "const leaving = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaving); return leaving.defaultPrevented";
    assert_eq!(browser.run(asks).await, false);
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 9, "latency_ms": 1500}"#)
        .await;
    browser.click(&pick(109)).await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-running]')").await;
    assert_eq!(browser.run(asks).await, true);
    browser.until("return document.querySelector('[data-ended]')").await;
    assert_eq!(browser.run(asks).await, false);
    browser.audit().await;
}

async fn the_report_is_of_what_is_chosen_or_of_all() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-act=report]").await;
    browser.until("return location.pathname === '/report' && location.search === ''").await;
    browser.back().await;
    browser.until(ROWS).await;
    for id in [101, 109] {
        browser.click(&pick(id)).await;
    }
    browser.click("[data-act=report]").await;
    browser.until("return location.search === '?of=101,109' && document.querySelectorAll('tbody tr').length > 3").await;
    browser.audit().await;
}

async fn undo_undoes_what_was_done_here_and_nothing_else() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    // 104 is archived already.
    for id in [104, 109, 110] {
        browser.click(&pick(id)).await;
    }
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/110/archive", "times": 1, "status": 403}"#)
        .await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done, 1 failed')").await;
    browser.until("return document.activeElement.matches('section, [data-act=archive]')").await;
    browser.run("[...document.querySelectorAll('[data-ended] button')].find((button) => button.textContent.includes('again')).click()").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('3 done')").await;
    browser.until("return !document.querySelector('[data-pick]:checked')").await;
    browser.click("[data-ended] button").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]') && document.querySelector('[data-row=\"110\"] [data-archive=\"false\"]')").await;
    assert_eq!(browser.asked("POST", "/api/public/v1/collections/104/unarchive").await, 0);
    browser.audit().await;
}

async fn nothing_goes_on_as_somebody_else() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for id in [109, 110, 111, 112, 113, 114] {
        browser.click(&pick(id)).await;
    }
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 9, "latency_ms": 400}"#).await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-running]')").await;
    browser.choose_identity("librarian").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('was stopped')").await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 1,240')").await;
    browser.choose_identity("teacher").await;
    browser.until("return document.querySelector('[data-row=\"109\"]')").await;
    // Those that were under way as the one before, once each, and no other.
    let mut asked = 0;
    for id in 109..=114 {
        asked += browser.asked("POST", &format!("/api/public/v1/collections/{id}/archive")).await;
    }
    assert!(asked <= 4, "{asked}");
    browser.audit().await;
}

async fn open_share(browser: &Browser, ids: &[u32]) {
    for id in ids {
        browser.click(&pick(*id)).await;
    }
    browser.focus("[data-act=share]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.matches('dialog textarea')").await;
}

async fn sharing_many_gives_access_to_those_who_have_none() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    open_share(&browser, &[109]).await;
    browser.press("group:118").await;
    browser.click("dialog footer .primary").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('1 done')").await;
    // Group 118 has access to the first of these by now, group 42 to none.
    open_share(&browser, &[109, 110]).await;
    browser.press("group:118 group:42").await;
    browser.click("dialog footer .primary").await;
    browser.until("return document.querySelector('[data-ended]')?.textContent.startsWith('2 done')").await;
    browser.click("[data-row=\"109\"] [data-permissions]").await;
    browser.until("return document.querySelector('dialog [data-permission=\"group:118\"]') && document.querySelector('dialog [data-permission=\"group:42\"]')").await;
    browser.audit().await;
}

async fn what_was_typed_for_many_is_not_lost() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 1, "latency_ms": 4000}"#)
        .await;
    browser.click(&pick(111)).await;
    browser.click("[data-act=archive]").await;
    browser.until("return document.querySelector('[data-running]')").await;
    open_share(&browser, &[109]).await;
    browser.press("group:118").await;
    // Something else still runs: nothing is sent, and what was typed stays.
    browser.click("dialog footer .primary").await;
    browser
        .until(
            "return document.querySelector('dialog .wrong')?.textContent.startsWith('Something is still being done')",
        )
        .await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelector('dialog[open]').textContent.includes('Discard')").await;
    browser.audit().await;
    browser.until("return document.querySelector('[data-ended]')").await;
}

async fn what_the_deployment_leaves_out_is_not_offered() {
    let browser = Browser::open("/no/such/place").await;
    let without = r#"{"archive": false, "report": false, "create": false, "delete": false}"#;
    let identities = r#"[{"name": "Ana", "token": "demo-teacher"}]"#;
    let settings = format!(r#"{{"features": {without}, "sign_in": {{"kind": "demo", "identities": {identities}}}}}"#);
    let script = browser.settings(&settings).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    let marks = "return [...document.querySelectorAll('[data-act]')].map(({ dataset, tabIndex }) => dataset.act + tabIndex).join()";
    assert_eq!(browser.run(marks).await, "share0");
    browser.until("return !document.querySelector('[data-create], [data-archive]')").await;
    browser.click("[data-row=\"109\"] [data-more]").await;
    browser.until("return document.querySelector('[role=menuitem]')").await;
    let lines = browser
        .run("return [...document.querySelectorAll('[role=menuitem]')].map((line) => line.textContent.trim()).join()")
        .await;
    assert_eq!(lines, "Share,Copy link,Copy collection id");
    browser.goto("/report").await;
    browser.until("return document.title.startsWith('There is no')").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn what_is_chosen_leaves_a_row_in_sight() {
    let browser = Browser::open("/").await;
    browser.resize(320, 640).await;
    browser.until(ROWS).await;
    browser.click(&pick(109)).await;
    browser.click(&pick(110)).await;
    browser.run("scrollTo(0, 0)").await;
    let seen = "const row = document.querySelector('[data-row] .name').getBoundingClientRect();
        return scrollY === 0 && row.bottom < document.querySelector('.pager').getBoundingClientRect().top";
    browser.until(seen).await;
    // Firefox has no window that is narrower than 450.
    browser.until("return document.documentElement.scrollWidth <= innerWidth").await;
    browser.audit().await;
}
