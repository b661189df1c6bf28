//! A question within the dialog: nothing is done until it is answered.

use web_sys::{HtmlDialogElement, HtmlElement};

use super::desk::Desk;
use crate::{
    dom::{El, Part, el, part, soon},
    signal::StoredValue,
    ui::dialog::give_back_focus,
};

/// What is asked.
pub(super) struct Question {
    pub(super) title: String,
    pub(super) why: String,
    pub(super) no: String,
    pub(super) yes: String,
    pub(super) act: Box<dyn FnOnce()>,
}

/// The question that is being asked, if any.
pub(super) fn question(desk: Desk) -> Part {
    part(move || {
        desk.track_question();
        let question = desk.inner().question.borrow_mut().take();
        question.map(|question| draw(desk, question))
    })
}

fn draw(desk: Desk, question: Question) -> El {
    give_back_focus();
    let dialog = el("dialog");
    let node: HtmlDialogElement = dialog.node();
    let act = StoredValue::new_local(Some(question.act));
    let no = el("button").class("btn push").with(question.no).on("click", move |_| desk.asked());
    let closing = node.clone();
    let yes = el("button").class("btn danger").attr("data-yes", "").with(question.yes).on("click", move |_| {
        let act = act.try_update_value(Option::take).flatten();
        // At once: what lies behind can't be focused before.
        closing.close();
        desk.asked();
        if let Some(act) = act {
            act();
        }
    });
    let first: HtmlElement = no.node();
    let dialog = dialog
        .class("small ask")
        .attr("role", "alertdialog")
        .attr("aria-labelledby", "vt-ask")
        .attr("aria-describedby", "vt-ask-why")
        .on("cancel", move |event| {
            event.prevent_default();
            desk.asked();
        })
        // The dialog around it would take its backdrop for its own.
        .on("click", |event| event.stop_propagation())
        .with(el("header").with(el("h2").attr("id", "vt-ask").with(question.title)))
        .with(el("div").class("body").with(el("p").attr("id", "vt-ask-why").with(question.why)))
        .with(el("footer").with(no).with(yes));
    soon(move || {
        if !node.open() {
            // Fails only for a dialog that has been taken out again.
            let _ = node.show_modal();
            let _ = first.focus();
        }
    });
    dialog
}
