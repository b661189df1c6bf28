//! Signing in, in place: what was shown, typed and being done stays, and goes on afterwards.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::dialog::dialog;
use crate::{
    app::{App, use_app, use_config},
    auth::{Auth, Identity, SignInKind},
    bulk::Bulk,
    dom::{El, Part, el, nodes, part},
    extras,
    i18n::I18n,
};

/// Who the person is to the server, as views hold it.
#[derive(Clone, Copy)]
pub struct Session {
    /// The token and who waits for one.
    pub auth: StoredValue<Rc<Auth>, LocalStorage>,
    /// Whether requests wait for somebody to sign in.
    pub expired: RwSignal<bool>,
    /// Which of the demo identities the person is.
    pub identity: RwSignal<usize>,
}

impl Session {
    fn signed_in(self, token: Option<String>) {
        self.auth.get_value().signed_in(token);
    }
}

/// Becomes a demo identity: the same person goes on, for another one everything begins afresh and what the one
/// before was shown is forgotten.
fn be(app: App, wanted: usize, identity: &Identity) {
    let token = Some(identity.token.clone());
    if app.session.identity.get_untracked() == wanted {
        app.session.signed_in(token);
        return;
    }
    let stopped = app.bulk.with_value(Bulk::runs);
    app.session.auth.get_value().switch_to(token);
    app.store.with_value(|store| store.forget());
    app.bulk.with_value(Bulk::forget);
    app.selection.update(crate::selection::Selection::clear);
    app.toasts.clear();
    if stopped {
        app.toasts.say(app.i18n.bulk_ended());
    }
    app.session.identity.set(wanted);
    app.ask.close();
    app.restart.now();
}

/// The choice of a demo identity; drawn only where the server's own settings list them.
pub fn identity() -> Option<El> {
    let app = use_app();
    let SignInKind::Demo(identities) = use_config().sign_in.clone() else { return None };
    let options: Vec<El> = identities.iter().map(|identity| el("option").with(identity.name.clone())).collect();
    let shown = identities.clone();
    let chosen = move |event: Event| {
        let name = event_target_value(&event);
        if let Some(at) = identities.iter().position(|identity| identity.name == name) {
            be(app, at, &identities[at]);
        }
    };
    let choice = el("select").class("field").attr("aria-label", app.i18n.identity()).on("change", chosen).with(options);
    Some(choice.prop("value", move || shown[app.session.identity.get().min(shown.len() - 1)].name.as_str().into()))
}

/// The dialog that appears when the server no longer knows who is asking.
pub fn sign_in() -> Part {
    let app = use_app();
    part(move || app.session.expired.get().then(|| extras::draw(move |extras| (extras.sign_in)(app))))
}

/// The dialog itself.
pub(crate) fn dialog_of(app: App) -> El {
    let App { i18n, session, config, .. } = app;
    let later = move || session.auth.get_value().give_up();
    let way = match config.with_value(|config| config.sign_in.clone()) {
        SignInKind::Token => by_token(i18n, session),
        SignInKind::Demo(identities) => by_identity(app, &identities),
        SignInKind::Cookie { sign_in_url } => elsewhere(i18n, session, sign_in_url),
        SignInKind::Gateway => elsewhere(i18n, session, Some("/auth/sign-in".to_owned())),
        SignInKind::None => elsewhere(i18n, session, None),
    };
    let not_now = el("button").class("btn push").with(i18n.act_not_now()).on("click", move |_| later());
    let content = nodes().with(el("div").class("body").with(way)).with(el("footer").with(not_now));
    dialog("small", i18n.sign_in_again(), Some(i18n.sign_in_why()), later, content)
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

fn by_identity(app: App, identities: &[Identity]) -> El {
    let button = |(at, identity): (usize, &Identity)| {
        let (label, identity) = (app.i18n.sign_in_as(&identity.name), identity.clone());
        el("button").class("btn").with(label).on("click", move |_| be(app, at, &identity))
    };
    let buttons: Vec<El> = identities.iter().enumerate().map(button).collect();
    el("div").class("stack").with(el("p").class("hint").with(app.i18n.sign_in_demo())).with(buttons)
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
