//! How far an action on many is, and what came of it.

use leptos::prelude::*;

use super::super::{name_of, why};
use crate::{
    api::CollectionId,
    app::{App, use_app},
    bulk::{Action, Bulk, Failure, Status},
    data::Refused,
    dom::{El, Part, el, listen, nodes, part, watch},
    i18n::I18n,
};

/// Which of its faces the strip has: drawn anew only when this changes.
#[derive(Clone, PartialEq)]
struct Face {
    action: Action,
    over: bool,
    failed: usize,
    untried: usize,
    done: usize,
}

/// Shows the action that runs or ran, on whichever page the person is. Leaving the site while it runs asks
/// first.
pub fn bulk_progress() -> Part {
    let app = use_app();
    let App { i18n, bulk, selection, announcer, .. } = app;
    let status = bulk.with_value(|bulk| bulk.status.clone());
    listen(&window(), "beforeunload", move |event| {
        if bulk.with_value(Bulk::runs) {
            event.prevent_default();
        }
    });
    let told = status.clone();
    let mut over = None;
    watch(move || {
        let now = told.with(|status| status.as_ref().map(|status| status.over));
        if over == now {
            return;
        }
        over = now;
        told.with_untracked(|status| {
            let Some(status) = status else { return };
            announcer.say(if status.over { result(i18n, status) } else { heading(i18n, status) });
            if status.over {
                // What was not done stays chosen.
                let left = status.failures.iter().map(|(id, _)| id).chain(&status.untried).copied().collect::<Vec<_>>();
                let done = status.done.clone();
                selection.update(|chosen| {
                    chosen.remove_all(&done);
                    chosen.add_all(&left);
                });
            }
        });
    });
    let face = Memo::new({
        let status = status.clone();
        move |_| {
            status.with(|status| {
                status.as_ref().map(|status| Face {
                    action: status.action.clone(),
                    over: status.over,
                    failed: if status.over { status.failures.len() } else { 0 },
                    untried: if status.over { status.untried.len() } else { 0 },
                    done: if status.over { status.done.len() } else { 0 },
                })
            })
        }
    });
    part(move || {
        let status = status.clone();
        face.get().map(move |face| if face.over { ended(app, &face, &status) } else { running(app, status) })
    })
}

fn heading(i18n: I18n, status: &Status) -> String {
    let count = status.progress.total as u64;
    match status.action {
        Action::Archive => i18n.bulk_archiving(count),
        Action::Unarchive => i18n.bulk_unarchiving(count),
        Action::Share(_) => i18n.bulk_sharing(count),
    }
}

/// “9 done, 2 failed, 3 not tried”.
fn result(i18n: I18n, status: &Status) -> String {
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

fn ended(app: App, face: &Face, status: &Told) -> El {
    let App { i18n, bulk, store, .. } = app;
    let button = |label: String, act: Box<dyn Fn(&Bulk)>| {
        el("button").class("btn").with(label).on("click", move |_| bulk.with_value(|bulk| act(bulk)))
    };
    let (text, failures, done) = status.with_untracked(|status| {
        status.as_ref().map_or_else(Default::default, |status| {
            (result(i18n, status), status.failures.clone(), status.done.clone())
        })
    });
    let line = |(id, failure): (CollectionId, Failure)| {
        let collection = store.with_value(|store| store.collection(id));
        let name = collection.map_or_else(|| id.to_string(), |collection| name_of(i18n, &collection));
        el("li").with(el("bdi").with(name)).with(": ").with(reason(i18n, &failure))
    };
    let failed = (!failures.is_empty())
        .then(|| el("ul").class("reasons").with(failures.into_iter().map(line).collect::<Vec<_>>()));
    let undo = match face.action {
        Action::Archive => Some(Action::Unarchive),
        Action::Unarchive => Some(Action::Archive),
        Action::Share(_) => None,
    };
    let undo = undo
        .filter(|_| face.done > 0)
        .map(|undo| button(i18n.act_undo(), Box::new(move |bulk| bulk.start(undo.clone(), &done))));
    let again = (face.failed > 0).then(|| button(i18n.bulk_again(), Box::new(|bulk| bulk.again(true))));
    let rest = (face.untried > 0).then(|| button(i18n.bulk_rest(), Box::new(|bulk| bulk.again(false))));
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
