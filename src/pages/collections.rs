//! The list of collections.

use leptos::prelude::*;

use crate::{
    api::Paging,
    app::{use_config, use_i18n, use_nav, use_store},
    data::{Key, listing},
    dom::{El, el},
    route::Route,
    ui,
};

/// All collections that the person may see, a page at a time.
pub(super) fn page() -> El {
    let i18n = use_i18n();
    let nav = use_nav();
    let first = Paging { page: 1, per_page: use_config().page_size };
    let key = Memo::new(move |before: Option<&Key>| match nav.address.get().route {
        Route::Collections(paging) => Key::Collections(paging),
        // The address is about to show something else: nothing to load for that.
        _ => before.copied().unwrap_or(Key::Collections(first)),
    });
    let listing = listing(&use_store(), key);
    super::title(move || i18n.collections_title());
    let notice = super::follow(listing);
    let heading = el("div")
        .with(el("h1").attr("tabindex", "-1").with(i18n.collections_title()))
        .with(el("p").class("sub").with(i18n.collections_sub()));
    super::content()
        .with(el("div").class("head").with(heading))
        .with(ui::notice(notice))
        .with(ui::load_view(listing, move || ui::collection_rows(listing, i18n.collections_list())))
        .with(ui::pager(listing))
        .with(ui::share_dialog())
}
