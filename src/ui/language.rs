//! The choice of a language, each named as it names itself.

use leptos::prelude::*;
use web_sys::{Event, HtmlSelectElement};

use crate::{
    app::{App, use_app},
    data::spawn,
    dom::{El, el},
    i18n::{LANGUAGES, choose, load, preferred},
};

/// The choice; none where the deployment has decided, or offers no other.
pub fn language() -> Option<El> {
    let app = use_app();
    let offered = app.config.with_value(|config| config.locale.is_none().then(|| config.locales.clone()))?;
    if offered.len() < 2 {
        return None;
    }
    let languages = LANGUAGES.iter().filter(|(tag, _)| offered.contains(tag));
    let option =
        |(tag, name): &(&'static str, &'static str)| el("option").attr("value", *tag).attr("lang", *tag).with(*name);
    let now = app.i18n.choice().language;
    let choice = el("select")
        .class("field")
        .attr("data-language", "")
        .attr("aria-label", app.i18n.language())
        .with(languages.map(option).collect::<Vec<_>>())
        .prop("value", move || now.as_str().into());
    let select: HtmlSelectElement = choice.node();
    let chosen = move |_: Event| switch(app, &select);
    Some(choice.on("change", chosen))
}

/// Speaks what was chosen. All is drawn anew then, and the choice has the focus again.
fn switch(app: App, select: &HtmlSelectElement) {
    let (App { i18n, toasts, respeak, .. }, select) = (app, select.clone());
    let wanted = select.value();
    spawn(async move {
        if i18n.speak(choose::of(&wanted, &preferred())).await {
            load::keep(&wanted);
            i18n.tell();
            respeak.now();
            super::focus::focus("[data-language]");
            return;
        }
        let name = LANGUAGES.iter().find(|(tag, _)| *tag == wanted).map_or("", |(_, name)| *name);
        toasts.say(i18n.language_failed(name));
        select.set_value(&i18n.choice().language);
    });
}
