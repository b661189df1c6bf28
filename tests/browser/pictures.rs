//! What is seen: a picture of each view and dialog, at three widths, light and dark, in both directions, kept in
//! `tests/pictures` and compared with a tolerance for how letters are drawn. `VITRINE_RENEW=1` writes those anew that
//! are no longer so.

mod compare;
mod picture;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use self::{compare::differs, picture::Picture};
use super::support::{Browser, ROWS};

tasks![
    pictures_of_lists_are_as_kept,
    pictures_of_dialogs_are_as_kept,
    pictures_of_a_collection_are_as_kept,
    pictures_of_the_report_and_of_failures_are_as_kept,
    pictures_tell_a_moved_button_from_letters_drawn_otherwise,
];

/// So long what is on its way may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// How high a window is at each width: a laptop, a phone, a small phone.
const HEIGHTS: [(u32, u32); 3] = [(1280, 800), (420, 800), (320, 640)];

/// The one font that every machine with the browser has, which lacks what some names are written in; and nothing that
/// moves or comes and goes by itself.
const STEADY: &str = "
    if (!window.steady) {
      window.steady = new CSSStyleSheet();
      steady.replaceSync(`:root, .vt { --vt-font: 'DejaVu Sans' !important }
        * { caret-color: transparent !important; scrollbar-width: none !important }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, steady];
    }
    const strange = /[^\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Common}\\p{Script=Inherited}]|\\p{Emoji_Presentation}/gu;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const steady = walker.currentNode.data.replace(strange, 'x');
      if (steady !== walker.currentNode.data) walker.currentNode.data = steady;
    }
    for (const picture of document.images) picture.loading = 'eager';
    return document.querySelector('[data-keys]')
      && !document.querySelector('.bones, [aria-busy=true]')
      && [...document.images].every(({ complete }) => complete);";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

impl Browser {
    /// Opens the list where pictures are taken.
    async fn studio() -> Self {
        let browser = Self::open("/no/such/place").await;
        browser.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "UTC" })).await;
        browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        browser
    }

    /// From now on pages have this width, these colours and this language.
    async fn set(&self, width: u32, scheme: &str, locale: &str) -> Value {
        let height = HEIGHTS.iter().find(|(known, _)| *known == width).expect("a width that is known").1;
        self.resize(width, height).await;
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        self.also(&json!({ "locale": locale })).await
    }

    /// Leaves the browser as the next test wants it.
    async fn leave_studio(&self) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "" })).await;
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": false })).await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
        self.resize(1280, 900).await;
    }

    /// What is on the screen.
    async fn take(&self) -> Picture {
        self.until(STEADY).await;
        Picture::read(&self.driver.screenshot_as_png().await.unwrap())
    }

    /// Compares what is seen with the picture that is kept, as soon as it is that.
    async fn picture(&self, name: &str) {
        let file = folder().join(format!("{name}.png"));
        let kept = fs::read(&file).ok().map(|bytes| Picture::read(&bytes));
        let renews = env::var_os("VITRINE_RENEW").is_some();
        let end = Instant::now() + PATIENCE;
        let mut has = self.take().await;
        while kept.as_ref().is_none_or(|kept| differs(kept, &has).is_some()) {
            let again = self.take().await;
            let still = again == has;
            has = again;
            if still && (renews || kept.is_none()) || Instant::now() > end {
                break;
            }
        }
        let place = match &kept {
            Some(kept) => differs(kept, &has),
            None => Some("there is none".to_owned()),
        };
        let Some(place) = place else { return };
        if renews {
            fs::write(&file, has.write()).unwrap();
            return;
        }
        let aside = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        fs::write(&aside, has.write()).unwrap();
        panic!(
            "tests/pictures/{name}.png is no longer so ({}; VITRINE_RENEW=1 writes it anew). What is seen: {}",
            place,
            aside.display()
        );
    }

    /// Opens a path and waits for a thing in it, and for what comes late: the keys, and one's own library in the top
    /// bar wherever it can be looked for.
    async fn see(&self, path: &str, seen: &str) {
        self.goto(path).await;
        self.until(&format!(
            "return document.querySelector('{seen}') && document.querySelector('[data-keys]')
                && document.querySelector('.topbar nav a[href*=\"/collections/\"], [data-state=forbidden], [data-state=signed-out], main .empty.warn')"
        ))
        .await;
    }

    /// Clicks without the pointer, which would leave what it rests on in another colour.
    async fn touch(&self, selector: &str, seen: &str) {
        self.run(&format!("document.querySelector('{selector}').click()")).await;
        self.until(&format!("return document.querySelector('{seen}')")).await;
    }
}

/// A picture of the list, under each of some looks.
macro_rules! looks {
    ($browser:ident, $(($name:literal, $width:literal, $scheme:literal, $locale:literal): $way:expr;)*) => {$(
        let look = $browser.set($width, $scheme, $locale).await;
        $way;
        $browser.picture($name).await;
        $browser.forget(look).await;
    )*};
}

const ROW: &str = "[data-list=collections] [data-row]";
const MEDIUM: &str = "[data-list=media] [data-row]";

async fn pictures_of_lists_are_as_kept() {
    let browser = Browser::studio().await;
    looks! { browser,
        ("collections-1280-light", 1280, "light", "en"): browser.see("/collections", ROW).await;
        ("collections-420-dark-rtl", 420, "dark", "he"): browser.see("/collections", ROW).await;
        ("collections-320-light", 320, "light", "en"): browser.see("/collections", ROW).await;
        ("chosen-1280-dark-rtl", 1280, "dark", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-pick]", "[data-some]").await;
        };
        ("chosen-320-light", 320, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-pick]", "[data-some]").await;
        };
        ("find-1280-dark", 1280, "dark", "en"): browser.see("/collections?find=bio", ROW).await;
        ("find-nothing-420-light", 420, "light", "de"): browser.see("/collections?find=zzzz", "main .empty").await;
    }
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_dialogs_are_as_kept() {
    let browser = Browser::studio().await;
    let share = "[data-row=\"109\"] [data-permissions]";
    looks! { browser,
        ("create-1280-light", 1280, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-create]", "dialog[open] #vt-new-name").await;
        };
        ("create-320-dark-rtl", 320, "dark", "he"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-create]", "dialog[open] #vt-new-name").await;
        };
        ("share-1280-dark", 1280, "dark", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch(share, "dialog[open] [data-permission]").await;
        };
        ("share-320-light-rtl", 320, "light", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch(share, "dialog[open] [data-permission]").await;
        };
        ("delete-420-dark", 420, "dark", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-more]", ".menu:popover-open").await;
            browser.touch(".menu button:last-child", "dialog[open] [data-delete]").await;
        };
        ("menu-320-light-rtl", 320, "light", "he"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-more]", ".menu:popover-open").await;
        };
        ("keys-1280-light-rtl", 1280, "light", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-keys]", "dialog[open] kbd").await;
        };
        ("share-many-420-light", 420, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-pick]", "[data-some]").await;
            browser.touch("[data-act=share]", "dialog[open] [data-recipients]").await;
        };
    }
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_a_collection_are_as_kept() {
    let browser = Browser::studio().await;
    let list = "localStorage.setItem('vitrine.view', 'list')";
    looks! { browser,
        ("grid-1280-light", 1280, "light", "en"): browser.see("/collections/101", MEDIUM).await;
        ("grid-320-dark-rtl", 320, "dark", "he"): browser.see("/collections/101", MEDIUM).await;
        ("medium-420-light-rtl", 420, "light", "ar"): {
            browser.see("/collections/101?media=1001", "dialog[open] dl").await;
        };
        ("no-media-1280-dark", 1280, "dark", "en"): browser.see("/collections/117", "[data-state=empty]").await;
        ("list-1280-dark-rtl", 1280, "dark", "ar"): {
            browser.run(list).await;
            browser.see("/collections/101", MEDIUM).await;
        };
        ("list-420-light", 420, "light", "fr"): browser.see("/collections/101", MEDIUM).await;
    }
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_the_report_and_of_failures_are_as_kept() {
    let browser = Browser::studio().await;
    let report = "/report?of=101,102,109";
    looks! { browser,
        ("report-1280-light", 1280, "light", "en"): browser.see(report, "[data-report]:not(:has([data-progress]))").await;
        ("report-320-dark-rtl", 320, "dark", "he"): browser.see(report, "[data-report]:not(:has([data-progress]))").await;
        ("nothing-there-420-dark", 420, "dark", "en"): browser.see("/no/such/place", "h1").await;
        ("forbidden-1280-light-rtl", 1280, "light", "ar"): {
            browser.fault(r#"{"path": "/api/public/v1/collections", "times": 50, "status": 403}"#).await;
            browser.see("/collections", "[data-state=forbidden]").await;
        };
    }
    browser.clear_faults().await;
    looks! { browser,
        ("sign-in-320-light", 320, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
            browser.touch("[data-row=\"101\"] [data-archive]", "dialog[open]").await;
        };
    }
    browser.clear_faults().await;
    let settings = browser.settings(r#"{"sign_in": {"kind": "gateway"}, "locale": "en"}"#).await;
    let look = browser.set(420, "dark", "en").await;
    browser.forget(look).await;
    browser.see("/collections", "[data-state=signed-out]").await;
    browser.picture("signed-out-420-dark").await;
    browser.forget(settings).await;
    browser.leave_studio().await;
}

async fn pictures_tell_a_moved_button_from_letters_drawn_otherwise() {
    let browser = Browser::studio().await;
    let look = browser.set(1280, "light", "en").await;
    browser.see("/collections", ROW).await;
    let kept = browser.take().await;
    // Letters at another place between two pixels are drawn with other edges.
    browser.run("document.querySelector('main').style.transform = 'translate(.4px, .3px)'").await;
    let has = browser.take().await;
    assert!(kept != has, "nothing was drawn otherwise");
    assert_eq!(differs(&kept, &has), None);
    browser.run("document.querySelector('main').style.transform = ''").await;
    for button in ["[data-create]", "[data-row=\"101\"] [data-permissions]", "[data-row=\"101\"] [data-more]"] {
        for moved in ["8px", "0 8px"] {
            browser.run(&format!("document.querySelector('{button}').style.translate = '{moved}'")).await;
            let has = browser.take().await;
            assert!(differs(&kept, &has).is_some(), "{button} {moved}");
            browser.run(&format!("document.querySelector('{button}').style.translate = ''")).await;
        }
    }
    browser.forget(look).await;
    browser.until(ROWS).await;
    browser.leave_studio().await;
    browser.audit().await;
}
