//! Archive and unarchive, at once and with a way back.

use std::cell::{Cell, RefCell};

use web_sys::Element;

use super::{
    Icon, Question, Toasts,
    icon::{Sign, blank},
    name_of, why,
};
use crate::{
    api::CollectionId,
    app::App,
    data::{Outcome, Refused, Shown, Store},
    dom::{El, Parts, Slot, el, put, write},
    i18n::I18n,
};

/// The toggle of a collection, with the parts that [`Toggle`] writes to.
pub(super) fn toggle(button: El) -> (El, [Element; 2]) {
    let (sign, path) = blank();
    let parts = [button.node(), path];
    (button.with(sign).with(""), parts)
}

/// The toggle of one collection. Where the person has no right to it, it says so instead of trying.
pub(super) struct Toggle {
    button: Element,
    sign: Sign,
    word: Slot,
    /// The other action, where the state is unknown.
    other: RefCell<Option<Element>>,
    was: Cell<Option<(Option<bool>, Option<Refused>)>>,
}

impl Toggle {
    /// From the parts of [`toggle`].
    pub(super) fn new(parts: &mut Parts) -> Self {
        let button: Element = parts.next();
        Self {
            sign: Sign::new(parts.next()),
            word: Slot::last(&button),
            button,
            other: RefCell::default(),
            was: Cell::new(None),
        }
    }

    /// Shows what a click would do.
    pub(super) fn show(&self, i18n: I18n, shown: &Shown, name: &str) {
        let archived = shown.archived == Some(true);
        let (icon, word, label) = if archived && shown.mine {
            // What was just done here is undone here.
            (Icon::UNARCHIVE, i18n.act_undo(), i18n.undo_of(name))
        } else if archived {
            (Icon::UNARCHIVE, i18n.act_unarchive(), i18n.unarchive_of(name))
        } else {
            (Icon::ARCHIVE, i18n.act_archive(), i18n.archive_of(name))
        };
        self.sign.set(icon);
        self.word.set(&word);
        write(&self.button, "aria-label", Some(&label));
        // What most rows share is written only where it changes.
        let now = (shown.archived, shown.archive_refused());
        if self.was.replace(Some(now)) != Some(now) {
            let refused = refused(i18n, shown);
            write(&self.button, "data-archive", Some(if archived { "true" } else { "false" }));
            write(&self.button, "aria-disabled", refused.is_some().then_some("true"));
            write(&self.button, "title", refused.as_deref());
            // Unknown state: both actions are offered.
            let both = shown.archived.is_none() && refused.is_none();
            let other = both.then(|| el("button").class(self.button.class_name()).with(i18n.act_unarchive()));
            if let Some(gone) = self.other.replace(other.as_ref().map(El::node)) {
                gone.remove();
            }
            if let Some((parent, other)) = self.button.parent_node().zip(other) {
                put(&parent, other, self.button.next_sibling().as_ref());
            }
        }
        if let Some(other) = &*self.other.borrow() {
            write(other, "aria-label", Some(&i18n.unarchive_of(name)));
        }
    }

    /// Whether what was clicked is to archive (`true`) or to take out again, if it is one of these.
    pub(super) fn wanted(&self, clicked: &Element, shown: &Shown) -> Option<bool> {
        let is = |button: &Element| clicked.is_same_node(Some(button));
        if is(&self.button) {
            Some(shown.archived != Some(true))
        } else {
            self.other.borrow().as_ref().is_some_and(is).then_some(false)
        }
    }
}

/// Archives or unarchives what is shown, or says why that can't be.
pub(super) fn want(app: App, shown: &Shown, archived: bool) {
    match refused(app.i18n, shown) {
        Some(refused) => app.toasts.say(refused),
        None if archived && app.config.with_value(|config| config.confirm_archive) => {
            app.ask.open(Question::Archive(Some(shown.collection.id)));
        }
        None => app.store.with_value(|store| send(app.i18n, store, app.toasts, shown.collection.id, archived)),
    }
}

fn refused(i18n: I18n, shown: &Shown) -> Option<String> {
    shown.archive_refused().map(|refused| match refused {
        Refused::Library => i18n.archive_library(),
        Refused::ViewOnly => i18n.archive_view_only(),
    })
}

/// Archives one that has been asked for.
pub(super) fn archive(app: App, id: CollectionId) {
    app.store.with_value(|store| send(app.i18n, store, app.toasts, id, true));
}

/// Sends it, and offers the way back or says why it was refused.
fn send(i18n: I18n, store: &std::rc::Rc<Store>, toasts: Toasts, id: CollectionId, archived: bool) {
    let again = store.clone();
    let tell = move |outcome| tell(i18n, &again, toasts, outcome);
    store.set_archived(id, archived, Box::new(tell));
}

fn tell(i18n: I18n, store: &std::rc::Rc<Store>, toasts: Toasts, outcome: Outcome) {
    let name = name_of(i18n, &outcome.collection);
    let (id, archived) = (outcome.collection.id, outcome.archived);
    match outcome.result {
        Ok(()) => {
            let store = store.clone();
            let text = if archived { i18n.archive_done(&name) } else { i18n.unarchive_done(&name) };
            toasts.offer(text, i18n.act_undo(), move || send(i18n, &store, toasts, id, !archived));
        }
        Err(error) => {
            let why = why(i18n, &error);
            // Where it may have been done all the same, the server is asked, and the row shows what it says.
            toasts.say(match (error.may_have_happened(), archived) {
                (true, true) => i18n.archive_unsure(&name, &why),
                (true, false) => i18n.unarchive_unsure(&name, &why),
                (false, true) => i18n.archive_refused(&name, &why),
                (false, false) => i18n.unarchive_refused(&name, &why),
            });
        }
    }
}
