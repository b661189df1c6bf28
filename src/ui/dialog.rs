//! A modal dialog: the browser's own, so that focus, Escape and what lies behind are as people know them.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::{Icon, icon};
use crate::{
    app::{use_app, use_i18n},
    dom::{Child, El, el, soon},
    signal::StoredValue,
};

thread_local! {
    /// Counts the dialogs: one may open over another, and each needs a name of its own.
    static COUNT: Cell<u32> = const { Cell::new(0) };
}

/// The id of the title of the dialog that is being made.
fn title_id() -> String {
    "vt-dialog-".to_owned() + &COUNT.get().to_string()
}

/// Opens as soon as it is drawn; `close` is called for Escape, the backdrop and the close button, and the
/// focus then goes back to where it was.
pub(super) fn dialog(
    class: &'static str,
    heading: impl Child,
    sub: Option<String>,
    close: impl Fn() + Clone + 'static,
    children: impl Child,
) -> El {
    let i18n = use_i18n();
    give_back_focus();
    let title = title_id();
    COUNT.set(COUNT.get().wrapping_add(1));
    let (cancel, backdrop, button) = (close.clone(), close.clone(), close);
    let dialog = el("dialog")
        .class(class)
        .attr("aria-labelledby", title.clone())
        .on("cancel", move |event| {
            event.prevent_default();
            cancel();
        })
        .on("click", move |event| {
            // The element itself is hit only outside of what it holds: on the backdrop.
            if event.target().is_some_and(|target| target.is_instance_of::<HtmlDialogElement>()) {
                backdrop();
            }
        })
        .with(
            bare("header")
                .with(
                    el("div")
                        .with(el("h2").attr("id", title).with(heading))
                        .with(sub.map(|sub| el("p").class("meta").with(sub))),
                )
                .with(
                    el("button")
                        .class("btn quiet")
                        .attr("aria-label", i18n.act_close())
                        .with(icon(Icon::CROSS))
                        .on("click", move |_| button()),
                ),
        )
        .with(children);
    let node: HtmlDialogElement = dialog.node();
    soon(move || {
        if !node.open() {
            // Fails only for a dialog that has been taken out again, which then needs no opening.
            let _ = node.show_modal();
        }
    });
    dialog
}

/// The head or the foot of a dialog. By itself it would be a landmark, as if it were the page's.
pub(super) fn bare(name: &'static str) -> El {
    el(name).attr("role", "none")
}

/// What scrolls in a dialog, reachable by keyboard. It is made before its dialog, and named by its title.
pub(super) fn body() -> El {
    el("div").class("body").attr("tabindex", "0").attr("role", "region").attr("aria-labelledby", title_id())
}

/// Gives the focus back to what has it now, once what is being drawn has gone.
pub(super) fn give_back_focus() {
    let root = use_app().root;
    let opener = root.active().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let opener = StoredValue::new_local(opener);
    on_cleanup(move || {
        let opener = opener.try_get_value().flatten();
        soon(move || match opener.filter(|opener| opener.is_connected()) {
            Some(opener) => {
                let _ = opener.focus();
            }
            None => super::focus_heading(root),
        });
    });
}
