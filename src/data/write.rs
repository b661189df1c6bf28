//! Archiving, as the store does it.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{Next, Store, entity::Entity};
use crate::api::{Collection, CollectionId, Error};

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

impl Store {
    /// Archives or unarchives: on the screen at once, then sent, after what is under way for the same
    /// collection. `done` hears of each answer.
    pub fn set_archived(self: &Rc<Self>, id: CollectionId, archived: bool, done: Box<dyn Fn(Outcome)>) {
        let first = self.with_entity(id, |entity| entity.toggle.click(archived)).flatten();
        let Some(first) = first else { return };
        let store = self.clone();
        // Not tied to the row: what a person has asked for is carried out though they page on.
        super::spawn(async move {
            let mut sending = first;
            loop {
                let result = if sending { store.api.archive(id).await } else { store.api.unarchive(id).await };
                if matches!(result, Err(Error::Aborted)) {
                    // Somebody else is signed in now: it is no longer theirs to hear of.
                    return;
                }
                let now = store.tick();
                let unsure = result.as_ref().is_err_and(Error::may_have_happened);
                let next = store.with_entity(id, |entity| entity.toggle.answered(result.is_ok(), now));
                if let Some(collection) = store.collection(id) {
                    done(Outcome { collection, archived: sending, result });
                }
                match next {
                    Some(Next::Send(again)) => sending = again,
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

    fn with_entity<T>(&self, id: CollectionId, change: impl FnOnce(&mut Entity) -> T) -> Option<T> {
        let (result, shown, signal) = {
            let mut entities = self.entities.borrow_mut();
            let entity = entities.get_mut(&id)?;
            (change(entity), entity.shown(), entity.signal.clone())
        };
        // Told after the borrow ends: whoever listens may ask the store again.
        if let Some(signal) = signal
            && *signal.read_untracked() != shown
        {
            signal.set(shown);
        }
        Some(result)
    }
}
