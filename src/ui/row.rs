//! The rows of the list of collections.

use leptos::prelude::*;

use super::{
    Icon, archive_toggle,
    live::{any, maybe, part, yes},
    live_icon, name, share_button,
};
use crate::{
    api::{CollectionKind, Paging},
    data::{Listing, RowOf, Shown, use_store},
    i18n::{I18n, use_i18n},
    route::Route,
    shell::{Nav, use_nav},
};

/// The rows of a page of collections. A row is a place on the screen, not a collection: on a turned page
/// the same elements show the next ones, which is the fastest way that there is, and after a row has gone
/// the focus is on the next.
pub fn collection_rows(listing: Listing, label: String) -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
    let rows = move || listing.load.with(|load| load.value().map_or(0, |page| page.rows.len()));
    let count = Memo::new(move |_| rows());
    let page = maybe(move || listing.load.with(|load| load.value().map(|page| page.key.paging().page.to_string())));
    view! {
        <ul class="card rows" data-list="collections" data-page=page aria-label=label aria-busy=yes(move || listing.is_behind())>
            <For each=move || 0..count.get() key=|place| *place children=move |place| row(i18n, nav, listing, place) />
        </ul>
    }
}

fn row(i18n: I18n, nav: Nav, listing: Listing, place: usize) -> impl IntoView {
    let at = Memo::new(move |_| listing.load.with(|load| load.value().and_then(|page| page.rows.get(place).cloned())));
    let store = StoredValue::new_local(use_store());
    let now = Memo::new(move |_| match at.get() {
        Some(RowOf::Collection(id)) => store.with_value(|store| store.shown(id)).map(|shown| shown.get()),
        _ => None,
    });
    let unreadable = Memo::new(move |_| match at.get() {
        Some(RowOf::Unreadable(row)) => Some(row.id),
        _ => None,
    });
    let id = maybe(move || match at.get() {
        Some(RowOf::Collection(id)) => Some(id.to_string()),
        _ => None,
    });
    view! {
        <li data-row=id class:off=move || now.with(|now| now.as_ref().is_some_and(|now| now.archived == Some(true)))>
            {part(move || match unreadable.get() {
                None => readable(i18n, nav, listing, now).into_any(),
                Some(id) => unreadable_row(i18n, id).into_any(),
            })}
        </li>
    }
}

/// A value of the row's collection, or nothing while there is none.
fn read(
    now: Memo<Option<Shown>>,
    value: impl Fn(&Shown) -> Option<String> + Send + Sync + 'static,
) -> Signal<Option<String>> {
    maybe(move || now.with(|now| now.as_ref().and_then(&value)))
}

fn readable(i18n: I18n, nav: Nav, listing: Listing, now: Memo<Option<Shown>>) -> impl IntoView {
    let href = read(now, move |now| {
        // The page size goes along into the collection.
        let per_page = listing.key.get().paging().per_page;
        Some(nav.href(&Route::Collection { id: now.collection.id, paging: Paging { page: 1, per_page }, open: None }))
    });
    let created = read(now, move |now| {
        now.collection.created_at.as_ref().map(|time| " · ".to_owned() + &i18n.created(&i18n.date(time)))
    });
    let owner = read(now, |now| now.collection.owner.as_ref().map(|owner| owner.name().to_owned()));
    view! {
        <span class="tile">
            {live_icon(move || now.with(|now| now.as_ref().map_or(Icon::Shelf, |now| kind_icon(&now.collection.kind))))}
        </span>
        <div class="what">
            <a class="name" data-open="" href=href>
                <bdi>{read(now, move |now| Some(name::name_of(i18n, &now.collection)))}</bdi>
            </a>
            <div class="meta">
                {read(now, move |now| Some(name::kind(i18n, &now.collection.kind) + " · "))}
                <bdi>{owner}</bdi>
                {created}
            </div>
        </div>
        <div class="tags">
            {part(move || {
                let archived = now.with(|now| now.as_ref().is_some_and(|now| now.archived == Some(true)));
                any(archived.then(|| view! { <span class="tag arch">{i18n.archived()}</span> }))
            })}
            {part(move || any(now.with(|now| now.as_ref().and_then(|now| name::level_tag(i18n, now)))))}
        </div>
        <div class="acts">
            {share_button(i18n, now, "btn quiet")}
            {archive_toggle(i18n, now, "btn quiet toggle")}
        </div>
    }
}

fn kind_icon(kind: &CollectionKind) -> Icon {
    match kind {
        CollectionKind::Personal => Icon::Person,
        CollectionKind::Course | CollectionKind::CourseWide => Icon::Course,
        CollectionKind::Collection | CollectionKind::Other(_) => Icon::Shelf,
    }
}

/// A row that could not be read costs itself only, and says so.
pub(super) fn unreadable_row(i18n: I18n, id: Option<i64>) -> impl IntoView {
    let title = id.map_or_else(|| i18n.row_unreadable(), |id| i18n.row_unreadable_id(&id.to_string()));
    view! {
        <span class="tile">{super::icon(Icon::Warning)}</span>
        <div class="what" data-unreadable="">
            <span class="name">{title}</span>
            <div class="meta">{i18n.row_unreadable_why()}</div>
        </div>
    }
}
