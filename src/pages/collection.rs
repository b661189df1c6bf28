//! One collection and its media.

use leptos::prelude::*;

use crate::{
    api::{CollectionId, Paging},
    data::{Key, Shown, Task, listing, use_store},
    i18n::use_i18n,
    route::Route,
    shell::use_nav,
    ui::{
        self, Announcer,
        live::{any, part, text},
    },
};

/// Head, media and pager of a collection.
pub(super) fn page(id: CollectionId) -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
    let store = use_store();
    let first = Paging { page: 1, per_page: ui::use_config().page_size };
    let key = Memo::new(move |before: Option<&Key>| match nav.address.get().route {
        Route::Collection { id: shown, paging, .. } if shown == id => Key::Media(id, paging),
        _ => before.copied().unwrap_or(Key::Media(id, first)),
    });
    let listing = listing(&store, key);
    let shown = RwSignal::new(store.shown(id));
    // The head may be known from the list; it is asked for anyway. Where that fails, the list's place says
    // why: the request for the media fails alike.
    let head = StoredValue::new_local(None::<Task>);
    Effect::new(move || {
        let store = use_store();
        let task = Task::spawn(async move {
            if store.clone().load_collection(id).await.is_ok() {
                shown.set(store.shown(id));
            }
        });
        head.set_value(Some(task));
    });
    on_cleanup(move || {
        head.try_update_value(Option::take);
    });
    let now = Memo::new(move |_| shown.get().map(|shown| shown.get()));
    let name = move || now.with(|now| now.as_ref().map_or_else(String::new, |now| ui::name_of(i18n, &now.collection)));
    let notice = RwSignal::new(None);
    let list = ui::Layout::remembered();
    super::title(name);
    super::follow(listing, expect_context::<Announcer>(), notice);
    let per_page = move || nav.address.get().route.paging().map_or(first.per_page, |paging| paging.per_page);
    let back = move || nav.href(&Route::Collections(Paging { page: 1, per_page: per_page() }));
    view! {
        <main class="shell" id="content">
            <nav class="crumb" aria-label=i18n.crumb()>
                <a class="link" href=text(back)>{i18n.nav_collections()}</a>
                <span aria-hidden={"true"}>{"›"}</span>
                <bdi>{text(name)}</bdi>
            </nav>
            <div class="head">
                <div>
                    <h1 tabindex="-1">
                        <bdi>{text(name)}</bdi>
                    </h1>
                    <p class="sub">{part(move || any(now.get().map(|now| ui::about(i18n, &now))))}</p>
                </div>
                <div class="do">{part(move || any(now.with(Option::is_some).then(|| head_actions(now))))}</div>
            </div>
            <div class="bar">{ui::layout_choice(list)}</div>
            {ui::notice(notice)}
            {ui::load_view(listing, i18n.collection_media(), move |listing, label| ui::media_rows(listing, label, list))}
            {ui::pager(listing)}
            {ui::access_dialog()}
            {ui::media_dialog()}
        </main>
    }
}

fn head_actions(now: Memo<Option<Shown>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        {ui::share_button(i18n, now, "btn")}
        {ui::archive_toggle(i18n, now, "btn toggle")}
    }
}
