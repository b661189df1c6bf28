//! What a person changes: archiving, creating, deleting.

use std::{rc::Rc, sync::Arc};

use super::{Key, Next, Page, RowOf, Store, entity::Entity};
use crate::api::{Collection, CollectionId, Error, Paging, UserId};

/// What became of an archive or unarchive.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which collection.
    pub collection: Arc<Collection>,
    /// What was asked for.
    pub archived: bool,
    /// Whether the server did it, and if not, why.
    pub result: Result<(), Error>,
}

/// What hears of an [`Outcome`].
pub(super) type Done = Box<dyn Fn(Outcome)>;

impl Store {
    /// Archives or unarchives: on the screen at once, then sent, after what is under way for the same
    /// collection. `done` hears of the answer; it is dropped where nothing is sent: another click came before its
    /// turn, it is so already, or the collection has gone.
    pub fn set_archived(self: &Rc<Self>, id: CollectionId, archived: bool, done: Box<dyn Fn(Outcome)>) {
        let mut done = Some(done);
        let first = self.with_entity(id, |entity| {
            let first = entity.toggle.click(archived);
            if first.is_none() {
                entity.waits = done.take();
            }
            first
        });
        let (Some(Some(mut sending)), Some(mut done)) = (first, done) else { return };
        let store = self.clone();
        // Not tied to the row: what a person has asked for is carried out though they page on.
        super::spawn(async move {
            loop {
                let result = if sending { store.api.archive(id).await } else { store.api.unarchive(id).await };
                if matches!(result, Err(Error::Aborted)) {
                    // Somebody else is signed in now: it is no longer theirs to hear of.
                    return;
                }
                let now = store.tick();
                let unsure = result.as_ref().is_err_and(Error::may_have_happened);
                let next =
                    store.with_entity(id, |entity| (entity.toggle.answered(result.is_ok(), now), entity.waits.take()));
                if let Some(collection) = store.collection(id) {
                    done(Outcome { collection, archived: sending, result });
                }
                match next {
                    Some((Next::Send(again), Some(waits))) => (sending, done) = (again, waits),
                    _ => {
                        if unsure {
                            // Whether it was carried out is unknown; the server knows. A failure here leaves
                            // what was known before, which the person has been told may not hold.
                            let _ = store.clone().load_collection(id).await;
                        }
                        return;
                    }
                }
            }
        });
    }

    /// Creates a collection, which is then marked as new. Never sent twice.
    ///
    /// # Errors
    /// Whatever the API answers; see [`Error::may_have_happened`].
    pub async fn create(self: Rc<Self>, name: String, owner: Option<UserId>) -> Result<CollectionId, Error> {
        let asked = self.tick();
        let collection = self.api.create_collection(&name, owner).await?;
        let id = self.learn(collection, asked);
        self.with_entity(id, |entity| entity.fresh = true);
        self.changed(None);
        Ok(id)
    }

    /// Deletes a collection with its media; one that is gone already counts as deleted.
    ///
    /// # Errors
    /// Whatever else the API answers; where the answer may have been lost, the server is asked whether it is
    /// still there.
    pub async fn delete(self: Rc<Self>, id: CollectionId) -> Result<(), Error> {
        let result = self.api.delete_collection(id).await.map(drop);
        let result = match result {
            Err(error) if error.may_have_happened() => match self.api.collection(id).await {
                Err(Error::NotFound(_)) => Ok(()),
                _ => Err(error),
            },
            Err(Error::NotFound(_)) => Ok(()),
            other => other,
        };
        if result.is_ok() {
            self.entities.borrow_mut().remove(&id);
            self.changed(Some(id));
        }
        result
    }

    /// On which page a collection is that was just created: the last one where the server goes by id, as the
    /// reference server does, else perhaps the first. `None` where it is on neither.
    pub async fn whereabouts(self: Rc<Self>, id: CollectionId, per_page: u32) -> Option<u32> {
        let on = |page: u32| Key::Collections(Paging { page, per_page });
        let first = self.fetch(on(1)).await.ok()?;
        let last = first.meta.last_page.unwrap_or(1);
        let holds = |page: &Page| page.rows.contains(&RowOf::Collection(id));
        if last > 1 && self.fetch(on(last)).await.is_ok_and(|page| holds(&page)) {
            return Some(last);
        }
        holds(&first).then_some(1)
    }

    fn with_entity<T>(&self, id: CollectionId, change: impl FnOnce(&mut Entity) -> T) -> Option<T> {
        let (result, shown, signal) = {
            let mut entities = self.entities.borrow_mut();
            let entity = entities.get_mut(&id)?;
            (change(entity), entity.shown(), entity.signal.clone())
        };
        // Told after the borrow ends: whoever listens may ask the store again.
        if let Some(signal) = signal
            && signal.with_untracked(|before| *before != shown)
        {
            signal.set(shown);
        }
        Some(result)
    }
}
