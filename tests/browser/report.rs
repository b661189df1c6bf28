//! Who can open what.

use serde_json::json;
use thirtyfour::Key;

use super::support::Browser;

tasks![
    the_report_is_gathered_found_in_and_sorted_by_keyboard,
    the_report_is_downloaded_with_accents_and_formulas_made_harmless,
    the_report_tells_what_cannot_be_read_and_tries_it_again,
    the_report_is_stopped_and_goes_on,
    the_report_waits_as_long_as_the_server_asks,
    the_report_goes_on_after_signing_in_again,
    a_list_that_cannot_be_read_is_no_empty_report,
    a_report_that_is_left_asks_for_nothing_more,
    a_long_report_draws_some_rows_and_downloads_all,
    the_report_fits_a_narrow_window,
];

const ACCESS: &str = r#""path": "/api/public/v1/collections/"#;
const DONE: &str = "return document.querySelector('[data-report]') && !document.querySelector('[data-progress]')";

/// Keeps what is downloaded in `window.saved`, as its name and its text.
const KEEP: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        blob.arrayBuffer().then((bytes) => window.saved.push(decoder.decode(bytes)));
        return make(blob);
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
        window.savedAs = this.download;
        click.call(this);
    };";

impl Browser {
    pub(crate) async fn keep_downloads(&self) {
        self.run(KEEP).await;
    }
}

async fn download(browser: &Browser) -> (String, String) {
    browser.keep_downloads().await;
    browser.click("[data-csv]").await;
    browser.until("return window.saved.length === 1").await;
    let name = browser.run("return window.savedAs").await;
    let text = browser.run("return window.saved[0]").await;
    (name.as_str().unwrap().to_owned(), text.as_str().unwrap().to_owned())
}

async fn the_report_is_gathered_found_in_and_sorted_by_keyboard() {
    let browser = Browser::open("/report?of=101,102,109").await;
    browser.until(DONE).await;
    assert_eq!(browser.text("[data-counts]").await.split(" · ").next(), Some("3 collections"));
    browser.until("return document.querySelector('[data-announcement]').textContent.includes('complete')").await;
    assert_eq!(browser.attribute("thead th", "aria-sort").await.as_deref(), Some("ascending"));
    assert!(browser.text("tbody th").await.starts_with("BIO 101"));
    browser.audit().await;
    // The same column again, then another one.
    browser.focus("thead th:first-child button").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('thead th').ariaSort === 'descending'").await;
    browser.until("return document.querySelector('tbody th').textContent.startsWith('LAW')").await;
    browser.press(Key::Tab + "").await;
    browser.press(" ").await;
    browser.until("return document.querySelectorAll('thead th')[1].ariaSort === 'ascending'").await;
    let sorted = "const names = [...document.querySelectorAll('tbody tr')].map((row) => row.cells[1].textContent);
        const { compare } = new Intl.Collator();
        return names.length > 3 && names.every((name, at) => at === 0 || compare(names[at - 1], name) <= 0)";
    browser.until(sorted).await;
    assert_eq!(browser.run("return document.querySelectorAll('[aria-sort]').length").await, 1);
    browser.until("return document.activeElement.closest('th')?.ariaSort === 'ascending'").await;
    // Found by a name without its accents, then by level.
    browser.focus("[data-find]").await;
    browser.press("conceicao").await;
    let all = "return [...document.querySelectorAll('tbody tr')].every((row) => row.textContent.includes('Conceição'))";
    browser.until(&(all.to_owned() + " && document.querySelector('tbody tr')")).await;
    browser.press("xyz").await;
    browser.until("return document.querySelector('[data-state=empty] button')").await;
    browser.audit().await;
    browser.click("[data-state=empty] button").await;
    browser.until("return document.activeElement.matches('[data-find]') && !document.activeElement.value").await;
    browser.until("return document.querySelectorAll('[data-level] option').length === 4").await;
    browser.focus("[data-level]").await;
    browser.press("Ow").await;
    let owners = "const rows = [...document.querySelectorAll('tbody tr')];
        return rows.length === 3 && rows.every((row) => row.cells[3].textContent === 'Owner')";
    browser.until(owners).await;
    browser.audit().await;
    browser.click("tbody tr a").await;
    browser.until("return /collections.\\d+$/.test(location.pathname)").await;
    browser.audit().await;
}

async fn the_report_is_downloaded_with_accents_and_formulas_made_harmless() {
    let browser = Browser::open("/no/such/place").await;
    let create = "
        const done = arguments[arguments.length - 1];
        const headers = { Authorization: 'Bearer demo-teacher' };
        const at = '/api/public/v1/collections?name=' + encodeURIComponent('=1+1; Économie, \"Théorie\"');
        fetch(at, { method: 'POST', headers }).then(({ status }) => done(status));";
    let created = browser.driver.execute_async(create, vec![]).await.unwrap();
    assert_eq!(created.json(), &json!(201));
    browser.goto("/report").await;
    browser.until(DONE).await;
    let refused = "window.refused = 0; document.addEventListener('securitypolicyviolation', () => window.refused++)";
    browser.run(refused).await;
    let (name, csv) = download(&browser).await;
    let day = "const day = new Date(); const two = (n) => String(n).padStart(2, '0');
        return `access-report-${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.csv`";
    assert_eq!(browser.run(day).await, name);
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("\r\n"));
    assert!(csv.contains(",\"'=1+1; Économie, \"\"Théorie\"\"\",Collection,Ana Ferreira,Person,3,"), "{csv}");
    assert!(csv.contains("9007199254740993,A number above 2⁵³,"), "{csv}");
    assert_eq!(browser.run("return window.refused").await, 0);
    browser.audit().await;
}

async fn the_report_tells_what_cannot_be_read_and_tries_it_again() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(&format!(r#"{{{ACCESS}101/permissions", "times": 1, "status": 403}}"#)).await;
    browser.goto("/report?of=101,109,777777").await;
    browser.until("return document.querySelector('[data-unread]') && !document.querySelector('[data-progress]')").await;
    browser.click("[data-unread] summary").await;
    let told = browser.text("[data-unread]").await;
    assert!(told.contains("2 collections could not be read"), "{told}");
    assert!(told.contains("BIO 101 – Cell biology, autumn term: you may not see who has access to it"), "{told}");
    assert!(told.contains("Collection 777777: it does not exist, or no longer"), "{told}");
    assert!(!browser.text("tbody").await.contains("BIO 101"));
    browser.until("return document.querySelector('[data-announcement]').textContent.includes('not complete')").await;
    browser.audit().await;
    let (name, csv) = download(&browser).await;
    assert!(name.ends_with("-incomplete.csv"), "{name}");
    assert!(
        csv.contains("\r\n101,\"BIO 101 – Cell biology, autumn term\",Course,,,,,could not be read: you may"),
        "{csv}"
    );
    browser.focus("[data-retry]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('tbody').textContent.includes('BIO 101')").await;
    browser.until("return document.querySelector('[data-unread]').textContent.includes('1 collection could')").await;
    browser.until("return document.activeElement !== document.body").await;
    browser.audit().await;
}

async fn the_report_is_stopped_and_goes_on() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(&format!(r#"{{{ACCESS}14*", "times": 9, "latency_ms": 15000}}"#)).await;
    browser.goto("/report").await;
    browser.until("return /Read [1-9][0-9]? of 46/.test(document.querySelector('[data-progress]').textContent) && document.querySelector('tbody tr')").await;
    browser.audit().await;
    browser.focus("[data-stop]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-progress]').textContent.includes('Stopped. Read')").await;
    browser.until("return document.activeElement.textContent === 'Go on'").await;
    browser.audit().await;
    let (name, csv) = download(&browser).await;
    assert!(name.ends_with("-incomplete.csv") && csv.contains(",not read yet\r\n"), "{name} {csv}");
    browser.clear_faults().await;
    browser.focus("[data-stop]").await;
    browser.press(Key::Enter + "").await;
    browser.until(DONE).await;
    assert!(browser.text("[data-counts]").await.starts_with("46 collections"));
    // The button that had the focus has gone.
    browser.until("return document.activeElement.matches('h1')").await;
    let each_once = "const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
        return rows.filter((row) => row.includes('BIO 101')).length === new Set(rows.filter((row) => row.includes('BIO 101'))).size";
    browser.until(each_once).await;
    browser.audit().await;
}

async fn the_report_waits_as_long_as_the_server_asks() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(&format!(r#"{{{ACCESS}109/permissions", "times": 1, "status": 429, "retry_after": 3}}"#)).await;
    browser.goto("/report?of=101,109,110").await;
    browser.until("return document.querySelector('[data-progress]')?.textContent.includes('asks to wait')").await;
    browser.audit().await;
    browser.until(DONE).await;
    assert!(browser.text("[data-counts]").await.starts_with("3 collections"));
    assert_eq!(browser.run("return Boolean(document.querySelector('[data-unread]'))").await, false);
    browser.audit().await;
}

async fn the_report_goes_on_after_signing_in_again() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(&format!(r#"{{{ACCESS}1*", "times": 9, "status": 401}}"#)).await;
    browser.goto("/report").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.audit().await;
    // Not now: what is missing is said, and nothing asks again by itself.
    browser.press(Key::Escape + "").await;
    browser.until("return document.querySelector('[data-progress]').textContent.includes('you are signed out')").await;
    browser.until("return !document.querySelector('dialog[open]')").await;
    browser.audit().await;
    browser.focus("[data-stop]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.clear_faults().await;
    browser.click("dialog .stack button").await;
    browser.until(DONE).await;
    assert!(browser.text("[data-counts]").await.starts_with("46 collections"));
    browser.audit().await;
}

async fn a_list_that_cannot_be_read_is_no_empty_report() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "body": "html"}"#).await;
    browser.goto("/report").await;
    browser.until("return document.querySelector('.held')?.textContent.includes('could not be understood')").await;
    browser.audit().await;
    let (name, csv) = download(&browser).await;
    assert!(name.ends_with("-incomplete.csv") && csv.contains(",not complete: "), "{name} {csv}");
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 9, "body": "bad_row"}"#).await;
    browser.click("[data-stop]").await;
    browser.until(DONE).await;
    assert!(browser.text(".note").await.contains("in the list of collections could not be read"));
    browser.audit().await;
}

async fn a_report_that_is_left_asks_for_nothing_more() {
    let browser = Browser::open("/no/such/place").await;
    let watch = "window.signals = [];
        const send = window.fetch;
        window.fetch = (request, options) => {
            if (request.url?.includes('/permissions')) window.signals.push(request.signal);
            return send(request, options);
        };";
    let script = browser.prepare(watch).await;
    browser.fault(&format!(r#"{{{ACCESS}1*", "times": 90, "latency_ms": 15000}}"#)).await;
    browser.goto("/report").await;
    browser.until("return window.signals.length > 2 && window.signals.some((signal) => !signal.aborted)").await;
    browser.click(".crumb a").await;
    browser.until("return window.signals.slice(-3).every((signal) => signal.aborted)").await;
    browser.clear_faults().await;
    browser.until(super::support::ROWS).await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn a_long_report_draws_some_rows_and_downloads_all() {
    let browser = Browser::open("/no/such/place").await;
    browser.until("return document.querySelector('.who select')").await;
    browser.choose_identity("Sofia").await;
    // Without a new load, which would forget who one is.
    browser
        .until(
            "const main = document.querySelector('main');
             if (!main) return false;
             const link = document.createElement('a');
             link.href = '/report';
             main.append(link);
             link.click();
             return true",
        )
        .await;
    browser.until("return document.querySelector('[data-progress]')").await;
    // Each look has ten seconds.
    for hundreds in 1..=12 {
        let far = format!(
            "const bar = document.querySelector('[data-report]') && document.querySelector('progress');
             return document.querySelector('[data-report]') && (!bar || bar.value >= {})",
            hundreds * 100
        );
        browser.until(&far).await;
    }
    browser.until(DONE).await;
    assert!(browser.text("[data-counts]").await.starts_with("1,240 collections"));
    assert_eq!(browser.run("return document.querySelectorAll('tbody tr').length").await, 500);
    browser.focus("[data-more-rows]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelectorAll('tbody tr').length === 1000").await;
    browser.until("return document.activeElement.closest('tr') === document.querySelectorAll('tbody tr')[500]").await;
    let (_, csv) = download(&browser).await;
    let rows = browser.text("[data-shown]").await;
    let all: usize = rows.rsplit(' ').nth(1).unwrap().replace(',', "").parse().unwrap();
    assert!(all > 1240 && csv.lines().count() > all, "{rows} {}", csv.lines().count());
    browser.audit().await;
}

async fn the_report_fits_a_narrow_window() {
    let browser = Browser::open("/no/such/place").await;
    for (width, scheme) in [(320, "light"), (420, "dark"), (1280, "dark")] {
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        browser.devtools("Emulation.setEmulatedMedia", scheme).await;
        browser.resize(width, 800).await;
        browser.goto("/report?of=101,110,111,112,113,121,124,777777").await;
        browser.until(DONE).await;
        browser.click("[data-unread] summary").await;
        browser.until(super::widths::FITS).await;
        browser.audit().await;
    }
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
}
