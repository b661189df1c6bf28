//! The page: the browser's address, the top bar, and what the address shows.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::Router,
    hooks::{use_location, use_navigate},
    location::{BrowserUrl, LocationProvider},
};

use super::{How, Nav};
use crate::{
    api::{Api, Transport},
    auth::{Auth, State},
    config::Config,
    data::Store,
    i18n::I18n,
    pages,
    route::Route,
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

/// Everything that one instance shares, as contexts.
fn provide(start: Start) -> Rc<Store> {
    let auth = Auth::new(&start.config.sign_in);
    let expired = RwSignal::new(false);
    auth.on_change(Box::new(move |state| expired.set(matches!(state, State::Expired))));
    let api = Api::new(start.transport, start.config.api.clone(), auth.clone(), start.config.dialect);
    let store = Store::new(api);
    provide_context(StoredValue::new_local(store.clone()));
    provide_context(ui::Session { auth: StoredValue::new_local(auth), expired });
    provide_context(StoredValue::new_local(Rc::new(start.config)));
    provide_context(ui::Announcer::new());
    provide_context(ui::Toasts::new());
    provide_context(ui::Opened::new());
    provide_context(ui::Restart::new());
    store
}

/// The whole page.
pub fn page(start: Start, i18n: I18n) -> impl IntoView {
    let base = start.base.clone();
    let size = start.config.page_size;
    provide_context(i18n);
    provide(start);
    view! {
        <Router base=base.clone()>
            {
                let nav = browser_nav(base, size);
                provide_context(nav);
                frame(nav)
            }
        </Router>
    }
}

/// The browser's address as a [`Nav`].
fn browser_nav(base: String, size: u32) -> Nav {
    let location = use_location();
    let navigate = use_navigate();
    let prefix = base.clone();
    let address = Memo::new(move |_| {
        let path = location.pathname.get();
        let path = path.strip_prefix(prefix.as_str()).unwrap_or(&path).to_owned();
        // The raw query: the router's own parts are decoded already, and some signs would be lost.
        let query = window().location().search().unwrap_or_default();
        let tracked = location.search.get();
        let query = query.strip_prefix('?').filter(|raw| !raw.is_empty()).unwrap_or(&tracked).to_owned();
        Route::read(&path, &query, size)
    });
    finish_navigation();
    let to = move |base: &str, route: &Route| base.to_owned() + &route.write(size);
    let go_base = base.clone();
    Nav::new(
        address,
        move |route, how| {
            let replace = how == How::Replace;
            let options = NavigateOptions { resolve: false, replace, scroll: false, ..Default::default() };
            navigate(&to(&go_base, route), options);
        },
        move |route| to(&base, route),
    )
}

/// The router writes a clicked link's address only once its own `Routes` have drawn it; ours is drawn by
/// the time that effects run.
fn finish_navigation() {
    let Some(browser) = use_context::<BrowserUrl>() else { return };
    let url = browser.as_url().clone();
    Effect::new(move || {
        url.track();
        browser.ready_to_complete();
    });
}

/// Top bar, content and what lies over it.
fn frame(nav: Nav) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    let store = crate::data::use_store();
    let library = store.library();
    let here = move |wanted: &Route| match (&nav.address.get().route, wanted) {
        (Route::Collections(_), Route::Collections(_)) => true,
        (Route::Collection { id, .. }, Route::Collection { id: wanted, .. }) => id == wanted,
        _ => false,
    };
    let link = move |route: Route, text: String| {
        let href = nav.href(&route);
        view! { <a href=href aria-current=ui::live::maybe(move || here(&route).then(|| "page".to_owned()))>{text}</a> }
    };
    let first_page = crate::api::Paging { page: 1, per_page: ui::use_config().page_size };
    let library_link = ui::live::part(move || {
        let route = |id| Route::Collection { id, paging: first_page, open: None };
        ui::live::any(library.get().map(|id| link(route(id), i18n.nav_library())))
    });
    view! {
        {ui::sprite()}
        <a class="skip btn" href="#content" on:click=skip>{i18n.skip()}</a>
        <header class="topbar">
            <span class="brand"><i aria-hidden={"true"}></i>{i18n.brand()}</span>
            <nav aria-label=i18n.nav()>
                {link(Route::Collections(first_page), i18n.nav_collections())}
                {library_link}
            </nav>
            {ui::identity()}
        </header>
        {pages::current(nav)}
        {ui::toasts()}
        {ui::announcements()}
        {ui::sign_in()}
    }
}

#[expect(clippy::needless_pass_by_value, reason = "an event handler is handed its event")]
/// The skip link moves the focus itself: following `#content` would change the address.
fn skip(event: web_sys::MouseEvent) {
    event.prevent_default();
    event.stop_propagation();
    ui::focus_main();
}
