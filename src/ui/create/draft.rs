//! What was typed for a new collection, where its dialog has gone without the person having let go of it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{__reexports::send_wrapper::SendWrapper, prelude::on_cleanup};

use super::Typed;
use crate::{api::Error, app::App, ui::Question};

/// What was typed, and what came of it.
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) owner: String,
    pub(super) answer: Option<Error>,
}

thread_local! {
    /// For the dialog that is being opened for it, and for no other.
    static DRAFT: RefCell<Option<Draft>> = const { RefCell::new(None) };
}

/// What the dialog that is being made was opened for.
pub(super) fn take() -> Option<Draft> {
    DRAFT.take()
}

/// Says what happened, and offers to go on with what was typed.
pub(super) fn keep(app: App, text: String, draft: Draft) {
    app.toasts.offer(text, app.i18n.act_go_on(), move || {
        DRAFT.set(Some(draft));
        app.ask.open(Question::Create);
    });
}

/// Keeps what is typed where another address takes the dialog away, unless what this answers says that the person has
/// let go of it. Nothing is kept for somebody else, who finds the same address.
pub(super) fn guard(app: App, typed: Typed) -> Rc<Cell<bool>> {
    let left = Rc::new(Cell::new(false));
    let opened = app.nav.address.get_untracked();
    let (asked, closing) = (app.nav.address, left.clone());
    let closing = SendWrapper::new((closing, typed));
    on_cleanup(move || {
        let (left, typed) = &*closing;
        if !left.get() && !typed.is_empty() && asked.get_untracked() != opened {
            let draft = Draft { name: typed.name.value(), owner: typed.owner.value(), answer: None };
            keep(app, app.i18n.create_discard_why(), draft);
        }
    });
    left
}
