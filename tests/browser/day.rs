//! A working day, squeezed: what is held in memory at its end is what was held after its first minutes.
//!
//! `VITRINE_MINUTES` says how many of its minutes pass (`cargo xtask day`): in each a person does something of
//! everything, and the clock goes on.

use serde_json::json;
use thirtyfour::Key;

use super::{
    broken::MEMORIES,
    chaos::number,
    element::ALLOCATED,
    support::{Browser, ROWS},
};

tasks![a_long_day_leaves_nothing_behind];

/// Time can be made to pass; and what the page is told of being hidden is noted.
const CLOCK: &str = "
    const now = Date.now;
    window.ahead = 0;
    window.hidden = 0;
    Date.now = () => now() + window.ahead;
    document.addEventListener('visibilitychange', () => { window.hidden += document.hidden; });";

impl Browser {
    async fn offline(&self, offline: bool) {
        let network = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", network).await;
    }

    /// A minute of the day.
    async fn minute(&self, minute: u64) {
        // Pages turned.
        self.run("document.querySelector('[data-next]').click()").await;
        self.until("return document.querySelector('[data-page=\"2\"]:not([aria-busy]) [data-row]')").await;
        self.run("document.querySelector('[data-previous]').click()").await;
        self.until("return document.querySelector('[data-page=\"1\"]:not([aria-busy]) [data-row]')").await;
        // A collection opened, and a dialog in it.
        let id = [101, 109, 111][usize::try_from(minute % 3).unwrap()];
        self.run(&format!("document.querySelector('[data-row=\"{id}\"] [data-open]').click()")).await;
        self.until("return document.querySelector('[data-list=media] [data-row], [data-state=empty]')").await;
        self.run("document.querySelector('.head [data-permissions]').click()").await;
        self.until("return document.querySelector('dialog[open] [data-permission]')").await;
        self.press("user:15,").await;
        self.press(Key::Escape + "").await;
        self.until("return document.querySelector('[role=alertdialog][open] [data-yes]')").await;
        self.run("document.querySelector('[role=alertdialog] [data-yes]').click()").await;
        self.until("return !document.querySelector('dialog')").await;
        self.back().await;
        self.until("return document.querySelector('#content [data-page=\"1\"] [data-row=\"109\"] [data-archive]')")
            .await;
        // Archived, and taken back.
        for archived in [true, false] {
            self.run("document.querySelector('[data-row=\"109\"] [data-archive]').click()").await;
            self.until(&format!("return document.querySelector('[data-row=\"109\"] [data-archive=\"{archived}\"]')"))
                .await;
        }
        // Once both were answered: what is under way would fail where the network goes.
        let answered = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('archive')).length";
        self.until(&format!("return {answered} >= 2 && document.querySelector('[data-toast]')")).await;
        match minute % 4 {
            // Away, and back after a while.
            0 => {
                let tab = self.driver.window().await.unwrap();
                let other = self.driver.new_tab().await.unwrap();
                for state in ["frozen", "active"] {
                    self.devtools("Page.setWebLifecycleState", json!({ "state": state })).await;
                }
                self.driver.switch_to_window(other).await.unwrap();
                self.driver.close_window().await.unwrap();
                self.driver.switch_to_window(tab).await.unwrap();
                self.devtools("Page.bringToFront", json!({})).await;
                self.until("return !document.hidden").await;
            }
            // The lid is closed over lunch.
            1 => drop(self.run("window.ahead += 3600000").await),
            2 => {
                self.offline(true).await;
                self.run("document.querySelector('[data-last]').click()").await;
                self.until("return document.querySelector('[data-state=unreachable], [data-page=\"3\"]')").await;
                self.offline(false).await;
                self.back().await;
                self.until("return document.querySelector('#content [data-page=\"1\"] [data-row]')").await;
            }
            _ => {
                self.focus("#vt-find").await;
                self.press("seminar").await;
                self.until("return document.querySelector('[data-finding]')?.textContent.includes('20 found')").await;
                self.press(Key::Escape + "").await;
                self.until("return location.search === '' && document.querySelector('[data-row=\"109\"]')").await;
            }
        }
        self.run("window.ahead += 60000; performance.clearResourceTimings()").await;
    }
}

async fn a_long_day_leaves_nothing_behind() {
    let browser = Browser::open("/no/such/place").await;
    let clock = browser.prepare(&[CLOCK, MEMORIES, ALLOCATED].concat()).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.devtools("Performance.enable", json!({})).await;
    browser.devtools("Network.enable", json!({})).await;
    // What is done for the first time is kept for the next: each of the four kinds of minute, twice.
    let first = 8;
    let minutes = number("VITRINE_MINUTES", 24).max(first + 4);
    let mut before = None;
    let mut after = ([0.0; 3], 0.0);
    for minute in 0..minutes {
        browser.minute(minute).await;
        if minute + 1 == first || minute + 1 == minutes || (minute + 1).is_multiple_of(60) {
            // Messages go by themselves.
            assert!(browser.holds("return !document.querySelector('[data-toast]')", 25_000).await, "a message stays");
            let wasm = browser.run("return allocated()").await;
            after = (browser.held().await, wasm.as_f64().expect("an allocator that is laid out as was thought"));
            before.get_or_insert(after);
            let ([nodes, listeners, heap], wasm) = after;
            println!(
                "{:>4} minutes: {nodes} nodes, {listeners} listeners, {heap} bytes of scripts, {wasm} allocated in wasm",
                minute + 1
            );
        }
    }
    assert!(browser.run("return window.hidden").await.as_u64() >= Some(1), "the tab was never hidden");
    let (before, wasm_before) = before.unwrap();
    let (after, wasm_after) = after;
    assert!(after[0] < before[0] + 300.0 && after[1] < before[1] + 20.0, "{before:?} {after:?}");
    assert!(after[2] < before[2] + 1_500_000.0, "{before:?} {after:?}");
    assert!(wasm_after < wasm_before + 20_000.0, "{wasm_before} {wasm_after}");
    browser.audit().await;
    browser.forget(clock).await;
}
