//! The rows: found, sorted, and only so many drawn at a time.

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    run::{Phase, Run},
    state::State,
};
use crate::{
    api::Paging,
    app::{use_app, use_config, use_nav},
    dom::{El, Nodes, Root, each, el, item, nodes, part, soon, watch},
    find::Query,
    i18n::I18n,
    report::{Column, Row, Sorts, order},
    route::Route,
    shell::Nav,
    signal::{Memo, RwSignal, StoredValue},
    ui,
};

/// Rows that are drawn at once; each press of the button adds as many.
const STEP: usize = 500;

/// What the person looks at.
#[derive(Clone, Copy)]
struct View {
    run: Run,
    /// The numbers of the rows, as they are to be shown.
    order: StoredValue<Vec<usize>>,
    sorts: StoredValue<Sorts>,
    /// Follows the order.
    sorted: RwSignal<u32>,
    text: RwSignal<String>,
    level: RwSignal<String>,
    limit: RwSignal<usize>,
}

/// What stands there.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Nothing,
    Empty,
    Table,
}

/// The table with what finds rows in it, once there are any.
pub(super) fn filtered(i18n: I18n, run: Run) -> Nodes {
    let view = View {
        run,
        order: StoredValue::new_local(Vec::new()),
        sorts: StoredValue::new_local(Sorts::default()),
        sorted: RwSignal::new(0),
        text: RwSignal::new(String::new()),
        level: RwSignal::new(String::new()),
        limit: RwSignal::new(STEP),
    };
    let chosen = RwSignal::new(0);
    watch(move || {
        run.rows.track();
        chosen.track();
        let query = view.text.with(|text| Query::new(text));
        let level = view.level.get();
        let keeps = |row: &Row| {
            (level.is_empty() || *row.level == *level)
                && query.matches(&[&row.of.name, &row.who, row.email.as_deref().unwrap_or_default()])
        };
        let order = run.with(|state| view.sorts.with_value(|sorts| order(&state.rows, sorts, &keeps)));
        view.order.set_value(order);
        view.sorted.update(|count| *count += 1);
    });
    let face = Memo::new(move |_| {
        run.rows.track();
        match run.with(|state| state.rows.is_empty()) {
            false => Face::Table,
            // Where some could not be read, that stands above, and nobody knows what is in them.
            true if run.phase() == Phase::Done && run.with(State::is_complete) => Face::Empty,
            true => Face::Nothing,
        }
    });
    nodes().with(part(move || match face.get() {
        Face::Nothing => nodes(),
        Face::Empty => nodes().with(nothing(i18n.report_empty(), i18n.report_empty_why(), None)),
        Face::Table => nodes().with(bar(i18n, view)).with(table(i18n, view, chosen)).with(rest(i18n, view)),
    }))
}

fn nothing(title: String, why: String, step: Option<El>) -> El {
    let inner = el("div")
        .class("empty")
        .with(ui::icon(ui::Icon::SHELF))
        .with(el("h2").with(title))
        .with(el("p").with(why))
        .with(step);
    el("div").class("card").attr("data-state", "empty").with(inner)
}

fn bar(i18n: I18n, view: View) -> El {
    let narrow = move |event: web_sys::Event, field: RwSignal<String>| {
        view.limit.set(STEP);
        field.set(event_target_value(&event));
    };
    let find = el("input")
        .attr("type", "search")
        .class("field")
        .attr("data-find", "")
        .attr("aria-label", i18n.report_filter())
        .attr("placeholder", i18n.report_filter())
        .prop("value", move || view.text.get().into())
        .on("input", move |event| narrow(event, view.text));
    let option = |value: String, text: String| el("option").attr("value", value).with(text);
    // Those that there are, the most first, whichever came first; words that nobody knows as they come.
    let known = [i18n.level_owner(), i18n.level_edit(), i18n.level_view()];
    let levels = move || {
        view.run.rows.track();
        let mut levels: Vec<(u64, String)> = Vec::new();
        view.run.with(|state| {
            for row in &state.rows {
                if !row.level.is_empty() && !levels.iter().any(|(_, level)| **level == *row.level) {
                    let rank =
                        known.iter().position(|level| **level == *row.level).unwrap_or(known.len() + levels.len());
                    levels.push((rank as u64, row.level.to_string()));
                }
            }
        });
        levels.sort_unstable();
        levels.into_iter().map(|(key, level)| item(key, move || option(level.clone(), level))).collect()
    };
    let select = el("select")
        .class("field")
        .attr("data-level", "")
        .attr("aria-label", i18n.report_by_level())
        .with(option(String::new(), i18n.report_any_level()))
        .with(each(levels))
        .prop("value", move || view.level.get().into())
        .on("change", move |event| narrow(event, view.level));
    let shown = move || {
        view.sorted.track();
        let shown = view.order.with_value(Vec::len).min(view.limit.get());
        i18n.report_shown(view.run.with(|state| state.rows.len() as u64), &i18n.number(shown as u64))
    };
    el("div").class("bar").with(find).with(select).with(el("span").class("hint").attr("data-shown", "").with(shown))
}

fn table(i18n: I18n, view: View, chosen: RwSignal<u32>) -> El {
    let per_page = use_config().page_size;
    let nav = use_nav();
    let titles =
        Rc::new([i18n.report_by_collection(), i18n.report_by_who(), i18n.report_by_kind(), i18n.report_by_level()]);
    let heads: Vec<El> = Column::ALL
        .into_iter()
        .zip(&*titles)
        .map(|(column, title)| head(view, column, title.clone(), chosen))
        .collect();
    let rows = move || {
        view.sorted.track();
        let limit = view.limit.get();
        let numbers: Vec<usize> = view.order.with_value(|order| order.iter().take(limit).copied().collect());
        let draw = |number: usize| {
            let titles = titles.clone();
            item(number as u64, move || {
                view.run.with(|state| {
                    state.rows.get(number).map_or_else(|| el("tr"), |row| line(nav, per_page, &titles, row))
                })
            })
        };
        numbers.into_iter().map(draw).collect()
    };
    // The roles are the elements' own. Said again, since the style sheet makes cards of the rows where there is
    // no room, and what is not displayed as a table is none to a screen reader.
    let table = el("table")
        .class("report")
        .attr("role", "table")
        .attr("data-report", "")
        .with(el("caption").class("unseen").with(i18n.report_caption()))
        .with(el("thead").attr("role", "rowgroup").with(el("tr").attr("role", "row").with(heads)))
        .with(el("tbody").attr("role", "rowgroup").with(each(rows)));
    el("div").class("card").with(table)
}

/// The head of a column: a button that sorts by it.
fn head(view: View, column: Column, title: String, chosen: RwSignal<u32>) -> El {
    let down = move || {
        chosen.track();
        view.sorts.with_value(|sorts| sorts.down(column))
    };
    let button = el("button")
        .with(title)
        .with(el("span").attr("aria-hidden", "true").with(move || down().map(|down| if down { " ↓" } else { " ↑" })))
        .on("click", move |_| {
            view.sorts.update_value(|sorts| sorts.choose(column));
            chosen.update(|count| *count += 1);
        });
    el("th")
        .attr("role", "columnheader")
        .attr("scope", "col")
        .attr("aria-sort", move || down().map(|down| if down { "descending" } else { "ascending" }))
        .with(button)
}

fn line(nav: Nav, per_page: u32, titles: &[String; 4], row: &Row) -> El {
    let to = Route::Collection { id: row.of.id, paging: Paging { page: 1, per_page }, open: None };
    let link = el("a").attr("href", nav.href(&to)).with(el("bdi").with(&*row.of.name));
    let cell = |at: usize, text: &str| {
        el("td").attr("role", "cell").attr("data-title", titles[at].clone()).with(el("bdi").with(text))
    };
    el("tr")
        .attr("role", "row")
        .with(el("th").attr("role", "rowheader").attr("scope", "row").with(link))
        .with(cell(1, &row.who))
        .with(cell(2, &row.kind))
        .with(cell(3, &row.level))
}

/// What stands below: more rows, or that there is none like that.
fn rest(i18n: I18n, view: View) -> Nodes {
    let found = Memo::new(move |_| {
        view.sorted.track();
        view.order.with_value(Vec::len)
    });
    let none = Memo::new(move |_| found.get() == 0);
    let root = use_app().root;
    let more = move || {
        let left = found.get().saturating_sub(view.limit.get());
        (left > 0).then(|| {
            let show = move |_| {
                let limit = view.limit.get_untracked();
                view.limit.set(limit + STEP);
                // The button may be gone: the first of the new rows is where one reads on.
                soon(move || focus_row(root, limit));
            };
            let label = i18n.report_more(left.min(STEP) as u64);
            el("button").class("btn").attr("data-more-rows", "").with(label).on("click", show)
        })
    };
    let clear = move |_| {
        view.text.set(String::new());
        view.level.set(String::new());
        root.focus("[data-find]");
    };
    nodes().with(part(more)).with(part(move || {
        none.get().then(|| {
            let clear = el("button").class("btn").with(i18n.report_clear()).on("click", clear);
            nothing(i18n.report_no_match(), i18n.report_no_match_why(), Some(clear)).attr("role", "status")
        })
    }))
}

fn focus_row(root: Root, number: usize) {
    root.focus(&("[data-report] tbody tr:nth-child(".to_owned() + &(number + 1).to_string() + ") a"));
}
