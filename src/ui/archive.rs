//! Whether to archive, where the deployment wants that to be asked.

use super::{
    archive_toggle,
    bulk::panel::begin,
    dialog::{bare, dialog},
    name_of,
};
use crate::{
    api::CollectionId,
    app::App,
    bulk::Action,
    dom::{El, el, nodes},
};

/// The question, for one or (`None`) for all that are chosen.
pub(crate) fn dialog_of(app: App, id: Option<CollectionId>) -> El {
    let App { i18n, ask, selection, .. } = app;
    let title = match id {
        Some(id) => {
            let collection = app.store.with_value(|store| store.collection(id));
            i18n.archive_ask(&collection.map_or_else(|| id.to_string(), |collection| name_of(i18n, &collection)))
        }
        None => i18n.archive_ask_many(selection.with_untracked(|chosen| chosen.len() as u64)),
    };
    let archive = move |_| {
        ask.close();
        match id {
            Some(id) => archive_toggle::archive(app, id),
            None => selection.with_untracked(|chosen| begin(app, Action::Archive, chosen.ids())),
        }
    };
    let close = move || ask.close();
    let cancel = el("button").class("btn push").attr("autofocus", "").with(i18n.act_cancel());
    let content =
        nodes().with(el("div").class("body").with(el("p").attr("id", "vt-archive-why").with(i18n.archive_why()))).with(
            bare("footer")
                .with(cancel.on("click", move |_| close()))
                .with(el("button").class("btn primary").with(i18n.act_archive()).on("click", archive)),
        );
    dialog("small", title, None, close, content).attr("role", "alertdialog").attr("aria-describedby", "vt-archive-why")
}
