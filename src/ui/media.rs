//! The media of a collection, as a grid or as a list.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Icon, icon,
    live::{any, maybe, part, text, yes},
    row::unreadable_row,
};
use crate::{
    api::{Media, Transcoding},
    data::{Listing, RowOf},
    i18n::{I18n, clock, use_i18n},
    route::Route,
    shell::{How, Nav, use_nav},
};

/// Grid or list; the page remembers the choice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Pictures beside each other.
    Grid,
    /// Lines below each other.
    List,
}

const REMEMBERED: &str = "vitrine.view";

fn storage() -> Option<web_sys::Storage> {
    // A browser that keeps nothing for us still shows everything.
    window().local_storage().ok().flatten()
}

impl Layout {
    /// The choice made before, else the grid.
    #[must_use]
    pub fn remembered() -> RwSignal<Self> {
        let kept = storage().and_then(|storage| storage.get_item(REMEMBERED).ok().flatten());
        RwSignal::new(if kept.as_deref() == Some("list") { Layout::List } else { Layout::Grid })
    }
}

/// The choice between grid and list.
pub fn layout_choice(layout: RwSignal<Layout>) -> impl IntoView {
    let i18n = use_i18n();
    let choose = move |wanted: Layout| {
        layout.set(wanted);
        if let Some(storage) = storage() {
            // Full or forbidden storage only means that the choice is not remembered.
            let _ = storage.set_item(REMEMBERED, if wanted == Layout::List { "list" } else { "grid" });
        }
    };
    let option = move |wanted: Layout, text: String| {
        view! {
            <label>
                <input type="radio" name="vt-view" prop:checked=move || layout.get() == wanted on:change=move |_| choose(wanted) />
                {text}
            </label>
        }
    };
    view! {
        <div class="seg" role="radiogroup" aria-label=i18n.view()>
            {option(Layout::Grid, i18n.view_grid())}
            {option(Layout::List, i18n.view_list())}
        </div>
    }
}

/// The rows of a page of media.
pub fn media_rows(listing: Listing, label: String, layout: RwSignal<Layout>) -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
    let rows = move || listing.load.with(|load| load.value().map_or_else(Vec::new, |page| page.rows.clone()));
    let page = maybe(move || listing.load.with(|load| load.value().map(|page| page.key.paging().page.to_string())));
    let class = text(move || if layout.get() == Layout::Grid { "grid" } else { "card rows list" }.to_owned());
    let key = |(place, row): &(usize, RowOf)| match row {
        RowOf::Media(media) => (media.id.get(), Arc::as_ptr(media) as usize),
        _ => (-1, *place),
    };
    let item = move |(_, row): (usize, RowOf)| match row {
        RowOf::Media(media) => view! { <li data-row=media.id.to_string()>{medium(i18n, nav, &media)}</li> }.into_any(),
        RowOf::Unreadable(row) => view! { <li>{unreadable_row(i18n, row.id)}</li> }.into_any(),
        RowOf::Collection(_) => ().into_any(),
    };
    view! {
        <ul class=class data-list="media" data-page=page aria-label=label aria-busy=yes(move || listing.is_behind())>
            <For each=move || rows().into_iter().enumerate() key=key children=item />
        </ul>
    }
}

/// The title of a medium.
pub(super) fn title(i18n: I18n, media: &Media) -> String {
    if media.title.trim().is_empty() { i18n.media_untitled() } else { media.title.clone() }
}

fn medium(i18n: I18n, nav: Nav, media: &Media) -> impl IntoView + use<> {
    let id = media.id;
    let open = move |event: web_sys::MouseEvent| {
        // A middle click or one with a modifier is the browser's.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        if let Route::Collection { id: collection, paging, .. } = nav.address.get_untracked().route {
            nav.go(&Route::Collection { id: collection, paging, open: Some(id) }, How::Push);
        }
    };
    let href = maybe(move || match nav.address.get().route {
        Route::Collection { id: collection, paging, .. } => {
            Some(nav.href(&Route::Collection { id: collection, paging, open: Some(id) }))
        }
        _ => None,
    });
    let owner = media.owner.as_ref().map(|owner| owner.name().to_owned());
    let created = media.created_at.as_ref().map(|time| i18n.date(time));
    let length = media.duration.map(clock);
    view! {
        {thumb(i18n, media)}
        <div class="what">
            <a class="name" href=href on:click=open>
                <bdi>{title(i18n, media)}</bdi>
            </a>
            <div class="meta">
                <bdi>{owner}</bdi>
                {created.clone().map(|created| view! { <span class="only-grid">{" · "}{created}</span> })}
            </div>
        </div>
        <span class="only-list">{state(i18n, media)}</span>
        <span class="meta number only-list length">{length}</span>
        <span class="meta number only-list size">{media.size.map(|size| i18n.size(size))}</span>
        <span class="meta number only-list day">{created}</span>
    }
}

/// The mark of a medium that can't be watched yet or at all.
fn state(i18n: I18n, media: &Media) -> Option<impl IntoView + use<>> {
    let (class, text) = match &media.transcoding {
        Transcoding::Finished => return None,
        Transcoding::Processing => ("tag arch", i18n.media_processing()),
        Transcoding::Failed => ("tag bad", i18n.media_failed()),
        Transcoding::Other(word) => ("tag", word.clone()),
    };
    Some(view! { <span class=class>{text}</span> })
}

/// The picture, or a drawn one where there is none or the server refuses it.
fn thumb(i18n: I18n, media: &Media) -> impl IntoView + use<> {
    let broken = RwSignal::new(false);
    let picture = media.thumbnail.clone();
    let picture = part(move || {
        any(picture.clone().filter(|_| !broken.get()).map(|src| {
            view! {
                <img src=src alt="" width="320" height="180" loading="lazy" decoding="async" on:error=move |_| broken.set(true) />
            }
        }))
    });
    let length = media.duration.map(|seconds| {
        let words = i18n.media_length(&i18n.length(seconds));
        view! { <b role="img" aria-label=words>{clock(seconds)}</b> }
    });
    let sign = if media.thumbnail.is_some() { Icon::Audio } else { Icon::Play };
    view! {
        <div class="thumb">
            {icon(sign)}
            {picture}
            {length}
            {state(i18n, media)}
        </div>
    }
}
