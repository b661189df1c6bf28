//! Nothing jumps while a page comes, slow as the network may be.

use serde_json::json;

use super::support::{Browser, ROWS};

tasks![
    nothing_shifts_while_a_page_comes,
    nothing_shifts_as_a_dialog_opens,
    rows_below_the_window_come_after_those_in_it,
];

/// What moved, summed up: more than any of its parts, and with what moved upon a click, and so more than what browsers
/// call CLS.
const SHIFTED: &str = "
    const [done] = arguments;
    let sum = 0;
    const what = [];
    const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
    const add = (entries) => {
      for (const { value, sources, startTime } of entries) {
        sum += value;
        what.push(`${value.toFixed(3)} at ${Math.round(startTime)} ms`);
        for (const { node, previousRect, currentRect } of sources)
          what.push(`  ${(node?.outerHTML ?? node?.textContent ?? '?').slice(0, 90)}: ${place(previousRect)} → ${place(currentRect)}`);
      }
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // What is buffered comes as a task of its own.
    requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); done([sum, what.join('\\n')]); }, 100));";

/// As much as may shift, of the window.
const MOST: f64 = 0.05;

impl Browser {
    /// How much moved since the page was opened, and what, from where to where.
    async fn shifted(&self) -> (f64, String) {
        let told = self.driver.execute_async(SHIFTED, vec![]).await.unwrap();
        (told.json()[0].as_f64().unwrap(), told.json()[1].as_str().unwrap().to_owned())
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

/// A laptop's window and a telephone's.
const WINDOWS: [(u32, u32); 2] = [(1280, 900), (390, 800)];

const MEDIA: &str = "return document.querySelector('[data-list=media] [data-row]')";
const FOUND: &str = "return document.querySelector('[data-finding]')?.textContent.startsWith('20 found')";
const REPORTED: &str = "return document.querySelector('[data-report]') && !document.querySelector('[data-progress]')";

/// The second file, and the pictures that are seen.
const ALL: &str = "return document.readyState === 'complete' && performance.getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.wasm')).length > 1";

async fn nothing_shifts_while_a_page_comes() {
    let browser = Browser::open("/no/such/place").await;
    browser.slowed(true).await;
    let mut much = Vec::new();
    for (path, there) in [
        ("/", ROWS),
        ("/collections?page=3&per_page=10", ROWS),
        ("/collections/101", MEDIA),
        ("/collections/101?page=2", MEDIA),
        ("/collections?find=seminar&per_page=10", FOUND),
        ("/collections?find=zzzz", "return document.querySelector('[data-state=empty] .drawing')"),
        ("/collections/777777", "return document.querySelector('[data-state=not-found]')"),
        ("/report", REPORTED),
        ("/report?of=101,109,110,124", REPORTED),
        ("/report?of=101,109,777777", "return document.querySelector('[data-unread]')"),
        ("/no/such/place", "return document.querySelector('.empty h2')"),
    ] {
        for (width, height) in WINDOWS {
            browser.resize(width, height).await;
            browser.goto(path).await;
            browser.until(there).await;
            browser.until(ALL).await;
            let (shifted, what) = browser.shifted().await;
            if shifted > MOST {
                much.push(format!("{path} at {width}: {shifted}\n{what}"));
            }
        }
    }
    assert!(much.is_empty(), "{}", much.join("\n"));
    browser.slowed(false).await;
    browser.resize(1280, 900).await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.audit().await;
    // It would be seen: something pushes the page down.
    browser.run("document.querySelector('main').style.marginBlockStart = '200px'").await;
    let (shifted, what) = browser.shifted().await;
    assert!(shifted > MOST, "{what}");
}

async fn nothing_shifts_as_a_dialog_opens() {
    let browser = Browser::open("/").await;
    let mut much = Vec::new();
    for (width, height) in WINDOWS {
        browser.resize(width, height).await;
        browser.goto("/").await;
        browser.until(ROWS).await;
        browser.until(ALL).await;
        browser.click("[data-row=\"101\"] [data-pick]").await;
        browser.until("return document.querySelector('[data-some]')").await;
        browser.slowed(true).await;
        for (opener, there) in [
            ("[data-create]", "dialog[open] #vt-new-name"),
            ("[data-row=\"109\"] [data-more]", "[role=menuitem]"),
            ("[role=menuitem]", "dialog[open] [data-permission]"),
            (".bulk > .btn", "dialog[open] .chosen li"),
        ] {
            let (before, seen) = browser.shifted().await;
            browser.click(opener).await;
            browser.until(&format!("return document.querySelector('{there}')")).await;
            let (shifted, what) = browser.shifted().await;
            if shifted - before > MOST {
                much.push(format!("{opener} at {width}: {}\n{}", shifted - before, what.replace(&seen, "")));
            }
            if there.starts_with("dialog") {
                browser.audit().await;
                browser.press(thirtyfour::Key::Escape + "").await;
                browser.until("return !document.querySelector('dialog')").await;
            }
        }
        browser.slowed(false).await;
    }
    assert!(much.is_empty(), "{}", much.join("\n"));
}

async fn rows_below_the_window_come_after_those_in_it() {
    let browser = Browser::open("/no/such/place").await;
    let first = "
        new MutationObserver(() => {
          const rows = document.querySelectorAll('[data-list=collections] [data-row]');
          if (rows.length > 20) window.first ??= [0, 14, 15, 40].map((at) => getComputedStyle(rows[at]).contentVisibility);
        }).observe(document, { childList: true, subtree: true });";
    let script = browser.prepare(first).await;
    browser.goto("/collections?per_page=50").await;
    browser.until("return window.first?.join() === 'visible,visible,hidden,hidden'").await;
    // A moment later they are there for everybody who looks for them.
    let all = "const rows = [...document.querySelectorAll('[data-row]')];
        return rows.length > 40 && rows.every((row) => getComputedStyle(row).contentVisibility !== 'hidden')";
    browser.until(all).await;
    browser.audit().await;
    browser.forget(script).await;
}
