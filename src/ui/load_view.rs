//! The one place that draws the states of a load.

use leptos::prelude::*;

use super::{
    Icon, icon,
    live::{any, part},
    why,
};
use crate::{
    api::{Error, Paging},
    data::{Key, Listing, Load},
    i18n::{I18n, use_i18n},
    route::Route,
    shell::{How, use_nav},
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

/// A list in whichever state it is; `rows` draws it where there is something.
pub fn load_view<V: IntoView + 'static>(
    listing: Listing,
    label: String,
    rows: impl Fn(Listing, String) -> V + Send + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let face = Memo::new(move |_| {
        listing.load.with(|load| match load {
            Load::Loading => Face::Bones,
            Load::Failed(error) => Face::Failed(error.clone()),
            Load::Ready(page) | Load::Refreshing(page) | Load::Stale(page, _) if page.rows.is_empty() => Face::Empty,
            _ => Face::Rows,
        })
    });
    let stale =
        move || listing.load.with(|load| if let Load::Stale(_, error) = load { Some(why(i18n, error)) } else { None });
    view! {
        {part(move || any(stale().map(|why| view! {
            <p class="note warn" role="status">
                <span>{i18n.notice_stale(&why)}</span>
                <button class="btn quiet" on:click=move |_| listing.retry()>{i18n.act_retry()}</button>
            </p>
        })))}
        {part(move || match face.get() {
            Face::Bones => bones(i18n).into_any(),
            Face::Rows => rows(listing, label.clone()).into_any(),
            Face::Empty => empty(i18n, listing.key.get_untracked()).into_any(),
            Face::Failed(error) => failure(i18n, listing, &error).into_any(),
        })}
    }
}

fn bones(i18n: I18n) -> impl IntoView {
    let row = |_| {
        view! {
            <li>
                <span class={"tile"}></span>
                <div class="what">
                    <span class={"bone a"}></span>
                    <span class={"bone b"}></span>
                </div>
            </li>
        }
    };
    view! {
        <p class="unseen" role="status">{i18n.loading()}</p>
        <ul class="card rows bones" aria-hidden="true">{(0..10).map(row).collect_view()}</ul>
    }
}

fn empty(i18n: I18n, key: Key) -> impl IntoView {
    let (title, text) = match key {
        Key::Collections(_) => (i18n.empty_collections(), i18n.empty_collections_why()),
        Key::Media(..) => (i18n.empty_media(), i18n.empty_media_why()),
    };
    view! {
        <div class="card" data-state="empty">
            <div class="empty">{icon(Icon::Shelf)} <h2>{title}</h2> <p>{text}</p></div>
        </div>
    }
}

/// What happened, in plain words, and the one next step.
fn failure(i18n: I18n, listing: Listing, error: &Error) -> impl IntoView + use<> {
    let (name, class, sign, title, text, step) = match error {
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
        Error::Wait { after } => {
            ("wait", "empty warn", Icon::Clock, i18n.fail_wait(), i18n.fail_wait_why(after.unwrap_or(1)), Step::Retry)
        }
        Error::Unreachable => (
            "unreachable",
            "empty warn",
            Icon::Offline,
            i18n.fail_unreachable(),
            i18n.fail_unreachable_why(),
            Step::Retry,
        ),
        Error::Server { status, tries } => {
            let text = i18n.fail_server_why(u64::from(*tries), &status.to_string());
            ("server", "empty bad", Icon::Warning, i18n.fail_server(), text, Step::Retry)
        }
        Error::Nonsense { .. } => {
            ("nonsense", "empty bad", Icon::Warning, i18n.fail_nonsense(), i18n.fail_nonsense_why(), Step::Retry)
        }
        Error::Aborted => ("aborted", "empty warn", Icon::Clock, i18n.fail_aborted(), i18n.why_aborted(), Step::Retry),
    };
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
            Step::Back => nav.go(&Route::Collections(first), How::Push),
            Step::FirstPage => nav.go(&nav.address.get_untracked().route.at(first), How::Replace),
        }
    };
    let said = error.told().map(|said| i18n.said(said));
    view! {
        <div class="card" role="alert" data-state=name>
            <div class=class>
                {icon(sign)}
                <h2>{title}</h2>
                <p>{text}</p>
                {said.map(|said| view! { <p class="hint">{said}</p> })}
                <button class="btn" on:click=next>{label}</button>
            </div>
        </div>
    }
}

/// What an address asked for that there is not.
pub fn notice(from_list: RwSignal<Option<String>>) -> impl IntoView {
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
    part(move || any(text().map(|text| view! { <p class="note warn" role="status" data-notice="">{text}</p> })))
}
