//! Keys on top of the native tab order. They work while the focus is in this instance, or in no place of its page,
//! and never where something is typed or a dialog is open; they can be turned off.

mod act;
mod help;
mod hint;
mod hold;
mod key;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, KeyboardEvent};

use self::key::Key;
use super::media::storage;
use crate::{
    app::App,
    dom::{self, Nodes, Root, el, listen, nodes, part},
    signal::{RwSignal, StoredValue},
};

/// Under which name it is kept that somebody wants none.
const KEPT: &str = "vitrine.keys";
const OFF: &str = "off";

/// Where nothing but Escape is ours: something is typed or chosen there.
const TYPING: &str = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/// A field that a key led to.
#[derive(Clone)]
struct Visit {
    field: HtmlInputElement,
    /// What had the focus before.
    before: Option<HtmlElement>,
    /// What stood in the field, where that decides which rows there are.
    sought: Option<String>,
}

/// What the keys of one instance share.
#[derive(Clone, Copy)]
struct Keys {
    app: App,
    on: RwSignal<bool>,
    /// Whether the dialog is open.
    shown: RwSignal<bool>,
    /// The field that a key led to.
    visit: StoredValue<Option<Visit>>,
}

/// Listens, and draws the way to the dialog below everything else.
pub(crate) fn keys(app: App) -> Nodes {
    let root = app.root;
    let on = storage(root).and_then(|storage| storage.get_item(KEPT).ok().flatten()).as_deref() != Some(OFF);
    let keys = Keys { app, on: RwSignal::new(on), shown: RwSignal::new(false), visit: StoredValue::new_local(None) };
    if let Some(target) = target(root) {
        listen(&target, "keydown", move |event| keys.pressed(event.unchecked_ref()));
        listen(&target, "submit", move |_| keys.submitted());
    }
    hint::follow(keys, hold::follow(root));
    request_animation_frame(move || keys.catch_up());
    // In somebody else's page the end of the page is theirs.
    let foot = el(if root.is_embedded() { "div" } else { "footer" }).class("foot").with(
        el("button")
            .class("btn quiet")
            .attr("data-keys", "")
            .attr("aria-haspopup", "dialog")
            .with(app.i18n.keys_open())
            .on("click", move |_| keys.shown.set(true)),
    );
    nodes().with(foot).with(part(move || keys.shown.get().then(|| help::dialog_of(keys))))
}

/// The page as a whole, or an element's own part of somebody else's page.
fn target(root: Root) -> Option<EventTarget> {
    if root.is_embedded() { root.find(".vt").map(Into::into) } else { Some(document().into()) }
}

impl Keys {
    fn turn(self, on: bool) {
        self.on.set(on);
        if let Some(storage) = storage(self.app.root) {
            // Full or forbidden storage only means that the choice is not remembered.
            let _ = if on { storage.remove_item(KEPT) } else { storage.set_item(KEPT, OFF) };
        }
    }

    /// Carries out the key that was pressed last before these were listened to, unless something else was done since:
    /// `boot.js` has kept it.
    fn catch_up(self) {
        // All may have been drawn anew by now.
        if self.on.try_get_untracked().is_none() || self.app.root.is_embedded() {
            return;
        }
        let Some(app) = document().get_element_by_id("app") else { return };
        let last = Reflect::get(&app, &"last".into()).ok();
        // Not once more where all is drawn anew.
        let _ = Reflect::set(&app, &"last".into(), &JsValue::UNDEFINED);
        if let Some(event) = last.and_then(|last| last.dyn_into::<KeyboardEvent>().ok()) {
            self.pressed(&event);
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let root = self.app.root;
        let Some(target) = dom::target(event) else { return };
        let within = |selector| target.closest(selector).ok().flatten().is_some();
        if event.key() == "Escape" {
            if within("dialog, .menu") {
                // The browser closes it, and nothing around it is to close too.
                event.stop_propagation();
            } else if self.leave(&target) {
                event.prevent_default();
            }
            return;
        }
        let held = event.ctrl_key() || event.meta_key() || event.alt_key();
        if held || event.default_prevented() || !self.on.get_untracked() {
            return;
        }
        if within(TYPING) || root.find("dialog[open], .menu:popover-open").is_some() {
            return;
        }
        let Some(key) = key::read(&event.key(), &event.code(), event.shift_key()) else { return };
        // A key that is held walks on, and does nothing else twice.
        if event.repeat() && !matches!(key, Key::Walk(_)) {
            return;
        }
        if self.act(key, &target) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// What was typed is sent: who came by a key goes back to where the work goes on.
    fn submitted(self) {
        if let Some(Visit { field, .. }) = self.visit.get_value()
            && self.app.root.active().is_some_and(|active| active.is_same_node(Some(&field)))
        {
            self.leave(&field);
        }
    }

    /// Leaves the field that a key led to, if this is it.
    fn leave(self, field: &Element) -> bool {
        let Some(Visit { field: visited, before, sought }) = self.visit.get_value() else { return false };
        if !visited.is_same_node(Some(field)) {
            return false;
        }
        self.visit.set_value(None);
        let root = self.app.root;
        // What is found is below the heading, and the row may be gone then; a page that is turned keeps its rows.
        let same = sought.is_none_or(|sought| sought == visited.value());
        match before.filter(|before| same && before.is_connected()) {
            Some(before) => {
                // One that can't be focused leaves the focus where it is.
                let _ = before.focus();
            }
            None => _ = root.focus("h1"),
        }
        true
    }
}
