//! From an empty element to a page: settings first, then everything else.

use std::rc::Rc;

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::{
    api::Fetch,
    config::{Config, Wrong},
    dom::{Nodes, View, el, nodes},
    i18n::{I18n, choose::choose, load, preferred},
    shell::page,
    ui::{self, Icon},
};

/// Why the settings could not be used.
enum Refused {
    Missing,
    Wrong(Wrong),
}

/// Reads `config.json` and mounts the page in place of the skeleton.
pub fn page() {
    spawn_local(async {
        let config = settings().await;
        let Some(root) = document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        let (decided, offered) =
            config.as_ref().map_or((None, &[][..]), |config| (config.locale.as_deref(), &config.locales));
        let i18n = I18n::begin(choose(decided, load::kept().as_deref(), &preferred(), offered)).await;
        i18n.tell();
        root.set_text_content(None);
        mount_to(root, move || {
            View::new(match config {
                Ok(config) => {
                    let start = page::Start { base: String::new(), config, transport: Rc::new(Fetch) };
                    page::page(start, i18n)
                }
                Err(refused) => no_settings(i18n, refused),
            })
        })
        .forget();
    });
}

async fn settings() -> Result<Config, Refused> {
    let text = load::text("/config.json").await.ok_or(Refused::Missing)?;
    Config::read(&text).map_err(Refused::Wrong)
}

/// Nothing is guessed where the settings are missing or wrong: it says which and what would be right.
fn no_settings(i18n: I18n, refused: Refused) -> Nodes {
    let (title, text) = match refused {
        Refused::Missing => (i18n.fail_config_missing(), i18n.fail_config_missing_why()),
        Refused::Wrong(wrong) => (i18n.fail_config(), i18n.fail_config_why(wrong.setting, wrong.right)),
    };
    let reload = move |_| {
        // A page that can't be reloaded is being left.
        let _ = window().location().reload();
    };
    let inner = el("div")
        .class("empty bad")
        .with(ui::icon(Icon::Warning))
        .with(el("h1").with(title))
        .with(el("p").with(text))
        .with(el("button").class("btn").with(i18n.act_reload()).on("click", reload));
    let card = el("div").class("card").attr("role", "alert").attr("data-state", "config").with(inner);
    nodes().with(ui::sprite()).with(el("main").class("shell").with(card))
}
