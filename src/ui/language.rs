//! The choice of a language, each named as it names itself.

use leptos::prelude::request_animation_frame;
use web_sys::{Event, HtmlSelectElement};

use crate::{
    app::{App, use_app, use_config},
    data::spawn,
    dom::{El, el},
    extras,
    i18n::{LANGUAGES, choose, load, preferred},
    shell::reload,
};

/// The choice; none where the deployment has decided, or offers no other.
pub fn language_choice() -> Option<El> {
    let (app, config) = (use_app(), use_config());
    if app.root.is_embedded() || config.locale.is_some() || config.locales.len() == 1 {
        return None;
    }
    let now = app.i18n.language_now();
    let mut choice = el("select").class("field").attr("data-language", "").attr("aria-label", app.i18n.language());
    for (tag, name) in LANGUAGES {
        if config.locales.is_empty() || config.locales.contains(&tag) {
            let chosen = (now == tag).then(String::new);
            choice = choice.with(el("option").attr("value", tag).attr("lang", tag).attr("selected", chosen).with(name));
        }
    }
    let select: HtmlSelectElement = choice.node();
    let chosen = move |_: Event| {
        let select = select.clone();
        extras::run(app, move |extras| (extras.speak)(app, &select));
    };
    Some(choice.on("change", chosen))
}

/// Speaks what was chosen. All is drawn anew then, and the choice has the focus again.
pub(crate) fn speak(app: App, select: &HtmlSelectElement) {
    let (App { i18n, toasts, respeak, .. }, select) = (app, select.clone());
    let wanted = select.value();
    let Some((wanted, name)) = LANGUAGES.into_iter().find(|(tag, _)| *tag == wanted) else { return };
    spawn(async move {
        if i18n.speak(choose::of(wanted, &preferred())).await {
            load::keep(wanted);
            i18n.tell(None);
            respeak.now();
            request_animation_frame(move || {
                app.root.focus("[data-language]");
            });
            return;
        }
        if renewed().await {
            toasts.offer(i18n.extras_renewed(), i18n.act_reload(), reload);
        } else {
            toasts.say(i18n.language_failed(name));
        }
        select.set_value(i18n.language_now());
    });
}

/// Whether the page has been replaced since this one was loaded: its document names another script.
async fn renewed() -> bool {
    let (Some(page), Some(script)) = (load::named("base"), load::named("js")) else { return false };
    load::text(&page).await.is_some_and(|text| !text.contains(&script))
}
