//! What every instance of the interface has, wherever its address lives.

use std::rc::Rc;

use futures::FutureExt;
use leptos::prelude::*;

use super::{Host, Nav, Places};
use crate::{
    api::{Api, Gateway, Reason, Transport},
    app::{App, use_app},
    auth::{Auth, SignInKind},
    bulk::Bulk,
    config::{Config, Mode},
    data::Store,
    dom::{Nodes, Root, nodes},
    extras::{self, Loader},
    i18n::I18n,
    pages,
    selection::Selection,
    signal::{RwSignal, StoredValue},
    ui,
};

/// What an instance is made of.
pub struct Start {
    /// The deployment's settings.
    pub config: Config,
    /// How requests are sent.
    pub transport: Rc<dyn Transport>,
}

/// Shares what is needed everywhere with all that is drawn from now on.
pub(super) fn share(start: Start, i18n: I18n, root: Root, nav: Nav, places: Places, host: Option<Host>) {
    let auth = Auth::new(&start.config.sign_in);
    let api = Api::new(start.transport, start.config.api.clone(), auth.clone(), start.config.dialect);
    let host = StoredValue::new_local(host.map(Rc::new));
    api.on_change(move |method, path| {
        if let Some(host) = host.try_get_value().flatten() {
            host.changed(method, path);
        }
    });
    let store = Store::new(api);
    let extras = Loader::new();
    extras.preload();
    let by_host = matches!(start.config.sign_in, SignInKind::Host);
    let host_that_renews = move || host.try_get_value().flatten().filter(|_| by_host);
    auth.renew_by(move |gateway| renew(extras, host_that_renews(), gateway).boxed_local());
    let session = ui::Session::new(&auth, &start.config.sign_in);
    provide_context(App {
        root,
        host,
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
        picks: RwSignal::new(Vec::new()),
        aim: RwSignal::new(None),
        restart: ui::Restart::new(),
        respeak: ui::Restart::new(),
    });
    ui::hear_tabs();
}

/// A new session, from the page around, or else from the gateway.
async fn renew(extras: Loader, host: Option<Rc<Host>>, gateway: Gateway) -> Result<bool, Reason> {
    if let Some(host) = host {
        return host.renew(gateway).await;
    }
    // Without the file nobody can ask: as if there were no answer.
    let extras = extras.get().await.ok_or(Reason::NoAnswer)?;
    (extras.renew)(gateway).await
}

/// The content, and what lies over it.
pub(super) fn content(nav: Nav) -> Nodes {
    let app = use_app();
    let picks = app.config.with_value(|config| config.mode == Mode::Pick);
    nodes()
        .with(extras::late(move |extras| (extras.progress)(app)))
        .with(pages::current(nav))
        .with(picks.then(|| extras::draw(move |extras| (extras.pick)(app))))
        .with(ui::question())
        .with(ui::toasts())
        .with(ui::announcements())
        .with(ui::sign_in())
        .with(extras::late(move |extras| (extras.late)(app)))
}
