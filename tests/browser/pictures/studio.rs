//! Where pictures are taken: the same light, the same font, and nothing that moves.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{compare::differs, picture::Picture};
use crate::support::Browser;

/// So long what is on its way may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// How high a window is at each width: a laptop, a phone, a small phone.
const HEIGHTS: [(u32, u32); 3] = [(1280, 800), (420, 800), (320, 640)];

/// The one font that every machine with the browser has, which lacks what some names are written in; and nothing that
/// moves or comes and goes by itself.
const STEADY: &str = "
    const tops = [document, ...[...document.querySelectorAll('vitrine-collections')].map(({ shadowRoot }) => shadowRoot)];
    if (!window.steady) {
      window.steady = new CSSStyleSheet();
      steady.replaceSync(`:root, .vt { --vt-font: 'DejaVu Sans' !important }
        * { caret-color: transparent !important; scrollbar-width: none !important }`);
    }
    const strange = /[^\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Common}\\p{Script=Inherited}]|\\p{Emoji_Presentation}/gu;
    for (const top of tops) {
      if (!top.adoptedStyleSheets.includes(steady)) top.adoptedStyleSheets = [...top.adoptedStyleSheets, steady];
      const walker = document.createTreeWalker(top.body ?? top, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const steady = walker.currentNode.data.replace(strange, 'x');
        if (steady !== walker.currentNode.data) walker.currentNode.data = steady;
      }
    }
    const all = (selector) => tops.flatMap((top) => [...top.querySelectorAll(selector)]);
    for (const picture of all('img')) picture.loading = 'eager';
    return all('img').every(({ complete }) => complete) && (";

/// All of it is there.
const ALL: &str = "all('[data-keys]').length && !all('.bones, [aria-busy=true]').length";
/// What is there is what stands for what is awaited.
pub(super) const AWAITED: &str = "all('[data-keys]').length && all('.bones').length";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

impl Browser {
    /// Opens the list where pictures are taken.
    pub(super) async fn studio() -> Self {
        let browser = Self::open("/no/such/place").await;
        browser.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "UTC" })).await;
        browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        browser
    }

    /// From now on pages have this width, these colours and this language.
    pub(super) async fn set(&self, width: u32, scheme: &str, locale: &str) -> Value {
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
    pub(super) async fn leave_studio(&self) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "" })).await;
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": false })).await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
        self.resize(1280, 900).await;
    }

    /// What is on the screen.
    pub(super) async fn take(&self) -> Picture {
        self.take_once(ALL).await
    }

    /// What is on the screen as soon as something holds there.
    async fn take_once(&self, holds: &str) -> Picture {
        self.until(&format!("{STEADY} {holds})")).await;
        Picture::read(&self.driver.screenshot_as_png().await.unwrap())
    }

    /// Compares what is seen with the picture that is kept, as soon as it is that.
    pub(super) async fn picture(&self, name: &str) {
        self.picture_once(name, ALL).await;
    }

    /// The same, of what is on the screen while something holds there.
    pub(super) async fn picture_once(&self, name: &str, holds: &str) {
        let file = folder().join(format!("{name}.png"));
        let kept = fs::read(&file).ok().map(|bytes| Picture::read(&bytes));
        let renews = env::var_os("VITRINE_RENEW").is_some();
        let end = Instant::now() + PATIENCE;
        let mut has = self.take_once(holds).await;
        while kept.as_ref().is_none_or(|kept| differs(kept, &has).is_some()) {
            let again = self.take_once(holds).await;
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
    pub(super) async fn see(&self, path: &str, seen: &str) {
        self.goto(path).await;
        self.until(&format!(
            "return document.querySelector('{seen}') && document.querySelector('[data-keys]')
                && document.querySelector('.topbar nav a[href*=\"/collections/\"], [data-state=forbidden], [data-state=signed-out], main .empty.warn')"
        ))
        .await;
    }

    /// Clicks without the pointer, which would leave what it rests on in another colour.
    pub(super) async fn touch(&self, selector: &str, seen: &str) {
        self.run(&format!("document.querySelector('{selector}').click()")).await;
        self.until(&format!("return document.querySelector('{seen}')")).await;
    }
}
