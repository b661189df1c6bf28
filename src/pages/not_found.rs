//! An address at which there is nothing.

use crate::{
    api::Paging,
    app::{use_config, use_i18n, use_nav},
    dom::{El, el},
    route::Route,
    ui,
};

/// Says so and leads back.
pub(crate) fn page() -> El {
    let i18n = use_i18n();
    let href = use_nav().href(&Route::collections(Paging { page: 1, per_page: use_config().page_size }));
    super::title(move || i18n.fail_page());
    let inner = el("div")
        .class("empty warn")
        .with(ui::icon(ui::Icon::WARNING))
        .with(el("h2").with(i18n.fail_page()))
        .with(el("p").with(i18n.fail_page_why()))
        .with(el("a").class("btn").attr("href", href).with(i18n.act_back()));
    super::content()
        .with(super::heading().class("unseen").with(i18n.fail_page()))
        .with(el("div").class("card").with(inner))
}
