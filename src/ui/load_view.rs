//! The one place that draws the states of a load.

use leptos::prelude::window;

use super::{Icon, icon, why_unread};
use crate::{
    api::{Error, Paging, Reason},
    app::{use_app, use_i18n, use_nav},
    data::{Key, Listing, Load},
    dom::{El, Nodes, Part, el, listen, nodes, part},
    extras,
    i18n::I18n,
    route::Route,
    shell::How,
    signal::{Memo, RwSignal},
};

/// What can be done about a failure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Retry,
    Back,
    FirstPage,
}

/// Which of its states a list is in: it is drawn anew only when this changes, so that rows stay.
#[derive(Clone, PartialEq)]
enum Face {
    Bones,
    Rows,
    Empty,
    Failed(Error),
}

/// A list in whichever state it is; `rows` draws it where there is something, `none` is what is said where
/// there is nothing.
pub fn load_view(
    listing: Listing,
    none: impl Fn() -> (String, String) + 'static,
    rows: impl Fn() -> El + 'static,
) -> Nodes {
    let i18n = use_i18n();
    // It goes on by itself when there is a network again.
    listen(&window(), "online", move |_| {
        if listing.load.with_untracked(|load| matches!(load.error(), Some(Error::Unreachable(_)))) {
            listing.retry();
        }
    });
    let face = Memo::new(move |_| {
        listing.load.with(|load| match load {
            Load::Loading => Face::Bones,
            Load::Failed(error) => Face::Failed(error.clone()),
            Load::Ready(page) | Load::Refreshing(page) | Load::Stale(page, _) if page.rows.is_empty() => Face::Empty,
            _ => Face::Rows,
        })
    });
    let stale = move || {
        listing.load.with(|load| if let Load::Stale(_, error) = load { Some(why_unread(i18n, error)) } else { None })
    };
    let note = move |why: String| {
        el("p")
            .class("note warn")
            .attr("role", "status")
            .with(el("span").with(i18n.notice_stale(&why)))
            .with(el("button").class("btn quiet").with(i18n.act_retry()).on("click", move |_| listing.retry()))
    };
    nodes().with(part(move || stale().map(note))).with(part(move || match face.get() {
        Face::Bones => bones(i18n),
        Face::Rows => nodes().with(rows()),
        Face::Empty => nodes().with(empty(none())),
        Face::Failed(error) => nodes().with(failure(i18n, listing, &error)),
    }))
}

fn bones(i18n: I18n) -> Nodes {
    let row = |_| {
        let lines = el("div").class("what").with(el("span").class("bone a")).with(el("span").class("bone b"));
        el("li").with(el("span").class("tile")).with(lines)
    };
    let rows: Vec<El> = (0..10).map(row).collect();
    nodes()
        .with(el("p").class("unseen").attr("role", "status").with(i18n.loading()))
        .with(el("ul").class("card rows bones").attr("aria-hidden", "true").with(rows))
}

/// The icon of a state, and where there is one the drawing that stands in for it (style/dialog.css).
fn sign(sign: Icon, state: &'static str) -> Nodes {
    let app = use_app();
    nodes().with(icon(sign)).with(extras::late(move |extras| (extras.drawing)(app, state)))
}

fn empty((title, text): (String, String)) -> El {
    let inner =
        el("div").class("empty").with(sign(Icon::Shelf, "empty")).with(el("h2").with(title)).with(el("p").with(text));
    el("div").class("card").attr("data-state", "empty").with(inner)
}

/// What happened, in plain words, and the one next step.
fn failure(i18n: I18n, listing: Listing, error: &Error) -> El {
    let (name, class, icon, title, text, step) = match error {
        Error::SignIn => {
            ("sign-in", "empty info", Icon::Lock, i18n.fail_sign_in(), i18n.fail_sign_in_why(), Step::Retry)
        }
        Error::Forbidden(_) => {
            ("forbidden", "empty info", Icon::Lock, i18n.fail_forbidden(), i18n.fail_forbidden_why(), Step::Back)
        }
        Error::NotFound(_) => {
            ("not-found", "empty warn", Icon::Warning, i18n.fail_not_found(), i18n.fail_not_found_why(), Step::Back)
        }
        Error::Invalid { .. } => {
            ("invalid", "empty warn", Icon::Warning, i18n.fail_invalid(), i18n.fail_invalid_why(), Step::FirstPage)
        }
        Error::Wait { after, .. } => {
            ("wait", "empty warn", Icon::Clock, i18n.fail_wait(), i18n.fail_wait_why(after.unwrap_or(1)), Step::Retry)
        }
        Error::Unreachable(reason) => {
            let (title, text) = no_answer(i18n, *reason);
            ("unreachable", "empty warn", Icon::Offline, title, text, Step::Retry)
        }
        Error::Server { status, tries } => {
            let text = i18n.fail_server_why(u64::from(*tries), &status.to_string());
            ("server", "empty bad", Icon::Warning, i18n.fail_server(), text, Step::Retry)
        }
        Error::Nonsense { .. } => {
            ("nonsense", "empty bad", Icon::Warning, i18n.fail_nonsense(), i18n.fail_nonsense_why(), Step::Retry)
        }
        Error::Aborted => ("aborted", "empty warn", Icon::Clock, i18n.fail_aborted(), i18n.why_aborted(), Step::Retry),
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
    let nav = use_nav();
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

/// What can be told of an answer that did not come.
fn no_answer(i18n: I18n, reason: Reason) -> (String, String) {
    match reason {
        Reason::Offline => (i18n.fail_offline(), i18n.fail_offline_why()),
        Reason::TimedOut => (i18n.fail_timed_out(), i18n.fail_timed_out_why()),
        Reason::CutOff => (i18n.fail_cut_off(), i18n.fail_cut_off_why()),
        Reason::NoAnswer => (i18n.fail_unreachable(), i18n.fail_unreachable_why()),
    }
}

/// What an address asked for that there is not.
pub fn notice(from_list: RwSignal<Option<String>>) -> Part {
    let i18n = use_i18n();
    let nav = use_nav();
    let text = move || {
        let address = nav.address.get();
        let corrected = address.corrected.map(|correction| match correction {
            crate::route::Correction::Page => i18n.notice_page(),
            crate::route::Correction::Size => {
                i18n.notice_size(&i18n.number(address.route.paging().map_or(20, |paging| paging.per_page).into()))
            }
        });
        corrected.or_else(|| from_list.get())
    };
    let note = |text| el("p").class("note warn").attr("role", "status").attr("data-notice", "").with(text);
    part(move || text().map(note))
}
