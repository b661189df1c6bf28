//! Previous, next, first, last, a page to type, the page size.

use leptos::prelude::*;
use web_sys::{HtmlInputElement, SubmitEvent};

use super::{
    Icon, arrow,
    live::{maybe, text, yes},
};
use crate::{
    api::Paging,
    data::Listing,
    i18n::use_i18n,
    route::SIZES,
    shell::{How, use_nav},
};

/// The pager of a list. It turns from the page that is *wanted*, not from the one that is shown, so that
/// twenty quick clicks are twenty pages.
pub fn pager(listing: Listing) -> impl IntoView {
    let i18n = use_i18n();
    let nav = use_nav();
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
    let field = NodeRef::<leptos::html::Input>::new();
    let jump = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let field: HtmlInputElement = field;
        let last = known_last.get_untracked().unwrap_or(u32::MAX);
        match field.value().trim().parse::<u32>() {
            Ok(wanted) if wanted > 0 => turn(wanted.min(last)),
            _ => {}
        }
        // What could not be read as a page gives way to the page that is shown.
        field.set_value(&page().to_string());
    };
    let resize = move |event: web_sys::Event| {
        let Ok(per_page) = event_target_value(&event).parse::<u32>() else { return };
        let paging = key.get_untracked().paging();
        // The first row that is seen stays on the screen.
        let row = (paging.page - 1).saturating_mul(paging.per_page);
        go(Paging { page: row / per_page + 1, per_page });
    };
    // A button that can't be used stays focusable, so that the focus is never lost on the last page.
    let back_off = yes(move || page() <= 1);
    let next_off = yes(move || !more());
    let back = move |to: fn(u32) -> u32| {
        move |_| {
            let page = page();
            if page > 1 {
                turn(to(page));
            }
        }
    };
    view! {
        <nav class="pager" aria-label=i18n.pager()>
            <span class="side" data-range="">{maybe(range)}</span>
            <form class="mid" on:submit=jump>
                <button type="button" class="btn end" data-first="" title=i18n.pager_first() aria-label=i18n.pager_first() aria-disabled=back_off on:click=back(|_| 1)>
                    {arrow(Icon::First)}
                </button>
                <button type="button" class="btn" data-previous="" aria-label=i18n.pager_previous() aria-disabled=back_off on:click=back(|page| page - 1)>
                    {arrow(Icon::Previous)}
                    <span class="opt">{i18n.pager_previous()}</span>
                </button>
                <label for="vt-page">{i18n.pager_page()}</label>
                <input id="vt-page" node_ref=field class="field" inputmode="numeric" autocomplete="off" prop:value=text(move || page().to_string()) />
                <span>{maybe(move || known_last.get().map(|last| i18n.pager_of(&i18n.number(last.into()))))}</span>
                <button type="button" class="btn" data-next="" aria-label=i18n.pager_next() aria-disabled=next_off on:click=move |_| { if more() { turn(page() + 1) } }>
                    <span class="opt">{i18n.pager_next()}</span>
                    {arrow(Icon::Next)}
                </button>
                <button type="button" class="btn end" data-last="" title=i18n.pager_last() aria-label=i18n.pager_last()
                    aria-disabled=yes(move || known_last.get().is_none() || !more())
                    on:click=move |_| { if let Some(last) = known_last.get_untracked() && more() { turn(last) } }>
                    {arrow(Icon::Last)}
                </button>
            </form>
            <span class="side">
                <select class="field" aria-label=i18n.pager_size() on:change=resize prop:value=text(move || key.get().paging().per_page.to_string())>
                    {SIZES.iter().map(|size| view! {
                        <option value=size.to_string() selected=move || key.get().paging().per_page == *size>
                            {i18n.pager_sizes(u64::from(*size))}
                        </option>
                    }).collect_view()}
                </select>
            </span>
        </nav>
    }
}
