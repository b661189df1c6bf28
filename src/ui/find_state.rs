//! How far a search has come.

use leptos::prelude::*;

use super::{name_of, why};
use crate::{
    api::CollectionId,
    app::App,
    data::{Listing, Run, found},
    dom::{Nodes, el, nodes, part},
    find::Find,
};

/// Searches, shows what is found in the list, and says how far it has come and what can be done about it.
pub(crate) fn search(app: App, listing: Listing, find: Memo<Find>, all: RwSignal<Vec<CollectionId>>) -> Nodes {
    let App { i18n, store, .. } = app;
    found(&store.get_value(), listing, find, all, move |collection| name_of(i18n, collection));
    let walked = store.with_value(|store| store.walked());
    let state =
        Memo::new(move |_| walked.with(|walked| (walked.run.clone(), walked.done, walked.pages, walked.unreadable)));
    let text = move || {
        let (run, done, pages, unreadable) = state.get();
        let found = i18n.find_count(all.with(Vec::len) as u64);
        let pages = pages.unwrap_or(done.saturating_add(1)).max(1);
        let (number, of) = (i18n.number(done.into()), i18n.number(pages.into()));
        let text = match run {
            Run::Complete => i18n.find_complete(&found),
            Run::Failed(error) => i18n.find_failed(&found, &number, &of, &why(i18n, &error)),
            _ => i18n.find_partly(&found, &number, &of),
        };
        if unreadable > 0 { text + " " + &i18n.find_unreadable(unreadable as u64) } else { text }
    };
    let face = Memo::new(move |_| state.with(|(run, ..)| (run == &Run::Running, run == &Run::Complete)));
    let button =
        move |label: String, act: fn(App)| el("button").class("btn").with(label).on("click", move |_| act(app));
    let bar = move |(running, complete): (bool, bool)| {
        let progress = running.then(|| {
            el("progress")
                .attr("aria-label", i18n.find_progress())
                .attr("max", move || state.get().2.unwrap_or(1).to_string())
                .attr("value", move || state.get().1.to_string())
        });
        let step = if running {
            button(i18n.act_stop(), |app| app.store.with_value(|store| store.stop_walk()))
        } else if complete {
            button(i18n.find_again(), |app| app.store.with_value(|store| store.walk_again()))
        } else {
            button(i18n.act_go_on(), |app| app.store.with_value(|store| store.walk()))
        };
        el("div")
            .class("strip")
            .attr("data-finding", "")
            .with(el("span").class("said").with(text))
            .with(progress)
            .with(step)
    };
    nodes().with(part(move || bar(face.get())))
}
