//! Themes beyond light and dark, and paper.

use serde_json::{Value, json};

use super::support::{Browser, ROWS};

tasks![
    more_contrast_is_given_where_it_is_asked_for,
    forced_colours_keep_what_is_chosen_apart,
    nothing_moves_where_less_motion_is_wanted,
    nothing_shines_through_where_that_is_not_wanted,
    a_list_prints_clean,
    drawings_follow_the_colours_and_say_nothing,
    an_engine_without_light_dark_has_the_systems_colours,
];

impl Browser {
    async fn media(&self, media: &str, name: &str, value: &str) {
        let features = if name.is_empty() { json!([]) } else { json!([{ "name": name, "value": value }]) };
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await;
    }

    async fn style(&self, selector: &str, property: &str) -> Value {
        self.run(&format!("return getComputedStyle(document.querySelector('{selector}')).{property}")).await
    }
}

async fn more_contrast_is_given_where_it_is_asked_for() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    assert_eq!(browser.style(".meta", "color").await, "rgb(77, 90, 106)");
    browser.media("", "prefers-contrast", "more").await;
    browser.until("return getComputedStyle(document.querySelector('.meta')).color === 'rgb(0, 0, 0)'").await;
    assert_eq!(browser.style("body", "backgroundColor").await, "rgb(255, 255, 255)");
    browser.audit().await;
    browser.goto("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.audit().await;
    browser.media("", "", "").await;
}

async fn forced_colours_keep_what_is_chosen_apart() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.media("", "forced-colors", "active").await;
    browser
        .until(
            "const [chosen, other] = document.querySelectorAll('.seg label');
             return getComputedStyle(chosen).backgroundColor !== getComputedStyle(other).backgroundColor",
        )
        .await;
    assert_eq!(browser.style(".btn", "borderTopStyle").await, "solid");
    // The focus is an outline, which stays.
    browser.focus(".crumb a").await;
    browser.press(thirtyfour::Key::Tab + "").await;
    browser.until("return getComputedStyle(document.activeElement).outlineStyle === 'solid'").await;
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.until("return getComputedStyle(document.querySelector('.tag')).borderTopStyle === 'solid'").await;
    browser.audit().await;
    browser.media("", "", "").await;
}

/// What moves for longer than nothing.
const MOVES: &str = "
    const long = (times) => times.split(',').some((time) => parseFloat(time) > 0);
    return [...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      return long(transitionDuration) || animationName !== 'none' && long(animationDuration);
    }).length";

async fn nothing_moves_where_less_motion_is_wanted() {
    let browser = Browser::open("/").await;
    browser.media("", "prefers-reduced-motion", "reduce").await;
    browser.until(ROWS).await;
    browser.run("document.querySelector('[data-list]').setAttribute('aria-busy', 'true')").await;
    assert_eq!(browser.run(MOVES).await, 0);
    browser.media("", "prefers-reduced-motion", "no-preference").await;
    // Else something does: the test would see it.
    assert_ne!(browser.run(MOVES).await, 0);
    browser.media("", "", "").await;
    browser.run("document.querySelector('[data-list]').removeAttribute('aria-busy')").await;
    browser.until("return getComputedStyle(document.querySelector('.pager')).boxShadow === 'none'").await;
    browser.audit().await;
}

async fn nothing_shines_through_where_that_is_not_wanted() {
    let browser = Browser::open("/collections/101").await;
    browser.media("", "prefers-reduced-transparency", "reduce").await;
    browser.until("return document.querySelector('.thumb b')").await;
    browser
        .until("return getComputedStyle(document.querySelector('.thumb b')).backgroundColor === 'rgb(0, 0, 0)'")
        .await;
    browser.click("[data-list=media] li:first-child .name").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    let behind = "return getComputedStyle(document.querySelector('dialog[open]'), '::backdrop').backgroundColor";
    assert_eq!(browser.run(behind).await, "rgb(246, 247, 249)");
    browser.audit().await;
    browser.media("", "", "").await;
}

async fn a_list_prints_clean() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.media("print", "prefers-color-scheme", "dark").await;
    browser.until("return getComputedStyle(document.querySelector('.topbar')).display === 'none'").await;
    let seen = "return [...document.querySelectorAll('button, input, select, progress, .toasts, .tile')]
        .filter((element) => element.checkVisibility()).length";
    assert_eq!(browser.run(seen).await, 0);
    // Every row with its name, whole, dark on light.
    let rows = "const rows = [...document.querySelectorAll('[data-row]')];
        return rows.length === 20 && rows.every((row) => {
          const name = row.querySelector('a.name');
          return row.checkVisibility({ contentVisibilityAuto: true }) && name.textContent && name.scrollWidth <= name.clientWidth + 1
            && name.scrollHeight <= name.clientHeight + 1;
        }) && getComputedStyle(document.querySelector('a.name')).color === 'rgb(23, 32, 43)'";
    browser.until(rows).await;
    browser.goto("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    assert_eq!(browser.run(seen).await, 0);
    browser.until("return [...document.querySelectorAll('[data-row]')].every((row) => getComputedStyle(row).contentVisibility === 'visible')").await;
    browser.goto("/report?of=101,102").await;
    browser.until("return document.querySelector('tbody tr') && !document.querySelector('[data-progress]')").await;
    // The table's headings are buttons, and stay.
    browser.until("return document.querySelector('thead button').checkVisibility()").await;
    browser.media("", "", "").await;
    browser.audit().await;
}

async fn drawings_follow_the_colours_and_say_nothing() {
    let browser = Browser::open("/collections?find=zzzz").await;
    browser.until("return document.querySelector('[data-state=empty] .icon + .drawing')").await;
    assert_eq!(browser.attribute(".drawing", "aria-hidden").await.as_deref(), Some("true"));
    // It stands in for the icon.
    browser.until("return getComputedStyle(document.querySelector('.empty > .icon')).display === 'none'").await;
    browser.media("", "prefers-color-scheme", "light").await;
    assert_eq!(browser.style(".drawing", "fill").await, "rgb(255, 255, 255)");
    browser.media("", "prefers-color-scheme", "dark").await;
    browser.until("return getComputedStyle(document.querySelector('.drawing')).fill === 'rgb(24, 28, 34)'").await;
    browser.media("", "forced-colors", "active").await;
    let same = "const of = (selector) => getComputedStyle(document.querySelector(selector));
        return of('.drawing').stroke === of('.empty h2').color && of('.mark').stroke !== of('.drawing').fill";
    browser.until(same).await;
    browser.media("", "", "").await;
    for (path, drawing) in [("/collections/117", "M72 47"), ("/collections/9", "M76 64")] {
        if drawing == "M76 64" {
            browser.fault(r#"{"path": "/api/public/v1/collections/9*", "times": 50, "status": 403}"#).await;
        }
        browser.goto(path).await;
        browser
            .until(&format!(
                "return document.querySelector('.drawing .mark').getAttribute('d').startsWith('{drawing}')"
            ))
            .await;
        browser.audit().await;
    }
}

/// The page's styles as an engine reads them that knows no `light-dark()`.
const WITHOUT_LIGHT_DARK: &str = "
    const [done] = arguments;
    const links = [...document.querySelectorAll('link[rel=stylesheet]')];
    const read = async (link) => {
      const text = await (await fetch(link.href)).text();
      const sheet = new CSSStyleSheet({ media: link.media });
      await sheet.replace(text.replaceAll('light-dark(', 'no-such('));
      return sheet;
    };
    Promise.all(links.map(read)).then((sheets) => {
      for (const link of links) link.disabled = true;
      document.adoptedStyleSheets = sheets;
      done(sheets.length);
    }, (error) => done(String(error)));";

async fn an_engine_without_light_dark_has_the_systems_colours() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.until("return performance.getEntriesByType('resource').some(({ name }) => name.includes('later-'))").await;
    let sheets = browser.driver.execute_async(WITHOUT_LIGHT_DARK, vec![]).await.unwrap();
    assert_eq!(sheets.json(), &json!(3));
    browser.click("[data-row=\"101\"] [data-pick]").await;
    for (scheme, paper) in [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 18, 18)")] {
        browser.media("", "prefers-color-scheme", scheme).await;
        browser.until(&format!("return getComputedStyle(document.body).backgroundColor === '{paper}'")).await;
        // What lies over something else is not seen through.
        assert_eq!(browser.style(".pager", "backgroundColor").await, paper);
        browser.audit().await;
        browser.click("[data-create]").await;
        browser.until("return document.activeElement.id === 'vt-new-name'").await;
        assert_eq!(browser.style("dialog", "backgroundColor").await, paper);
        assert_eq!(browser.style("dialog .field", "borderTopStyle").await, "solid");
        assert_eq!(browser.style("dialog .field", "outlineStyle").await, "solid");
        browser.audit().await;
        browser.press(thirtyfour::Key::Escape + "").await;
        browser.until("return !document.querySelector('dialog')").await;
    }
    browser.media("", "", "").await;
}
