//! The media of a collection, as a grid or as a list.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

use super::{
    Icon,
    choice::choice,
    icon, pick,
    row::{list, unreadable_row},
};
use crate::{
    api::{Media, Transcoding},
    app::{App, use_app},
    config::Mode,
    data::{Listing, RowOf},
    dom::{El, Root, each, el, item, write},
    i18n::{I18n, clock},
    route::Route,
    shell::How,
    signal::RwSignal,
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

/// Where choices are remembered.
pub(super) fn storage(root: Root) -> Option<web_sys::Storage> {
    // In somebody else's page nothing is kept.
    if root.is_embedded() {
        return None;
    }
    // A browser that keeps nothing for us still shows everything.
    window().local_storage().ok().flatten()
}

impl Layout {
    /// The choice made before, else the grid.
    #[must_use]
    pub fn remembered() -> RwSignal<Self> {
        let kept = storage(use_app().root).and_then(|storage| storage.get_item(REMEMBERED).ok().flatten());
        RwSignal::new(if kept.as_deref() == Some("list") { Layout::List } else { Layout::Grid })
    }
}

/// The choice between grid and list.
pub fn layout_choice(layout: RwSignal<Layout>) -> El {
    let App { i18n, root, .. } = use_app();
    let choose = move |wanted: Layout| {
        layout.set(wanted);
        if let Some(storage) = storage(root) {
            // Full or forbidden storage only means that the choice is not remembered.
            let _ = storage.set_item(REMEMBERED, if wanted == Layout::List { "list" } else { "grid" });
        }
    };
    let at = |list: bool| if list { Layout::List } else { Layout::Grid };
    let options = vec![i18n.view_grid(), i18n.view_list()];
    let chosen = move || usize::from(layout.get() == Layout::List);
    choice(i18n.view(), "vt-view", options, chosen, move |list| choose(at(list == 1)))
}

/// The rows of a page of media.
pub fn media_rows(listing: Listing, label: String, layout: RwSignal<Layout>) -> El {
    let app = use_app();
    let App { i18n, .. } = app;
    let rows = move || {
        listing.load.with(|load| {
            let rows = load.value().map_or(&[][..], |page| &page.rows);
            let rows = rows.iter().zip(0_u64..).map(|(row, place)| match row {
                RowOf::Media(media) => {
                    let key = Arc::as_ptr(media) as usize as u64;
                    let media = media.clone();
                    item(key, move || medium(app, &media))
                }
                RowOf::Unreadable(row) => {
                    let id = row.id;
                    // Beside the addresses of what is in memory: those are even.
                    item(2 * place + 1, move || el("li").with(unreadable_row(i18n, id)))
                }
                RowOf::Collection(_) => item(2 * place + 1, || el("li")),
            });
            rows.collect()
        })
    };
    let class = move || if layout.get() == Layout::Grid { "grid" } else { "card rows list" };
    list(listing, "media", label).class(class).with(each(rows))
}

/// The title of a medium.
pub(super) fn title(i18n: I18n, media: &Media) -> String {
    if media.title.trim().is_empty() { i18n.media_untitled() } else { media.title.clone() }
}

fn medium(app: App, media: &Arc<Media>) -> El {
    let App { i18n, nav, config, .. } = app;
    let id = media.id;
    let open = move |event: Event| {
        let event: &MouseEvent = event.unchecked_ref();
        // A middle click or one with a modifier is the browser's.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        if let Route::Collection { id: collection, paging, .. } = nav.address.get_untracked().route {
            nav.go(&Route::Collection { id: collection, paging, open: Some(id) }, How::Push);
        }
    };
    let href = move || match nav.address.get().route {
        Route::Collection { id: collection, paging, .. } => {
            Some(nav.href(&Route::Collection { id: collection, paging, open: Some(id) }))
        }
        _ => None,
    };
    let owner = media.owner.as_ref().map(|owner| owner.name().to_owned()).unwrap_or_default();
    let created = media.created_at.as_ref().map(|time| i18n.date(time));
    let (mark, name) = if config.with_value(|config| config.mode == Mode::Pick) {
        let (mark, name) = pick::choose(media);
        (Some(mark), name)
    } else {
        let link = el("a").class("name").attr("href", href).on("click", open);
        (None, link.with(el("bdi").with(title(i18n, media))))
    };
    let fact = |class: &'static str, text: Option<String>| el("span").class(class).with(text.unwrap_or_default());
    el("li")
        .attr("data-row", id.to_string())
        .with(thumb(i18n, media))
        .with(mark)
        .with(
            el("div").class("what").with(name).with(
                el("div").class("meta").with(el("bdi").with(owner)).with(
                    created.clone().map(|created| el("span").class("only-grid").with(" · ".to_owned() + &created)),
                ),
            ),
        )
        .with(el("span").class("only-list").with(state(i18n, media)))
        .with(fact("meta number only-list length", media.duration.map(clock)))
        .with(fact("meta number only-list size", media.size.map(|size| i18n.size(size))))
        .with(fact("meta number only-list day", created))
}

/// The mark of a medium that can't be watched yet or at all.
fn state(i18n: I18n, media: &Media) -> Option<El> {
    let (class, text) = match &media.transcoding {
        Transcoding::Finished => return None,
        Transcoding::Processing => ("tag arch", i18n.media_processing()),
        Transcoding::Failed => ("tag bad", i18n.media_failed()),
        Transcoding::Other(word) => ("tag", word.clone()),
    };
    Some(el("span").class(class).with(text))
}

/// The picture, or a drawn one where there is none or the server refuses it.
fn thumb(i18n: I18n, media: &Media) -> El {
    let picture = media.thumbnail.clone().map(|src| {
        el("img")
            .attr("src", src)
            .attr("alt", "")
            .attr("width", "320")
            .attr("height", "180")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            // It shows itself in its place once it is there.
            .on("load", |event| {
                if let Some(picture) = event.target() {
                    write(picture.unchecked_ref(), "data-here", Some(""));
                }
            })
            .on("error", |event| {
                if let Some(picture) = event.target() {
                    picture.unchecked_ref::<Element>().remove();
                }
            })
    });
    let length = media.duration.map(|seconds| {
        let words = i18n.media_length(&i18n.length(seconds));
        el("b").attr("role", "img").attr("aria-label", words).with(clock(seconds))
    });
    let sign = if media.thumbnail.is_some() { Icon::Audio } else { Icon::Play };
    el("div").class("thumb").with(icon(sign)).with(picture).with(length).with(state(i18n, media))
}
