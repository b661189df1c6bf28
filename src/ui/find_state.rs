//! How far a search has come.

use leptos::prelude::*;

use super::{name_of, why_unread};
use crate::{
    api::CollectionId,
    app::App,
    data::{Listing, Run, found},
    dom::{Nodes, el, nodes, watch},
    find::Find,
    signal::{Memo, RwSignal},
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
        // How many pages there are, the first one says.
        if done == 0 && run == Run::Running {
            return i18n.loading();
        }
        let pages = pages.unwrap_or(done.saturating_add(1)).max(1);
        let (number, of) = (i18n.number(done.into()), i18n.number(pages.into()));
        let text = match run {
            Run::Complete => i18n.find_complete(&found),
            Run::Failed(error) => i18n.find_failed(&found, &number, &of, &why_unread(i18n, &error)),
            _ => i18n.find_partly(&found, &number, &of),
        };
        if unreadable > 0 { text + " " + &i18n.find_unreadable(unreadable as u64) } else { text }
    };
    let run = move || state.with(|(run, ..)| run.clone());
    let running = Memo::new(move |_| run() == Run::Running);
    // The list says why it could not begin, and has the one way on.
    let fruitless = Memo::new(move |_| matches!(run(), Run::Failed(_)) && all.with(Vec::is_empty));
    watch(move || {
        if fruitless.get() {
            request_animation_frame(move || {
                let lost = |at: web_sys::Element| at.closest("[data-finding]").is_ok_and(|strip| strip.is_some());
                if app.root.active().is_some_and(lost) {
                    app.root.focus("[data-state] button");
                }
            });
        }
    });
    // Said once it is known, and not page by page.
    let (say, mut said) = (text, None);
    watch(move || {
        let now = (!running.get() && !fruitless.get()).then(say);
        if now.is_some() && said != now {
            app.announcer.say(now.clone().unwrap_or_default());
        }
        said = now;
    });
    let progress = el("progress")
        .attr("hidden", move || !running.get())
        .attr("aria-label", i18n.find_progress())
        .attr("max", move || state.get().2.unwrap_or(1).to_string())
        .attr("value", move || Some(state.get().1).filter(|done| *done > 0).map(|done| done.to_string()));
    // One button, so that the focus stays on it whatever it does next.
    let word = move || match run() {
        Run::Running => i18n.act_stop(),
        Run::Complete => i18n.find_again(),
        _ => i18n.act_go_on(),
    };
    let step = move |_| {
        let store = store.get_value();
        match untrack(run) {
            Run::Running => store.stop_walk(),
            Run::Complete => store.walk_again(),
            _ => store.walk(),
        }
    };
    nodes().with(
        el("div")
            .class("strip")
            .attr("data-finding", "")
            .attr("hidden", move || fruitless.get())
            .with(el("span").class("said").with(text))
            .with(progress)
            .with(el("button").class("btn").with(word).on("click", step)),
    )
}
