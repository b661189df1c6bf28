//! Signing in, in place: what was shown, typed and being done stays, and goes on afterwards.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::dialog::dialog;
use crate::{
    app::{use_app, use_config, use_i18n, use_store},
    auth::{Auth, Identity, SignInKind},
    dom::{El, Part, el, nodes, part},
    i18n::I18n,
};

/// Who the person is to the server, as views hold it.
#[derive(Clone, Copy)]
pub struct Session {
    /// The token and who waits for one.
    pub auth: StoredValue<Rc<Auth>, LocalStorage>,
    /// Whether requests wait for somebody to sign in.
    pub expired: RwSignal<bool>,
}

impl Session {
    fn signed_in(self, token: Option<String>) {
        self.auth.get_value().signed_in(token);
    }
}

/// The choice of a demo identity; drawn only where the server's own settings list them.
pub fn identity() -> Option<El> {
    let i18n = use_i18n();
    let session = use_app().session;
    let SignInKind::Demo(identities) = use_config().sign_in.clone() else { return None };
    let options: Vec<El> = identities.iter().map(|identity| el("option").with(identity.name.clone())).collect();
    let (store, restart) = (use_store(), use_app().restart);
    let chosen = move |event: Event| {
        let name = event_target_value(&event);
        if let Some(identity) = identities.iter().find(|identity| identity.name == name) {
            // Somebody else from now on: what the one before was shown is forgotten.
            store.forget();
            session.signed_in(Some(identity.token.clone()));
            restart.now();
        }
    };
    let choice = el("select").class("field").attr("aria-label", i18n.identity()).on("change", chosen).with(options);
    Some(el("div").class("who").with(choice))
}

/// The dialog that appears when the server no longer knows who is asking.
pub fn sign_in() -> Part {
    let i18n = use_i18n();
    let session = use_app().session;
    let later = move || session.auth.get_value().give_up();
    part(move || {
        session.expired.get().then(|| {
            let way = match &use_config().sign_in {
                SignInKind::Token => by_token(i18n, session),
                SignInKind::Demo(identities) => by_identity(i18n, session, identities),
                SignInKind::Cookie { sign_in_url } => elsewhere(i18n, session, sign_in_url.clone()),
                SignInKind::Gateway => elsewhere(i18n, session, Some("/auth/sign-in".to_owned())),
                SignInKind::None => elsewhere(i18n, session, None),
            };
            let not_now = el("button").class("btn push").with(i18n.act_not_now()).on("click", move |_| later());
            let content = nodes().with(el("div").class("body").with(way)).with(el("footer").with(not_now));
            dialog("small", i18n.sign_in_again(), Some(i18n.sign_in_why()), later, content)
        })
    })
}

fn by_token(i18n: I18n, session: Session) -> El {
    let missing = RwSignal::new(false);
    let field = el("input")
        .class("field")
        .attr("type", "password")
        .attr("autocomplete", "current-password")
        .attr("aria-invalid", move || missing.get())
        .attr("aria-describedby", "vt-token-hint");
    let typed: HtmlInputElement = field.node();
    let submit = move |event: Event| {
        event.prevent_default();
        let token = typed.value().trim().to_owned();
        missing.set(token.is_empty());
        if !token.is_empty() {
            session.signed_in(Some(token));
        }
    };
    let wrong = move || el("p").class("wrong").attr("role", "alert").with(i18n.sign_in_token_missing());
    el("form")
        .class("stack")
        .on("submit", submit)
        .with(el("label").class("label").with(i18n.sign_in_token()).with(field))
        .with(el("p").class("hint").attr("id", "vt-token-hint").with(i18n.sign_in_token_hint()))
        .with(part(move || missing.get().then(wrong)))
        .with(el("button").class("btn primary").with(i18n.act_sign_in()))
}

fn by_identity(i18n: I18n, session: Session, identities: &[Identity]) -> El {
    let button = |identity: &Identity| {
        let token = identity.token.clone();
        let label = i18n.sign_in_as(&identity.name);
        el("button").class("btn").with(label).on("click", move |_| session.signed_in(Some(token.clone())))
    };
    let buttons: Vec<El> = identities.iter().map(button).collect();
    el("div").class("stack").with(el("p").class("hint").with(i18n.sign_in_demo())).with(buttons)
}

fn elsewhere(i18n: I18n, session: Session, url: Option<String>) -> El {
    let text = if url.is_some() { i18n.sign_in_external() } else { i18n.sign_in_no_way() };
    let link = url.map(|url| {
        let link = el("a").class("btn").attr("href", url).attr("target", "_blank").attr("rel", "noopener");
        link.with(i18n.sign_in_open())
    });
    let go_on = el("button").class("btn primary").with(i18n.sign_in_continue());
    el("div")
        .class("stack")
        .with(el("p").with(text))
        .with(link)
        .with(go_on.on("click", move |_| session.signed_in(None)))
}
