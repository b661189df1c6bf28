//! Signing in, in place: what was shown, typed and being done stays, and goes on afterwards.

use web_sys::{Event, HtmlInputElement};

use super::{
    dialog::{bare, dialog},
    session::{Session, be, gateway},
};
use crate::{
    app::{App, use_app},
    auth::{Identity, SignInKind},
    dom::{El, Part, el, nodes, part},
    extras,
    i18n::I18n,
    signal::RwSignal,
};

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
        SignInKind::Gateway => elsewhere(i18n, session, Some(gateway())),
        SignInKind::None | SignInKind::Host => elsewhere(i18n, session, None),
    };
    let not_now = el("button").class("btn push").with(i18n.act_not_now()).on("click", move |_| later());
    let content = nodes().with(el("div").class("body").with(way)).with(bare("footer").with(not_now));
    dialog("small", i18n.sign_in_again(), Some(i18n.sign_in_why()), later, content)
}

fn by_token(i18n: I18n, session: Session) -> El {
    let missing = RwSignal::new(false);
    let field = el("input")
        .class("field")
        .attr("type", "password")
        .attr("autofocus", "")
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
        // Who it was goes on; the way out is not what one is led to first.
        let here = (app.session.identity.get_untracked() == at).then(String::new);
        el("button").class("btn").attr("autofocus", here).with(label).on("click", move |_| be(app, at, &identity))
    };
    let buttons: Vec<El> = identities.iter().enumerate().map(button).collect();
    el("div").class("stack").with(el("p").class("hint").with(app.i18n.sign_in_demo())).with(buttons)
}

fn elsewhere(i18n: I18n, session: Session, url: Option<String>) -> El {
    let text = if url.is_some() { i18n.sign_in_external() } else { i18n.sign_in_no_way() };
    let alone = url.is_none().then(String::new);
    let link = url.map(|url| {
        let link = el("a")
            .class("btn")
            .attr("autofocus", "")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener");
        link.with(i18n.sign_in_open())
    });
    let go_on = el("button").class("btn primary").attr("autofocus", alone).with(i18n.sign_in_continue());
    el("div")
        .class("stack")
        .with(el("p").with(text))
        .with(link)
        .with(go_on.on("click", move |_| session.signed_in(None)))
}
