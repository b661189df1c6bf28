//! The list of collections.

use crate::{
    api::Paging,
    app::{App, use_app, use_config, use_nav, use_store},
    config::Feature,
    data::{Key, Load, Run, listing},
    dom::{El, el, part},
    extras,
    find::Find,
    route::Route,
    signal::{Memo, RwSignal},
    ui,
};

/// All collections that the person may see, a page at a time.
pub(super) fn page() -> El {
    let App { i18n, ask, .. } = use_app();
    let nav = use_nav();
    let first = Paging { page: 1, per_page: use_config().page_size };
    let key = Memo::new(move |before: Option<&Key>| match nav.address.get().route {
        Route::Collections { paging, .. } => Key::Collections(paging),
        // The address is about to show something else: nothing to load for that.
        _ => before.copied().unwrap_or(Key::Collections(first)),
    });
    let store = use_store();
    let find = ui::use_find();
    let looking = Memo::new(move |_| !find.with(Find::is_empty));
    let listing = listing(&store, key, move || looking.get());
    let all = RwSignal::new(Vec::new());
    let search = part(move || {
        looking.get().then(|| {
            // The list before is nothing that was found. Said here and not by the list itself, which may hear later of
            // the search than what finds, and would wipe that away for ever.
            listing.load.set(Load::Loading);
            extras::fill(move |extras| (extras.search)(use_app(), listing, find, all))
        })
    });
    super::title(move || i18n.collections_title());
    let notice = super::follow(listing);
    let heading = el("div")
        .with(super::heading().with(i18n.collections_title()))
        .with(el("p").class("sub").with(i18n.collections_sub()));
    let create = el("button").class("btn primary").attr("data-create", "").with(i18n.act_new());
    let create = create.on("click", move |_| ask.open(ui::Question::Create));
    let walked = store.walked();
    let none = move || match (looking.get(), walked.with(|walked| walked.run == Run::Complete)) {
        (false, _) => (i18n.empty_collections(), i18n.empty_collections_why()),
        (true, true) => (i18n.find_nothing(), i18n.find_nothing_why()),
        (true, false) => (i18n.find_nothing_yet(), i18n.find_nothing_yet_why()),
    };
    super::content()
        .with(
            el("div")
                .class("head")
                .with(heading)
                .with(ui::offers(Feature::Create).then(|| el("div").class("do").with(create))),
        )
        .with(ui::find_bar(find))
        .with(search)
        .with(ui::offers(Feature::Bulk).then(|| ui::bulk_bar(listing, all)))
        .with(ui::notice(notice))
        .with(ui::load_view(listing, none, move || ui::collection_rows(listing, i18n.collections_list())))
        .with(ui::pager(listing))
}
