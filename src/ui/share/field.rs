//! The field for recipients: what is typed or pasted becomes chips.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::{chip, desk::Desk};
use crate::{
    api::Level,
    dom::{El, Nodes, each, el, item, nodes, part},
    recipients::{Recipient, parse},
    sharing::is_complete,
    signal::Memo,
};

/// How long (ms) typing rests before who has the address is asked for.
const REST: u64 = 300;

/// The field and the level for all; `add` stands beside them.
pub(super) fn recipients(desk: Desk, add: Option<El>) -> Nodes {
    let i18n = desk.app().i18n;
    let chips = move || {
        let keys: Vec<u64> = desk.read(|sharing| sharing.chips().iter().map(|chip| chip.key).collect());
        keys.into_iter().map(|key| item(key, move || chip::chip(desk, key))).collect()
    };
    let field = el("textarea")
        .attr("rows", "1")
        .attr("autofocus", "")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("data-recipients", "")
        .attr("aria-label", i18n.share_field())
        .attr("aria-describedby", "vt-share-hint")
        .attr("placeholder", move || desk.read(|sharing| sharing.chips().is_empty()).then(|| i18n.share_hint()))
        .on("input", move |event| typed(desk, &event))
        .on("focusout", move |_| {
            if !desk.inner().held.get() {
                desk.commit();
            }
        });
    let node: HtmlTextAreaElement = field.node();
    desk.set_field(node);
    let to = el("div")
        .class("field to")
        .on("keydown", move |event| key(desk, &event))
        .on("click", move |event| {
            let itself = event.target().is_some_and(|target| target.dyn_ref::<Element>().is_some_and(is_the_box));
            if itself {
                desk.focus_field();
            }
        })
        .with(el("ul").attr("aria-label", i18n.share_chips()).with(each(chips)))
        .with(field);
    let row =
        el("div").class("adder").with(el("div").with(to).with(suggestion(desk))).with(level_for_all(desk)).with(add);
    let hint = move || {
        let (by_id, may_edit) = desk.read(|sharing| (sharing.by_id_only(), sharing.may_edit));
        match (by_id, may_edit) {
            (true, true) => i18n.share_by_id(),
            (true, false) => i18n.share_by_id() + " " + &i18n.share_view_only(),
            (false, true) => String::new(),
            (false, false) => i18n.share_view_only(),
        }
    };
    nodes().with(row).with(el("p").class("hint").attr("id", "vt-share-hint").attr("role", "status").with(hint))
}

/// The button that adds.
pub(super) fn add_button(desk: Desk) -> El {
    let i18n = desk.app().i18n;
    let nothing = move || {
        let empty = desk.typed().is_none();
        desk.read(|sharing| {
            sharing.is_adding() || (empty && sharing.chips().iter().all(|chip| sharing.condition(chip).is_stuck()))
        })
    };
    el("button")
        .class("btn primary")
        .attr("data-add", "")
        .attr("aria-disabled", nothing)
        .with(i18n.share_add())
        .on("click", move |_| add(desk))
}

fn is_the_box(element: &Element) -> bool {
    element.class_list().contains("to")
}

/// While a pointer is down no chips are made of what was typed: the button under it would move away. Its click
/// is over when the dialog hears of it.
pub(super) fn follow_pointer(desk: Desk, dialog: El) -> El {
    dialog.on("pointerdown", move |_| desk.inner().held.set(true)).on("click", move |_| {
        desk.inner().held.set(false);
        let in_field = desk.field().is_some_and(|field| field.matches(":focus").unwrap_or_default());
        if !in_field {
            desk.commit();
        }
    })
}

/// Adds what can be added, or goes to what stands in the way.
fn add(desk: Desk) {
    desk.commit();
    let mut any = false;
    desk.act(|sharing| any = sharing.add());
    if any {
        return;
    }
    let to = desk.field().and_then(|field| field.parent_element());
    let bad = to.and_then(|to| to.query_selector(".bad .word, .mini").ok().flatten());
    match bad.and_then(|bad| bad.dyn_into::<HtmlElement>().ok()) {
        Some(bad) => {
            let _ = bad.focus();
        }
        None => desk.focus_field(),
    }
}

fn typed(desk: Desk, event: &Event) {
    desk.inner().held.set(false);
    let kind = js_sys::Reflect::get(event, &JsValue::from_str("inputType")).ok();
    let kind = kind.and_then(|kind| kind.as_string()).unwrap_or_default();
    let text = event_target_value(event);
    if kind != "insertCompositionText" && is_complete(&text, kind.starts_with("insertFrom")) {
        desk.commit();
        return;
    }
    let address = address(&text);
    desk.heard(text);
    if let (Some(address), Some(field)) = (address, desk.field()) {
        let desk = desk.inner();
        let look = move || {
            // Only if it has rested there: the field is asked, which outlives what is drawn.
            if self::address(&field.value()).as_ref() == Some(&address) {
                desk.act(|sharing| sharing.ask_for(&address));
            }
        };
        set_timeout(look, Duration::from_millis(REST));
    }
}

/// The address that is being typed.
fn address(text: &str) -> Option<String> {
    match parse(text).pop() {
        Some(Recipient::Email { address, .. }) if address.contains('.') => Some(address),
        _ => None,
    }
}

/// Who it is whose address is being typed.
fn suggestion(desk: Desk) -> El {
    let found = Memo::new(move |_| {
        let address = address(&desk.typed()?)?;
        let name = desk.read(|sharing| sharing.suggestion(&address))?;
        Some(name + " · " + &address)
    });
    let draw = move |text: String| {
        el("button").class("btn quiet").attr("data-suggestion", "").with(el("bdi").with(text)).on("click", move |_| {
            desk.commit();
            desk.focus_field();
        })
    };
    el("div").class("suggestion").attr("role", "status").with(part(move || found.get().map(draw)))
}

/// The level for all that have none of their own.
fn level_for_all(desk: Desk) -> El {
    let i18n = desk.app().i18n;
    level_choice(
        desk,
        i18n.share_level(),
        move || desk.read(|sharing| sharing.level.clone()),
        move |level| {
            desk.act(|sharing| sharing.level = level);
        },
    )
    .class("field")
}

/// A choice between the levels that can be given; the one that is above the person's own can be seen.
pub(super) fn level_choice(
    desk: Desk,
    label: String,
    now: impl Fn() -> Level + 'static,
    chosen: impl Fn(Level) + 'static,
) -> El {
    let i18n = desk.app().i18n;
    let may_not = move || !desk.read(|sharing| sharing.may_edit);
    el("select")
        .attr("aria-label", label)
        .attr("aria-describedby", "vt-share-hint")
        .on("change", move |event| chosen(Level::from(event_target_value(&event).as_str())))
        .with(el("option").attr("value", "view").with(i18n.level_view()))
        .with(el("option").attr("value", "edit").attr("disabled", may_not).with(i18n.level_edit()))
        .prop("value", move || JsValue::from_str(now().word()))
}

/// Keys of the field and of the chips in it.
fn key(desk: Desk, event: &Event) {
    let event: &KeyboardEvent = event.unchecked_ref();
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let Some(list) = event.current_target().and_then(|to| to.unchecked_into::<Element>().first_element_child()) else {
        return;
    };
    let rtl = list.matches(":dir(rtl)").unwrap_or_default();
    let (before, after) = if rtl { ("ArrowRight", "ArrowLeft") } else { ("ArrowLeft", "ArrowRight") };
    let pressed = event.key();
    let chip = target.closest("li").ok().flatten();
    let done = match chip {
        None if event.is_composing() => false,
        None if pressed == "Enter" => {
            desk.commit();
            true
        }
        // Held down, it does not go on from the letters to the chips.
        None => {
            let empty = desk.field().is_some_and(|field| field.value().is_empty());
            let back = pressed == before || (pressed == "Backspace" && !event.repeat());
            empty && back && focus_chip(list.last_element_child())
        }
        // The arrows are a select's own.
        Some(_) if target.tag_name() == "SELECT" => false,
        Some(chip) => match pressed.as_str() {
            key if key == before => focus_chip(chip.previous_element_sibling()),
            key if key == after => {
                if !focus_chip(chip.next_element_sibling()) {
                    desk.focus_field();
                }
                true
            }
            "Home" => focus_chip(list.first_element_child()),
            "End" => {
                desk.focus_field();
                true
            }
            "Backspace" | "Delete" => {
                chip::remove(desk, &chip);
                true
            }
            _ => false,
        },
    };
    if done {
        event.prevent_default();
    }
}

/// Puts the focus on a chip; whether there is one.
pub(super) fn focus_chip(chip: Option<Element>) -> bool {
    let word = chip.and_then(|chip| chip.query_selector(".word").ok().flatten());
    let Some(word) = word.and_then(|word| word.dyn_into::<HtmlElement>().ok()) else { return false };
    // A chip that has gone can't be focused.
    word.focus().is_ok()
}
