//! Languages that nobody speaks, one longer and one mirrored: nothing is left in English, cut, or overlaps.

use serde_json::{Value, json};

use super::{
    support::{Browser, ROWS},
    widths::FITS,
};

tasks![nothing_is_left_in_english_cut_or_overlapping, nothing_is_wrong_from_right_to_left];

/// The page, and what elements in it have drawn.
const TOPS: &str = "
    const tops = [document.body, ...[...document.querySelectorAll('vitrine-collections')].map(({ shadowRoot }) => shadowRoot)];
    const all = (selector) => tops.flatMap((top) => [...top.querySelectorAll(selector)]);";

/// Texts that are not in the language: with accents there is no plain letter left, but in what came from the
/// server (in `<bdi>`, or isolated in a sentence), in what the browser wrote, and in languages' own names.
const PLAIN: &str = "
    const rest = (text) => {
      for (let before; before !== text;) {
        before = text;
        text = text.replace(/\\u2068[^\\u2068\\u2069]*\\u2069/g, '');
      }
      return text
        .replace(/\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d+, \\d{4}( at \\d+:\\d+.[AP]M)?/g, '');
    };
    const plain = (text) => /[A-Za-z]/.test(rest(text));
    const theirs = 'bdi, kbd, script, style, .ava, [lang]:not(html), .who select:not([data-language]) option';
    const found = [];
    for (const top of tops) {
      const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (plain(text.data) && !text.parentElement.closest(theirs)) found.push(text.data);
      }
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext', 'aria-description'])
        for (const element of top.querySelectorAll(`[${name}]`))
          if (plain(element.getAttribute(name))) found.push(`${name}=${element.getAttribute(name)}`);
    }
    return found.slice(0, 8);";

/// Labels that are cut without an ellipsis, and controls that lie over each other.
const CUT: &str = "
    const shown = (element) => element.checkVisibility() && element.clientWidth > 2 && !element.closest('.unseen, .skip');
    const name = (element) => element.outerHTML.slice(0, 120);
    const found = [];
    for (const element of all('button, label, a, th, .tag, h1, h2, .hint, .said, .note, legend'))
      if (shown(element) && element.scrollWidth > element.clientWidth + 1 &&
          getComputedStyle(element).textOverflow !== 'ellipsis' && !element.querySelector('bdi'))
        found.push('cut: ' + name(element));
    const [dialog] = all('dialog[open]');
    const controls = all('button, a, select, .seg label, input:not([type=radio])')
      .filter((element) => shown(element) && (!dialog || dialog.contains(element)));
    const aside = (element) => element.closest('.pager, .pickbar, .toasts, .menu');
    controls.forEach((one, at) => {
      const a = one.getBoundingClientRect();
      for (const other of controls.slice(at + 1)) {
        if (one.contains(other) || other.contains(one) || aside(one) !== aside(other)) continue;
        const b = other.getBoundingClientRect();
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) found.push('over: ' + name(one) + ' / ' + name(other));
      }
    });
    return found.slice(0, 8);";

impl Browser {
    /// Looks at what is on the screen, at each width.
    async fn sound(&self, what: &str) {
        for width in [1280, 420, 320] {
            self.resize(width, 800).await;
            self.lay_out().await;
            self.until(FITS).await;
            for wrong in [PLAIN, CUT] {
                assert_eq!(self.run(&format!("{TOPS}{wrong}")).await, json!([]), "{what} at {width}");
            }
        }
        if self.run("return !document.querySelector('vitrine-collections')").await == true {
            self.audit().await;
        } else {
            self.audit_inside().await;
        }
        self.resize(1280, 900).await;
    }

    async fn leave(&self) {
        self.press(thirtyfour::Key::Escape + "").await;
        self.until("return !document.querySelector('dialog[open]')").await;
    }
}

async fn nothing_is_left_in_english_cut_or_overlapping() {
    tour("en-XA", "ltr").await;
}

async fn nothing_is_wrong_from_right_to_left() {
    tour("ar-XB", "rtl").await;
}

/// Every view and dialog, in one language.
async fn tour(locale: &str, dir: &str) {
    let browser = Browser::open("/no/such/place").await;
    let language = browser.also(&json!({ "locale": locale })).await;
    lists(&browser, dir).await;
    dialogs(&browser).await;
    inside(&browser).await;
    failures(&browser).await;
    many(&browser).await;
    browser.forget(language).await;
    asked(&browser, locale).await;
    picker(&browser, locale, dir).await;
}

async fn lists(browser: &Browser, dir: &str) {
    browser.goto("/no/such/place").await;
    browser.until(&format!("return document.documentElement.dir === '{dir}' && document.querySelector('h1')")).await;
    browser.sound("nothing there").await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.sound("collections").await;
    for id in [109, 110] {
        browser.click(&format!("[data-row=\"{id}\"] [data-pick]")).await;
    }
    browser.sound("chosen").await;
    browser.run("document.querySelector('[data-bulk] .said ~ button').click()").await;
    browser.until("return document.querySelector('dialog[open] .chosen li')").await;
    browser.sound("all that are chosen").await;
    browser.leave().await;
    browser.click("[data-act=share]").await;
    browser.until("return document.querySelector('dialog[open] [data-recipients]')").await;
    browser.sound("share many").await;
    browser.leave().await;
    for (find, seen) in [("bio", "[data-row]"), ("zzzz", "main .empty")] {
        browser.goto(&format!("/collections?find={find}")).await;
        browser.until(&format!("return document.querySelector('{seen}')")).await;
        browser.sound(find).await;
    }
}

async fn dialogs(browser: &Browser) {
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('dialog[open] h2')").await;
    browser.click("dialog footer .primary").await;
    browser.until("return document.querySelector('dialog .wrong')").await;
    browser.sound("create").await;
    browser.leave().await;
    browser.click("[data-row=\"109\"] [data-permissions]").await;
    browser.until("return document.querySelector('dialog[open] [data-permission]')").await;
    browser.sound("share").await;
    browser.leave().await;
    browser.click("[data-keys]").await;
    browser.until("return document.querySelector('dialog[open] kbd')").await;
    browser.sound("keys").await;
    browser.leave().await;
    browser.resize(320, 800).await;
    browser.click("[data-row=\"109\"] [data-more]").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    assert_eq!(browser.run(&format!("{TOPS}{PLAIN}")).await, json!([]), "menu");
    browser.until(FITS).await;
    browser.click(".menu button:last-child").await;
    browser.until("return document.querySelector('dialog[open] [data-delete]')").await;
    browser.sound("delete").await;
    browser.leave().await;
}

async fn inside(browser: &Browser) {
    browser.goto("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.sound("grid").await;
    browser.run("document.querySelectorAll('.seg input')[1].click()").await;
    browser.until("return document.querySelector('[data-list=media].list')").await;
    browser.sound("list").await;
    browser.click("[data-list=media] li:first-child .name").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.sound("medium").await;
    browser.goto("/report?of=101,102,109").await;
    browser.until("return document.querySelector('[data-report]') && !document.querySelector('[data-progress]')").await;
    // Names stand at the line's own start, whatever their direction.
    let aligned = "return [...document.querySelectorAll('tbody bdi')].every((name) =>
        getComputedStyle(name).textAlign === (document.dir === 'rtl' ? 'right' : 'left'))";
    browser.until(aligned).await;
    browser.sound("report").await;
}

async fn failures(browser: &Browser) {
    let cases: [(Value, u32, &str); 4] = [
        (json!({ "status": 503 }), 50, "server"),
        (json!({ "status": 403 }), 50, "forbidden"),
        (json!({ "body": "html" }), 50, "nonsense"),
        (json!({ "status": 429, "retry_after": 120 }), 50, "wait"),
    ];
    for (mut fault, times, state) in cases {
        fault["path"] = json!("/api/public/v1/collections");
        fault["times"] = json!(times);
        browser.fault(&fault.to_string()).await;
        browser.goto("/collections").await;
        browser.until(&format!("return document.querySelector('[data-state=\"{state}\"]')")).await;
        browser.sound(state).await;
        browser.clear_faults().await;
    }
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
    browser.click("[data-row=\"101\"] [data-archive]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.sound("signed out").await;
    browser.clear_faults().await;
}

/// An action on many as it runs, as it was stopped, and where some of it failed.
async fn many(browser: &Browser) {
    let held = browser.prepare(HELD).await;
    let chosen = async |ids: &[u32]| {
        browser.goto("/collections").await;
        browser.until(ROWS).await;
        for id in ids {
            browser.click(&format!("[data-row=\"{id}\"] [data-pick]")).await;
        }
        browser.click("[data-act=archive]").await;
        browser.until("return document.querySelector('[data-running]')").await;
    };
    // More than are sent at once.
    chosen(&[104, 107, 110, 111, 112, 113, 114]).await;
    browser.sound("running").await;
    browser.click("[data-running] button").await;
    browser.run("letGo()").await;
    browser.until("return document.querySelectorAll('[data-ended] button').length === 3").await;
    browser.sound("stopped").await;
    browser.fault(r#"{"path": "/api/public/v1/collections/115/archive", "times": 1, "status": 404}"#).await;
    chosen(&[102, 115, 116]).await;
    browser.run("letGo()").await;
    browser.until("return document.querySelectorAll('[data-ended] .reasons li').length === 2").await;
    browser.sound("some failed").await;
    browser
        .fault(r#"{"method": "POST", "path": "/api/public/v1/collections/*", "times": 1, "status": 429, "retry_after": 60}"#)
        .await;
    chosen(&[118, 119]).await;
    browser.run("letGo()").await;
    browser.until("return document.querySelector('[data-running] span:nth-of-type(3)').textContent").await;
    browser.sound("waiting for the server").await;
    browser.clear_faults().await;
    browser.forget(held).await;
}

/// What archives waits until it is let go.
const HELD: &str = "
    const sends = window.fetch;
    const held = new Promise((done) => (window.letGo = done));
    window.fetch = (request, options) => /archive$/.test(request.url ?? String(request))
        ? held.then(() => sends(request, options))
        : sends(request, options);";

/// Choosing for the page around: its list, its media, and one more than there may be.
async fn picker(browser: &Browser, locale: &str, dir: &str) {
    let picks = browser.also(&json!({ "locale": locale, "mode": "pick", "pick_max": 2 })).await;
    let inside = "const top = document.querySelector('vitrine-collections').shadowRoot;";
    browser.goto("/embed.html").await;
    let list = "top.querySelector('.pickbar') && top.querySelector('[data-list=collections] [data-row]')";
    browser.until(&format!("{inside} return {list} && top.querySelector('.vt').dir === '{dir}'")).await;
    browser.sound("the picker's list").await;
    browser.goto("/embed.html?collection=101").await;
    let boxes = "[...top.querySelectorAll('.pick input')]";
    browser.until(&format!("{inside} return {boxes}.length && top.querySelector('.pickbar')")).await;
    browser.sound("the picker").await;
    browser.run(&format!("{inside} {boxes}.slice(0, 3).forEach((one) => one.click())")).await;
    browser.until(&format!("{inside} return top.querySelector('[data-toast]')")).await;
    browser.sound("picked").await;
    browser.run(&format!("{inside} top.querySelectorAll('.seg input')[1].click()")).await;
    browser.until(&format!("{inside} return top.querySelector('[data-list=media].list')")).await;
    browser.sound("picked in a list").await;
    browser.forget(picks).await;
}

/// What only other settings show.
async fn asked(browser: &Browser, locale: &str) {
    let asks = browser.also(&json!({ "locale": locale, "confirm_archive": true })).await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"109\"] [data-archive]").await;
    browser.until("return document.querySelector('dialog[open] #vt-archive-why')").await;
    browser.sound("archive").await;
    browser.forget(asks).await;
    let gateway = browser.also(&json!({ "locale": locale, "sign_in": { "kind": "gateway" } })).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=signed-out]')").await;
    browser.sound("nobody signed in").await;
    browser.forget(gateway).await;
}
