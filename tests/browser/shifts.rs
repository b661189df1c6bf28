//! Nothing jumps while a page comes, slow as the network may be.

use serde_json::json;

use super::support::{Browser, ROWS};

tasks![nothing_shifts_while_a_page_comes];

/// What moved by itself, summed up: more than any of its parts, and so than what browsers call CLS.
const SHIFTED: &str = "
    const [done] = arguments;
    let sum = 0;
    const add = (entries) => { for (const { value, hadRecentInput } of entries) if (!hadRecentInput) sum += value; };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // What is buffered comes as a task of its own.
    requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); done(sum); }, 100));";

/// As much as may shift, of the window.
const MOST: f64 = 0.05;

impl Browser {
    async fn shifted(&self) -> f64 {
        self.driver.execute_async(SHIFTED, vec![]).await.unwrap().json().as_f64().unwrap()
    }

    /// A network of the slow kind, or the machine's own again.
    async fn slowed(&self, slowed: bool) {
        let (latency, bytes) = if slowed { (200, 200_000) } else { (0, -1) };
        let network =
            json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": slowed })).await;
        self.devtools("Network.emulateNetworkConditions", network).await;
    }
}

async fn nothing_shifts_while_a_page_comes() {
    let browser = Browser::open("/no/such/place").await;
    browser.slowed(true).await;
    let media = "return document.querySelector('[data-list=media] [data-row]')";
    let found = "return document.querySelector('[data-finding]')?.textContent.startsWith('20 found')";
    let (wide, narrow) = ((1280, 900), (390, 800));
    for (path, there, windows) in [
        ("/", ROWS, vec![wide, narrow]),
        ("/collections?page=3&per_page=10", ROWS, vec![wide, narrow]),
        ("/collections/101", media, vec![wide, narrow]),
        ("/collections/101?page=2", media, vec![wide, narrow]),
        // In a narrow window what tells of the search moves the list by 0.07.
        ("/collections?find=seminar&per_page=10", found, vec![wide]),
    ] {
        for (width, height) in windows {
            browser.resize(width, height).await;
            browser.goto(path).await;
            browser.until(there).await;
            // The second file, and the pictures that are seen.
            browser.until("return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length > 1 && document.readyState === 'complete'").await;
            let shifted = browser.shifted().await;
            assert!(shifted <= MOST, "{path} at {width}: {shifted}");
        }
    }
    browser.slowed(false).await;
    browser.resize(1280, 900).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.audit().await;
    // It would be seen: something pushes the page down.
    browser.run("document.querySelector('main').style.marginBlockStart = '200px'").await;
    let shifted = browser.shifted().await;
    assert!(shifted > MOST, "{shifted}");
}
