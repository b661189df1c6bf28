//! Who can open what.

mod download;
mod progress;
mod run;
mod state;
mod table;
mod unread;

use self::run::Run;
use crate::{
    api::{CollectionId, Paging},
    app::{use_config, use_i18n, use_nav},
    dom::{El, el},
    i18n::I18n,
    report::counts,
    route::Route,
};

/// A table of collections, people and groups, and levels: of these collections, or of all.
pub(crate) fn page(of: Vec<CollectionId>) -> El {
    let i18n = use_i18n();
    let run = Run::start(of);
    super::title(move || i18n.report_title());
    let all = Route::collections(Paging { page: 1, per_page: use_config().page_size });
    let crumb = el("nav")
        .class("crumb")
        .attr("aria-label", i18n.crumb())
        .with(el("a").class("link").attr("href", use_nav().href(&all)).with(i18n.nav_collections()))
        .with(el("span").attr("aria-hidden", "true").with("›"))
        .with(el("span").with(i18n.report_crumb()));
    let sub = move || {
        run.rows.track();
        run.with(|state| counted(i18n, state))
    };
    let head = el("div")
        .class("head")
        .with(
            el("div")
                .with(super::heading().with(i18n.report_title()))
                .with(el("p").class("sub").attr("data-counts", "").with(sub)),
        )
        .with(el("div").class("do").with(download::button(i18n, run)));
    super::content()
        .with(crumb)
        .with(head)
        .with(progress::panel(i18n, run))
        .with(unread::note(i18n, run))
        .with(table::filtered(i18n, run))
}

/// How much of everything the report has.
fn counted(i18n: I18n, state: &state::State) -> String {
    let (people, groups) = counts(&state.rows);
    let read = state.gather.as_ref().map_or(0, |gather| gather.read() as u64);
    [i18n.report_collections(read), i18n.report_people(people), i18n.report_groups(groups)].join(" · ")
}
