//! Somebody with nothing but a keyboard: what they can do to a page is to press keys. The browser is behind them, so
//! that no test here can click, or have a script press.

use serde_json::Value;
use thirtyfour::Key;

use crate::support::Browser;

/// So often Tab is pressed at most on the way to a place: through a whole page of rows.
const FAR: usize = 150;

/// So long (ms) something may take to hold.
const LIMIT: u32 = 10_000;

/// `$` finds one in the page, or in the element in it.
const FIND: &str = "const top = document.querySelector('vitrine-collections')?.shadowRoot ?? document;
    const $ = (selector) => top.querySelector(selector);";

/// What has the focus, inside of an element too.
const AT: &str =
    "let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;";

pub(super) struct Hands(Browser);

impl Hands {
    /// At an address, once this is there and so are the keys.
    pub(super) async fn at(path: &str, seen: &str) -> Self {
        Self::on(Browser::open(path).await, seen).await
    }

    /// At a browser that stands where it should.
    pub(super) async fn on(browser: Browser, seen: &str) -> Self {
        let hands = Self(browser);
        hands.sees(seen).await;
        hands.sees("[data-keys]").await;
        hands
    }

    /// Waits until something is there: in the page, or in the element in it.
    pub(super) async fn sees(&self, selector: &str) {
        self.holds(&format!("$('{selector}')")).await;
    }

    /// Waits until something is no longer there.
    pub(super) async fn misses(&self, selector: &str) {
        self.holds(&format!("!$('{selector}')")).await;
    }

    /// Waits until something holds. `$` finds one in the page, or in the element in it; `at` has the focus.
    pub(super) async fn holds(&self, condition: &str) {
        if !self.0.holds(&format!("{FIND}{AT} return {condition}"), LIMIT).await {
            panic!("never held: {condition}; the focus is at {}", self.focus().await);
        }
    }

    /// What has the focus, in short.
    async fn focus(&self) -> Value {
        self.0.run(&format!("{AT} return at.outerHTML.slice(0, 200)")).await
    }

    /// Waits until this has the focus.
    pub(super) async fn stands_at(&self, selector: &str) {
        self.holds(&format!("at.matches('{selector}')")).await;
    }

    /// Waits until what has the focus begins with these words.
    pub(super) async fn stands_at_text(&self, text: &str) {
        self.holds(&format!("at.textContent.startsWith('{text}')")).await;
    }

    /// Presses keys, one after the other.
    pub(super) async fn press(&self, keys: impl Into<thirtyfour::TypingData>) {
        self.0.press(keys).await;
    }

    /// Presses a key while another one is held.
    pub(super) async fn chord(&self, held: Key, key: impl Into<char>) {
        self.0.chord(held, key).await;
    }

    pub(super) async fn enter(&self) {
        self.press(Key::Enter + "").await;
    }

    pub(super) async fn escape(&self) {
        self.press(Key::Escape + "").await;
    }

    /// Goes to a place by Tab.
    pub(super) async fn tab(&self, to: &str) {
        self.walk(to, false).await;
    }

    /// Goes to a place by Tab, backwards.
    pub(super) async fn back_tab(&self, to: &str) {
        self.walk(to, true).await;
    }

    async fn walk(&self, to: &str, back: bool) {
        let there = format!("{AT} return at.matches('{to}')");
        for _ in 0..FAR {
            if back {
                self.0.chord(Key::Shift, Key::Tab).await;
            } else {
                self.press(Key::Tab + "").await;
            }
            if self.0.run(&there).await == true {
                return;
            }
        }
        panic!("after {FAR} Tabs no {to}; the focus is at {}", self.focus().await);
    }

    /// Goes to a control by Tab and presses Enter.
    pub(super) async fn use_control(&self, control: &str) {
        self.tab(control).await;
        self.enter().await;
    }

    /// Walks the rows down to one, from wherever it is outside of a field.
    pub(super) async fn row(&self, id: u32) {
        self.press(Key::Home + "").await;
        self.holds("at.matches('[data-list] a.name')").await;
        for _ in 0..FAR {
            if self.0.run(&format!("{AT} return at.matches('[data-row=\"{id}\"] a.name')")).await == true {
                return;
            }
            self.press(Key::Down + "").await;
        }
        panic!("no arrow leads to the row {id}");
    }

    /// The browser's own way back.
    pub(super) async fn back(&self) {
        self.0.back().await;
    }

    /// Has the server do something else than usual.
    pub(super) async fn fault(&self, fault: &str) {
        self.0.fault(fault).await;
    }

    pub(super) async fn clear_faults(&self) {
        self.0.clear_faults().await;
    }

    /// Has no longer what [`Browser::prepare`] gave.
    pub(super) async fn forget(&self, script: Value) {
        self.0.forget(script).await;
    }

    /// From here on what is downloaded is in `saved`.
    pub(super) async fn keep_downloads(&self) {
        self.0.keep_downloads().await;
    }

    /// The work is done: the focus is where it goes on, and nothing that axe-core checks is wrong.
    pub(super) async fn done(&self, focus: &str) {
        self.stands_at(focus).await;
        self.0.audit().await;
    }
}
