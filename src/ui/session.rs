//! Who the person is to the server, as views hold it, in every tab of the gateway's origin.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, Event, MessageEvent};

use crate::{
    app::{App, use_app, use_config},
    auth::{Auth, Identity, SignInKind, State},
    bulk::Bulk,
    data::spawn,
    dom::{El, el, listen, part},
    extras,
    route::encode,
    signal::{RwSignal, StoredValue},
};

/// What tabs tell each other.
const TABS: &str = "vitrine-session";
/// Somebody is signed in.
const SIGNED_IN: &str = "signed-in";
/// What waited for that goes on.
const RESUMED: &str = "resumed";
/// Nobody is any more.
const SIGNED_OUT: &str = "signed-out";

/// Who the person is to the server.
#[derive(Clone, Copy)]
pub struct Session {
    /// The token and who waits for one.
    pub auth: StoredValue<Rc<Auth>>,
    /// Whether requests wait for somebody to sign in.
    pub expired: RwSignal<bool>,
    /// Whether nobody is signed in, and nothing is shown that could wait for it.
    pub out: RwSignal<bool>,
    /// Which of the demo identities the person is.
    pub identity: RwSignal<usize>,
    tabs: StoredValue<Option<BroadcastChannel>>,
}

impl Session {
    /// A session of a page that has just been opened.
    #[must_use]
    pub fn new(auth: &Rc<Auth>, kind: &SignInKind) -> Self {
        let tabs = matches!(kind, SignInKind::Gateway).then(|| BroadcastChannel::new(TABS).ok()).flatten();
        let session = Self {
            auth: StoredValue::new_local(auth.clone()),
            expired: RwSignal::new(false),
            out: RwSignal::new(false),
            identity: RwSignal::new(0),
            tabs: StoredValue::new_local(tabs),
        };
        let fresh = StoredValue::new_local(matches!(kind, SignInKind::Gateway));
        auth.on_change(Box::new(move |state| match state {
            // On a page that never showed anything there is nothing to keep.
            State::Expired if fresh.get_value() => session.out.set(true),
            State::Expired => session.expired.set(true),
            State::Ready | State::Untried => {
                fresh.set_value(false);
                session.expired.set(false);
                session.tell(SIGNED_IN);
            }
        }));
        session
    }

    pub(super) fn signed_in(self, token: Option<String>) {
        self.auth.get_value().signed_in(token);
    }

    fn tell(self, word: &str) {
        self.tabs.with_value(|tabs| {
            if let Some(tabs) = tabs {
                // A word is a text, which can be sent; a closed channel has no one to hear it.
                let _ = tabs.post_message(&word.into());
            }
        });
    }
}

/// Hears what other tabs tell, until what is being drawn has gone.
pub fn hear_tabs() {
    let app = use_app();
    let Some(tabs) = app.session.tabs.get_value() else { return };
    listen(&tabs, "message", move |event: Event| {
        let Some(word) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) else { return };
        let Session { expired, out, .. } = app.session;
        match &*word {
            SIGNED_OUT => forget(app),
            SIGNED_IN if out.get_untracked() => begin_afresh(app, None),
            SIGNED_IN if expired.get_untracked() => {
                app.session.signed_in(None);
                app.session.tell(RESUMED);
            }
            RESUMED if !document().hidden() => app.toasts.say(app.i18n.sign_in_resumed()),
            _ => {}
        }
    });
    on_cleanup(move || tabs.close());
}

/// Becomes a demo identity: the same person goes on, for another one everything begins afresh.
pub(super) fn be(app: App, wanted: usize, identity: &Identity) {
    let token = Some(identity.token.clone());
    if app.session.identity.get_untracked() == wanted {
        app.session.signed_in(token);
        return;
    }
    app.session.identity.set(wanted);
    begin_afresh(app, token);
}

/// Somebody else is there from now on: what the one before was shown is forgotten.
pub(crate) fn begin_afresh(app: App, token: Option<String>) {
    let stopped = app.bulk.with_value(Bulk::runs);
    app.session.auth.get_value().switch_to(token);
    app.store.with_value(|store| store.forget());
    app.bulk.with_value(Bulk::forget);
    app.selection.update(crate::selection::Selection::clear);
    app.toasts.clear();
    if stopped {
        app.toasts.say(app.i18n.bulk_ended());
    }
    app.ask.close();
    app.session.out.set(false);
    app.restart.now();
}

/// The instance goes: whatever is under way ends.
#[cfg(target_arch = "wasm32")]
pub(crate) fn end(app: App) {
    app.session.auth.get_value().switch_to(None);
    app.bulk.with_value(Bulk::forget);
}

/// Nobody is there any more.
fn forget(app: App) {
    begin_afresh(app, None);
    app.session.out.set(true);
}

/// Where the gateway signs somebody in, and then leads back to this address.
pub(crate) fn gateway() -> String {
    let location = window().location();
    let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    "/auth/sign-in?return=".to_owned() + &encode(&here)
}

/// Who is there, where it is known, and the way out; or, in a demo, the choice of who to be.
pub fn who() -> Option<El> {
    match use_config().sign_in.clone() {
        SignInKind::Demo(identities) => Some(identity(identities)),
        SignInKind::Gateway => Some(signed_in()),
        _ => None,
    }
}

fn signed_in() -> El {
    let app = use_app();
    let me = app.store.with_value(|store| store.me());
    let name = move || me.get().map(|me| el("bdi").attr("data-me", "").with(me.name().to_owned()));
    let sign_out = move |_| extras::run(app, move |extras| (extras.sign_out)(app));
    let button = el("button").class("btn quiet").attr("data-sign-out", "").with(app.i18n.sign_in_out());
    el("span")
        .class("me")
        .attr("hidden", move || app.session.out.get())
        .with(part(name))
        .with(button.on("click", sign_out))
}

fn identity(identities: Vec<Identity>) -> El {
    let app = use_app();
    let options: Vec<El> = identities.iter().map(|identity| el("option").with(identity.name.clone())).collect();
    let shown = identities.clone();
    let chosen = move |event: Event| {
        let name = event_target_value(&event);
        if let Some(at) = identities.iter().position(|identity| identity.name == name) {
            be(app, at, &identities[at]);
        }
    };
    let choice = el("select").class("field").attr("aria-label", app.i18n.identity()).on("change", chosen).with(options);
    choice.prop("value", move || shown[app.session.identity.get().min(shown.len() - 1)].name.as_str().into())
}

/// Signs out, in every tab; where that fails it is said, for the person would think otherwise.
pub(crate) fn sign_out(app: App) {
    let store = app.store.get_value();
    spawn(async move {
        match store.sign_out().await {
            Ok(()) => {
                app.session.tell(SIGNED_OUT);
                forget(app);
            }
            Err(error) => app.toasts.say(app.i18n.sign_in_still(&super::why(app.i18n, &error))),
        }
    });
}
