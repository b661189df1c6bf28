//! The page: the browser's address, the top bar, and what the address shows.

use std::rc::Rc;

use futures::FutureExt;
use leptos::prelude::*;

use super::{Nav, Places, browser};
use crate::{
    api::{Api, Paging, Reason, Transport},
    app::{App, use_config, use_i18n, use_store},
    auth::Auth,
    bulk::Bulk,
    config::Config,
    data::Store,
    dom::{Nodes, el, nodes, part},
    extras::Loader,
    i18n::I18n,
    pages,
    route::Route,
    selection::Selection,
    signal::{RwSignal, StoredValue},
    ui,
};

/// Where the page is mounted and which settings it has.
pub struct Start {
    /// The path under which the page lives, without a slash at its end.
    pub base: String,
    /// The deployment's settings.
    pub config: Config,
    /// How requests are sent.
    pub transport: Rc<dyn Transport>,
}

/// The whole page.
pub fn page(start: Start, i18n: I18n) -> Nodes {
    let auth = Auth::new(&start.config.sign_in);
    let api = Api::new(start.transport, start.config.api.clone(), auth.clone(), start.config.dialect);
    // Before the address is listened to: it has to know where the person was before that changes.
    let places = Places::new();
    let nav = browser::nav(start.base, start.config.page_size);
    let store = Store::new(api);
    let extras = Loader::new();
    extras.preload();
    auth.renew_by(move |gateway| {
        let renew = async move {
            // Without the file nobody can ask: as if there were no answer.
            let extras = extras.get().await.ok_or(Reason::NoAnswer)?;
            (extras.renew)(gateway).await
        };
        renew.boxed_local()
    });
    let session = ui::Session::new(&auth, &start.config.sign_in);
    provide_context(App {
        i18n,
        nav,
        places,
        bulk: StoredValue::new_local(Bulk::new(store.clone())),
        selection: RwSignal::new(Selection::default()),
        store: StoredValue::new_local(store),
        config: StoredValue::new_local(Rc::new(start.config)),
        session,
        announcer: ui::Announcer::new(),
        toasts: ui::Toasts::new(),
        extras,
        ask: ui::Ask::new(),
        aim: RwSignal::new(None),
        restart: ui::Restart::new(),
    });
    ui::hear_tabs();
    frame(nav)
}

/// Top bar, content and what lies over it.
fn frame(nav: Nav) -> Nodes {
    let i18n = use_i18n();
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
        .with(ui::who());
    nodes()
        .with(ui::sprite())
        .with(el("a").class("skip btn").attr("href", "#content").with(i18n.skip()).on("click", skip))
        .with(bar)
        .with(ui::bulk_progress())
        .with(pages::current(nav))
        .with(ui::question())
        .with(ui::toasts())
        .with(ui::announcements())
        .with(ui::sign_in())
}

#[expect(clippy::needless_pass_by_value, reason = "an event handler is handed its event")]
/// The skip link moves the focus itself: following `#content` would change the address.
fn skip(event: web_sys::Event) {
    event.prevent_default();
    event.stop_propagation();
    ui::focus_main();
}
