//! Deleting a collection: asked for, and never shown as done before the server has said so.

use leptos::prelude::*;

use super::{
    archive_toggle,
    dialog::{bare, dialog},
    name_of, why,
};
use crate::{
    api::{CollectionId, Paging},
    app::App,
    data::spawn,
    dom::{El, el, nodes, part, soon},
    route::Route,
    shell::How,
    signal::RwSignal,
};

/// The question, for a collection that is known.
pub(crate) fn dialog_of(app: App, id: CollectionId) -> Option<El> {
    let App { i18n, ask, .. } = app;
    let shown = app.store.with_value(|store| store.peek(id))?;
    let name = name_of(i18n, &shown.collection);
    let sending = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let delete = {
        let name = name.clone();
        move || {
            if sending.get_untracked() {
                return;
            }
            sending.set(true);
            failed.set(None);
            let (name, store) = (name.clone(), app.store.get_value());
            // Not tied to the dialog: what has been asked for is carried out, and its end is told.
            spawn(async move {
                let result = store.delete(id).await;
                let _ = sending.try_set(false);
                match result {
                    Ok(()) => gone(app, id, i18n.delete_done(&name)),
                    Err(error) => {
                        let text = i18n.delete_refused(&name, &why(i18n, &error));
                        if failed.try_set(Some(text.clone())).is_some() {
                            app.toasts.say(text);
                        }
                    }
                }
            });
        }
    };
    let close = move || ask.close();
    let instead = (shown.archived != Some(true)).then(|| {
        el("button").class("btn").with(i18n.delete_archive_instead()).on("click", move |_| {
            close();
            archive_toggle::want(app, &shown, true);
        })
    });
    let wrong = move |text: String| el("p").class("note bad").attr("role", "alert").with(text);
    let word = move || if sending.get() { i18n.delete_sending() } else { i18n.act_delete() };
    let content = nodes()
        .with(
            el("div")
                .class("body")
                .with(el("p").attr("id", "vt-delete-why").with(i18n.delete_why()))
                .with(part(move || failed.get().map(wrong))),
        )
        .with(
            bare("footer")
                .with(instead)
                .with(
                    el("button")
                        .class("btn push")
                        .attr("autofocus", "")
                        .with(i18n.act_cancel())
                        .on("click", move |_| close()),
                )
                .with(
                    el("button")
                        .class("btn danger")
                        .attr("data-delete", "")
                        .attr("aria-disabled", move || sending.get())
                        .with(word)
                        .on("click", move |_| delete()),
                ),
        );
    let dialog = dialog("small", i18n.delete_title(&name), None, close, content);
    Some(dialog.attr("role", "alertdialog").attr("aria-describedby", "vt-delete-why"))
}

/// It has gone: its own page leads back to the list, and on the list the focus is on the row after it.
fn gone(app: App, id: CollectionId, text: String) {
    app.ask.close();
    app.toasts.say(text);
    let route = app.nav.address.get_untracked().route;
    if let Route::Collection { id: here, paging, .. } = route
        && here == id
    {
        app.nav.go(&Route::collections(Paging { page: 1, ..paging }), How::Replace);
        return;
    }
    // Rows are places: the focus that the dialog gives back is on the next row, unless that was the last.
    request_animation_frame(move || {
        soon(move || {
            if app.root.active().is_none() {
                app.root.focus("[data-list] > li:last-of-type a, .shell h1");
            }
        });
    });
}
