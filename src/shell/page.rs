//! The page: the browser's address, the top bar, and what the address shows.

use super::{Nav, Places, browser, instance, instance::Start};
use crate::{
    api::Paging,
    app::{App, use_app, use_config, use_store},
    dom::{Nodes, Root, el, nodes, part},
    i18n::I18n,
    route::Route,
    ui,
};

/// The whole page; `base` is the path under which it lives, without a slash at its end.
pub fn page(start: Start, i18n: I18n, base: String) -> Nodes {
    // Before the address is listened to: it has to know where the person was before that changes.
    let places = Places::new();
    let nav = browser::nav(base, start.config.page_size);
    instance::share(start, i18n, Root::new(None), nav, places, None);
    let respeak = use_app().respeak;
    nodes().with(part(move || {
        respeak.track();
        frame(nav)
    }))
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
