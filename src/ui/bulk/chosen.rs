//! What is chosen, wherever it is in the list.

use super::super::{Icon, dialog, icon, name_of};
use crate::{
    api::CollectionId,
    app::App,
    dom::{El, each, el, item, nodes},
    signal::RwSignal,
};

/// All that are chosen, each to be let go of.
pub(crate) fn dialog_of(app: App, open: RwSignal<bool>) -> El {
    let App { i18n, selection, store, .. } = app;
    let close = move || open.set(false);
    let row = move |id: CollectionId| {
        let collection = store.with_value(|store| store.collection(id));
        let name = collection.map_or_else(|| id.to_string(), |collection| name_of(i18n, &collection));
        let drop = el("button").class("btn quiet").attr("aria-label", i18n.bulk_drop(&name)).with(icon(Icon::CROSS));
        el("li")
            .with(el("bdi").with(name))
            .with(drop.on("click", move |_| selection.update(|chosen| chosen.set(id, false))))
    };
    let rows = move || {
        selection.with(|chosen| {
            let rows = chosen.ids().iter().map(|id| {
                let id = *id;
                item(id.get().unsigned_abs(), move || row(id))
            });
            rows.collect()
        })
    };
    let heading = move || selection.with(|chosen| i18n.bulk_selected(chosen.len() as u64));
    let body = dialog::body().with(el("ul").class("chosen").with(each(rows)));
    let done = el("button").class("btn push").with(i18n.act_done()).on("click", move |_| close());
    dialog::dialog("small", heading, None, close, nodes().with(body).with(dialog::bare("footer").with(done)))
}
