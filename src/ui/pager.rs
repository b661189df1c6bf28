//! Previous, next, first, last, a page to type, the page size.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::{Icon, arrow};
use crate::{
    api::Paging,
    app::{App, use_app},
    data::{Listing, Load},
    dom::{El, el},
    route::SIZES,
    shell::How,
    signal::Memo,
};

/// The pager of a list. It turns from the page that is *wanted*, not from the one that is shown, so that
/// twenty quick clicks are twenty pages.
pub fn pager(listing: Listing) -> El {
    let app = use_app();
    let App { i18n, nav, .. } = app;
    let key = listing.key;
    let known_last = Memo::new(move |before: Option<&Option<u32>>| {
        listing.load.with(|load| match load.value() {
            Some(page) => page.meta.last_page.map(|last| last.max(1)),
            None => before.copied().flatten(),
        })
    });
    let more = move || {
        let page = key.get().paging().page;
        match known_last.get() {
            Some(last) => page < last,
            None => {
                listing.load.with(|load| load.value().is_none_or(|shown| shown.key.paging().page != page || shown.more))
            }
        }
    };
    let page = move || key.get().paging().page;
    let go = move |paging: Paging| nav.go(&nav.address.get_untracked().route.at(paging), How::Push);
    let turn = move |page: u32| go(Paging { page, ..key.get_untracked().paging() });
    let range = move || {
        listing.load.with(|load| {
            let page = load.value().filter(|page| !page.rows.is_empty())?;
            let paging = page.key.paging();
            let (first, last) = (i18n.number(paging.first()), i18n.number(paging.last(page.rows.len())));
            Some(match page.meta.total {
                Some(total) => i18n.pager_range_of(&first, &last, &i18n.number(total)),
                None => i18n.pager_range(&first, &last),
            })
        })
    };
    let field = el("input")
        .attr("id", "vt-page")
        .class("field")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .prop("value", move || page().to_string().into());
    let typed: HtmlInputElement = field.node();
    let jump = move |event: Event| {
        event.prevent_default();
        let last = known_last.get_untracked().unwrap_or(u32::MAX);
        match typed.value().trim().parse::<u32>() {
            Ok(wanted) if wanted > last => {
                app.toasts.say(i18n.notice_past_end(&i18n.number(wanted.into()), &i18n.number(last.into())));
                turn(last);
            }
            Ok(wanted) if wanted > 0 => turn(wanted),
            _ => app.toasts.say(i18n.pager_no_page()),
        }
        // What could not be read as a page gives way to the page that is shown.
        typed.set_value(&page().to_string());
    };
    let resize = move |event: Event| {
        let Ok(per_page) = event_target_value(&event).parse::<u32>() else { return };
        let paging = key.get_untracked().paging();
        // The first row that is seen stays on the screen.
        let row = (paging.page - 1).saturating_mul(paging.per_page);
        go(Paging { page: row / per_page + 1, per_page });
    };
    let back = move |to: fn(u32) -> u32| {
        move || {
            let page = page();
            if page > 1 {
                turn(to(page));
            }
        }
    };
    let to_last = move || {
        if let Some(last) = known_last.get_untracked()
            && more()
        {
            turn(last);
        }
    };
    let mid = el("form")
        .class("mid")
        .on("submit", jump)
        .with(end("data-first", i18n.pager_first(), Icon::FIRST, move || page() <= 1, back(|_| 1)))
        .with(
            button("data-previous", i18n.pager_previous(), move || page() <= 1, back(|page| page - 1))
                .with(arrow(Icon::PREVIOUS))
                .with(el("span").class("opt").with(i18n.pager_previous())),
        )
        .with(el("label").attr("for", "vt-page").with(i18n.pager_page()))
        .with(field)
        .with(el("span").with(move || known_last.get().map(|last| i18n.pager_of(&i18n.number(last.into())))))
        .with(
            button(
                "data-next",
                i18n.pager_next(),
                move || !more(),
                move || {
                    if more() {
                        turn(page() + 1);
                    }
                },
            )
            .with(el("span").class("opt").with(i18n.pager_next()))
            .with(arrow(Icon::NEXT)),
        )
        .with(end("data-last", i18n.pager_last(), Icon::LAST, move || known_last.get().is_none() || !more(), to_last));
    let size = |size: &u32| {
        let size = *size;
        el("option").attr("value", size.to_string()).with(i18n.pager_sizes(u64::from(size)))
    };
    let sizes = el("select")
        .class("field")
        .attr("aria-label", i18n.pager_size())
        .on("change", resize)
        .with(SIZES.iter().map(size).collect::<Vec<_>>())
        .prop("value", move || key.get().paging().per_page.to_string().into());
    el("nav")
        .class("pager")
        .attr("hidden", move || listing.load.with(|load| matches!(load, Load::Failed(_))))
        .attr("aria-label", i18n.pager())
        .with(el("span").class("side").attr("data-range", "").with(range))
        .with(mid)
        .with(el("span").class("side").with(sizes))
}

/// A button that can't be used stays focusable, so that the focus is never lost on the last page.
fn button(mark: &'static str, label: String, off: impl Fn() -> bool + 'static, act: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("btn")
        .attr(mark, "")
        .attr("aria-label", label)
        .attr("aria-disabled", off)
        .on("click", move |_| act())
}

fn end(
    mark: &'static str,
    label: String,
    icon: Icon,
    off: impl Fn() -> bool + 'static,
    act: impl Fn() + 'static,
) -> El {
    button(mark, label.clone(), off, act).class("btn end").attr("title", label).with(arrow(icon))
}
