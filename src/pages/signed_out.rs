//! What is shown where nobody is signed in.

use crate::{
    app::App,
    dom::{El, el},
    ui,
};

/// The way in, and back to this address.
pub(crate) fn page(app: App) -> El {
    let i18n = app.i18n;
    super::title(move || i18n.fail_sign_in());
    let link = el("a").class("btn primary").attr("href", ui::gateway()).attr("rel", "external");
    let inner = el("div")
        .class("empty info")
        .with(ui::icon(ui::Icon::LOCK))
        .with(super::heading().with(i18n.fail_sign_in()))
        .with(el("p").with(i18n.fail_sign_in_why()))
        .with(link.with(i18n.sign_in_campus()));
    super::content().with(el("div").class("card").attr("data-state", "signed-out").with(inner))
}
