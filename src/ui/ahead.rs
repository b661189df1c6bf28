//! What a row leads to, asked for while the pointer or the focus rests on what leads there.

use web_sys::Event;

use crate::{
    api::Paging,
    app::App,
    data::{Key, Listing},
    dom,
};

/// The pointer or the focus has come to something in a list of collections.
pub(crate) fn ahead(app: App, listing: Listing, event: &Event) {
    let target = dom::target(event);
    let target = target.and_then(|target| target.closest("[data-open], [data-permissions]").ok().flatten());
    let row = target.as_ref().and_then(|target| target.closest("[data-row]").ok().flatten());
    let id = row.and_then(|row| row.get_attribute("data-row")).and_then(|id| id.parse().ok());
    let Some((target, id)) = target.zip(id) else { return };
    app.store.with_value(|store| {
        if target.has_attribute("data-open") {
            let per_page = listing.key.get_untracked().paging().per_page;
            store.page_soon(Key::Media(id, Paging { page: 1, per_page }));
        } else {
            store.access_soon(id);
        }
    });
}
