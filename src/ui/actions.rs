//! What can be done with a collection, where it stands.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event, HtmlElement, Node};

use super::{
    Icon, Question,
    archive_toggle::{self, Toggle},
    icon,
    more::Menu,
    name_of,
};
use crate::{
    app::{App, use_app, use_config},
    config::Feature,
    data::Shown,
    dom::{self, El, Parts, el, write},
    signal::Memo,
};

/// Whether something is offered here.
pub fn offers(feature: Feature) -> bool {
    use_config().offers(feature)
}

/// The buttons of a collection that the deployment offers, at the end of an element, and those of their parts that
/// [`Actions`] writes to.
pub(super) fn buttons(inside: El, class: &'static str) -> (El, Vec<Element>) {
    let i18n = use_app().i18n;
    let button = || el("button").class(class);
    let mut parts = Vec::new();
    let mut inside = inside;
    if offers(Feature::Share) {
        let share = button()
            .attr("data-permissions", "")
            .attr("aria-haspopup", "dialog")
            .with(icon(Icon::SHARE))
            .with(i18n.share());
        parts.push(share.node());
        inside = inside.with(share);
    }
    if offers(Feature::Archive) {
        let (toggle, written) = archive_toggle::toggle(button());
        parts.extend(written);
        inside = inside.with(toggle);
    }
    let more = button()
        .attr("data-more", "")
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", "false")
        .with(icon(Icon::MORE));
    parts.push(more.node());
    (inside.with(more), parts)
}

/// The buttons of one collection, or of one place at which collections stand.
pub(super) struct Actions {
    app: App,
    share: Option<Element>,
    toggle: Option<Toggle>,
    more: HtmlElement,
    menu: Menu,
}

impl Actions {
    /// From the parts of [`buttons`].
    pub(super) fn new(app: App, parts: &mut Parts) -> Self {
        let share = offers(Feature::Share).then(|| parts.next());
        let toggle = offers(Feature::Archive).then(|| Toggle::new(parts));
        Self { app, share, toggle, more: parts.next(), menu: Menu::default() }
    }

    /// Shows what can be done with it, and what that is called.
    pub(super) fn show(&self, shown: &Shown) {
        let i18n = self.app.i18n;
        let name = name_of(i18n, &shown.collection);
        if let Some(share) = &self.share {
            write(share, "aria-label", Some(&i18n.share_of(&name)));
        }
        if let Some(toggle) = &self.toggle {
            toggle.show(i18n, shown, &name);
        }
        write(&self.more, "aria-label", Some(&i18n.more_of(&name)));
    }

    /// Does what was clicked, if it is one of them; what a menu needs belongs to the owner.
    pub(super) fn click(&self, target: &Element, shown: &Shown, owner: &Owner) {
        let Some(button) = target.closest("button").ok().flatten() else { return };
        let is = |node: &Node| button.is_same_node(Some(node));
        if self.share.as_ref().is_some_and(|share| is(share)) {
            self.app.ask.open(Question::Share(shown.collection.id));
        } else if is(&self.more) {
            self.menu.turn(self.app, &self.more, shown, owner);
        } else if let Some(wanted) = self.toggle.as_ref().and_then(|toggle| toggle.wanted(&button, shown)) {
            archive_toggle::want(self.app, shown, wanted);
        }
    }
}

/// The buttons of the collection that a page is about.
pub fn actions(now: Memo<Option<Shown>>) -> El {
    let app = use_app();
    let (drawn, parts) = buttons(el("div").class("do"), "btn");
    let owner = Owner::current().unwrap_or_default();
    let actions = Rc::new(Actions::new(app, &mut Parts::new(parts)));
    let clicked = actions.clone();
    let click = move |event: Event| {
        let target = dom::target(&event);
        if let Some((target, shown)) = target.zip(now.get_untracked()) {
            clicked.click(&target, &shown, &owner);
        }
    };
    drawn.follow(move |_| now.with(|now| now.iter().for_each(|shown| actions.show(shown)))).on("click", click)
}
