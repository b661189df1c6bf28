//! Choosing media for the page around, across pages and collections.

use std::sync::Arc;

use js_sys::Array;
use web_sys::{Event, HtmlInputElement};

use super::media;
use crate::{
    api::{CollectionId, Media},
    app::{App, use_app, use_config},
    config::Config,
    dom::{El, el, part},
    route::Route,
    shell::object,
    signal::Memo,
};

/// A medium that was chosen, and where.
pub type Pick = (Arc<Media>, CollectionId);

/// The box of a medium and its title, which is the box's label; the box shows as which one it was chosen.
pub(super) fn choose(medium: &Arc<Media>) -> (El, El) {
    let app = use_app();
    let App { i18n, picks, toasts, nav, .. } = app;
    let most = use_config().pick_max;
    let id = medium.id;
    let at = Memo::new(move |_| picks.with(|picks| picks.iter().position(|(one, _)| one.id == id)));
    let name = "vt-pick-".to_owned() + &id.to_string();
    let field = el("input").attr("type", "checkbox").attr("id", name.clone());
    let node: HtmlInputElement = field.node();
    let medium = medium.clone();
    let title = media::title(i18n, &medium);
    let changed = move |_: Event| {
        let Route::Collection { id: collection, .. } = nav.address.get_untracked().route else { return };
        if !node.checked() {
            picks.update(|picks| picks.retain(|(one, _)| one.id != id));
            return;
        }
        let full = picks.with_untracked(Vec::len) >= most as usize;
        if full && most > 1 {
            node.set_checked(false);
            toasts.say(i18n.pick_most(most.into()));
            return;
        }
        picks.update(|picks| {
            // Where there can be one only, the newest it is.
            if full {
                picks.clear();
            }
            picks.push((medium.clone(), collection));
        });
    };
    let number = move || at.get().map(|at| i18n.number(at as u64 + 1));
    let field = field
        .attr("aria-label", i18n.pick_choose(&title))
        .prop("checked", move || at.get().is_some().into())
        .on("change", changed);
    let mark = el("span").class("pick").with(field).with(el("span").attr("aria-hidden", "true").with(number));
    (mark, el("label").class("name").attr("for", name).with(el("bdi").with(title)))
}

/// What is chosen, and the way to hand it over.
pub(crate) fn bar(app: App) -> El {
    let App { i18n, picks, host, config, .. } = app;
    let count = Memo::new(move |_| picks.with(Vec::len));
    let names = move || {
        let titles: Vec<String> = picks.with(|picks| picks.iter().map(|(one, _)| media::title(i18n, one)).collect());
        el("bdi").class("meta").with(titles.join(" · "))
    };
    let insert = move |_| {
        let chosen = picks.get_untracked();
        if let Some(host) = host.get_value().filter(|_| !chosen.is_empty()) {
            let items: Array = config.with_value(|config| chosen.iter().map(|pick| item(config, pick)).collect());
            host.hand_over(&items);
            picks.set(Vec::new());
        }
    };
    let cancel = move |_| {
        picks.set(Vec::new());
        if let Some(host) = host.get_value() {
            host.tell("cancel", &[]);
        }
    };
    el("div")
        .class("pickbar")
        .attr("role", "region")
        .attr("aria-label", i18n.pick_title())
        .with(el("b").attr("role", "status").with(move || i18n.pick_chosen(count.get() as u64)))
        .with(part(move || (count.get() > 0).then(names)))
        .with(el("button").class("btn push").with(i18n.act_cancel()).on("click", cancel))
        .with(
            el("button")
                .class("btn primary")
                .attr("data-insert", "")
                .attr("aria-disabled", move || count.get() == 0)
                .with(move || i18n.pick_insert(count.get() as u64))
                .on("click", insert),
        )
}

/// All that the page around needs to embed a medium. Without a template no address is made up.
fn item(config: &Config, (medium, collection): &Pick) -> wasm_bindgen::JsValue {
    let id = medium.id.to_string();
    let url = config.embed_url.as_deref().zip(medium.embed_id.as_deref());
    let url = url.map(|(template, id)| template.replace("{embed_id}", &crate::route::encode(id)));
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let all = [
        ("type", "video".to_owned()),
        ("id", id),
        ("title", medium.title.clone()),
        ("url", text(&url)),
        ("thumbnail", text(&medium.thumbnail)),
        ("embed_id", text(&medium.embed_id)),
        ("lti_launch_id", text(&medium.lti_launch_id)),
        ("description", text(&medium.description)),
        ("duration", medium.duration.map(|seconds| (seconds as u64).to_string()).unwrap_or_default()),
        ("collection_id", collection.to_string()),
    ];
    let known: Vec<(&str, &str)> =
        all.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (*name, &**value)).collect();
    object(&known)
}
