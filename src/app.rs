//! What everything in one instance of the interface shares.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{
    api::CollectionId,
    bulk::BulkHandle,
    config::Config,
    data::{Store, StoreHandle},
    dom::Root,
    extras::Loader,
    i18n::I18n,
    selection::Selection,
    shell::{HostHandle, Nav, Places},
    signal::{RwSignal, StoredValue},
    ui::{Announcer, Ask, Pick, Restart, Session, Toasts},
};

/// One context with all of it: each context of its own would add about a kilobyte of wasm.
#[derive(Clone, Copy)]
pub struct App {
    /// The language.
    pub i18n: I18n,
    /// The address.
    pub nav: Nav,
    /// What it is drawn in.
    pub root: Root,
    /// The page around, where there is one.
    pub host: HostHandle,
    /// Where the person was on each address.
    pub places: Places,
    /// What is known of the API.
    pub store: StoreHandle,
    /// The deployment's settings.
    pub config: StoredValue<Rc<Config>>,
    /// Who the person is to the server.
    pub session: Session,
    /// What a screen reader is told.
    pub announcer: Announcer,
    /// Short messages.
    pub toasts: Toasts,
    /// The collections that are chosen.
    pub selection: RwSignal<Selection<CollectionId>>,
    /// One action on many of them.
    pub bulk: BulkHandle,
    /// What is fetched after the first view.
    pub extras: Loader,
    /// The question that is open.
    pub ask: Ask,
    /// The media that are chosen for the page around.
    pub picks: RwSignal<Vec<Pick>>,
    /// A row that is to get the focus as soon as it is there.
    pub aim: RwSignal<Option<CollectionId>>,
    /// Draws the content anew.
    pub restart: Restart,
    /// Draws all there is anew, in another language.
    pub respeak: Restart,
}

/// What the instance that is being drawn shares. In an event handler there is no such instance: ask before.
#[must_use]
pub fn use_app() -> App {
    expect_context()
}

/// The language of the instance that is being drawn.
#[must_use]
pub fn use_i18n() -> I18n {
    use_app().i18n
}

/// The address of the instance that is being drawn.
#[must_use]
pub fn use_nav() -> Nav {
    use_app().nav
}

/// The store of the instance that is being drawn.
#[must_use]
pub fn use_store() -> Rc<Store> {
    use_app().store.get_value()
}

/// The settings of the instance that is being drawn.
#[must_use]
pub fn use_config() -> Rc<Config> {
    use_app().config.get_value()
}
