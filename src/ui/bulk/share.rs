//! Sharing all that are chosen with the same people and groups.

use super::{
    super::{dialog, share::Recipients},
    panel::begin,
};
use crate::{
    app::App,
    bulk::{Action, Bulk},
    dom::{El, el, nodes},
    signal::RwSignal,
};

/// The dialog: nothing is sent before everybody in it is right.
pub(crate) fn dialog_of(app: App) -> El {
    let App { i18n, ask, selection, bulk, .. } = app;
    let recipients = Recipients::new(true);
    let close = move || recipients.leave(move || ask.close());
    let wrong = RwSignal::new(None::<String>);
    let send = move |_| {
        let ops = recipients.ops();
        let said = match recipients.not_ready() {
            _ if bulk.with_value(Bulk::runs) => Some(i18n.bulk_runs()),
            (0, 0) if ops.is_empty() => Some(i18n.bulk_share_nobody()),
            (0, 0) => None,
            (0, wrong) => Some(i18n.bulk_share_wrong(wrong as u64)),
            _ => Some(i18n.bulk_share_looking()),
        };
        wrong.set(said.clone());
        if said.is_none() {
            ask.close();
            selection.with_untracked(|chosen| begin(app, Action::Share(ops.into()), chosen.ids()));
        }
    };
    let count = selection.with_untracked(|chosen| chosen.len() as u64);
    let body = dialog::body()
        .with(recipients.field())
        .with(el("p").class("wrong").attr("role", "alert").with(move || wrong.get()));
    let footer = dialog::bare("footer")
        .with(el("button").class("btn push").with(i18n.act_cancel()).on("click", move |_| close()))
        .with(el("button").class("btn primary").with(i18n.share()).on("click", send));
    let content = nodes().with(body).with(footer).with(recipients.question());
    dialog::dialog("share", i18n.bulk_share_title(count), Some(i18n.access_sub()), close, content)
        .attr("data-opener", "[data-act=share]")
}
