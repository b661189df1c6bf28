//! The media of a collection, as a grid or as a list.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::{
    Icon,
    choice::choice,
    icon::{blank, draw},
    pick,
    row::unreadable_row,
    rows::list,
};
use crate::{
    api::{Media, Transcoding},
    app::{App, use_app},
    config::Mode,
    data::{Key, Listing, RowOf},
    dom::{self, El, Root, Stamp, each, el, item, put, write},
    i18n::{I18n, clock},
    route::Route,
    shell::{How, Nav},
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
    let App { i18n, nav, .. } = app;
    let stamp = Rc::new(stamp(app));
    let rows = move || {
        listing.load.with(|load| {
            let rows = load.value().map_or(&[][..], |page| &page.rows);
            let rows = rows.iter().zip(0_u64..).map(|(row, place)| match row {
                RowOf::Media(media) => {
                    let key = Arc::as_ptr(media) as usize as u64;
                    let (media, stamp) = (media.clone(), stamp.clone());
                    item(key, move || medium(app, listing, &stamp, &media))
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
    list(el("ul"), listing, "media", label)
        .class(class)
        .on("click", move |event| open(nav, event.unchecked_ref()))
        // A picture shows itself in its place once it is there.
        .on_within("load", |picture| write(picture, "data-here", Some("")))
        .on_within("error", Element::remove)
        .with(each(rows))
}

/// Opens the medium whose title was clicked.
fn open(nav: Nav, event: &MouseEvent) {
    // A middle click or one with a modifier is the browser's.
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let target = dom::target(event);
    let row = target.and_then(|target| target.closest("a.name").ok().flatten()?.closest("[data-row]").ok().flatten());
    let id = row.and_then(|row| row.get_attribute("data-row")?.parse().ok());
    if let (Some(id), Route::Collection { id: collection, paging, .. }) = (id, nav.address.get_untracked().route) {
        event.prevent_default();
        nav.go(&Route::Collection { id: collection, paging, open: Some(id) }, How::Push);
    }
}

/// The title of a medium.
pub(super) fn title(i18n: I18n, media: &Media) -> String {
    if media.title.trim().is_empty() { i18n.media_untitled() } else { media.title.clone() }
}

/// A medium of nothing yet, and its parts in the order in which [`medium`] takes them.
fn stamp(app: App) -> Stamp {
    let (sign, path) = blank();
    let picture = el("img")
        .attr("alt", "")
        .attr("width", "320")
        .attr("height", "180")
        .attr("loading", "lazy")
        .attr("decoding", "async");
    let (clock, thumb, what) = (el("b").attr("role", "img"), el("div").class("thumb"), el("div").class("what"));
    let picks = app.config.with_value(|config| config.mode == Mode::Pick);
    let name = (!picks).then(|| (el("a").class("name"), el("bdi")));
    let (owner, day) = (el("bdi"), el("span").class("only-grid"));
    let state = el("span").class("only-list");
    let fact = |class: &'static str| el("span").class(class);
    let facts = ["meta number only-list length", "meta number only-list size", "meta number only-list day"].map(fact);
    let meta = el("div").class("meta");
    let mut parts = vec![path, thumb.node(), picture.node(), clock.node()];
    match &name {
        Some((link, text)) => parts.extend([link.node(), text.node()]),
        None => parts.extend([what.node(), meta.node()]),
    }
    parts.extend([&owner, &day, &state].into_iter().chain(&facts).map(El::node));
    let link = name.map(|(link, text)| link.with(text));
    let row = el("li")
        .with(thumb.with(sign).with(picture).with(clock))
        .with(what.with(link).with(meta.with(owner).with(day)))
        .with(state)
        .with(facts.into_iter().collect::<Vec<_>>());
    Stamp::new(row, &parts)
}

fn medium(app: App, listing: Listing, stamp: &Stamp, media: &Arc<Media>) -> El {
    let App { i18n, nav, config, .. } = app;
    let (row, mut parts) = stamp.copy();
    let text = |element: Element, text: Option<&str>| element.set_text_content(text);
    let source = media.thumbnail.as_deref();
    draw(&parts.next(), if source.is_some() { Icon::AUDIO } else { Icon::PLAY });
    let thumb: Element = parts.next();
    // The picture, or a drawn one where there is none or the server refuses it.
    let picture: Element = parts.next();
    match source {
        Some(_) => write(&picture, "src", source),
        None => picture.remove(),
    }
    let length: Element = parts.next();
    match media.duration {
        Some(seconds) => {
            write(&length, "aria-label", Some(&i18n.media_length(&i18n.length(seconds))));
            length.set_text_content(Some(&clock(seconds)));
        }
        None => length.remove(),
    }
    put(&thumb, state(i18n, media), None);
    if config.with_value(|config| config.mode == Mode::Pick) {
        let (what, meta): (Element, Element) = (parts.next(), parts.next());
        let (mark, name) = pick::choose(media);
        put(&row.node::<Element>(), mark, Some(&what));
        put(&what, name, Some(&meta));
    } else {
        let link: Element = parts.next();
        if let Key::Media(id, paging) = listing.key.get_untracked() {
            let open = Some(media.id);
            write(&link, "href", Some(&nav.href(&Route::Collection { id, paging, open })));
        }
        text(parts.next(), Some(&title(i18n, media)));
    }
    text(parts.next(), media.owner.as_ref().map(|owner| owner.name()));
    let created = media.created_at.as_ref().map(|time| i18n.date(time));
    text(parts.next(), created.as_ref().map(|created| " · ".to_owned() + created).as_deref());
    put(&parts.next::<Element>(), state(i18n, media), None);
    text(parts.next(), media.duration.map(clock).as_deref());
    text(parts.next(), media.size.map(|size| i18n.size(size)).as_deref());
    text(parts.next(), created.as_deref());
    row.attr("data-row", media.id.to_string())
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
