//! What is seen of an action on many.

use super::super::{name_of, why};
use crate::{
    api::CollectionId,
    app::App,
    bulk::{Action, Bulk, Failure, Status},
    data::Refused,
    dom::{El, el, nodes},
    i18n::I18n,
    signal::ArcRwSignal,
};

/// Begins an action on these, unless one is under way.
pub(crate) fn begin(app: App, action: Action, ids: &[CollectionId]) {
    if !app.bulk.with_value(|bulk| bulk.start(action, ids)) {
        app.toasts.say(app.i18n.bulk_runs());
    }
}

/// The action while it runs, or what came of it.
pub(crate) fn draw(app: App, over: bool) -> El {
    let status = app.bulk.with_value(|bulk| bulk.status.clone());
    let panel = if over { ended(app, &status) } else { running(app, status) };
    // The button that was used has gone with the panel before.
    let panel = panel.attr("tabindex", "-1");
    super::super::keep_focus(app.root, &panel);
    panel
}

/// “Archiving 12 collections”.
pub(super) fn heading(i18n: I18n, status: &Status) -> String {
    let count = status.progress.total as u64;
    match status.action {
        Action::Archive => i18n.bulk_archiving(count),
        Action::Unarchive => i18n.bulk_unarchiving(count),
        Action::Share(_) => i18n.bulk_sharing(count),
    }
}

/// “9 done, 2 failed, 3 not tried”.
pub(super) fn result(i18n: I18n, status: &Status) -> String {
    let progress = status.progress;
    let mut text = i18n.bulk_done(progress.done as u64);
    if progress.failed > 0 {
        text = text + ", " + &i18n.bulk_failed(progress.failed as u64);
    }
    if progress.untried > 0 && status.over {
        text = text + ", " + &i18n.bulk_untried(progress.untried as u64);
    }
    text
}

type Told = ArcRwSignal<Option<Status>>;

fn running(app: App, status: Told) -> El {
    let App { i18n, bulk, .. } = app;
    let read = move |read: fn(I18n, &Status) -> Option<String>| {
        let status = status.clone();
        move || status.with(|status| status.as_ref().and_then(|status| read(i18n, status)))
    };
    let settled = |_: I18n, status: &Status| Some((status.progress.done + status.progress.failed).to_string());
    let progress = el("progress")
        .attr("aria-label", read(|i18n, status| Some(heading(i18n, status))))
        .attr("max", read(|_, status| Some(status.progress.total.to_string())))
        .attr("value", read(settled));
    let waits = |i18n: I18n, status: &Status| status.waits.then(|| i18n.bulk_waits());
    el("section").class("shell strip-outer").attr("aria-label", i18n.bulk_progress()).with(
        el("div")
            .class("strip")
            .attr("data-running", "")
            .with(el("span").class("said").with(read(|i18n, status| Some(heading(i18n, status)))))
            .with(el("span").with(read(|i18n, status| Some(result(i18n, status)))))
            .with(el("span").with(read(waits)))
            .with(progress)
            .with(el("button").class("btn").with(i18n.act_stop()).on("click", move |_| bulk.with_value(Bulk::stop))),
    )
}

fn ended(app: App, status: &Told) -> El {
    let App { i18n, bulk, store, .. } = app;
    let button = |label: String, act: Box<dyn Fn(&Bulk)>| {
        el("button").class("btn").with(label).on("click", move |_| bulk.with_value(|bulk| act(bulk)))
    };
    let Some(status) = status.get_untracked() else { return el("section") };
    let (text, untried) = (result(i18n, &status), status.untried.len());
    let Status { action, failures, changed, .. } = status;
    let line = |(id, failure): (CollectionId, Failure)| {
        let collection = store.with_value(|store| store.collection(id));
        let name = collection.map_or_else(|| id.to_string(), |collection| name_of(i18n, &collection));
        el("li").with(el("bdi").with(name)).with(": ").with(reason(i18n, &failure))
    };
    let failed = (!failures.is_empty())
        .then(|| el("ul").class("reasons").with(failures.into_iter().map(line).collect::<Vec<_>>()));
    let undo = match action {
        Action::Archive => Some(Action::Unarchive),
        Action::Unarchive => Some(Action::Archive),
        Action::Share(_) => None,
    };
    // What was so already is not undone with the rest.
    let undo = undo
        .filter(|_| !changed.is_empty())
        .map(|undo| button(i18n.act_undo(), Box::new(move |_| begin(app, undo.clone(), &changed))));
    let again = failed.is_some().then(|| button(i18n.bulk_again(), Box::new(|bulk| bulk.again(true))));
    let rest = (untried > 0).then(|| button(i18n.bulk_rest(), Box::new(|bulk| bulk.again(false))));
    el("section").class("shell strip-outer").attr("aria-label", i18n.bulk_progress()).with(
        el("div")
            .class("strip")
            .attr("data-ended", "")
            .with(nodes().with(el("span").class("said").with(text)))
            .with(undo)
            .with(again)
            .with(rest)
            .with(button(i18n.act_dismiss(), Box::new(Bulk::dismiss)))
            .with(failed),
    )
}

fn reason(i18n: I18n, failure: &Failure) -> String {
    match failure {
        Failure::Refused(Refused::Library) => i18n.archive_library(),
        Failure::Refused(Refused::ViewOnly) => i18n.archive_view_only(),
        Failure::Error(error) => why(i18n, error),
    }
}
