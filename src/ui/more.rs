//! What else can be done with a collection.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{
    Icon, Question, archive_toggle, copy,
    menu::{entry, menu},
};
use crate::{
    api::Paging,
    app::App,
    config::Feature,
    data::{Refused, Shown},
    dom::{El, part, put, watch, write},
    extras,
    route::Route,
    signal::RwSignal,
};

/// What a button needs to open its menu: made only where one is opened.
#[derive(Default)]
pub(super) struct Menu {
    made: OnceCell<(Owner, RwSignal<bool>)>,
    of: Rc<RefCell<Option<Shown>>>,
}

impl Menu {
    /// Opens or closes the menu of what is shown, at its button. It belongs to the owner, and goes with this.
    pub(super) fn turn(&self, app: App, button: &HtmlElement, shown: &Shown, owner: &Owner) {
        self.of.replace(Some(shown.clone()));
        let (_, open) = self.made.get_or_init(|| {
            let owner = owner.child();
            let open = owner.with(|| self.make(app, button));
            (owner, open)
        });
        open.update(|open| *open = !*open);
    }

    fn make(&self, app: App, button: &HtmlElement) -> RwSignal<bool> {
        let open = RwSignal::new(false);
        let (node, of) = (button.clone(), self.of.clone());
        watch(move || write(&node, "aria-expanded", Some(if open.get() { "true" } else { "false" })));
        let node = button.clone();
        let menu = part(move || {
            let shown = open.get().then(|| of.borrow().clone()).flatten()?;
            let node = node.clone();
            Some(extras::draw(move |extras| (extras.menu)(app, &node, open, &shown)))
        });
        if let Some(parent) = button.parent_node() {
            put(&parent, menu, button.next_sibling().as_ref());
        }
        open
    }
}

impl Drop for Menu {
    fn drop(&mut self) {
        if let Some((owner, _)) = self.made.get() {
            owner.cleanup();
        }
    }
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
        if archived { (Icon::UNARCHIVE, i18n.act_unarchive()) } else { (Icon::ARCHIVE, i18n.act_archive()) };
    let wanted = shown.clone();
    let offers = |feature| config.with_value(|config| config.offers(feature));
    let entries = [
        offers(Feature::Share).then(|| entry(Icon::SHARE, i18n.share(), move || ask.open(Question::Share(id)))),
        offers(Feature::Archive).then(|| entry(sign, word, move || archive_toggle::want(app, &wanted, !archived))),
        // In somebody else's page no address leads here.
        (!app.root.is_embedded()).then(|| {
            entry(Icon::LINK, i18n.act_copy_link(), move || copy(i18n, toasts, &link(), say(i18n.copied_link())))
        }),
        Some(entry(Icon::COPY, i18n.act_copy_id(), move || {
            copy(i18n, toasts, &id.to_string(), say(i18n.copied_id(&id.to_string())));
        })),
        offers(Feature::Delete).then(|| {
            entry(Icon::DELETE, i18n.act_delete_ask(), move || match refused {
                Some(Refused::Library) => toasts.say(i18n.delete_library()),
                Some(Refused::ViewOnly) => toasts.say(i18n.archive_view_only()),
                None => ask.open(Question::Delete(id)),
            })
        }),
    ];
    menu(button, open, entries.into_iter().flatten().collect())
}
