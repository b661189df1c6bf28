//! One collection and its media.

use crate::{
    api::{CollectionId, Paging},
    app::{use_config, use_i18n, use_nav, use_store},
    data::{Key, Task, listing},
    dom::{El, el, part},
    route::Route,
    signal::{Memo, RwSignal, StoredValue},
    ui,
};

/// Head, media and pager of a collection.
pub(crate) fn page(id: CollectionId) -> El {
    let i18n = use_i18n();
    let nav = use_nav();
    let store = use_store();
    let first = Paging { page: 1, per_page: use_config().page_size };
    let key = Memo::new(move |before: Option<&Key>| match nav.address.get().route {
        Route::Collection { id: shown, paging, .. } if shown == id => Key::Media(id, paging),
        _ => before.copied().unwrap_or(Key::Media(id, first)),
    });
    let listing = listing(&store, key, || false);
    let shown = RwSignal::new(store.shown(id));
    // The head may be known from the list; it is asked for anyway. Where that fails, the list's place says
    // why: the request for the media fails alike.
    let ask = move || {
        let store = store.clone();
        Task::spawn(async move {
            if store.clone().load_collection(id).await.is_ok() {
                shown.set(store.shown(id));
            }
        })
    };
    let asking = StoredValue::new_local(ask());
    listing.on_retry(move || asking.set_value(ask()));
    let now = Memo::new(move |_| shown.get().map(|shown| shown.get()));
    // Where nothing can be had of it, its number is what is known.
    let failed = Memo::new(move |_| listing.load.with(|load| load.error().is_some()));
    let name = move || match now.with(|now| now.as_ref().map(|now| ui::name_of(i18n, &now.collection))) {
        Some(name) => name,
        None if failed.get() => i18n.collection_numbered(&id.to_string()),
        None => String::new(),
    };
    let list = ui::Layout::remembered();
    super::title(name);
    let notice = super::follow(listing);
    let per_page = move || nav.address.get().route.paging().map_or(first.per_page, |paging| paging.per_page);
    let back = move || nav.href(&Route::collections(Paging { page: 1, per_page: per_page() }));
    let crumb = el("nav")
        .class("crumb")
        .attr("aria-label", i18n.crumb())
        .with(el("a").class("link").attr("href", back).with(i18n.nav_collections()))
        .with(el("span").attr("aria-hidden", "true").with("›"))
        .with(el("bdi").with(name));
    let known = Memo::new(move |_| now.with(Option::is_some));
    let head = el("div")
        .class("head")
        .with(
            el("div")
                .with(super::heading().with(el("bdi").with(name)))
                .with(el("p").class("sub").with(part(move || now.get().map(|now| ui::about(i18n, &now))))),
        )
        .with(part(move || known.get().then(|| ui::actions(now))));
    super::content()
        .with(crumb)
        .with(head)
        .with(el("div").class("bar").with(ui::layout_choice(list)))
        .with(ui::notice(notice))
        .with(ui::load_view(
            listing,
            move || (i18n.empty_media(), i18n.empty_media_why()),
            move || ui::media_rows(listing, i18n.collection_media(), list),
        ))
        .with(ui::pager(listing))
        .with(ui::media_dialog())
}
