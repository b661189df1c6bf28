//! A choice of one among a few, all of them seen.

use crate::dom::{El, el};

/// Radio buttons beside each other; `name` is theirs in the page.
pub(super) fn choice(
    label: String,
    name: &'static str,
    options: Vec<String>,
    chosen: impl Fn() -> usize + Copy + 'static,
    choose: impl Fn(usize) + Copy + 'static,
) -> El {
    let option = move |(at, text): (usize, String)| {
        let button = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .prop("checked", move || (chosen() == at).into())
            .on("change", move |_| choose(at));
        el("label").with(button).with(text)
    };
    let options: Vec<El> = options.into_iter().enumerate().map(option).collect();
    el("div").class("seg").attr("role", "radiogroup").attr("aria-label", label).with(options)
}
