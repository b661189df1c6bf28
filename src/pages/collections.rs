//! The list of collections.

use leptos::prelude::*;

use crate::{
    api::Paging,
    data::{Key, listing, use_store},
    i18n::use_i18n,
    route::Route,
    shell::use_nav,
    ui::{self, Announcer},
};

/// All collections that the person may see, a page at a time.
pub(super) fn page() -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
    let first = Paging { page: 1, per_page: ui::use_config().page_size };
    let key = Memo::new(move |before: Option<&Key>| match nav.address.get().route {
        Route::Collections(paging) => Key::Collections(paging),
        // The address is about to show something else: nothing to load for that.
        _ => before.copied().unwrap_or(Key::Collections(first)),
    });
    let listing = listing(&use_store(), key);
    let notice = RwSignal::new(None);
    super::title(move || i18n.collections_title());
    super::follow(listing, expect_context::<Announcer>(), notice);
    view! {
        <main class="shell" id="content">
            <div class="head">
                <div>
                    <h1 tabindex="-1">{i18n.collections_title()}</h1>
                    <p class="sub">{i18n.collections_sub()}</p>
                </div>
            </div>
            {ui::notice(notice)}
            {ui::load_view(listing, i18n.collections_list(), ui::collection_rows)}
            {ui::pager(listing)}
            {ui::access_dialog()}
        </main>
    }
}
