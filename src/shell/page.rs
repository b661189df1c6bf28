//! The page: the browser's address, the top bar, and what the address shows.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider};

use super::{How, Nav, Places, instance, instance::Start};
use crate::{
    api::Paging,
    app::{App, use_app, use_config, use_store},
    dom::{Nodes, Root, el, nodes, part, watch},
    i18n::I18n,
    route::Route,
    signal::Memo,
    ui,
};

/// The whole page; `base` is the path under which it lives, without a slash at its end.
pub fn page(start: Start, i18n: I18n, base: String) -> Nodes {
    // Before the router listens: it has to know where the person was before that changes.
    let places = Places::new();
    let nav = browser_nav(base, start.config.page_size);
    instance::share(start, i18n, Root::new(None), nav, places, None);
    let respeak = use_app().respeak;
    nodes().with(part(move || {
        respeak.track();
        frame(nav)
    }))
}

/// The browser's address as a [`Nav`]. Of the router it takes the browser's location and the clicks on links;
/// what an address means is [`Route`]'s.
fn browser_nav(base: String, size: u32) -> Nav {
    let Ok(browser) = BrowserUrl::new() else { unreachable!("a page has an address") };
    browser.init(Some(base.clone().into()));
    let url = browser.as_url().clone();
    let prefix = base.clone();
    let address = Memo::new(move |_| {
        url.with(|url| {
            let path = url.path();
            Route::read(path.strip_prefix(prefix.as_str()).unwrap_or(path), url.search(), size)
        })
    });
    // The router writes a clicked link's address only once it hears that the link's page is there.
    let (url, clicked) = (browser.as_url().clone(), browser.clone());
    watch(move || {
        url.track();
        clicked.ready_to_complete();
    });
    let to = move |base: &str, route: &Route| base.to_owned() + &route.write(size);
    let go_base = base.clone();
    Nav::new(
        address,
        move |route, how| {
            let value = to(&go_base, route);
            // Written by us, and so an address.
            let Ok(url) = BrowserUrl::parse(&value) else { return };
            browser.as_url().set(url);
            let replace = how == How::Replace;
            browser.complete_navigation(&LocationChange { value, replace, scroll: false, ..Default::default() });
        },
        move |route| to(&base, route),
    )
}

/// Top bar, content and what lies over it.
fn frame(nav: Nav) -> Nodes {
    let App { i18n, root, .. } = use_app();
    let library = use_store().library();
    let here = move |wanted: &Route| match (&nav.address.get().route, wanted) {
        (Route::Collections { .. }, Route::Collections { .. }) => true,
        (Route::Collection { id, .. }, Route::Collection { id: wanted, .. }) => id == wanted,
        _ => false,
    };
    let link = move |route: Route, text: String| {
        let href = nav.href(&route);
        el("a").attr("href", href).attr("aria-current", move || here(&route).then_some("page")).with(text)
    };
    let first_page = Paging { page: 1, per_page: use_config().page_size };
    let library_link = part(move || {
        let route = |id| Route::Collection { id, paging: first_page, open: None };
        library.get().map(|id| link(route(id), i18n.nav_library()))
    });
    let bar = el("header")
        .class("topbar")
        .with(el("span").class("brand").with(el("i").attr("aria-hidden", "true")).with(i18n.brand()))
        .with(
            el("nav")
                .attr("aria-label", i18n.nav())
                .with(link(Route::collections(first_page), i18n.nav_collections()))
                .with(library_link),
        )
        .with(el("div").class("who").with(ui::who()).with(ui::language_choice()));
    nodes()
        .with(
            el("a")
                .class("skip btn")
                .attr("href", "#content")
                .with(i18n.skip())
                .on("click", move |event| skip(root, event)),
        )
        .with(bar)
        .with(instance::content(nav))
}

#[expect(clippy::needless_pass_by_value, reason = "an event handler is handed its event")]
/// The skip link moves the focus itself: following `#content` would change the address.
fn skip(root: Root, event: web_sys::Event) {
    event.prevent_default();
    event.stop_propagation();
    ui::focus_heading(root);
}
