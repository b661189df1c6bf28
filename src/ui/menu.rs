//! A menu: the browser's popover for lying above and being dismissed, the ARIA pattern's keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::{Icon, icon};
use crate::dom::{El, el, soon};
use crate::signal::RwSignal;

/// One line of a menu.
pub(super) struct Entry {
    icon: Icon,
    text: String,
    act: Box<dyn Fn()>,
}

/// A line that does something.
pub(super) fn entry(icon: Icon, text: String, act: impl Fn() + 'static) -> Entry {
    Entry { icon, text, act: Box::new(act) }
}

/// A menu at its button, open as soon as it is drawn.
pub(super) fn menu(button: &HtmlElement, open: RwSignal<bool>, entries: Vec<Entry>) -> El {
    let back = button.clone();
    let line = |entry: Entry| {
        let button = back.clone();
        el("button").attr("role", "menuitem").attr("tabindex", "-1").with(icon(entry.icon)).with(entry.text).on(
            "click",
            move |_| {
                open.set(false);
                // Before the act: a dialog that it opens gives the focus back to where it is now.
                let _ = button.focus();
                (entry.act)();
            },
        )
    };
    let menu = el("div")
        .class("menu")
        .attr("role", "menu")
        .attr("popover", "auto")
        .with(entries.into_iter().map(line).collect::<Vec<_>>())
        .on("keydown", key)
        // Dismissed by the browser: by Escape, or by a click elsewhere.
        .on("toggle", move |event| {
            let shown = event
                .target()
                .is_some_and(|menu| menu.unchecked_ref::<HtmlElement>().matches(":popover-open").unwrap_or_default());
            if !shown {
                let _ = open.try_set(false);
            }
        });
    let (menu_node, button) = (menu.node::<HtmlElement>(), button.clone());
    soon(move || show(&menu_node, &button));
    menu
}

/// Shows the menu under its button, or above it where there is no room, its end under the button's end.
fn show(menu: &HtmlElement, button: &HtmlElement) {
    // Fails only for a menu that has been taken out again.
    let _ = menu.show_popover();
    let (at, size) = (button.get_bounding_client_rect(), menu.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let top = if at.bottom() + size.height() > height { at.top() - size.height() } else { at.bottom() };
    let rtl = button.matches(":dir(rtl)").unwrap_or_default();
    let left = if rtl { at.left() } else { at.right() - size.width() };
    for (name, value) in [("top", top), ("left", left)] {
        // Whole pixels, as an integer: writing a fraction as text would add 5 kB.
        let _ = menu.style().set_property(name, &((value.max(0.0) as i32).to_string() + "px"));
    }
    focus(menu.first_element_child());
}

fn focus(line: Option<web_sys::Element>) {
    if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        // A line that can't be focused leaves the focus where it is.
        let _ = line.focus();
    }
}

/// Up and down go around, Home and End to the ends, Tab leaves; Escape is the popover's.
fn key(event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    let Some(menu) = event.current_target().and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) else { return };
    let at =
        event.target().and_then(|line| line.dyn_into::<Element>().ok()).filter(|line| !line.is_same_node(Some(&menu)));
    let next = match event.key().as_str() {
        "ArrowDown" => at.and_then(|line| line.next_element_sibling()).or_else(|| menu.first_element_child()),
        "ArrowUp" => at.and_then(|line| line.previous_element_sibling()).or_else(|| menu.last_element_child()),
        "Home" => menu.first_element_child(),
        "End" => menu.last_element_child(),
        "Tab" => {
            let _ = menu.hide_popover();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    focus(next);
}
