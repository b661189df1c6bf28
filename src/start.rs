//! From an empty element to a page: settings first, then everything else.

use std::rc::Rc;

use leptos::{
    mount::{UnmountHandle, mount_to},
    prelude::*,
};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::{
    api::{self, Fetch, Method, Request, Transport},
    config::{Config, Wrong},
    dom::{self, Nodes, View, el, nodes},
    i18n::{I18n, choose::choose, load, preferred},
    shell::{Start, page, reload},
    ui::{self, Icon},
};

/// Why the settings could not be used.
pub(crate) enum Refused {
    Missing,
    Wrong(Wrong),
}

/// Reads `config.json` and mounts the page in place of the skeleton.
#[wasm_bindgen]
pub fn page() {
    spawn_local(async {
        let Some(root) = document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        let mut base = load::named("base").unwrap_or_default();
        // Its last slash is the first one of what is below it.
        base.pop();
        let (text, transport) = api::handed(&root).await;
        let config = settings(text, &transport, &base).await;
        let (decided, offered) =
            config.as_ref().map_or((None, &[][..]), |config| (config.locale.as_deref(), &config.locales));
        let choice = choose(decided, load::kept().as_deref(), &preferred(), offered);
        let address = load::named(choice.language);
        let i18n = I18n::new(load::begin(choice, address).await);
        // Whatever has been done meanwhile, such as a key pressed, has its turn between the two halves of the start.
        transport.sleep(0).await;
        i18n.tell(None);
        ui::keep_early(&root);
        root.set_text_content(None);
        let draw = move || match config {
            Ok(config) => page::page(Start { config, transport: Rc::new(transport) }, i18n, base),
            Err(refused) => no_settings(i18n, &refused, false),
        };
        put(root, Box::new(draw)).forget();
    });
}

/// What is mounted, until it is dropped.
pub(crate) type Mounted = UnmountHandle<dom::Mounted>;

/// Mounts what is drawn, under an owner of its own. Boxed, so that there is one copy of it.
pub(crate) fn put(into: HtmlElement, draw: Box<dyn FnOnce() -> Nodes>) -> Mounted {
    mount_to(into, move || View::new(draw()))
}

/// From the text that the page's start has handed over, else asked for again: then it is known what was wrong.
async fn settings(handed: Option<String>, transport: &Fetch, base: &str) -> Result<Config, Refused> {
    if let Some(text) = handed {
        return Config::read(&text).map_err(Refused::Wrong);
    }
    let url = [base, "/config.json"].concat();
    let request = Request { method: Method::Get, url, headers: Vec::new(), body: None };
    match transport.send(request).await {
        Ok(answer) if (200..300).contains(&answer.status) => Config::read(&answer.body).map_err(Refused::Wrong),
        _ => Err(Refused::Missing),
    }
}

impl Refused {
    /// What it says, and what would be right.
    pub(crate) fn words(&self, i18n: I18n) -> (String, String) {
        match self {
            Self::Missing => (i18n.fail_config_missing(), i18n.fail_config_missing_why()),
            Self::Wrong(wrong) => (i18n.fail_config(), i18n.fail_config_why(wrong.setting, wrong.right)),
        }
    }
}

/// Nothing is guessed where the settings are missing or wrong: it says which and what would be right. A page around
/// has its own main part and headings, and reloads itself.
pub(crate) fn no_settings(i18n: I18n, refused: &Refused, embedded: bool) -> Nodes {
    let (title, text) = refused.words(i18n);
    let reload = || el("button").class("btn").with(i18n.act_reload()).on("click", |_| reload());
    let inner = el("div")
        .class("empty bad")
        .with(ui::icon(Icon::WARNING))
        .with(el("h1").attr("aria-level", if embedded { "2" } else { "1" }).with(title))
        .with(el("p").with(text))
        .with((!embedded).then(reload));
    let card = el("div").class("card").attr("role", "alert").attr("data-state", "config").with(inner);
    nodes().with(el(if embedded { "div" } else { "main" }).class("shell").with(card))
}
