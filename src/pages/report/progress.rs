//! How far the report is, and Stop.

use leptos::prelude::*;

use super::run::{Phase, Run};
use crate::{
    app::use_app,
    dom::{El, Part, el, part, soon},
    i18n::I18n,
    signal::Memo,
    ui,
};

/// It is drawn once, so that its button keeps the focus when Stop becomes Go on, and stays when all is read: what
/// stands below stays where it is. What could not be read stands in its place then.
pub(super) fn panel(i18n: I18n, run: Run) -> Part {
    let shown =
        Memo::new(move |_| run.phase() != Phase::Done || run.with(|state| state.is_complete() && !state.of_none()));
    part(move || shown.get().then(|| drawing(i18n, run)))
}

fn drawing(i18n: I18n, run: Run) -> El {
    let open = Memo::new(move |_| run.phase() != Phase::Done);
    let goes = Memo::new(move |_| matches!(run.phase(), Phase::Listing | Phase::Reading | Phase::Waiting(_)));
    let bar = el("progress")
        .attr("aria-label", i18n.report_progress())
        .attr("max", move || part_of(run).1.map(|total| total.to_string()))
        .attr("value", move || {
            let (done, total) = part_of(run);
            total.map(|_| done.to_string())
        });
    let button = part(move || open.get().then(|| button(i18n, run, goes)));
    let text = el("p").with(move || text(i18n, run));
    el("div")
        .class(move || if matches!(run.phase(), Phase::Held(_)) { "card gather held" } else { "card gather" })
        .attr("data-progress", move || open.get().then_some(""))
        .with(el("div").with(text).with(bar))
        .with(button)
}

/// Stop, or Go on.
fn button(i18n: I18n, run: Run, goes: Memo<bool>) -> El {
    let root = use_app().root;
    on_cleanup(move || {
        // The button is about to go, and the focus with it.
        if root.active().is_some_and(|at| at.has_attribute("data-stop")) {
            soon(move || ui::focus_heading(root));
        }
    });
    el("button")
        .class("btn")
        .attr("data-stop", "")
        .with(move || if goes.get() { i18n.report_stop() } else { i18n.report_go_on() })
        .on("click", move |_| if goes.get_untracked() { run.stop() } else { run.go_on() })
}

/// How many are done, of how many.
fn part_of(run: Run) -> (usize, Option<usize>) {
    run.at.track();
    run.with(|state| match &state.gather {
        Some(gather) => (gather.tried(), Some(gather.total())),
        None => {
            let (done, pages) = state.pages();
            (done as usize, pages.map(|pages| pages as usize))
        }
    })
}

/// How far it is, in words.
pub(super) fn text(i18n: I18n, run: Run) -> String {
    let phase = run.phase();
    let (done, total) = part_of(run);
    let number = |number: usize| i18n.number(number as u64);
    let at = match total {
        Some(total) if run.with(|state| state.gather.is_some()) => i18n.report_reading(&number(done), &number(total)),
        Some(pages) => i18n.report_listing(&number(done), &number(pages)),
        None => i18n.report_listing_open(done as u64),
    };
    match phase {
        Phase::Listing | Phase::Reading | Phase::Done => at,
        Phase::Waiting(seconds) => i18n.report_waiting(seconds, &at),
        Phase::Stopped => i18n.report_stopped(&at),
        Phase::Held(error) => i18n.report_held(&at, &super::unread::reason(i18n, &error)),
    }
}
