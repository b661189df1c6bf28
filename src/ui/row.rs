//! The rows of the list of collections.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent};

use super::{Icon, collection_actions, icon::changing, name, offers};
use crate::{
    api::{CollectionKind, Paging},
    app::{App, use_app, use_i18n, use_nav},
    config::Feature,
    data::{Listing, RowOf, Shown},
    dom::{El, Nodes, Slot, each, el, item, nodes, write},
    extras,
    i18n::I18n,
    route::Route,
    shell::Nav,
    signal::Memo,
};

/// The rows of a page of collections. A row is a place on the screen, not a collection: on a turned page
/// the same elements show the next ones, which is the fastest way that there is, and after a row has gone
/// the focus is on the next.
pub fn collection_rows(listing: Listing, label: String) -> El {
    let i18n = use_i18n();
    let nav = use_nav();
    let places = move || {
        listing.load.with(|load| {
            let rows = load.value().map_or(&[][..], |page| &page.rows);
            let places = rows.iter().zip(0_u64..).map(|(row, place)| match row {
                RowOf::Unreadable(row) => {
                    let id = row.id;
                    item(2 * place + 1, move || el("li").with(unreadable_row(i18n, id)))
                }
                _ => item(2 * place, move || row_at(i18n, nav, listing, place)),
            });
            places.collect()
        })
    };
    let app = use_app();
    list(listing, "collections", label)
        .class("card rows")
        .on("keydown", move |event| keys(app, listing, event.unchecked_ref()))
        .on("pointerover", move |event| extras::perhaps(app, |extras| (extras.ahead)(app, listing, &event)))
        .on("focusin", move |event| extras::perhaps(app, |extras| (extras.ahead)(app, listing, &event)))
        .with(each(places))
}

/// A list that says which page it shows and whether another one is awaited.
pub(super) fn list(listing: Listing, kind: &'static str, label: String) -> El {
    let page = move || listing.load.with(|load| load.value().map(|page| page.key.paging().page.to_string()));
    el("ul")
        .attr("data-list", kind)
        .attr("data-page", page)
        .attr("aria-label", label)
        .attr("aria-busy", move || listing.is_behind())
}

fn row_at(i18n: I18n, nav: Nav, listing: Listing, place: u64) -> El {
    let app = use_app();
    let App { store, aim, .. } = app;
    let now = Memo::new(move |_| {
        let place = usize::try_from(place).ok()?;
        let id = listing.load.with(|load| match load.value()?.rows.get(place)? {
            RowOf::Collection(id) => Some(*id),
            _ => None,
        })?;
        store.with_value(|store| store.shown(id)).map(|shown| shown.get())
    });
    let (sign, change_sign) = changing(Icon::Shelf);
    // The page size goes along into the collection.
    let href = move || {
        let paging = Paging { page: 1, per_page: listing.key.get().paging().per_page };
        let id = now.with(|now| now.as_ref().map(|now| now.collection.id))?;
        Some(nav.href(&Route::Collection { id, paging, open: None }))
    };
    let link = el("a").class("name").attr("data-open", "").attr("href", href);
    let (name, before, owner, after) = (el("bdi"), el("span"), el("bdi"), el("span"));
    let (archived, level) = (el("span").class("tag arch"), el("span"));
    let fresh = el("span").class("tag edit");
    let show = {
        let name_of = name.node::<Element>();
        let [name, before, owner, after] = [&name, &before, &owner, &after].map(Slot::new);
        let [archived, fresh, level_text] = [&archived, &fresh, &level].map(Slot::new);
        let (level, was) = (level.node::<Element>(), Cell::new(None));
        move |row: &Element, shown: &Shown| {
            let collection = &shown.collection;
            write(row, "data-row", Some(&collection.id.to_string()));
            let is_archived = shown.archived == Some(true);
            change_sign(kind_icon(&collection.kind));
            let full = name::name_of(i18n, collection);
            name.set(&full);
            before.set(&(name::kind_in_line(i18n, &collection.kind) + " · "));
            owner.set(collection.owner.as_ref().map_or("", crate::api::User::name));
            let created = collection.created_at.as_ref();
            let created = created.map(|time| " · ".to_owned() + &i18n.created(&i18n.date(time)));
            after.set(created.as_deref().unwrap_or_default());
            archived.set(&if is_archived { i18n.archived() } else { String::new() });
            fresh.set(&if shown.fresh { i18n.fresh() } else { String::new() });
            let known = collection.permission.as_ref();
            let (text, class) = known.map_or_else(|| (String::new(), "tag"), |known| name::level(i18n, known));
            level_text.set(&text);
            // A name that may be cut can be read in full.
            let title = Some(full).filter(|full| full.len() > 60);
            // What most rows share is written only where it changes.
            let now = (is_archived, class, title);
            if was.replace(Some(now.clone())).as_ref() != Some(&now) {
                write(row, "class", is_archived.then_some("off"));
                level.set_class_name(class);
                write(&name_of, "title", now.2.as_deref());
            }
        }
    };
    let acts = el("div").class("acts").with(collection_actions(now, "btn quiet"));
    el("li")
        .with(offers(Feature::Bulk).then(|| pick(app, listing, now)))
        .with(el("span").class("tile").with(sign))
        .with(
            el("div")
                .class("what")
                .with(link.with(name))
                .with(el("div").class("meta").with(before).with(owner).with(after)),
        )
        .with(el("div").class("tags").with(fresh).with(archived).with(level))
        .with(acts)
        .follow(move |row| now.with(|now| now.iter().for_each(|shown| show(row, shown))))
        .follow(move |row| {
            let here = now.with(|now| now.as_ref().map(|now| now.collection.id));
            if here.is_some() && aim.get() == here {
                aim.set(None);
                super::focus_row(row.clone());
            }
        })
}

/// Chooses the row. With Shift, all from the one that was chosen before.
fn pick(app: App, listing: Listing, now: Memo<Option<Shown>>) -> El {
    let App { i18n, selection, .. } = app;
    let id = Memo::new(move |_| now.with(|now| now.as_ref().map(|now| now.collection.id)));
    let label = move || now.with(|now| now.as_ref().map(|now| i18n.bulk_pick(&name::name_of(i18n, &now.collection))));
    let click = move |event: Event| {
        let Some(id) = id.get_untracked() else { return };
        let event: &MouseEvent = event.unchecked_ref();
        let on = event.target().is_some_and(|target| target.unchecked_ref::<HtmlInputElement>().checked());
        let order = untrack(|| super::bulk::on_screen(listing));
        selection.update(|chosen| if event.shift_key() { chosen.range(&order, id, on) } else { chosen.set(id, on) });
    };
    let chosen = move || id.get().is_some_and(|id| selection.with(|chosen| chosen.contains(id)));
    el("input")
        .attr("type", "checkbox")
        .attr("data-pick", "")
        .attr("aria-label", label)
        .prop("checked", move || chosen().into())
        .on("click", click)
}

/// The arrows go from checkbox to checkbox, with Shift they choose on the way; Ctrl+A chooses the page.
fn keys(app: App, listing: Listing, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.key() == "a" && (event.ctrl_key() || event.meta_key()) {
        event.prevent_default();
        let rows = untrack(|| super::bulk::on_screen(listing));
        app.selection.update(|chosen| chosen.add_all(&rows));
        return;
    }
    let down = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let row = target.closest("[data-row]").ok().flatten().filter(|_| target.has_attribute("data-pick"));
    let next =
        row.clone().and_then(|row| if down { row.next_element_sibling() } else { row.previous_element_sibling() });
    let Some((row, next)) = row.zip(next) else { return };
    event.prevent_default();
    let id = |row: &Element| row.get_attribute("data-row").and_then(|id| id.parse().ok());
    if let Some((from, to)) = id(&row).zip(id(&next)).filter(|_| event.shift_key()) {
        let order = untrack(|| super::bulk::on_screen(listing));
        app.selection.update(|chosen| {
            if !chosen.contains(from) {
                chosen.set(from, true);
            }
            chosen.range(&order, to, true);
        });
    }
    if let Some(box_) =
        next.query_selector("[data-pick]").ok().flatten().and_then(|pick| pick.dyn_into::<HtmlElement>().ok())
    {
        // One that can't be focused leaves the focus where it is.
        let _ = box_.focus();
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
pub(super) fn unreadable_row(i18n: I18n, id: Option<i64>) -> Nodes {
    let title = id.map_or_else(|| i18n.row_unreadable(), |id| i18n.row_unreadable_id(&id.to_string()));
    nodes().with(el("span").class("tile").with(super::icon(Icon::Warning))).with(
        el("div")
            .class("what")
            .attr("data-unreadable", "")
            .with(el("span").class("name").with(title))
            .with(el("div").class("meta").with(i18n.row_unreadable_why())),
    )
}
