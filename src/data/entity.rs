//! One collection: what the server said of it, what the person has done since, who looks at it.

use std::sync::Arc;

use super::{Toggle, write::Done};
use crate::api::{Collection, CollectionKind, Level};
use crate::signal::ArcRwSignal;

/// A collection as the screen shows it: what the server said, and what the person has done since.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the server said.
    pub collection: Arc<Collection>,
    /// Whether it is archived; `None` where that is not known.
    pub archived: Option<bool>,
    /// Whether that is what the person wanted here.
    pub mine: bool,
    /// Whether it was created here.
    pub fresh: bool,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.collection, &other.collection)
            && (self.archived, self.mine, self.fresh) == (other.archived, other.mine, other.fresh)
    }
}

impl Shown {
    /// Why archiving it would be refused, if that is known beforehand.
    #[must_use]
    pub fn archive_refused(&self) -> Option<Refused> {
        if self.collection.kind == CollectionKind::Personal {
            return Some(Refused::Library);
        }
        (self.collection.permission == Some(Level::View)).then_some(Refused::ViewOnly)
    }
}

/// Why an action is known to be refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// A personal library is neither archived nor deleted.
    Library,
    /// The person may only view it.
    ViewOnly,
}

/// A collection as it is kept.
pub(super) struct Entity {
    pub(super) collection: Arc<Collection>,
    pub(super) toggle: Toggle,
    pub(super) signal: Option<ArcRwSignal<Shown>>,
    pub(super) fresh: bool,
    /// What hears of the click that is to be sent after the one that is under way.
    pub(super) waits: Option<Done>,
}

impl Entity {
    pub(super) fn shown(&self) -> Shown {
        Shown {
            collection: self.collection.clone(),
            archived: self.toggle.shown(),
            mine: self.toggle.is_mine(),
            fresh: self.fresh,
        }
    }

    /// Whether somebody outside of the store holds its signal.
    pub(super) fn is_watched(&self) -> bool {
        self.signal.as_ref().is_some_and(ArcRwSignal::is_shared)
    }

    pub(super) fn tell(&self) {
        if let Some(signal) = &self.signal {
            let shown = self.shown();
            if signal.with_untracked(|before| *before != shown) {
                signal.set(shown);
            }
        }
    }
}
