//! The list of collections.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::{
    offers,
    row::{Row, drawn, unreadable_row},
};
use crate::{
    api::CollectionId,
    app::{App, use_app},
    config::Feature,
    data::{Listing, RowOf},
    dom::{self, El, Stamp, el, watch},
    extras,
};

/// The rows of a page of collections. A row is a place on the screen, not a collection: on a turned page
/// the same elements show the next ones, which is the fastest way that there is, and after a row has gone
/// the focus is on the next.
pub fn collection_rows(listing: Listing, label: String) -> El {
    let app = use_app();
    let list = list(early(), listing, "collections", label).class(if offers(Feature::Bulk) {
        "card rows picks"
    } else {
        "card rows"
    });
    let rows = Rc::new(Rows {
        app,
        listing,
        list: list.node(),
        owner: Owner::current().unwrap_or_default(),
        stamp: OnceCell::new(),
        places: RefCell::default(),
    });
    rows.take_over();
    let (shown, chosen, aimed) = (rows.clone(), rows.clone(), rows.clone());
    watch(move || shown.show());
    watch(move || chosen.choose());
    watch(move || aimed.aim());
    list.on("click", move |event| rows.click(event.unchecked_ref()))
        .on("keydown", move |event| keys(app, listing, event.unchecked_ref()))
        .on("pointerover", move |event| extras::perhaps(app, |extras| (extras.ahead)(app, listing, &event)))
        .on("focusin", move |event| extras::perhaps(app, |extras| (extras.ahead)(app, listing, &event)))
}

thread_local! {
    /// The list that `boot.js` has drawn before all this was there, until it is taken over.
    static EARLY: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// Keeps what `boot.js` has drawn of the list, if anything.
#[cfg(target_arch = "wasm32")]
pub(crate) fn keep_early(root: &Element) {
    EARLY.set(root.query_selector("[data-list]").ok().flatten());
}

fn early() -> El {
    EARLY.take().map_or_else(|| el("ul"), El::of)
}

/// A list that says which page it shows and whether another one is awaited.
pub(super) fn list(list: El, listing: Listing, kind: &'static str, label: String) -> El {
    let page = move || listing.load.with(|load| load.value().map(|page| page.key.paging().page.to_string()));
    list.attr("data-list", kind)
        .attr("data-page", page)
        .attr("aria-label", label)
        .attr("aria-busy", move || listing.is_behind())
}

/// What stands at one place of the list.
enum Place {
    Row(Box<Row>),
    Unreadable(Option<i64>, Element),
}

impl Place {
    fn node(&self) -> &Element {
        match self {
            Self::Row(row) => &row.node,
            Self::Unreadable(_, node) => node,
        }
    }

    fn row(&self) -> Option<&Row> {
        if let Self::Row(row) = self { Some(row) } else { None }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.node().remove();
    }
}

/// The rows of one list, as its listeners and effects share them.
struct Rows {
    app: App,
    listing: Listing,
    list: Element,
    owner: Owner,
    stamp: OnceCell<Stamp>,
    places: RefCell<Vec<Place>>,
}

impl Rows {
    /// Shows what there is now: rows that stay are written to, others come or go.
    fn show(&self) {
        let App { store, i18n, .. } = self.app;
        let per_page = self.listing.key.get_untracked().paging().per_page;
        self.listing.load.with(|load| {
            let rows = load.value().map_or(&[][..], |page| &page.rows);
            let mut places = self.places.borrow_mut();
            for (at, wanted) in rows.iter().enumerate() {
                let here = match (wanted, places.get(at)) {
                    (RowOf::Unreadable(row), Some(Place::Unreadable(id, _))) => *id == row.id,
                    (RowOf::Unreadable(_), _) => false,
                    (_, place) => matches!(place, Some(Place::Row(_))),
                };
                if !here {
                    let new = if let RowOf::Unreadable(row) = wanted {
                        Place::Unreadable(row.id, el("li").with(unreadable_row(i18n, row.id)).node())
                    } else {
                        Place::Row(Box::new(Row::new(self.app, self.stamp().copy())))
                    };
                    // Fails only for a node that holds its own parent.
                    let _ = self.list.insert_before(new.node(), places.get(at).map(|old| &**old.node()));
                    match places.get_mut(at) {
                        Some(place) => *place = new,
                        None => places.push(new),
                    }
                }
                if let (RowOf::Collection(id), Some(row)) = (wanted, places.get(at).and_then(Place::row))
                    && let Some(shown) = store.with_value(|store| store.shown(*id))
                {
                    row.watch(shown, per_page);
                }
            }
            places.truncate(rows.len());
        });
        untrack(|| {
            self.choose();
            self.aim();
        });
    }

    fn stamp(&self) -> &Stamp {
        self.stamp.get_or_init(|| {
            let (row, parts) = drawn();
            Stamp::new(row, &parts)
        })
    }

    /// What is there already is as [`drawn`] would have it.
    fn take_over(&self) {
        let mut next = self.list.first_element_child();
        while let Some(row) = next {
            next = row.next_element_sibling();
            self.places.borrow_mut().push(Place::Row(Box::new(Row::new(self.app, self.stamp().like(row)))));
        }
    }

    /// Shows which ones are chosen.
    fn choose(&self) {
        self.app.selection.with(|chosen| {
            let places = self.places.borrow();
            for (pick, id) in places.iter().filter_map(Place::row).filter_map(|row| row.pick.as_ref().zip(row.id())) {
                pick.set_checked(chosen.contains(id));
            }
        });
    }

    /// Goes to the row that is looked for.
    fn aim(&self) {
        let Some(aim) = self.app.aim.get() else { return };
        let places = self.places.borrow();
        if let Some(row) = places.iter().filter_map(Place::row).find(|row| row.id() == Some(aim)) {
            self.app.aim.set(None);
            super::focus_row(row.node.clone());
        }
    }

    fn click(&self, event: &MouseEvent) {
        let Some(target) = dom::target(event) else { return };
        let Some(at) = target.closest("[data-row]").ok().flatten() else { return };
        let places = self.places.borrow();
        let row = places.iter().filter_map(Place::row).find(|row| row.node.is_same_node(Some(&at)));
        let Some((row, shown)) = row.and_then(|row| Some((row, row.shown()?))) else { return };
        match row.pick.as_ref().filter(|pick| pick.is_same_node(Some(&target))) {
            Some(pick) => self.pick(event, shown.collection.id, pick.checked()),
            None => row.actions.click(&target, &shown, &self.owner),
        }
    }

    /// Chooses a row. With Shift, all from the one that was chosen before.
    fn pick(&self, event: &MouseEvent, id: CollectionId, on: bool) {
        let order = untrack(|| super::bulk::on_screen(self.listing));
        let shift = event.shift_key();
        self.app.selection.update(|chosen| if shift { chosen.range(&order, id, on) } else { chosen.set(id, on) });
    }
}

/// The arrows go from checkbox to checkbox, with Shift they choose on the way; Ctrl+A chooses the page.
fn keys(app: App, listing: Listing, event: &KeyboardEvent) {
    let Some(target) = dom::target(event) else { return };
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
