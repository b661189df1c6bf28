//! Archive and unarchive, at once and with a way back.

use leptos::prelude::*;

use super::{
    Icon, Toasts,
    live::{any, maybe, part, text, yes},
    live_icon, name_of, why,
};
use crate::{
    api::CollectionId,
    data::{Outcome, Shown, Store, use_store},
    i18n::I18n,
};

/// The toggle of one collection. Where the person has no right to it, it says so instead of trying.
pub fn archive_toggle(i18n: I18n, now: Memo<Option<Shown>>, class: &'static str) -> impl IntoView {
    let store = StoredValue::new_local(use_store());
    let toasts = expect_context::<Toasts>();
    let archived = move || now.with(|now| now.as_ref().and_then(|now| now.archived) == Some(true));
    let refused = move || {
        now.with(|now| now.as_ref().and_then(Shown::archive_refused)).map(|refused| match refused {
            crate::data::Refused::Library => i18n.archive_library(),
            crate::data::Refused::ViewOnly => i18n.archive_view_only(),
        })
    };
    let word = move || if archived() { i18n.act_unarchive() } else { i18n.act_archive() };
    let label = move || {
        let name = now.with(|now| now.as_ref().map_or_else(String::new, |now| name_of(i18n, &now.collection)));
        if archived() { i18n.unarchive_of(&name) } else { i18n.archive_of(&name) }
    };
    let click = move |_| {
        if let Some(refused) = refused() {
            toasts.say(refused);
            return;
        }
        let Some(id) = now.with_untracked(|now| now.as_ref().map(|now| now.collection.id)) else { return };
        store.with_value(|store| send(i18n, store, toasts, id, !archived()));
    };
    // Unknown state: both actions are offered.
    let unknown = move || now.with(|now| now.as_ref().is_some_and(|now| now.archived.is_none()));
    let other = move |_| {
        if let Some(id) = now.with_untracked(|now| now.as_ref().map(|now| now.collection.id)) {
            store.with_value(|store| send(i18n, store, toasts, id, false));
        }
    };
    view! {
        <button class=class data-archive=text(move || archived().to_string()) aria-label=text(label) title=maybe(refused)
            aria-disabled=yes(move || refused().is_some()) on:click=click>
            {live_icon(move || if archived() { Icon::Unarchive } else { Icon::Archive })}
            <span class="wide">{text(word)}</span>
        </button>
        {part(move || {
            let both = unknown() && refused().is_none();
            any(both.then(|| view! { <button class=class on:click=other>{i18n.act_unarchive()}</button> }))
        })}
    }
}

/// Sends it, and offers the way back or says why it was refused.
fn send(i18n: I18n, store: &std::rc::Rc<Store>, toasts: Toasts, id: CollectionId, archived: bool) {
    let again = store.clone();
    store.set_archived(id, archived, move |outcome| tell(i18n, &again, toasts, outcome));
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
            toasts.say(if archived { i18n.archive_refused(&name, &why) } else { i18n.unarchive_refused(&name, &why) });
        }
    }
}
