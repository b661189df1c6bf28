//! What one address shows.

pub(crate) mod collection;
mod collections;
pub(crate) mod not_found;
pub(crate) mod report;
pub(crate) mod signed_out;

use leptos::prelude::*;

use crate::{
    api::{CollectionId, Paging},
    app::{App, use_app},
    config::Feature,
    data::Listing,
    dom::{El, Part, el, nodes, part, watch},
    extras,
    route::Route,
    shell::{How, Nav},
    signal::{Memo, RwSignal, StoredValue},
    ui,
};

/// Which page is on the screen: it is drawn anew only when this changes.
#[derive(Clone, PartialEq)]
enum Which {
    Collections,
    Collection(CollectionId),
    Report(Vec<CollectionId>),
    Unknown,
}

/// The page that the address asks for.
pub fn current(nav: Nav) -> Part {
    let reports = ui::offers(Feature::Report);
    let which = Memo::new(move |_| match nav.address.get().route {
        Route::Collections { .. } => Which::Collections,
        Route::Collection { id, .. } => Which::Collection(id),
        Route::Report { of } if reports => Which::Report(of),
        Route::Report { .. } | Route::Unknown => Which::Unknown,
    });
    let first = StoredValue::new_local(true);
    let app = use_app();
    let App { restart, places, session, root, .. } = app;
    part(move || {
        restart.track();
        let which = which.get();
        // Whoever has just opened the page keeps the browser's own focus; whoever comes back gets theirs.
        let moved = !first.get_value() && !places.is_back();
        first.set_value(false);
        // A page that is fetched first is drawn later.
        let drawn = move |page: El| {
            if moved {
                request_animation_frame(move || ui::focus_heading(root));
            }
            page
        };
        if session.out.get() {
            return nodes().with(extras::page(move |extras| drawn((extras.signed_out)(app))));
        }
        match which {
            Which::Collections => nodes().with(drawn(collections::page())),
            Which::Collection(id) => nodes().with(extras::page(move |extras| drawn((extras.collection)(id)))),
            Which::Report(of) => nodes().with(extras::page(move |extras| drawn((extras.report)(of.clone())))),
            Which::Unknown => nodes().with(extras::page(move |extras| drawn((extras.not_found)()))),
        }
    })
}

/// Keeps the document's title as the page's heading says.
fn title(heading: impl Fn() -> String + 'static) {
    let App { i18n, root, .. } = use_app();
    // The title of somebody else's page is theirs.
    if root.is_embedded() {
        return;
    }
    watch(move || document().set_title(&(heading() + " · " + &i18n.brand())));
}

/// Where a page's content stands.
pub(crate) fn content() -> El {
    // The page around has its own main part.
    let name = if use_app().root.is_embedded() { "div" } else { "main" };
    el(name).class("shell").attr("id", "content")
}

/// What a page is about, below the heading of a page around.
pub(crate) fn heading() -> El {
    let level = use_app().root.is_embedded().then_some("2");
    el("h1").attr("tabindex", "-1").attr("aria-level", move || level)
}

/// Says a turned page once it is there, shows its start or the place that the person comes back to, and lands
/// on the last page where the address asks for one past the end.
fn follow(listing: Listing) -> RwSignal<Option<String>> {
    let App { i18n, nav, announcer, places, root, .. } = use_app();
    let notice = RwSignal::new(None);
    let mut before = None;
    let mut landing = false;
    watch(move || {
        let key = listing.key.get();
        let shown = listing.load.with(|load| load.value().filter(|page| page.key == key).cloned());
        let Some(page) = shown else { return };
        let paging = key.paging();
        let last = page.meta.last_page.map(|last| last.max(1));
        if page.rows.is_empty() && paging.page > 1 {
            let last = last.filter(|last| *last < paging.page).unwrap_or(1);
            let asked = i18n.number(paging.page.into());
            notice.set(Some(i18n.notice_past_end(&asked, &i18n.number(last.into()))));
            landing = true;
            let route = nav.address.get_untracked().route;
            nav.go(&route.at(Paging { page: last, ..paging }), How::Replace);
            return;
        }
        let shown_before = before.replace(paging);
        // Who comes back from a page that could not be had has had this one on the screen all along.
        if shown_before == Some(paging) && !places.is_back() {
            return;
        }
        if !std::mem::take(&mut landing) {
            notice.set(None);
        }
        if shown_before.is_some() {
            let at = i18n.number(paging.page.into());
            announcer.say(match last {
                Some(last) => i18n.pager_at(&at, &i18n.number(last.into())),
                None => i18n.pager_at_open(&at),
            });
        }
        request_animation_frame(move || {
            if !places.restore() && shown_before.is_some() && (places.is_scrolled() || root.is_embedded()) {
                ui::show_list_start(root);
            }
        });
    });
    notice
}
