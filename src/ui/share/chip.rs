//! One recipient in the field.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::{
    desk::Desk,
    field::{focus_chip, level_choice},
    words,
};
use crate::{
    api::Level,
    dom::{El, Nodes, el, nodes, part},
    recipients::Recipient,
    sharing::{Chip, Condition, Sharing},
    signal::Memo,
    ui::{Icon, icon},
};

/// What a chip looks like: it is drawn anew only when this changes.
#[derive(Clone, PartialEq)]
struct Face {
    word: String,
    condition: Condition,
    level: Level,
    current: bool,
}

/// The chip with this key.
pub(super) fn chip(desk: Desk, key: u64) -> El {
    let i18n = desk.app().i18n;
    let face = Memo::new(move |_| {
        let current = desk.is_current(key);
        desk.read(|sharing| sharing.chip(key).map(|chip| face_of(desk, sharing, chip, current)))
    });
    let word = move || face.with(|face| face.as_ref().map(|face| face.word.clone()));
    let about = move || face.with(|face| face.as_ref().and_then(|face| words::about_chip(i18n, &face.condition)));
    let bad = move || face.with(|face| face.as_ref().is_some_and(|face| face.condition.is_wrong()));
    // What is being sent can be neither edited nor taken away.
    let busy = move || face.with(|face| face.as_ref().is_some_and(|face| face.condition == Condition::Sending));
    let tab = move || if face.with(|face| face.as_ref().is_some_and(|face| face.current)) { "0" } else { "-1" };
    let sign = move || bad().then(|| icon(Icon::WARNING));
    let label = move |say: fn(crate::i18n::I18n, &str) -> String| move || word().map(|word| say(i18n, &word));
    // Only what the controls depend on: one that has the focus keeps it.
    let controls = Memo::new(move |_| {
        face.with(|face| match face.as_ref().map(|face| &face.condition) {
            Some(Condition::PersonOrGroup) => Controls::Kinds,
            Some(Condition::Ready) => Controls::Level,
            Some(Condition::Failed(_)) => Controls::Again,
            _ => Controls::None,
        })
    });
    let level = move || face.with(|face| face.as_ref().map_or(Level::View, |face| face.level.clone()));
    let draw = move |controls: Controls| -> Nodes {
        // The controls are not to be drawn anew for what does not concern them: they may have the focus.
        let name = untrack(word).unwrap_or_default();
        match controls {
            Controls::None => nodes(),
            Controls::Kinds => nodes()
                .with(kind(desk, key, false).attr("tabindex", tab))
                .with(kind(desk, key, true).attr("tabindex", tab)),
            Controls::Level => {
                let choice = level_choice(desk, i18n.share_level_of(&name), level, move |level| {
                    desk.act(|sharing| {
                        let level = Some(level).filter(|level| *level != sharing.level);
                        sharing.set_level(key, level);
                    });
                });
                nodes().with(choice.attr("tabindex", tab))
            }
            Controls::Again => nodes().with(
                el("button")
                    .class("mini")
                    .attr("data-again", "")
                    .attr("aria-label", i18n.share_again(&name))
                    .attr("tabindex", tab)
                    .with(i18n.act_retry())
                    .on("click", move |_| {
                        desk.focus_field();
                        desk.act(|sharing| {
                            sharing.try_again(key);
                        });
                    }),
            ),
        }
    };
    let edit = move |_| {
        desk.commit();
        let mut text = None;
        desk.act(|sharing| text = sharing.take(key));
        if let Some(text) = text {
            desk.write(&text);
            desk.focus_field();
        }
    };
    el("li")
        .class(move || if bad() { "chip bad" } else { "chip" })
        .attr("data-chip", key.to_string())
        .attr("data-busy", busy)
        .on("focusin", move |_| {
            if tab() == "-1" {
                desk.set_current(key);
            }
        })
        .with(
            el("button")
                .class("word")
                .attr("aria-disabled", busy)
                .attr("title", label(crate::i18n::I18n::share_edit))
                .attr("tabindex", tab)
                .with(part(sign))
                .with(el("bdi").with(word))
                .with(el("span").class("why").with(about))
                .on("click", edit),
        )
        .with(
            el("span").class("does").with(part(move || draw(controls.get()))).with(
                el("button")
                    .class("drop")
                    .attr("hidden", busy)
                    .attr("aria-label", label(crate::i18n::I18n::share_drop))
                    .attr("tabindex", tab)
                    .with(icon(Icon::CROSS))
                    .on("click", move |event| {
                        let button = event.target().map(wasm_bindgen::JsCast::unchecked_into::<Element>);
                        if let Some(chip) = button.and_then(|button| button.closest("li").ok().flatten()) {
                            remove(desk, &chip);
                        }
                    }),
            ),
        )
}

/// What can be done in a chip beside editing and removing it.
#[derive(Clone, Copy, PartialEq)]
enum Controls {
    None,
    Kinds,
    Level,
    Again,
}

fn face_of(desk: Desk, sharing: &Sharing, chip: &Chip, current: bool) -> Face {
    let i18n = desk.app().i18n;
    let word = match &chip.recipient {
        Recipient::Person(id) => i18n.access_person(&id.to_string()),
        Recipient::Group(id) => i18n.access_group(&id.to_string()),
        _ => sharing.name_of(chip).unwrap_or_else(|| chip.text()),
    };
    Face { word, condition: sharing.condition(chip), level: sharing.level_of(chip), current }
}

/// A number is a person's or a group's.
fn kind(desk: Desk, key: u64, group: bool) -> El {
    let i18n = desk.app().i18n;
    el("button").class("mini").with(if group { i18n.share_group() } else { i18n.share_person() }).on(
        "click",
        move |event| {
            let chip = chip_of(&event);
            desk.act(|sharing| sharing.decide(key, group));
            // The two buttons go, and where it repeats another, the chip.
            let stays = desk.peek(|sharing| sharing.chip(key).is_some());
            if !stays || !focus_chip(chip) {
                desk.focus_field();
            }
        },
    )
}

/// The chip that an event is about.
fn chip_of(event: &Event) -> Option<Element> {
    event.target()?.unchecked_into::<Element>().closest("li").ok().flatten()
}

/// Takes a chip away; the focus goes to its neighbour.
pub(super) fn remove(desk: Desk, chip: &Element) {
    let key = chip.get_attribute("data-chip").and_then(|key| key.parse().ok());
    let Some(key) = key else { return };
    let mut taken = None;
    desk.act(|sharing| taken = sharing.take(key));
    if taken.is_none() {
        return;
    }
    if !focus_chip(chip.next_element_sibling()) && !focus_chip(chip.previous_element_sibling()) {
        desk.focus_field();
    }
}
