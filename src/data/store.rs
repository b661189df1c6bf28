//! The store: cached pages, entities, requests shared by all who want them.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use futures::{
    FutureExt,
    future::{LocalBoxFuture, Shared, WeakShared},
};

use super::{Key, Page, RowOf, ahead::Ahead, entity::Entity, lru::Lru, walk::Walk};
use crate::{
    api::{Api, CollectionId, Error, User, alone},
    signal::{ArcRwSignal, StoredValue},
};

/// Rows of the pages kept, so that going back is at once: 25 pages of 20.
pub(super) const ROWS: usize = 400;

fn no_pages() -> RefCell<Lru<Key, (Arc<Page>, f64)>> {
    RefCell::new(Lru::new(ROWS, |(page, _)| page.rows.len()))
}
/// A page this young (ms) is not fetched anew when it is shown: it was fetched for that.
pub(super) const FRESH: f64 = 10_000.0;

type Answer = Result<Arc<Page>, Error>;
type Fetch = LocalBoxFuture<'static, Answer>;

/// All that one instance knows of the API.
pub struct Store {
    /// The client, for what is not kept here.
    pub api: Api,
    pub(super) pages: RefCell<Lru<Key, (Arc<Page>, f64)>>,
    under_way: RefCell<Vec<(Key, WeakShared<Fetch>)>>,
    pub(super) entities: RefCell<HashMap<CollectionId, Entity>>,
    /// Counts reads and settled writes, so that they can be put in order.
    pub(super) clock: Cell<u64>,
    /// Whether this deployment has ever told an archived state.
    pub(super) tells_archived: Cell<bool>,
    /// The person's own library, once one has been seen.
    pub(super) library: ArcRwSignal<Option<CollectionId>>,
    pub(super) me: ArcRwSignal<Option<User>>,
    pub(super) walk: Walk,
    pub(super) ahead: RefCell<Ahead>,
    /// Counts what was created and deleted here: lists follow it.
    changes: ArcRwSignal<u32>,
}

/// A store as views hold it.
pub type StoreHandle = StoredValue<Rc<Store>>;

impl Store {
    /// An empty store over a client.
    #[must_use]
    pub fn new(api: Api) -> Rc<Self> {
        Rc::new(Self {
            api,
            pages: no_pages(),
            under_way: RefCell::default(),
            entities: RefCell::default(),
            clock: Cell::new(1),
            tells_archived: Cell::new(false),
            library: ArcRwSignal::new(None),
            me: ArcRwSignal::new(None),
            walk: Walk::new(),
            ahead: RefCell::default(),
            changes: ArcRwSignal::new(0),
        })
    }

    /// The person's own library, where one is visible.
    #[must_use]
    pub fn library(&self) -> ArcRwSignal<Option<CollectionId>> {
        self.library.clone()
    }

    /// Who the person is: the contract's assumption, from the owner of the visible personal library.
    #[must_use]
    pub fn me(&self) -> ArcRwSignal<Option<User>> {
        self.me.clone()
    }

    /// Ends the gateway's session.
    ///
    /// # Errors
    /// Why it may be there still.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.api.sign_out(alone()).await
    }

    /// Forgets all that is known: somebody else is signed in now.
    pub fn forget(&self) {
        self.pages.swap(&no_pages());
        self.under_way.borrow_mut().clear();
        self.ahead.take();
        self.entities.borrow_mut().clear();
        self.library.set(None);
        self.me.set(None);
        self.walk.forget();
    }

    /// Counts what was created and deleted here.
    #[must_use]
    pub fn changes(&self) -> ArcRwSignal<u32> {
        self.changes.clone()
    }

    /// The lists of collections are not as they were: kept pages are shown without the one that has gone, and
    /// asked for again.
    pub(super) fn changed(&self, gone: Option<CollectionId>) {
        self.pages.borrow_mut().change(|(page, at)| {
            if matches!(page.key, Key::Collections(_)) {
                *at = 0.0;
            }
            if let Some(gone) = gone {
                *page = page.without(gone);
            }
        });
        self.walk.forget();
        self.changes.update(|count| *count += 1);
    }

    /// A page that is kept, and whether it is too old to be shown without asking again.
    pub fn cached(&self, key: Key) -> Option<(Arc<Page>, bool)> {
        let (page, at) = self.pages.borrow_mut().get(&key)?;
        Some((page, self.api.now_ms() - at > FRESH))
    }

    /// Asks for a page; whoever asks for the same page meanwhile gets the same answer. The request ends
    /// when nobody holds what this returns any more.
    pub fn fetch(self: &Rc<Self>, key: Key) -> Shared<Fetch> {
        let mut under_way = self.under_way.borrow_mut();
        under_way.retain(|(_, fetch)| fetch.upgrade().is_some_and(|fetch| fetch.peek().is_none()));
        let known = under_way.iter().find(|(known, _)| *known == key).and_then(|(_, fetch)| fetch.upgrade());
        if let Some(fetch) = known {
            return fetch;
        }
        let store = self.clone();
        let fetch = async move { store.load(key).await }.boxed_local().shared();
        if let Some(weak) = fetch.downgrade() {
            under_way.push((key, weak));
        }
        fetch
    }

    /// Whether a page is under way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way.borrow().iter().any(|(_, fetch)| fetch.upgrade().is_some_and(|fetch| fetch.peek().is_none()))
    }

    async fn load(self: Rc<Self>, key: Key) -> Answer {
        let asked = self.tick();
        let paging = key.paging();
        let (rows, meta, more) = match key {
            Key::Collections(_) => {
                let list = self.api.collections(paging).await?;
                let more = list.may_have_more(paging);
                let row = |row| match row {
                    Ok(collection) => RowOf::Collection(self.learn(collection, asked)),
                    Err(unreadable) => RowOf::Unreadable(unreadable),
                };
                (list.rows.into_iter().map(row).collect::<Vec<_>>(), list.meta, more)
            }
            Key::Media(id, _) => {
                let list = self.api.media(id, paging).await?;
                let more = list.may_have_more(paging);
                let row = |row| match row {
                    Ok(media) => RowOf::Media(Arc::new(media)),
                    Err(unreadable) => RowOf::Unreadable(unreadable),
                };
                (list.rows.into_iter().map(row).collect(), list.meta, more)
            }
        };
        let page = Arc::new(Page { key, rows, meta, more });
        self.pages.borrow_mut().put(key, (page.clone(), self.api.now_ms()));
        self.prune();
        Ok(page)
    }
}
