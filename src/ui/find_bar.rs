//! Finding collections on every page.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;
use web_sys::{Event, HtmlInputElement};

use super::{Icon, choice::choice, icon};
use crate::{
    api::Paging,
    app::{App, use_app},
    dom::{El, el},
    find::{Find, Show},
    route::Route,
    shell::How,
    signal::{Memo, StoredValue},
};

/// A pause in typing after which the search begins.
const PAUSE: Duration = Duration::from_millis(200);

const SHOWS: [Show; 3] = [Show::Any, Show::Active, Show::Archived];

/// What the address looks for.
pub fn use_find() -> Memo<Find> {
    let nav = use_app().nav;
    Memo::new(move |before: Option<&Find>| match nav.address.get().route {
        Route::Collections { find, .. } => find,
        _ => before.cloned().unwrap_or_default(),
    })
}

/// The field, what to show, and the kinds and levels to choose from. All of it is in the address.
pub fn find_bar(find: Memo<Find>) -> El {
    let App { i18n, nav, root, .. } = use_app();
    let set = move |change: &dyn Fn(&mut Find)| {
        if let Route::Collections { paging, mut find } = nav.address.get_untracked().route {
            let before = find.clone();
            change(&mut find);
            if find != before {
                nav.go(&Route::Collections { paging: Paging { page: 1, ..paging }, find }, How::Replace);
            }
        }
    };
    let field = el("input")
        .class("field")
        .attr("type", "search")
        .attr("id", "vt-find")
        .attr("autocomplete", "off")
        .attr("aria-label", i18n.find())
        .attr("placeholder", i18n.find())
        .attr("enterkeyhint", "search");
    let typed: HtmlInputElement = field.node();
    let waiting = StoredValue::new_local(None::<TimeoutHandle>);
    let search = {
        let typed = typed.clone();
        move || {
            let text = typed.value();
            set(&move |find| text.trim().clone_into(&mut find.text));
        }
    };
    let hurry = search.clone();
    let field = field
        .on("input", move |_| {
            let search = search.clone();
            let handle = set_timeout_with_handle(search, PAUSE).ok();
            waiting.update_value(|waiting| {
                if let Some(before) = std::mem::replace(waiting, handle) {
                    before.clear();
                }
            });
        })
        .follow(move |_| {
            let text = find.with(|find| find.text.clone());
            // What is being typed is newer than the address.
            let typing = root.active().is_some_and(|active| active.is_same_node(Some(&typed)));
            if !typing {
                typed.set_value(&text);
            }
        });
    on_cleanup(move || {
        waiting.update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
        });
    });
    let form = el("form")
        .class("search")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            hurry();
        })
        .with(icon(Icon::SEARCH))
        .with(field);
    let shown = move || find.with(|find| SHOWS.iter().position(|show| *show == find.show).unwrap_or_default());
    let show = choice(
        i18n.find_show(),
        "vt-show",
        vec![i18n.find_all(), i18n.find_active(), i18n.find_archived()],
        shown,
        move |at| set(&|find| find.show = SHOWS.get(at).copied().unwrap_or_default()),
    );
    let kinds = [
        ("", i18n.find_any_kind()),
        ("course", i18n.kind_course()),
        ("course_wide", i18n.kind_course_wide()),
        ("collection", i18n.kind_collection()),
        ("user", i18n.kind_personal()),
    ];
    let levels = [
        ("", i18n.find_any_level()),
        ("admin", i18n.level_owner()),
        ("edit", i18n.level_edit()),
        ("view", i18n.level_view()),
    ];
    let kind = select(
        i18n.find_kind(),
        &kinds,
        move || find.with(|find| find.kind.clone()),
        move |word| {
            set(&|find| word.clone_into(&mut find.kind));
        },
    );
    let level = select(
        i18n.find_level(),
        &levels,
        move || find.with(|find| find.level.clone()),
        move |word| {
            set(&|find| word.clone_into(&mut find.level));
        },
    );
    el("div").class("bar finding").with(form).with(show).with(kind).with(level)
}

fn select(
    label: String,
    options: &[(&'static str, String)],
    chosen: impl Fn() -> String + 'static,
    choose: impl Fn(&str) + 'static,
) -> El {
    let option = |(word, text): &(&'static str, String)| el("option").attr("value", *word).with(text.clone());
    el("select")
        .class("field")
        .attr("aria-label", label)
        .with(options.iter().map(option).collect::<Vec<_>>())
        .prop("value", move || chosen().into())
        .on("change", move |event: Event| choose(&event_target_value(&event)))
}
