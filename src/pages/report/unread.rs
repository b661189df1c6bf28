//! What the report could not read, and why: it is never passed over.

use leptos::prelude::*;

use super::{
    run::{Phase, Run},
    state::State,
};
use crate::{
    api::Error,
    app::use_app,
    dom::{El, Nodes, el, nodes, part},
    i18n::I18n,
    signal::Memo,
    ui,
};

/// So many are told one by one; the rest is counted.
const MOST: usize = 100;

/// Why a list of access could not be read.
pub(super) fn reason(i18n: I18n, error: &Error) -> String {
    match error {
        Error::Forbidden(_) => i18n.report_why_forbidden(),
        Error::NotFound(_) => i18n.report_why_not_found(),
        _ => ui::why(i18n, error),
    }
}

/// Each collection that could not be read, with its reason and a way to try again.
pub(super) fn note(i18n: I18n, run: Run) -> Nodes {
    // Said where it ends, stops or is held: what stands below would move each time meanwhile.
    let count = Memo::new(move |_| {
        run.rows.track();
        match run.phase() {
            Phase::Listing | Phase::Reading | Phase::Waiting(_) => 0,
            _ => run.with(|state| state.gather.as_ref().map_or(0, |gather| gather.unread().len())),
        }
    });
    let unlisted = Memo::new(move |_| {
        run.at.track();
        run.with(State::unlisted)
    });
    let entries = move |count: usize| el("p").class("note warn").with(i18n.report_unlisted(count as u64));
    let failures = part(move || Some(count.get()).filter(|count| *count > 0).map(|count| failed(i18n, run, count)));
    nodes().with(failures).with(part(move || Some(unlisted.get()).filter(|count| *count > 0).map(entries)))
}

fn failed(i18n: I18n, run: Run, count: usize) -> El {
    let lines: Vec<El> = run.with(|state| {
        let unread = state.gather.iter().flat_map(|gather| gather.unread()).take(MOST);
        let line = |(id, error): &(_, Error)| {
            let name = state.named(i18n, *id).name;
            el("li").with(i18n.report_unread_one(&name, &reason(i18n, error)))
        };
        unread.map(line).collect()
    });
    let more = count.saturating_sub(MOST);
    let root = use_app().root;
    let retry = move |_| {
        run.retry();
        // This button goes: the progress is there for it, or has come to its end already.
        request_animation_frame(move || {
            if !root.focus("[data-stop]") {
                ui::focus_heading(root);
            }
        });
    };
    el("div")
        .class("note warn unread")
        .attr("data-unread", "")
        .with(
            el("details")
                .with(el("summary").with(i18n.report_unread(count as u64)))
                .with(el("ul").with(lines))
                .with((more > 0).then(|| el("p").with(i18n.report_unread_more(more as u64)))),
        )
        .with(el("button").class("btn").attr("data-retry", "").with(i18n.act_retry()).on("click", retry))
}
