//! Signing in, in place: what was shown, typed and being done stays, and goes on afterwards.

use std::rc::Rc;

use leptos::{either::EitherOf3, html, prelude::*};
use web_sys::SubmitEvent;

use super::{
    dialog::dialog,
    live::{any, part, yes},
    use_config,
};
use crate::{
    auth::{Auth, Identity, SignInKind},
    data::use_store,
    i18n::{I18n, use_i18n},
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
pub fn identity() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let SignInKind::Demo(identities) = use_config().sign_in.clone() else { return None };
    let options = identities.iter().map(|identity| view! { <option>{identity.name.clone()}</option> }).collect_view();
    let (store, restart) = (use_store(), expect_context::<super::Restart>());
    let chosen = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some(identity) = identities.iter().find(|identity| identity.name == name) {
            // Somebody else from now on: what the one before was shown is forgotten.
            store.forget();
            session.signed_in(Some(identity.token.clone()));
            restart.now();
        }
    };
    Some(view! {
        <div class="who">
            <select class="field" aria-label=i18n.identity() on:change=chosen>{options}</select>
        </div>
    })
}

/// The dialog that appears when the server no longer knows who is asking.
pub fn sign_in() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let later = move || session.auth.get_value().give_up();
    part(move || {
        any(session.expired.get().then(|| {
            let heading = move || i18n.sign_in_again();
            dialog("small", heading, Some(i18n.sign_in_why()), later, move || {
                view! {
                    <div class="body">
                        {match &use_config().sign_in {
                            SignInKind::Token => EitherOf3::A(by_token(i18n, session)),
                            SignInKind::Demo(identities) => EitherOf3::B(by_identity(i18n, session, identities)),
                            SignInKind::Cookie { sign_in_url } => EitherOf3::C(elsewhere(i18n, session, sign_in_url.clone())),
                            SignInKind::Gateway => EitherOf3::C(elsewhere(i18n, session, Some("/auth/sign-in".to_owned()))),
                            SignInKind::None => EitherOf3::C(elsewhere(i18n, session, None)),
                        }}
                    </div>
                    <footer><button class="btn push" on:click=move |_| later()>{i18n.act_not_now()}</button></footer>
                }
            })
        }))
    })
}

fn by_token(i18n: I18n, session: Session) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let missing = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let token = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        missing.set(token.is_empty());
        if !token.is_empty() {
            session.signed_in(Some(token));
        }
    };
    view! {
        <form class="stack" on:submit=submit>
            <label class="label">
                {i18n.sign_in_token()}
                <input node_ref=field class="field" type="password" autocomplete="current-password" aria-invalid=yes(move || missing.get()) aria-describedby="vt-token-hint" />
            </label>
            <p class="hint" id="vt-token-hint">{i18n.sign_in_token_hint()}</p>
            {part(move || any(missing.get().then(|| view! { <p class="wrong" role="alert">{i18n.sign_in_token_missing()}</p> })))}
            <button class="btn primary">{i18n.act_sign_in()}</button>
        </form>
    }
}

fn by_identity(i18n: I18n, session: Session, identities: &[Identity]) -> impl IntoView + use<> {
    let button = |identity: &Identity| {
        let token = identity.token.clone();
        let label = i18n.sign_in_as(&identity.name);
        view! { <button class="btn" on:click=move |_| session.signed_in(Some(token.clone()))>{label}</button> }
    };
    view! {
        <p class="hint">{i18n.sign_in_demo()}</p>
        <div class="stack">{identities.iter().map(button).collect_view()}</div>
    }
}

fn elsewhere(i18n: I18n, session: Session, url: Option<String>) -> impl IntoView {
    let text = if url.is_some() { i18n.sign_in_external() } else { i18n.sign_in_no_way() };
    view! {
        <div class="stack">
            <p>{text}</p>
            {url.map(|url| view! { <a class="btn" href=url target="_blank" rel="noopener">{i18n.sign_in_open()}</a> })}
            <button class="btn primary" on:click=move |_| session.signed_in(None)>{i18n.sign_in_continue()}</button>
        </div>
    }
}
