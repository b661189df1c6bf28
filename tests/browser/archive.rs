//! Archive and unarchive.

use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    archiving_shows_at_once_and_can_be_undone,
    a_refused_archive_goes_back_and_says_why,
    where_nothing_is_said_of_archiving_both_are_offered,
    a_deployment_can_have_it_asked_first,
    the_time_of_a_message_stands_still_while_it_has_the_focus,
    each_fault_ends_in_what_the_server_holds,
    quick_clicks_are_sent_in_their_order_and_the_last_one_wins,
    a_message_covers_nothing_for_good,
];

async fn archiving_shows_at_once_and_can_be_undone() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.until("return document.querySelector('[data-toast]')").await;
    browser.find("[data-toast] button").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]')").await;
    browser.audit().await;
    // The way back in the row says its own failure.
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/109/unarchive", "times": 1, "status": 403}"#)
        .await;
    browser.focus("[data-row=\"109\"] [data-archive]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.textContent === 'Undo' && [...document.querySelectorAll('[data-toast]')].pop()?.textContent.includes('archived')").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('.toasts').textContent.includes('was not unarchived')").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
}

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

async fn where_nothing_is_said_of_archiving_both_are_offered() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections*", "times": 1000, "body": "no_archived"}"#).await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    let buttons = "[...document.querySelectorAll('[data-row=\"109\"] .acts button')].filter((button) => button.checkVisibility()).map((button) => button.textContent)";
    assert_eq!(browser.run(&format!("return {buttons}.join()")).await, "Share,Archive,Unarchive,");
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    // What this person did is remembered, though the list never tells.
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.click("[data-previous]").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.audit().await;
}

async fn a_deployment_can_have_it_asked_first() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.settings(r#"{"confirm_archive": true, "sign_in": {"kind": "token"}}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('dialog[open] input[type=password]')").await;
    browser.focus("dialog input").await;
    browser.press("demo-teacher" + Key::Enter).await;
    browser.until(ROWS).await;
    browser.focus("[data-row=\"109\"] [data-archive]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[role=alertdialog][open]') && document.activeElement.textContent === 'Cancel'").await;
    browser.audit().await;
    assert_eq!(browser.attribute("[data-row=\"109\"] [data-archive]", "data-archive").await.as_deref(), Some("false"));
    browser.press(Key::Tab + "" + Key::Enter).await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.forget(script).await;
}

async fn quick_clicks_are_sent_in_their_order_and_the_last_one_wins() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 9, "latency_ms": 200}"#).await;
    // The row's own way back, at once.
    browser.run("const toggle = document.querySelector('[data-row=\"109\"] [data-archive]'); toggle.click()").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive]').textContent === 'Undo'").await;
    browser.run("const toggle = document.querySelector('[data-row=\"109\"] [data-archive]'); toggle.click(); setTimeout(() => toggle.click(), 20)").await;
    browser.until("return document.querySelectorAll('[data-toast]').length === 1").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.reload().await;
    browser.until("return document.querySelector('#content [data-row=\"109\"] [data-archive=\"true\"]')").await;
    browser.audit().await;
}

async fn each_fault_ends_in_what_the_server_holds() {
    let cases = [
        // Sent again by itself, since archiving twice is archiving once.
        (r#""times": 1, "body": "cut""#, true, "archived"),
        (r#""times": 1, "status": 503"#, true, "archived"),
        (r#""times": 1, "status": 429, "retry_after": 1"#, true, "archived"),
        // What the answer says is not needed.
        (r#""times": 1, "body": "half""#, true, "archived"),
        (r#""times": 9, "status": 500"#, false, "the server failed (500)"),
        (r#""times": 1, "status": 404"#, false, "it no longer exists"),
        (r#""times": 1, "status": 422"#, false, "did not accept"),
        (r#""times": 9, "body": "html""#, true, "could not be understood"),
    ];
    for (fault, archived, said) in cases {
        let browser = Browser::open("/").await;
        browser.until(ROWS).await;
        browser
            .fault(&format!(r#"{{"method": "POST", "path": "/api/public/v1/collections/109/archive", {fault}}}"#))
            .await;
        browser.focus("[data-row=\"109\"] [data-archive]").await;
        browser.press(Key::Enter + "").await;
        browser.until(&format!("return document.querySelector('[data-toast]')?.textContent.includes('{said}')")).await;
        let shown = format!("return document.querySelector('[data-row=\"109\"] [data-archive=\"{archived}\"]')");
        browser.until(&shown).await;
        browser.clear_faults().await;
        browser.reload().await;
        browser.until(&shown).await;
        browser.audit().await;
    }
}

async fn the_time_of_a_message_stands_still_while_it_has_the_focus() {
    let browser = Browser::open("/").await;
    // Half a second passes in a fiftieth of one.
    let hurry = "const every = window.setInterval;
        window.setInterval = (act, pause, ...rest) => every(act, pause / 25, ...rest);";
    let script = browser.prepare(hurry).await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.run("new MutationObserver(() => document.querySelector('[data-toast] button')?.focus()).observe(document.querySelector('.toasts'), { childList: true })").await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.activeElement.matches('[data-toast] button')").await;
    browser.run("window.then = performance.now()").await;
    browser.until("return performance.now() > window.then + 1000").await;
    assert_eq!(browser.run("return document.querySelectorAll('[data-toast]').length").await, 1);
    browser.audit().await;
    // Pointed at, or in a tab that is hidden, it stands still as well.
    let stays = "const [event, done] = arguments;
        const toasts = document.querySelector('.toasts');
        if (event === 'pointerenter') toasts.dispatchEvent(new Event(event));
        else Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        if (event === 'hidden') toasts.dispatchEvent(new Event('pointerleave'));
        document.activeElement.blur();
        if (event === 'pointerenter') toasts.dispatchEvent(new Event(event));
        const then = performance.now();
        (function look() {
          if (performance.now() < then + 700) return void requestAnimationFrame(look);
          done(document.querySelectorAll('[data-toast]').length);
        })();";
    for way in ["pointerenter", "hidden"] {
        let left = browser.driver.execute_async(stays, vec![serde_json::json!(way)]).await.unwrap();
        assert_eq!(left.json(), &serde_json::json!(1), "{way}");
    }
    browser.run("delete document.hidden").await;
    browser.until("return !document.querySelector('[data-toast]')").await;
    browser.forget(script).await;
}

async fn a_message_covers_nothing_for_good() {
    let browser = Browser::open("/").await;
    for (width, height) in [(1280, 900), (320, 640)] {
        browser.resize(width, height).await;
        browser.goto("/collections?per_page=50").await;
        browser.until(ROWS).await;
        let last = browser.run("return [...document.querySelectorAll('[data-row]')].pop().dataset.row").await;
        // What is said, by way of the menu where there is no room.
        browser.run("document.querySelector('[data-row=\"109\"] [data-archive]').click()").await;
        browser.until("return document.querySelector('[data-toast]')").await;
        let row = last.as_str().unwrap();
        // To the end, which moves on as rows are laid out on the way.
        let clear = format!(
            "scrollTo(0, document.documentElement.scrollHeight); return document.querySelector('[data-row=\"{row}\"]').getBoundingClientRect().bottom <= document.querySelector('[data-toast]').getBoundingClientRect().top"
        );
        browser.until(&clear).await;
        // All of it can be read and used, one that is long as well.
        browser.run("document.querySelector('[data-row=\"3\"] [data-archive]').click()").await;
        let whole = "const all = [...document.querySelectorAll('[data-toast] button')];
            return all.length === 2 && all.every((one) => { const { left, right } = one.getBoundingClientRect(); return left >= 0 && right <= document.documentElement.clientWidth; })";
        browser.until(whole).await;
        // Nor is the focus led under it. (Rows that are laid out on the way would move it on, but for Chromium and Firefox,
        // which hold on to what is seen.)
        browser.lay_out().await;
        browser.run("scrollTo(0, 0)").await;
        browser.focus(&format!("[data-row=\"{row}\"] a")).await;
        let clear = "return document.activeElement.getBoundingClientRect().bottom <= document.querySelector('[data-toast]').getBoundingClientRect().top";
        browser.until(clear).await;
        browser.audit().await;
    }
}
