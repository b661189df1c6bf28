//! What the first view does not need: a second file of wasm, fetched two seconds later, or when it is
//! asked for.
//!
//! This is the one place where the page is split. The build (`cargo xtask build`) moves into the second file
//! whatever is reached through [`Extras`] alone. To have more there, add a function to the table and call it
//! through [`draw`] or [`fill`], and from nowhere else. Elsewhere than in a browser it is a plain call.

use std::{rc::Rc, time::Duration};

use futures::FutureExt;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Event, HtmlElement, HtmlSelectElement};

use crate::{
    api::{CollectionId, Error, Future, Gateway, MediaId, Reason, alone},
    app::{App, use_app},
    bulk::Action,
    data::{Listing, Shown, spawn},
    dom::{Child, El, Nodes, Part, el, nodes, part},
    find::Find,
    i18n::I18n,
    pages::{self, collection, not_found, report, signed_out},
    shell::{late, reload},
    signal::{Memo, RwSignal},
    ui::{
        ahead, archive, bulk, create, delete, drawing, failure, find_state, language, media_details, more, pick,
        session, share, sign_in,
    },
};

/// When the second file is fetched, unless it is asked for before: the first view comes first.
const LATER: Duration = Duration::from_secs(2);

/// What is in the second file.
#[derive(Clone, Copy)]
pub struct Extras {
    /// The dialog for a new collection.
    pub create: fn(App) -> El,
    /// The dialog before a collection is deleted, where it is known.
    pub delete: fn(App, CollectionId) -> Option<El>,
    /// The dialog before one collection, or all that are chosen, are archived.
    pub archive: fn(App, Option<CollectionId>) -> El,
    /// The drawing of a list's state.
    pub drawing: fn(App, &'static str) -> Nodes,
    /// Why there is no list, and the one next step.
    pub failure: fn(App, Listing, &Error) -> El,
    /// The dialog for sharing a collection.
    pub share: fn(App, CollectionId) -> El,
    /// Asks for what the pointer or the focus rests on.
    pub ahead: fn(App, Listing, &Event),
    /// The dialog for sharing all that are chosen.
    pub share_many: fn(App) -> El,
    /// The dialog with all that are chosen.
    pub chosen: fn(App, RwSignal<bool>) -> El,
    /// The page with who can open what.
    pub report: fn(Vec<CollectionId>) -> El,
    /// The page of one collection.
    pub collection: fn(CollectionId) -> El,
    /// The page of an address at which there is nothing.
    pub not_found: fn() -> El,
    /// The menu of a collection, at its button.
    pub menu: fn(App, &HtmlElement, RwSignal<bool>, &Shown) -> El,
    /// Searches all collections.
    pub search: fn(App, Listing, Memo<Find>, RwSignal<Vec<CollectionId>>) -> Nodes,
    /// Begins an action on many.
    pub begin: fn(App, Action, &[CollectionId]),
    /// How far an action on many is, while it runs or at its end.
    pub progress: fn(App) -> Nodes,
    /// The dialog in which somebody signs in.
    pub sign_in: fn(App) -> El,
    /// The page for whom nobody has signed in.
    pub signed_out: fn(App) -> El,
    /// Asks a gateway for a new session, one tab at a time.
    pub renew: fn(Gateway) -> Future<Result<bool, Reason>>,
    /// Signs out.
    pub sign_out: fn(App),
    /// The bar of who chooses media.
    pub pick: fn(App) -> El,
    /// The dialog with all that is known of a medium.
    pub details: fn(App, MediaId) -> El,
    /// Speaks the language that was chosen.
    pub speak: fn(App, &HtmlSelectElement),
    /// What is at every address: the keys, one's own library in the top bar, what is waited for.
    pub late: fn(App) -> Nodes,
}

/// Fetches the second file, unless it is there.
#[wasm_split(extras, fallible)]
fn fetch() -> Result<Extras, SplitLoaderError> {
    Ok(Extras {
        create: create::dialog_of,
        delete: delete::dialog_of,
        archive: archive::dialog_of,
        drawing: drawing::drawing,
        failure: failure::failure,
        share: share::dialog_of,
        ahead: ahead::ahead,
        share_many: bulk::share::dialog_of,
        chosen: bulk::chosen::dialog_of,
        report: report::page,
        collection: collection::page,
        not_found: not_found::page,
        menu: more::menu_of,
        search: find_state::search,
        begin: bulk::panel::begin,
        progress: bulk::progress::progress,
        sign_in: sign_in::dialog_of,
        signed_out: signed_out::page,
        renew: |gateway| gateway.renew(alone()).boxed_local(),
        sign_out: session::sign_out,
        pick: pick::bar,
        details: media_details::dialog_of,
        speak: language::speak,
        late: late::late,
    })
}

/// How far the second file is.
#[derive(Clone, Copy)]
enum State {
    Away,
    Coming,
    Here(Extras),
    /// It could not be had.
    Missing,
}

/// The second file, to be asked for.
#[derive(Clone, Copy)]
pub struct Loader(RwSignal<State>);

impl Loader {
    /// Nothing is asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(State::Away))
    }

    /// Fetches the file a little later. Where that fails nobody waits for it: it is fetched again when somebody does. Not
    /// once the browser is idle: one that draws nothing may never say so.
    pub fn preload(self) {
        let quietly = move || {
            if matches!(self.0.try_get_untracked(), Some(State::Away)) {
                self.want();
            }
        };
        set_timeout(quietly, LATER);
    }

    /// Fetches the file, unless it is there or on its way.
    fn want(self) {
        if matches!(self.0.try_get_untracked(), Some(State::Away | State::Missing)) {
            self.0.set(State::Coming);
            spawn(self.load());
        }
    }

    /// What is in the file, fetched if need be; nothing where it does not come.
    pub async fn get(self) -> Option<Extras> {
        let here = move || {
            self.0
                .try_get_untracked()
                .and_then(|state| if let State::Here(extras) = state { Some(extras) } else { None })
        };
        if here().is_none() {
            self.load().await;
        }
        here()
    }

    async fn load(self) {
        // The page may have gone meanwhile.
        let _ = self.0.try_set(fetch().await.map_or(State::Missing, State::Here));
    }
}

impl Default for Loader {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether there is a newer page meanwhile, and its files have taken the place of this one's: what fetches the
/// second file (xtask/src/glue.rs) says so.
fn gone() -> bool {
    Reflect::get(&wasm_bindgen::memory(), &"gone".into()).is_ok_and(|gone| !gone.is_undefined())
}

/// What is said where the file does not come, and what is offered.
fn words(i18n: I18n) -> (String, String) {
    if gone() { (i18n.extras_renewed(), i18n.act_reload()) } else { (i18n.extras_missing(), i18n.act_retry()) }
}

/// Does what was offered.
fn again(act: &dyn Fn()) {
    if gone() { reload() } else { act() }
}

/// Says that the file does not come, and offers something.
fn offer(app: App, act: Rc<dyn Fn()>) {
    let (text, label) = words(app.i18n);
    app.toasts.offer(text, label, move || again(&*act));
}

/// What the second file draws over the page, once it is there. Where it is not to be had, a message says so and
/// offers to try again.
pub fn draw<C: Child>(draw: impl Fn(Extras) -> C + 'static) -> Part {
    let app = use_app();
    let missing = move || {
        offer(app, Rc::new(move || app.extras.want()));
        nodes()
    };
    place(Box::new(move |extras| nodes().with(draw(extras))), Box::new(missing))
}

/// What the second file draws in the page itself, and in its place why it is not there.
pub fn fill<C: Child>(draw: impl Fn(Extras) -> C + 'static) -> Part {
    place(Box::new(move |extras| nodes().with(draw(extras))), Box::new(|| nodes().with(note(el("span")))))
}

/// A whole page of the second file.
pub fn page(draw: impl Fn(Extras) -> El + 'static) -> Part {
    let missing = || nodes().with(pages::content().with(note(pages::heading())));
    place(Box::new(move |extras| nodes().with(draw(extras))), Box::new(missing))
}

/// Why the file is not there, and what can be done about it.
fn note(text: El) -> El {
    let App { i18n, extras, .. } = use_app();
    let (said, label) = words(i18n);
    let button = el("button").class("btn quiet").with(label).on("click", move |_| again(&|| extras.want()));
    el("div").class("note bad").attr("role", "alert").with(text.with(said)).with(button)
}

/// Fetches the file, and draws by how far it is. Boxed, so that there is one copy of it.
fn place(here: Box<dyn Fn(Extras) -> Nodes>, missing: Box<dyn Fn() -> Nodes>) -> Part {
    let App { i18n, extras, .. } = use_app();
    extras.want();
    part(move || match extras.0.get() {
        State::Here(extras) => here(extras),
        State::Missing => missing(),
        State::Away | State::Coming => {
            let text = el("p").class("toast").attr("role", "status").with(i18n.loading());
            nodes().with(el("div").class("toasts").with(text))
        }
    })
}

/// What the second file adds once it is there; nobody waits for it.
pub fn late(draw: impl Fn(Extras) -> Nodes + 'static) -> Part {
    let extras = use_app().extras;
    part(move || if let State::Here(extras) = extras.0.get() { draw(extras) } else { nodes() })
}

/// Does something by the second file where it is there, and nothing where it is not.
pub fn perhaps(app: App, act: impl FnOnce(Extras)) {
    if let Some(State::Here(extras)) = app.extras.0.try_get_untracked() {
        act(extras);
    }
}

/// Does something by the second file: at once where it is there, else when it has come, and a message says so
/// where it does not come.
pub fn run(app: App, act: impl Fn(Extras) + 'static) {
    run_one(app, Rc::new(act));
}

/// One copy of it, whatever is to be done.
fn run_one(app: App, act: Rc<dyn Fn(Extras)>) {
    let extras = app.extras;
    if let Some(State::Here(extras)) = extras.0.try_get_untracked() {
        return act(extras);
    }
    spawn(async move {
        match extras.get().await {
            Some(extras) => act(extras),
            None => offer(app, Rc::new(move || run_one(app, act.clone()))),
        }
    });
}
