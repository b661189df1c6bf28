//! Everyone who has access.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{desk::Desk, member, words};
use crate::{
    api::Principal,
    dom::{El, Nodes, Stamp, each, el, item, nodes, part, target},
    find::Query,
    i18n::I18n,
    sharing::Member,
    signal::{Memo, RwSignal},
    ui::{row::unreadable_row, why},
};

/// With more than so many, they can be searched.
const MANY: usize = 8;
/// With more than so many, only those that are seen are laid out.
const SCREENS: usize = 40;

/// People and groups apart, each under its heading.
pub(super) fn list(desk: Desk) -> Nodes {
    let i18n = desk.app().i18n;
    let wanted = RwSignal::new(None::<String>);
    // Once it is there it stays: what is typed in it counts.
    let many = Memo::new(move |before: Option<&bool>| {
        let many = desk.read(|sharing| sharing.roster.shown().count() > MANY);
        many || before == Some(&true)
    });
    let find = move || {
        el("input")
            .class("field find")
            .attr("type", "search")
            .attr("aria-label", i18n.share_find())
            .attr("placeholder", i18n.share_find())
            .on("input", move |event| wanted.set(Some(event_target_value(&event))))
            .on("keydown", |event| {
                // WebKit keeps Escape to the field, though there be nothing to clear.
                if event.unchecked_ref::<KeyboardEvent>().key() == "Escape"
                    && event_target_value(&event).is_empty()
                    && let Some(dialog) = target(&event).and_then(|field| field.closest("dialog").ok().flatten())
                {
                    event.prevent_default();
                    // As beside it.
                    dialog.unchecked_ref::<HtmlElement>().click();
                }
            })
    };
    let none = move || {
        let query = Query::new(&wanted.get().unwrap_or_default());
        desk.read(|sharing| {
            let roster = &sharing.roster;
            if !roster.known {
                return sharing.failed.is_none().then(|| i18n.loading());
            }
            match roster.shown().count() + roster.unreadable.len() {
                0 => Some(i18n.access_nobody()),
                _ => (!query.is_empty() && !roster.shown().any(|member| matches(i18n, &query, member)))
                    .then(|| i18n.share_none_match()),
            }
        })
    };
    let failed = Memo::new(move |_| desk.read(|sharing| sharing.failed.as_ref().map(|error| why(i18n, error))));
    let refused = move || {
        let (update, destroy) = desk.read(|sharing| (sharing.can_update, sharing.can_destroy));
        match (update, destroy) {
            (true, true) => String::new(),
            (true, false) => i18n.share_no_remove(),
            (false, true) => i18n.share_no_update(),
            (false, false) => i18n.share_no_update() + " " + &i18n.share_no_remove(),
        }
    };
    let unreadable =
        Memo::new(move |_| desk.read(|sharing| sharing.roster.unreadable.iter().map(|row| row.id).collect::<Vec<_>>()));
    let stamp = Rc::new(member::stamp(i18n));
    nodes()
        .with(el("p").class("note warn").attr("role", "status").attr("data-refused", "").with(refused))
        .with(part(move || many.get().then(find)))
        .with(part(move || failed.get().map(|why| could_not(desk, &why))))
        .with(el("p").class("hint").attr("role", "status").with(none))
        .with(section(desk, wanted, &stamp, false))
        .with(section(desk, wanted, &stamp, true))
        .with(part(move || {
            let rows = unreadable.get();
            let row = |id| el("li").attr("data-permission", "").with(unreadable_row(i18n, id));
            (!rows.is_empty()).then(|| el("ul").class("people").with(rows.into_iter().map(row).collect::<Vec<_>>()))
        }))
}

fn could_not(desk: Desk, why: &str) -> El {
    let i18n = desk.app().i18n;
    el("p").class("note bad").attr("role", "alert").with(el("span").with(i18n.access_failed(why))).with(
        el("button").class("btn quiet").with(i18n.act_retry()).on("click", move |_| {
            desk.act(crate::sharing::Sharing::retry);
        }),
    )
}

fn matches(i18n: I18n, query: &Query, member: &Member) -> bool {
    let (name, detail) = words::named(i18n, member);
    query.matches(&[&name, &detail])
}

fn is_group(member: &Member) -> bool {
    matches!(member.grant.principal, Principal::Group(_))
}

fn section(desk: Desk, wanted: RwSignal<Option<String>>, stamp: &Rc<Stamp>, groups: bool) -> Nodes {
    let i18n = desk.app().i18n;
    let stamp = stamp.clone();
    let count = Memo::new(move |_| {
        desk.read(|sharing| sharing.roster.shown().filter(|member| is_group(member) == groups).count())
    });
    let title = move || {
        let count = i18n.number(count.get() as u64);
        if groups { i18n.access_groups(&count) } else { i18n.access_people(&count) }
    };
    let rows = move || {
        let query = Query::new(&wanted.get().unwrap_or_default());
        let shown: Vec<Principal> = desk.read(|sharing| {
            let shown = sharing.roster.shown().filter(|member| is_group(member) == groups);
            shown.filter(|member| matches(i18n, &query, member)).map(|member| member.grant.principal).collect()
        });
        let draw = |who| {
            let stamp = stamp.clone();
            item(key(who), move || member::row(desk, &stamp, who))
        };
        shown.into_iter().map(draw).collect()
    };
    let empty = move || count.get() == 0;
    let class = move || if count.get() > SCREENS { "people many" } else { "people" };
    nodes()
        .with(el("h3").class("sect").attr("hidden", empty).with(title))
        .with(el("ul").class(class).attr("hidden", empty).with(each(rows)))
}

/// Ids of people and of groups, apart.
fn key(who: Principal) -> u64 {
    match who {
        Principal::User(id) => id.get().unsigned_abs() * 2,
        Principal::Group(id) => id.get().unsigned_abs() * 2 + 1,
    }
}
