//! What the store knows of collections and media.

use std::{rc::Rc, sync::Arc};

use super::{Key, RowOf, Shown, Store, Toggle, entity::Entity, store::ROWS};
use crate::{
    api::{Archived, Collection, CollectionId, CollectionKind, Error, Level, Media, MediaId, Paging},
    signal::ArcRwSignal,
};

impl Store {
    /// One collection, asked for by itself.
    ///
    /// # Errors
    /// Whatever the API answers.
    pub async fn load_collection(self: Rc<Self>, id: CollectionId) -> Result<(), Error> {
        let asked = self.tick();
        let collection = self.api.collection(id).await?;
        self.learn(collection, asked);
        Ok(())
    }

    /// Asks for the first fifty collections, unless they are known or one's own library is: a library is made with its
    /// owner's account, so that little comes before it [A]. Where it is not among them, it is found when it is seen.
    pub async fn look_for_library(self: Rc<Self>) {
        let first = Key::Collections(Paging { page: 1, per_page: 50 });
        if self.library.get_untracked().is_none() && self.cached(first).is_none() {
            // A failure is that of nobody: without it there is no link.
            let _ = self.fetch(first).await;
        }
    }

    /// A medium that is on a page that is kept.
    pub fn known_media(&self, id: MediaId) -> Option<Arc<Media>> {
        let pages = self.pages.borrow();
        let mut rows = pages.values().flat_map(|(page, _)| &page.rows);
        rows.find_map(|row| match row {
            RowOf::Media(media) if media.id == id => Some(media.clone()),
            _ => None,
        })
    }

    /// The signal of a collection, where anything is known of it.
    pub fn shown(&self, id: CollectionId) -> Option<ArcRwSignal<Shown>> {
        let mut entities = self.entities.borrow_mut();
        let entity = entities.get_mut(&id)?;
        let shown = entity.shown();
        Some(entity.signal.get_or_insert_with(|| ArcRwSignal::new(shown)).clone())
    }

    /// A collection as it is now. It makes no signal, which would stay: that is for what is on the screen.
    pub fn peek(&self, id: CollectionId) -> Option<Shown> {
        self.entities.borrow().get(&id).map(Entity::shown)
    }

    /// What the server last said of a collection.
    pub fn collection(&self, id: CollectionId) -> Option<Arc<Collection>> {
        self.entities.borrow().get(&id).map(|entity| entity.collection.clone())
    }

    /// Takes what the server says of a collection, in answer to what was asked at this moment.
    pub(super) fn learn(&self, collection: Collection, asked: u64) -> CollectionId {
        let id = collection.id;
        let archived = match collection.archived {
            Archived::Unsaid => self.tells_archived.get().then_some(false),
            Archived::No => Some(false),
            Archived::Since(_) => Some(true),
        };
        if !matches!(collection.archived, Archived::Unsaid) {
            self.tells_archived.set(true);
        }
        if collection.kind == CollectionKind::Personal && collection.permission != Some(Level::View) {
            if self.library.get_untracked() != Some(id) {
                self.library.set(Some(id));
            }
            if self.me.with_untracked(|me| *me != collection.owner) {
                self.me.set(collection.owner.clone());
            }
        }
        let mut entities = self.entities.borrow_mut();
        let entity = entities.entry(id).or_insert_with(|| Entity {
            collection: Arc::new(collection.clone()),
            toggle: Toggle::default(),
            signal: None,
            fresh: false,
            waits: None,
        });
        if *entity.collection != collection {
            entity.collection = Arc::new(collection);
        }
        entity.toggle.read(archived, asked);
        entity.tell();
        id
    }

    /// A moment later than every one before.
    pub(super) fn tick(&self) -> u64 {
        self.clock.set(self.clock.get() + 1);
        self.clock.get()
    }

    /// Lets go of collections that no kept page shows and nobody looks at.
    pub(super) fn prune(&self) {
        let pages = self.pages.borrow();
        let mut entities = self.entities.borrow_mut();
        // From time to time is enough.
        if entities.len() < ROWS + ROWS / 4 {
            return;
        }
        let mut kept: Vec<CollectionId> = pages
            .values()
            .flat_map(|(page, _)| &page.rows)
            .filter_map(|row| if let RowOf::Collection(id) = row { Some(*id) } else { None })
            .collect();
        kept.sort_unstable();
        let is_kept = |id: &CollectionId| kept.binary_search(id).is_ok();
        entities.retain(|id, entity| is_kept(id) || entity.toggle != Toggle::default() || entity.is_watched());
    }
}
