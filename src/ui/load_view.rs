//! The one place that draws the states of a load.

use leptos::prelude::window;

use super::{Icon, icon, why_unread};
use crate::{
    api::{Error, Reason},
    app::{use_app, use_i18n, use_nav},
    data::{Listing, Load},
    dom::{El, Nodes, Part, el, listen, nodes, part},
    extras,
    i18n::I18n,
    route::Correction,
    signal::{Memo, RwSignal},
};

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
        Face::Failed(Error::Unreachable(reason)) => nodes().with(no_answer(i18n, listing, reason)),
        // Most likely the second file can be had where the server has answered; where not, that is said in its place.
        Face::Failed(error) => nodes().with(extras::fill(move |extras| (extras.failure)(use_app(), listing, &error))),
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
pub(super) fn sign(sign: Icon, state: &'static str) -> Nodes {
    let app = use_app();
    nodes().with(icon(sign)).with(extras::late(move |extras| (extras.drawing)(app, state)))
}

fn empty((title, text): (String, String)) -> El {
    let inner =
        el("div").class("empty").with(sign(Icon::SHELF, "empty")).with(el("h2").with(title)).with(el("p").with(text));
    el("div").class("card").attr("data-state", "empty").with(inner)
}

/// That there was no answer, and the way on.
fn no_answer(i18n: I18n, listing: Listing, reason: Reason) -> El {
    let (title, text) = match reason {
        Reason::Offline => (i18n.fail_offline(), i18n.fail_offline_why()),
        Reason::TimedOut => (i18n.fail_timed_out(), i18n.fail_timed_out_why()),
        Reason::CutOff => (i18n.fail_cut_off(), i18n.fail_cut_off_why()),
        Reason::NoAnswer => (i18n.fail_unreachable(), i18n.fail_unreachable_why()),
    };
    let retry = el("button").class("btn").with(i18n.act_retry()).on("click", move |_| listing.retry());
    let inner = el("div")
        .class("empty warn")
        .with(sign(Icon::OFFLINE, "unreachable"))
        .with(el("h2").with(title))
        .with(el("p").with(text))
        .with(retry);
    el("div").class("card").attr("role", "alert").attr("data-state", "unreachable").with(inner)
}

/// What an address asked for that there is not.
pub fn notice(from_list: RwSignal<Option<String>>) -> Part {
    let i18n = use_i18n();
    let nav = use_nav();
    let text = move || {
        let address = nav.address.get();
        let corrected = address.corrected.map(|correction| match correction {
            Correction::Page => i18n.notice_page(),
            Correction::Size => {
                i18n.notice_size(&i18n.number(address.route.paging().map_or(20, |paging| paging.per_page).into()))
            }
        });
        corrected.or_else(|| from_list.get())
    };
    let note = |text| el("p").class("note warn").attr("role", "status").attr("data-notice", "").with(text);
    part(move || text().map(note))
}
