//! No clear answer to a creation came: it may have been created, and is looked for.

use super::{send::show, wrong::Looked};
use crate::{
    api::CollectionId,
    app::App,
    data::{Run, spawn},
    dom::{El, el, nodes, part, soon, watch},
    signal::{Memo, RwSignal},
    ui::why_unread,
};

/// Looks through all collections for the name, and leaves the choice to the person. It is never sent again
/// by itself.
pub(super) fn look(app: App, name: String, looked: RwSignal<Option<Looked>>) -> El {
    let App { i18n, .. } = app;
    let store = app.store.get_value();
    store.walk_again();
    let walked = store.walked();
    let wanted = name.clone();
    let found = Memo::new(move |_| {
        walked.with(|walked| {
            let store = app.store.get_value();
            let called = |id: &CollectionId| {
                let collection = store.collection(*id);
                collection.is_some_and(|collection| collection.name.as_deref() == Some(&wanted))
            };
            let found: Vec<CollectionId> = walked.ids.iter().copied().filter(called).collect();
            (found, walked.run.clone(), walked.done, walked.pages)
        })
    });
    let state = move || {
        let (found, run, done, pages) = found.get();
        let (done, pages) = (i18n.number(done.into()), i18n.number(pages.unwrap_or(done + 1).into()));
        match run {
            Run::Complete if found.is_empty() => i18n.create_not_found(&name),
            Run::Failed(error) => i18n.create_look_failed(&why_unread(i18n, &error)),
            _ if found.is_empty() => i18n.create_looking(&done, &pages),
            _ => i18n.create_found(found.len() as u64, &name),
        }
    };
    let entry = move |id: CollectionId| {
        let collection = app.store.with_value(|store| store.collection(id));
        let when = collection.and_then(|collection| collection.created_at.as_ref().map(|time| i18n.date_time(time)));
        el("li").with(when.map_or_else(|| id.to_string(), |when| i18n.created(&when))).with(" ").with(
            el("button").attr("type", "button").class("btn").with(i18n.create_show()).on("click", move |_| {
                app.ask.close();
                spawn(show(app, id));
            }),
        )
    };
    let list = part(move || {
        let (found, ..) = found.get();
        (!found.is_empty()).then(|| el("ul").with(found.into_iter().map(entry).collect::<Vec<_>>()))
    });
    watch(move || {
        let (found, run, ..) = found.get();
        looked.set(match (found.is_empty(), run) {
            (false, _) => Some(Looked::Found),
            (true, Run::Running) => None,
            (true, _) => Some(Looked::NotFound),
        });
    });
    let text = el("p").attr("role", "status").with(state);
    let whole = el("div").class("note warn stack").attr("data-unsure", "").attr("tabindex", "-1");
    let node: web_sys::HtmlElement = whole.node();
    soon(move || {
        // One that can't be focused leaves the focus where it is.
        let _ = node.focus();
    });
    whole.with(nodes().with(el("p").attr("role", "alert").with(i18n.create_unsure())).with(text).with(list))
}
