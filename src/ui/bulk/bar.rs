//! The bar above the list: how many are chosen, and what can be done with them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{
    super::{Question, offers},
    on_screen,
};
use crate::{
    api::CollectionId,
    app::{App, use_app},
    bulk::Action,
    config::Feature,
    data::Listing,
    dom::{El, el, nodes, part},
    extras,
    route::Route,
    selection::PageState,
    shell::How,
    signal::{Memo, RwSignal},
};

/// Always there, so that choosing the first one moves nothing. `all` is everything that a search has found.
pub fn bulk_bar(listing: Listing, all: RwSignal<Vec<CollectionId>>) -> El {
    let app = use_app();
    let App { i18n, selection, .. } = app;
    let state = Memo::new(move |_| selection.with(|chosen| chosen.page_state(&on_screen(listing))));
    let page = el("input").attr("type", "checkbox").attr("data-all", "").follow(move |page| {
        let page: &HtmlInputElement = page.unchecked_ref();
        page.set_checked(state.get() == PageState::All);
        page.set_indeterminate(state.get() == PageState::Some);
    });
    let page = page.on("change", move |event: Event| {
        let rows = untrack(|| on_screen(listing));
        if event_target_checked(&event) {
            selection.update(|chosen| chosen.add_all(&rows));
        } else {
            selection.update(|chosen| chosen.remove_all(&rows));
        }
    });
    let counts = Memo::new(move |_| selection.with(|chosen| (chosen.len(), chosen.elsewhere(&on_screen(listing)))));
    let any = Memo::new(move |_| counts.get().0 > 0);
    let count = move || {
        let (count, elsewhere) = counts.get();
        let text = (count > 0).then(|| i18n.bulk_selected(count as u64))?;
        Some(if elsewhere > 0 { text + ", " + &i18n.bulk_elsewhere(elsewhere as u64) } else { text })
    };
    let button = move |label: String, act: Box<dyn Fn()>| {
        el("button").class("btn quiet").with(label).on("click", move |_| act())
    };
    let showing = RwSignal::new(false);
    let rest = move || {
        nodes()
            .with(button(i18n.bulk_show(), Box::new(move || showing.set(true))))
            .with(button(i18n.bulk_clear(), Box::new(move || selection.update(crate::selection::Selection::clear))))
    };
    // More than the page was found: a second, explicit step.
    let more = move || {
        let all = all.with(Vec::len);
        (all > 0 && counts.get().0 < all && state.get() == PageState::All).then_some(all)
    };
    let take_all = move |count: usize| {
        let take = move || selection.update(|chosen| all.with_untracked(|all| chosen.add_all(all)));
        button(i18n.bulk_all_found(count as u64), Box::new(take))
    };
    el("div")
        .class("strip bulk")
        .attr("data-bulk", "")
        .attr("data-some", move || any.get())
        .with(el("label").class("pick").with(page).with(el("span").with(i18n.bulk_page())))
        .with(el("span").class("said").attr("role", "status").with(count))
        .with(part(move || any.get().then(rest)))
        .with(part(move || more().map(take_all)))
        .with(toolbar(app))
        .with(part(move || showing.get().then(|| extras::draw(move |extras| (extras.chosen)(app, showing)))))
}

/// One tab stop; the arrows go from button to button.
fn toolbar(app: App) -> El {
    let App { i18n, selection, .. } = app;
    let none = move || selection.with(crate::selection::Selection::is_empty);
    let ids = move || selection.with_untracked(|chosen| chosen.ids().to_vec());
    let (archive, share, report) = (offers(Feature::Archive), offers(Feature::Share), offers(Feature::Report));
    let first = if archive {
        "archive"
    } else if share {
        "share"
    } else {
        "report"
    };
    let button = move |label: String, mark: &'static str, act: Box<dyn Fn(Vec<CollectionId>)>| {
        el("button")
            .class("btn")
            .attr("data-act", mark)
            .attr("tabindex", if mark == first { "0" } else { "-1" })
            .attr("aria-disabled", move || mark != "report" && none())
            .with(label)
            .on("click", move |_| {
                let ids = ids();
                // The report is of all where none is chosen.
                if ids.is_empty() && mark != "report" {
                    app.toasts.say(i18n.bulk_none());
                } else {
                    act(ids);
                }
            })
    };
    let start = move |action: Action| -> Box<dyn Fn(Vec<CollectionId>)> {
        Box::new(move |ids| {
            if action == Action::Archive && app.config.with_value(|config| config.confirm_archive) {
                app.ask.open(Question::Archive(None));
                return;
            }
            let action = action.clone();
            extras::run(app, move |extras| (extras.begin)(app, action.clone(), &ids));
        })
    };
    el("div")
        .class("tools")
        .attr("role", "toolbar")
        .attr("aria-label", i18n.bulk_actions())
        .on("keydown", key)
        .with(archive.then(|| button(i18n.act_archive(), "archive", start(Action::Archive))))
        .with(archive.then(|| button(i18n.act_unarchive(), "unarchive", start(Action::Unarchive))))
        .with(share.then(|| button(i18n.bulk_share(), "share", Box::new(move |_| app.ask.open(Question::ShareMany)))))
        .with(report.then(|| {
            button(i18n.bulk_report(), "report", Box::new(move |of| app.nav.go(&Route::Report { of }, How::Push)))
        }))
}

fn key(event: Event) {
    let event: KeyboardEvent = event.unchecked_into();
    let Some(at) = event.target().and_then(|at| at.dyn_into::<Element>().ok()) else { return };
    let Some(bar) = at.parent_element() else { return };
    let rtl = bar.matches(":dir(rtl)").unwrap_or_default();
    let next = match (event.key().as_str(), rtl) {
        ("ArrowRight", false) | ("ArrowLeft", true) => at.next_element_sibling().or_else(|| bar.first_element_child()),
        ("ArrowLeft", false) | ("ArrowRight", true) => {
            at.previous_element_sibling().or_else(|| bar.last_element_child())
        }
        ("Home", _) => bar.first_element_child(),
        ("End", _) => bar.last_element_child(),
        _ => return,
    };
    let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) else { return };
    event.prevent_default();
    // Fails only for a name that no attribute can have.
    let _ = at.set_attribute("tabindex", "-1");
    let _ = next.set_attribute("tabindex", "0");
    let _ = next.focus();
}
