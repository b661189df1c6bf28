//! How far an action on many is, and what came of it.

use leptos::prelude::*;

use super::panel;
use crate::{
    app::App,
    bulk::Bulk,
    dom::{Nodes, listen, nodes, part, watch},
    signal::Memo,
};

/// Shows the action that runs or ran, on whichever page the person is. Leaving the site while it runs asks
/// first.
pub(crate) fn progress(app: App) -> Nodes {
    let App { i18n, bulk, selection, announcer, .. } = app;
    let status = bulk.with_value(|bulk| bulk.status.clone());
    listen(&window(), "beforeunload", move |event| {
        if bulk.with_value(Bulk::runs) {
            event.prevent_default();
        }
    });
    let told = status.clone();
    let face = Memo::new(move |_| status.with(|status| status.as_ref().map(|status| (status.over, status.turn))));
    watch(move || {
        face.track();
        told.with_untracked(|status| {
            let Some(status) = status else { return };
            announcer.say(if status.over { panel::result(i18n, status) } else { panel::heading(i18n, status) });
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
    nodes().with(part(move || face.get().map(|(over, _)| panel::draw(app, over))))
}
