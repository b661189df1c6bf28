//! Each task again where no answer comes in time, where half of one comes, and where there is no network.

use serde_json::json;

use super::support::{Browser, ROWS};

tasks![what_takes_too_long_loses_nothing, half_an_answer_is_looked_into, who_is_offline_hears_so_at_once];

/// The half minute that a request may take, in a tenth of a second.
const HURRY: &str = "const wait = window.setTimeout;
    window.setTimeout = (act, pause, ...rest) => wait(act, pause === 30000 ? 100 : pause, ...rest);";

const LIST: &str = "/api/public/v1/collections";

/// The list, where time is short.
async fn hurried() -> Browser {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    // What is fetched ahead of a need is there.
    browser.until("return performance.getEntriesByType('resource').some(({ name }) => name.includes('page=2'))").await;
    browser
}

impl Browser {
    async fn late(&self, method: &str, path: &str, times: u32) {
        self.run(HURRY).await;
        let fault = json!({ "method": method, "path": path, "times": times, "latency_ms": 20000 });
        self.fault(&fault.to_string()).await;
    }

    async fn create(&self, name: &str) {
        self.click("[data-create]").await;
        self.until("return document.activeElement.id === 'vt-new-name'").await;
        self.press(name).await;
        self.click("dialog .primary").await;
    }

    async fn delete(&self, id: u32) {
        self.click(&format!("[data-row=\"{id}\"] [data-more]")).await;
        self.until("return document.querySelector('.menu:popover-open')").await;
        self.click(".menu button:last-child").await;
        self.until("return document.querySelector('[data-delete]')").await;
        self.click("[data-delete]").await;
    }

    async fn add(&self, id: u32, who: &str) {
        self.click(&format!("[data-row=\"{id}\"] [data-permissions]")).await;
        self.until("return document.querySelector('dialog[open] [data-permission]')").await;
        self.press(who).await;
        self.click("[data-add]").await;
    }

    async fn until_said(&self, at: &str, text: &str) {
        self.until(&format!("return document.querySelector('{at}')?.textContent.includes('{text}')")).await;
    }
}

const LATE: &str = "the server took too long to answer";

async fn what_takes_too_long_loses_nothing() {
    let browser = hurried().await;
    // Archive: sent again by itself, and then the server is asked.
    browser.late("POST", &format!("{LIST}/109/archive"), 4).await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until_said("[data-toast]", LATE).await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]')").await;
    browser.audit().await;

    let browser = hurried().await;
    browser.late("POST", LIST, 1).await;
    browser.create("Slow to come").await;
    browser.until_said("[data-unsure]", "No collection called").await;
    assert_eq!(browser.run("return document.querySelector('#vt-new-name').value").await, "Slow to come");
    browser.audit().await;
    browser.click("[data-again]").await;
    browser.until("return document.activeElement.textContent === 'Slow to come'").await;

    let browser = hurried().await;
    browser.late("DELETE", &format!("{LIST}/109"), 1).await;
    browser.delete(109).await;
    browser.until_said("dialog [role=alert]", LATE).await;
    browser.audit().await;
    browser.click("[data-delete]").await;
    browser.until("return !document.querySelector('dialog') && !document.querySelector('[data-row=\"109\"]')").await;

    let browser = hurried().await;
    browser.late("POST", &format!("{LIST}/109/permissions"), 1).await;
    browser.add(109, "user:15").await;
    browser.until_said("[data-chip]", LATE).await;
    browser.audit().await;
    browser.click("[data-chip] [data-again]").await;
    browser.until("return document.querySelector('[data-permission=\"user:15\"]')").await;

    let browser = hurried().await;
    browser.late("POST", &format!("{LIST}/110/archive"), 4).await;
    browser.click("[data-row=\"109\"] [data-pick]").await;
    browser.click("[data-row=\"110\"] [data-pick]").await;
    browser.click("[data-act=archive]").await;
    browser.until_said("[data-ended]", "1 done, 1 failed").await;
    browser.until_said("[data-ended] .reasons", LATE).await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.run("[...document.querySelectorAll('[data-ended] button')].find((button) => button.textContent.includes('again')).click()").await;
    browser.until_said("[data-ended]", "2 done").await;
    // A search.
    browser.late("GET", LIST, 99).await;
    browser
        .run("const field = document.querySelector('#vt-find'); field.value = 'moot'; field.form.requestSubmit();")
        .await;
    browser.until("return document.querySelector('[data-state=unreachable]')").await;
    browser.audit().await;
    browser.clear_faults().await;
    browser.click("[data-state] button").await;
    browser.until_said("[data-finding]", "1 found").await;
}

async fn half_an_answer_is_looked_into() {
    let browser = hurried().await;
    let half = |method: &str, path: &str| json!({ "method": method, "path": path, "times": 1, "body": "half" });
    browser.fault(&half("POST", LIST).to_string()).await;
    browser.create("Half of it").await;
    browser.until("return document.querySelector('[data-unsure] li button')").await;
    assert_eq!(browser.asked("POST", LIST).await, 1);
    browser.audit().await;
    browser.click("[data-unsure] li button").await;
    browser.until("return document.activeElement.textContent === 'Half of it'").await;
    // Many at once.
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.fault(&half("POST", &format!("{LIST}/109/permissions")).to_string()).await;
    browser.click("[data-row=\"109\"] [data-pick]").await;
    browser.click("[data-act=share]").await;
    browser.until("return document.activeElement.matches('dialog textarea')").await;
    browser.press("user:15").await;
    browser.click("dialog footer .primary").await;
    browser.until_said("[data-ended]", "1 done").await;
    browser.audit().await;
}

async fn who_is_offline_hears_so_at_once() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    // The second file is there.
    browser.click("[data-create]").await;
    browser.until("return document.activeElement.id === 'vt-new-name'").await;
    browser.press("Without a network").await;
    let offline =
        |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.emulateNetworkConditions", offline(true)).await;
    // It was not sent: nothing is unsure, nothing is looked for, and what was typed is there.
    browser.click("dialog .primary").await;
    browser.until_said("dialog [role=alert].note", "It was not created: you are offline.").await;
    browser.until("return !document.querySelector('[data-unsure]')").await;
    browser.audit().await;
    browser.devtools("Network.emulateNetworkConditions", offline(false)).await;
    browser.click("dialog .primary").await;
    browser.until("return document.activeElement.textContent === 'Without a network'").await;
    // Archive: no word of what is not so outlasts the click.
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.devtools("Network.emulateNetworkConditions", offline(true)).await;
    let script = "const [done] = arguments;
        const began = performance.now();
        const toggle = document.querySelector('[data-row=\"109\"] [data-archive]');
        new MutationObserver(() => {
          if (document.querySelector('[data-toast]')) done(performance.now() - began);
        }).observe(document.querySelector('.toasts'), { childList: true });
        toggle.click();";
    let took = browser.driver.execute_async(script, vec![]).await.unwrap();
    // No tries with pauses between them, which take two seconds.
    assert!(took.json().as_f64().unwrap() < 1000.0, "{}", took.json());
    browser.until_said("[data-toast]", "was not archived: you are offline").await;
    browser.until("return document.querySelector('[data-row=\"109\"] [data-archive=\"false\"]')").await;
    browser.devtools("Network.emulateNetworkConditions", offline(false)).await;
    browser.audit().await;
}
