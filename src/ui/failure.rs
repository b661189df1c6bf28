//! What is said where there is no list though the server can be reached.

use super::{Icon, load_view::sign};
use crate::{
    api::{Error, Paging},
    app::App,
    data::{Key, Listing},
    dom::{El, el},
    route::Route,
    shell::How,
};

/// What can be done about a failure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Retry,
    Back,
    FirstPage,
}

/// What happened, in plain words, and the one next step.
pub(crate) fn failure(app: App, listing: Listing, error: &Error) -> El {
    let App { i18n, nav, .. } = app;
    let (name, class, icon, title, text, step) = match error {
        Error::SignIn => {
            ("sign-in", "empty info", Icon::LOCK, i18n.fail_sign_in(), i18n.fail_sign_in_why(), Step::Retry)
        }
        Error::Forbidden(_) => {
            ("forbidden", "empty info", Icon::LOCK, i18n.fail_forbidden(), i18n.fail_forbidden_why(), Step::Back)
        }
        Error::NotFound(_) => {
            ("not-found", "empty warn", Icon::WARNING, i18n.fail_not_found(), i18n.fail_not_found_why(), Step::Back)
        }
        Error::Invalid { .. } => {
            ("invalid", "empty warn", Icon::WARNING, i18n.fail_invalid(), i18n.fail_invalid_why(), Step::FirstPage)
        }
        Error::Wait { after, .. } => {
            ("wait", "empty warn", Icon::CLOCK, i18n.fail_wait(), i18n.fail_wait_why(after.unwrap_or(1)), Step::Retry)
        }
        Error::Server { status, tries } => {
            let text = i18n.fail_server_why(u64::from(*tries), &status.to_string());
            ("server", "empty bad", Icon::WARNING, i18n.fail_server(), text, Step::Retry)
        }
        Error::Nonsense { .. } => {
            ("nonsense", "empty bad", Icon::WARNING, i18n.fail_nonsense(), i18n.fail_nonsense_why(), Step::Retry)
        }
        // That there was no answer, the first file says (`load_view.rs`).
        Error::Aborted | Error::Unreachable(_) => {
            ("aborted", "empty warn", Icon::CLOCK, i18n.fail_aborted(), i18n.why_aborted(), Step::Retry)
        }
    };
    // Where it leads to already, its address can only be asked for again.
    let key = listing.key.get_untracked();
    let here = match step {
        Step::FirstPage => key.paging().page == 1,
        Step::Back => matches!(key, Key::Collections(_)),
        Step::Retry => false,
    };
    let step = if here { Step::Retry } else { step };
    let label = match (step, error) {
        (Step::Retry, Error::SignIn) => i18n.act_sign_in(),
        (Step::Retry, _) => i18n.act_retry(),
        (Step::Back, _) => i18n.act_back(),
        (Step::FirstPage, _) => i18n.act_first_page(),
    };
    let next = move |_| {
        let paging = listing.key.get_untracked().paging();
        let first = Paging { page: 1, ..paging };
        match step {
            Step::Retry => listing.retry(),
            Step::Back => nav.go(&Route::collections(first), How::Push),
            Step::FirstPage => nav.go(&nav.address.get_untracked().route.at(first), How::Replace),
        }
    };
    let said = error.told().map(|said| i18n.said(said));
    let inner = el("div")
        .class(class)
        .with(sign(icon, name))
        .with(el("h2").with(title))
        .with(el("p").with(text))
        .with(said.map(|said| el("p").class("hint").with(said)))
        .with(el("button").class("btn").with(label).on("click", next));
    el("div").class("card").attr("role", "alert").attr("data-state", name).with(inner)
}
