//! Which page of which list, and what was on it.

use std::sync::Arc;

use crate::api::{CollectionId, Media, Meta, Paging, Unreadable};

/// Which page of which list.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Key {
    /// The collections that the person may see.
    Collections(Paging),
    /// The media of a collection.
    Media(CollectionId, Paging),
}

impl Key {
    /// The page and page size.
    #[must_use]
    pub fn paging(&self) -> Paging {
        match self {
            Key::Collections(paging) | Key::Media(_, paging) => *paging,
        }
    }

    /// The same list on another page.
    #[must_use]
    pub fn on(&self, page: u32) -> Self {
        let at = |paging: &Paging| Paging { page, per_page: paging.per_page };
        match self {
            Key::Collections(paging) => Key::Collections(at(paging)),
            Key::Media(id, paging) => Key::Media(*id, at(paging)),
        }
    }
}

/// One row of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOf {
    /// A collection, to be read from the store.
    Collection(CollectionId),
    /// A medium.
    Media(Arc<Media>),
    /// A row that could not be read.
    Unreadable(Unreadable),
}

/// One page as it was answered.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// Which page it is.
    pub key: Key,
    /// Its rows, in the server's order.
    pub rows: Vec<RowOf>,
    /// What the server says of the list.
    pub meta: Meta,
    /// Whether there may be a page after it.
    pub more: bool,
}

impl Page {
    /// The page without a collection that has gone.
    pub(super) fn without(self: &Arc<Self>, gone: CollectionId) -> Arc<Self> {
        let gone = RowOf::Collection(gone);
        if !self.rows.contains(&gone) {
            return self.clone();
        }
        let rows = self.rows.iter().filter(|row| **row != gone).cloned().collect();
        let meta = Meta { total: self.meta.total.map(|total| total.saturating_sub(1)), ..self.meta };
        Arc::new(Self { key: self.key, rows, meta, more: self.more })
    }
}
