//! The page that an address asks for, as a [`Load`].

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{Key, Load, Page, Store, Task};
use crate::dom::watch;
use crate::signal::{Memo, RwSignal};

/// How long (ms) a page takes to be painted, about: what is asked for ahead can wait for that.
const PAINT: u32 = 20;

/// One list on the screen.
#[derive(Clone, Copy)]
pub struct Listing {
    /// What there is to show.
    pub load: RwSignal<Load<Arc<Page>>>,
    /// The page that is wanted.
    pub key: Memo<Key>,
    again: RwSignal<()>,
}

impl Listing {
    /// Asks again.
    pub fn retry(self) {
        self.again.notify();
    }

    /// Does this whenever it is to be asked again, until what is being drawn has gone.
    pub fn on_retry(self, act: impl Fn() + 'static) {
        let mut asked = false;
        watch(move || {
            self.again.track();
            if std::mem::replace(&mut asked, true) {
                untrack(&act);
            }
        });
    }

    /// Whether what is shown is another page than the one that is wanted.
    #[must_use]
    pub fn is_behind(self) -> bool {
        let wanted = self.key.get();
        self.load.with(|load| load.is_pending() && load.value().is_some_and(|page| page.key != wanted))
    }
}

/// Loads the page of `key` whenever that changes: from the cache in the same frame, then from the server;
/// the page before stays until the new one is there, and a late answer is never shown. The neighbour is
/// fetched when this one is there.
///
/// While `elsewhere` holds, its content comes from somewhere else, and nothing is asked for here.
pub fn listing(store: &Rc<Store>, key: Memo<Key>, elsewhere: impl Fn() -> bool + 'static) -> Listing {
    let listing = Listing { load: RwSignal::new(Load::Loading), key, again: RwSignal::new(()) };
    let store = store.clone();
    let mut running = None::<Task>;
    let changes = store.changes();
    let mut before = None;
    watch(move || {
        listing.again.track();
        changes.track();
        if elsewhere() {
            before = None;
            drop(running.take());
            return;
        }
        let key = key.get();
        let asked_again = before.replace(key) == Some(key);
        let cached = store.cached(key);
        let fresh = cached.as_ref().is_some_and(|(_, old)| !old) && !asked_again;
        let shown = cached.map(|(page, _)| page).or_else(|| listing.load.with_untracked(|load| load.value().cloned()));
        listing.load.set(match (shown, fresh) {
            (Some(page), true) => Load::Ready(page),
            (Some(page), false) => Load::Refreshing(page),
            (None, _) => Load::Loading,
        });
        let fetch = (!fresh).then(|| store.fetch(key));
        let store = store.clone();
        let task = Task::spawn(async move {
            let page = match fetch {
                None => listing.load.with_untracked(|load| load.value().cloned()),
                Some(fetch) => match fetch.await {
                    Ok(page) => {
                        listing.load.set(Load::Ready(page.clone()));
                        Some(page)
                    }
                    Err(error) => {
                        listing.load.update(|load| {
                            *load = match load.value().filter(|page| page.key == key) {
                                Some(page) => Load::Stale(page.clone(), error),
                                None => Load::Failed(error),
                            }
                        });
                        None
                    }
                },
            };
            let Some(page) = page.filter(|page| page.more) else { return };
            let next = page.key.on(page.key.paging().page.saturating_add(1));
            if store.cached(next).is_none() {
                // The neighbour, before it is asked for, but not before this one is painted. A failure shows when it is
                // asked for.
                store.api.sleep(PAINT).await;
                let _ = store.fetch(next).await;
            }
        });
        // The new request is on its way before the old one is let go: where both are the same, it goes on.
        drop(running.replace(task));
    });
    listing
}
