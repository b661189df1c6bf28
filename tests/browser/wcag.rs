//! Criteria of WCAG 2.2 that no other test shows (docs/accessibility.md).

use serde_json::{Value, json};
use thirtyfour::Key;

use super::{
    support::{Browser, ROWS},
    widths::FITS,
};

tasks![
    the_focus_is_never_hidden,
    targets_are_large_enough,
    text_may_be_spaced,
    every_page_has_a_title_a_language_and_one_heading,
    every_focus_is_seen,
    help_is_at_the_same_place_on_every_page,
    nothing_needs_a_pointer_or_a_drag,
];

const VIEWS: [(&str, &str); 4] = [
    ("/collections", "[data-list=collections] [data-row]"),
    ("/collections/101", "[data-list=media] [data-row]"),
    ("/report?of=101,102", "tbody tr"),
    ("/no/such/place", "h1"),
];

impl Browser {
    async fn view(&self, path: &str, shown: &str) {
        self.goto(path).await;
        self.until(&format!("return document.querySelector('{shown}') && document.querySelector('[data-keys]')")).await;
    }
}

/// Whether what has the focus can be seen: at least one of its corners or its middle is on top (2.4.11).
const HIDDEN: &str = "
    const at = document.activeElement;
    if (at === document.body) return null;
    const { left, right, top, bottom } = at.getBoundingClientRect();
    const points = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
    const seen = points.some(([x, y]) => {
      const over = document.elementFromPoint(x, y);
      return over && (over.contains(at) || at.contains(over) || over.closest('label')?.contains(at));
    });
    return seen ? '' : at.outerHTML.slice(0, 200)";

async fn the_focus_is_never_hidden() {
    let browser = Browser::open("/").await;
    for (width, height) in [(1280, 700), (320, 640)] {
        browser.resize(width, height).await;
        for (path, shown) in &VIEWS[..2] {
            browser.view(path, shown).await;
            let mut seen = 0;
            // Forth to the page's end and back again.
            for back in [false, true] {
                for _ in 0..70 {
                    if back {
                        browser.chord(Key::Shift, Key::Tab).await;
                    } else {
                        browser.press(Key::Tab + "").await;
                    }
                    match browser.run(HIDDEN).await {
                        Value::Null => break,
                        hidden => assert_eq!(hidden, "", "{path} at {width}"),
                    }
                    seen += 1;
                }
            }
            assert!(seen > 30, "{seen}");
        }
        browser.audit().await;
    }
}

/// Targets smaller than 24 by 24 pixels, but links in a text, and what has as much room around it (2.5.8).
const SMALL: &str = "
    const top = document.querySelector('dialog[open]') ?? document;
    const targets = [...top.querySelectorAll('a[href], button, input, select, textarea, summary, [role=menuitem]')]
      .filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip'))
      .map((one) => one.closest('label') ?? one);
    const box = (one) => one.getBoundingClientRect();
    return [...new Set(targets)].filter((one) => {
      const { width, height, left, top, right, bottom } = box(one);
      if (width >= 23.9 && height >= 23.9) return false;
      // A circle of 24 pixels at its middle meets no other target, nor the circle of another small one.
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      return targets.some((other) => {
        if (other === one || other.contains(one) || one.contains(other)) return false;
        // The pager lies over the list.
        if (other.closest('.pager') !== one.closest('.pager')) return false;
        const b = box(other);
        if (b.width < 23.9 || b.height < 23.9)
          return Math.hypot(x - (b.left + b.right) / 2, y - (b.top + b.bottom) / 2) < 24;
        const away = Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom));
        return away < 12;
      });
    }).map((one) => one.outerHTML.slice(0, 160) + JSON.stringify(box(one)))";

async fn targets_are_large_enough() {
    let browser = Browser::open("/").await;
    for width in [1280, 320] {
        browser.resize(width, 800).await;
        for (path, shown) in VIEWS {
            browser.view(path, shown).await;
            assert_eq!(browser.run(SMALL).await, json!([]), "{path} at {width}");
        }
        browser.view("/collections", "[data-row]").await;
        for (opens, shown) in [
            ("[data-create]", "dialog[open] input"),
            ("[data-row=\"109\"] [data-permissions]", "dialog[open] [data-permission]"),
            ("[data-keys]", "dialog[open] kbd"),
        ] {
            browser.run(&format!("document.querySelector('{opens}').click()")).await;
            browser.until(&format!("return document.querySelector('{shown}')")).await;
            assert_eq!(browser.run(SMALL).await, json!([]), "{opens} at {width}");
            browser.press(Key::Escape + "").await;
            browser.until("return !document.querySelector('dialog')").await;
        }
    }
    browser.audit().await;
}

/// As 1.4.12 has it.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [sheet];";

/// Texts that are cut without an ellipsis or a whole text elsewhere.
const CUT: &str = "
    return [...document.querySelectorAll('button, label, a, th, dt, dd, h1, h2, .hint, .said, .note, .sub')].filter((one) => {
      const style = getComputedStyle(one);
      return one.checkVisibility() && one.clientWidth > 2 && !one.closest('.unseen, .skip') && !one.querySelector('bdi') &&
        style.overflow !== 'visible' && style.textOverflow !== 'ellipsis' &&
        (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    }).map((one) => one.outerHTML.slice(0, 160))";

async fn text_may_be_spaced() {
    let browser = Browser::open("/").await;
    for width in [1280, 320] {
        browser.resize(width, 800).await;
        for (path, shown) in VIEWS {
            browser.view(path, shown).await;
            browser.run(SPACED).await;
            browser.until(FITS).await;
            assert_eq!(browser.run(CUT).await, json!([]), "{path} at {width}");
        }
        browser.view("/collections", "[data-row]").await;
        browser.run(SPACED).await;
        browser.run("document.querySelector('[data-keys]').click()").await;
        browser.until("return document.querySelector('dialog[open] kbd')").await;
        browser.until(FITS).await;
        assert_eq!(browser.run(CUT).await, json!([]));
        browser.audit().await;
    }
}

async fn every_page_has_a_title_a_language_and_one_heading() {
    let browser = Browser::open("/").await;
    let mut titles = Vec::new();
    for (path, shown) in VIEWS {
        browser.view(path, shown).await;
        browser
            .until(
                "return document.querySelectorAll('h1').length === 1 && document.documentElement.lang.startsWith('en')",
            )
            .await;
        browser.until("return document.title.endsWith(' · Vitrine') && document.title.length > 12").await;
        titles.push(browser.run("return document.title").await.to_string());
        browser.until("return document.querySelectorAll('main').length === 1 && document.querySelector('.skip')").await;
    }
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), VIEWS.len());
    browser.audit().await;
}

async fn every_focus_is_seen() {
    let browser = Browser::open("/").await;
    for (path, shown) in VIEWS {
        browser.view(path, shown).await;
        for _ in 0..24 {
            browser.press(Key::Tab + "").await;
            let unseen = "
                const at = document.activeElement;
                const ring = (one) => {
                  const { outlineStyle, outlineWidth } = getComputedStyle(one);
                  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
                };
                return at === document.body || ring(at) || ring(at.closest('label, li, .to') ?? at) ? '' : at.outerHTML.slice(0, 160)";
            assert_eq!(browser.run(unseen).await, "", "{path}");
        }
    }
    browser.audit().await;
}

async fn help_is_at_the_same_place_on_every_page() {
    let browser = Browser::open("/").await;
    for (path, shown) in VIEWS {
        browser.view(path, shown).await;
        let last = "const all = [...document.querySelectorAll('a[href], button, input, select')].filter((one) => one.checkVisibility());
            return all.at(-1)?.matches('footer [data-keys]')";
        browser.until(last).await;
    }
    browser.audit().await;
}

async fn nothing_needs_a_pointer_or_a_drag() {
    let browser = Browser::open("/").await;
    for (path, shown) in VIEWS {
        browser.view(path, shown).await;
        // What can be clicked is a control that the keyboard reaches, and nothing can be dragged.
        let odd = "return document.querySelectorAll('[draggable=true], [onclick], [tabindex]:not([tabindex=\"0\"]):not([tabindex=\"-1\"])').length";
        assert_eq!(browser.run(odd).await, 0, "{path}");
    }
    browser.view("/collections", "[data-row]").await;
    browser.until(ROWS).await;
    // A press that is let go of elsewhere does nothing (2.5.2).
    let from = browser.find("[data-create]").await;
    let to = browser.find("h1").await;
    browser
        .driver
        .action_chain()
        .click_and_hold_element(&from)
        .move_to_element_center(&to)
        .release()
        .perform()
        .await
        .unwrap();
    assert_eq!(browser.run("return document.querySelector('dialog')").await, json!(null));
    browser.audit().await;
}
