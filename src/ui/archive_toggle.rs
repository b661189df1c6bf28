//! Archive and unarchive, at once and with a way back.

use std::cell::Cell;

use super::{Icon, Question, Toasts, icon::changing, name_of, why};
use crate::{
    api::CollectionId,
    app::{App, use_app},
    data::{Outcome, Refused, Shown, Store},
    dom::{Nodes, Slot, el, nodes, write},
    i18n::I18n,
    signal::Memo,
};

/// The toggle of one collection. Where the person has no right to it, it says so instead of trying.
pub fn archive_toggle(i18n: I18n, now: Memo<Option<Shown>>, class: &'static str) -> Nodes {
    let app = use_app();
    let want = move |archived: Option<bool>| {
        if let Some(shown) = now.get_untracked() {
            want(app, &shown, archived.unwrap_or(shown.archived != Some(true)));
        }
    };
    let ((sign, change_sign), word) = (changing(Icon::Archive), el("span").class("wide"));
    let (text, was) = (Slot::new(&word), Cell::new(None));
    let button =
        el("button").class(class).with(sign).with(word).on("click", move |_| want(None)).follow(move |button| {
            let Some(shown) = now.get() else { return };
            let name = name_of(i18n, &shown.collection);
            let archived = shown.archived == Some(true);
            let (icon, short, label) = if archived && shown.mine {
                // What was just done here is undone here.
                (Icon::Unarchive, i18n.act_undo(), i18n.undo_of(&name))
            } else if archived {
                (Icon::Unarchive, i18n.act_unarchive(), i18n.unarchive_of(&name))
            } else {
                (Icon::Archive, i18n.act_archive(), i18n.archive_of(&name))
            };
            change_sign(icon);
            text.set(&short);
            write(button, "aria-label", Some(&label));
            // What most rows share is written only where it changes.
            let now = (archived, shown.archive_refused());
            if was.replace(Some(now)) != Some(now) {
                let refused = refused(i18n, &shown);
                write(button, "data-archive", Some(if archived { "true" } else { "false" }));
                write(button, "aria-disabled", refused.is_some().then_some("true"));
                write(button, "title", refused.as_deref());
            }
        });
    // Unknown state: both actions are offered.
    let other = el("button").class(class).with(i18n.act_unarchive()).on("click", move |_| want(Some(false))).attr(
        "hidden",
        move || {
            !now.with(|now| now.as_ref().is_some_and(|now| now.archived.is_none() && now.archive_refused().is_none()))
        },
    );
    nodes().with(button).with(other)
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
