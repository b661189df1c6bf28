//! What else can be done with a collection.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    Icon, Question, archive_toggle, copy, icon,
    menu::{entry, menu},
    name_of,
};
use crate::{
    api::Paging,
    app::{App, use_app},
    config::Feature,
    data::{Refused, Shown},
    dom::{El, Nodes, el, nodes, part},
    extras,
    route::Route,
    signal::{Memo, RwSignal},
};

/// The button that opens the menu of one collection.
pub fn more_button(now: Memo<Option<Shown>>, class: &'static str) -> Nodes {
    let app = use_app();
    let i18n = app.i18n;
    let open = RwSignal::new(false);
    let label = move || now.with(|now| now.as_ref().map(|now| i18n.more_of(&name_of(i18n, &now.collection))));
    let button = el("button")
        .class(class)
        .attr("data-more", "")
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", move || if open.get() { "true" } else { "false" })
        .attr("aria-label", label)
        .with(icon(Icon::More))
        .on("click", move |_| open.update(|open| *open = !*open));
    let node: HtmlElement = button.node();
    let menu = move || {
        let shown = open.get().then(|| now.get_untracked()).flatten()?;
        let node = node.clone();
        Some(extras::draw(move |extras| (extras.menu)(app, &node, open, &shown)))
    };
    nodes().with(button).with(part(menu))
}

/// The menu of one collection, at its button.
pub(crate) fn menu_of(app: App, button: &HtmlElement, open: RwSignal<bool>, shown: &Shown) -> El {
    let App { i18n, nav, toasts, config, ask, .. } = app;
    let (id, refused) = (shown.collection.id, shown.archive_refused());
    let per_page = config.with_value(|config| config.page_size);
    let link = move || {
        let path = nav.href(&Route::Collection { id, paging: Paging { page: 1, per_page }, open: None });
        window().location().origin().unwrap_or_default() + &path
    };
    let say = move |text: String| move || toasts.say(text);
    let archived = shown.archived == Some(true);
    let (sign, word) =
        if archived { (Icon::Unarchive, i18n.act_unarchive()) } else { (Icon::Archive, i18n.act_archive()) };
    let wanted = shown.clone();
    let offers = |feature| config.with_value(|config| config.offers(feature));
    let entries = [
        offers(Feature::Share).then(|| entry(Icon::Share, i18n.share(), move || ask.open(Question::Share(id)))),
        offers(Feature::Archive).then(|| entry(sign, word, move || archive_toggle::want(app, &wanted, !archived))),
        // In somebody else's page no address leads here.
        (!app.root.is_embedded()).then(|| {
            entry(Icon::Link, i18n.act_copy_link(), move || copy(i18n, toasts, &link(), say(i18n.copied_link())))
        }),
        Some(entry(Icon::Copy, i18n.act_copy_id(), move || {
            copy(i18n, toasts, &id.to_string(), say(i18n.copied_id(&id.to_string())));
        })),
        offers(Feature::Delete).then(|| {
            entry(Icon::Delete, i18n.act_delete_ask(), move || match refused {
                Some(Refused::Library) => toasts.say(i18n.delete_library()),
                Some(Refused::ViewOnly) => toasts.say(i18n.archive_view_only()),
                None => ask.open(Question::Delete(id)),
            })
        }),
    ];
    menu(button, open, entries.into_iter().flatten().collect())
}
