//! What is known of the collections: pages by key, one entity a collection, writes that show at once.
//!
//! Pages hold plain data; a signal exists only for a collection that is on the screen. Measured on the
//! same page against `leptos-fetch` 0.4.10, which adds 26 kB compressed where this adds about 4, drops the
//! page on the screen after its collection time, keeps memory for every page ever seen, and panics when an
//! instance is unmounted with a request in flight.

mod ahead;
mod archive;
mod entity;
mod found;
mod known;
mod load;
mod lru;
mod page;
mod query;
mod store;
mod task;
mod walk;
mod write;

pub use archive::{Next, Toggle};
pub use entity::{Refused, Shown};
pub use found::found;
pub use load::Load;
pub(crate) use lru::Lru;
pub use page::{Key, Page, RowOf};
pub use query::{Listing, listing};
pub use store::{Store, StoreHandle};
pub use task::{Task, spawn};
pub use walk::{Run, Walked};
pub use write::Outcome;
