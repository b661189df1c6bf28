//! A question within a dialog: nothing is done until it is answered.

use web_sys::{HtmlDialogElement, HtmlElement};

use super::dialog::{bare, give_back_focus};
use crate::{
    dom::{El, Part, el, part, soon},
    signal::{RwSignal, StoredValue},
};

/// What is asked.
pub(super) struct Question {
    pub(super) title: String,
    pub(super) why: String,
    pub(super) no: String,
    pub(super) yes: String,
    pub(super) act: Box<dyn FnOnce()>,
}

/// The question of one dialog, if one is being asked.
#[derive(Clone, Copy)]
pub(super) struct Within {
    question: StoredValue<Option<Question>>,
    /// Counted on whenever one is asked, or answered.
    turn: RwSignal<u32>,
}

impl Within {
    pub(super) fn new() -> Self {
        Self { question: StoredValue::new_local(None), turn: RwSignal::new(0) }
    }

    /// Asks the person.
    pub(super) fn ask(self, question: Question) {
        self.question.set_value(Some(question));
        self.over();
    }

    fn over(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Where the question is drawn: in the dialog.
    pub(super) fn part(self) -> Part {
        part(move || {
            self.turn.track();
            let question = self.question.try_update_value(Option::take).flatten();
            question.map(|question| draw(self, question))
        })
    }
}

fn draw(within: Within, question: Question) -> El {
    give_back_focus();
    let dialog = el("dialog");
    let node: HtmlDialogElement = dialog.node();
    let act = StoredValue::new_local(Some(question.act));
    let no =
        el("button").attr("type", "button").class("btn push").with(question.no).on("click", move |_| within.over());
    let closing = node.clone();
    let yes = el("button").attr("type", "button").class("btn danger").attr("data-yes", "").with(question.yes);
    let yes = yes.on("click", move |_| {
        let act = act.try_update_value(Option::take).flatten();
        // At once: what lies behind can't be focused before.
        closing.close();
        within.over();
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
            within.over();
        })
        // The dialog around it would take its backdrop for its own.
        .on("click", |event| event.stop_propagation())
        .with(bare("header").with(el("h2").attr("id", "vt-ask").with(question.title)))
        .with(el("div").class("body").with(el("p").attr("id", "vt-ask-why").with(question.why)))
        .with(bare("footer").with(no).with(yes));
    soon(move || {
        if !node.open() {
            // Fails only for a dialog that has been taken out again.
            let _ = node.show_modal();
            let _ = first.focus();
        }
    });
    dialog
}
