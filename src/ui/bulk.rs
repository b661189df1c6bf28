//! Acting on many collections: choosing them, the bar of actions, and how far an action is.

mod bar;
pub(crate) mod chosen;
pub(crate) mod panel;
pub(crate) mod progress;
pub(crate) mod share;

pub use bar::bulk_bar;

use crate::{
    api::CollectionId,
    data::{Listing, RowOf},
};

/// The collections on the screen, in their order.
pub(super) fn on_screen(listing: Listing) -> Vec<CollectionId> {
    let id = |row: &RowOf| if let RowOf::Collection(id) = row { Some(*id) } else { None };
    listing.load.with(|load| load.value().map_or_else(Vec::new, |page| page.rows.iter().filter_map(id).collect()))
}
