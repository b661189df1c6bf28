//! The report as a file.

use std::time::Duration;

use js_sys::{Array, Date};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::{
    run::{Phase, Run},
    unread::reason,
};
use crate::{
    dom::{El, el},
    i18n::I18n,
    report::{Missing, Row, Sorts, order, table},
};

/// How long the browser may take to begin reading the file.
const KEPT: Duration = Duration::from_secs(30);

/// Downloads all that is there; what is missing stands in the file, and the file's name says that it does.
pub(super) fn button(i18n: I18n, run: Run) -> El {
    el("button").class("btn primary").attr("data-csv", "").with(i18n.report_csv()).on("click", move |_| {
        // What has come and stands behind what has not is in the file too.
        run.show_all();
        let missing = missing(i18n, run);
        let name = file_name(!missing.is_empty());
        let header = [
            i18n.report_csv_id(),
            i18n.report_by_collection(),
            i18n.report_csv_type(),
            i18n.report_by_who(),
            i18n.report_by_kind(),
            i18n.report_csv_whose(),
            i18n.report_csv_email(),
            i18n.report_by_level(),
        ];
        let csv = run.with(|state| {
            let rows: Vec<&Row> =
                order(&state.rows, &Sorts::default(), &|_| true).into_iter().map(|at| &state.rows[at]).collect();
            table(&header, &rows, missing)
        });
        save(&name, &csv);
    })
}

/// All that the report should have and has not.
fn missing(i18n: I18n, run: Run) -> Vec<Missing> {
    let phase = untrack(|| run.phase());
    run.with(|state| {
        let Some(gather) = &state.gather else {
            let why = match &phase {
                Phase::Held(error) => reason(i18n, error),
                _ => i18n.report_csv_untried(),
            };
            return vec![Missing { of: None, why: i18n.report_csv_unlisted(&why) }];
        };
        let of = |id| Some(state.named(i18n, id));
        let unread = gather.unread().iter().map(|(id, error)| {
            let why = i18n.report_csv_unread(&reason(i18n, error));
            Missing { of: of(*id), why }
        });
        let untried = state.waited_for().into_iter().map(|id| Missing { of: of(id), why: i18n.report_csv_untried() });
        let unlisted = Some(state.unlisted()).filter(|count| *count > 0);
        let unlisted = unlisted.map(|count| Missing { of: None, why: i18n.report_unlisted(count as u64) });
        unread.chain(untried).chain(unlisted).collect()
    })
}

/// Named by the day, in the person's time zone.
fn file_name(part: bool) -> String {
    let today = Date::new_0();
    let two = |number: u32| if number < 10 { "0".to_owned() + &number.to_string() } else { number.to_string() };
    let day = [today.get_full_year().to_string(), two(today.get_month() + 1), two(today.get_date())].join("-");
    ["access-report-", &day, if part { "-incomplete" } else { "" }, ".csv"].concat()
}

/// Has the browser save a text. An address of the page's own memory, since the policy allows no other.
fn save(name: &str, text: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(address) =
        Blob::new_with_str_sequence_and_options(&parts, &kind).and_then(|blob| Url::create_object_url_with_blob(&blob))
    else {
        return;
    };
    let link = el("a").attr("href", address.clone()).attr("download", name.to_owned());
    link.node::<HtmlElement>().click();
    let forget = move || {
        // An address that is forgotten twice is none the worse.
        let _ = Url::revoke_object_url(&address);
    };
    set_timeout(forget, KEPT);
}
