//! The typed client of the collections API.
//!
//! What the contract leaves open is decided in one place each, marked [A]; what the reference states is [R],
//! what the vendor's other pages or real clients show is [D].

mod client;
mod collection;
#[cfg(target_arch = "wasm32")]
mod early;
mod error;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(any(target_arch = "wasm32", test))]
mod handed;
mod id;
mod leave;
mod list;
mod lock;
mod media;
mod permission;
mod read;
mod retry_after;
mod send;
mod session;
#[cfg(test)]
mod tests;
mod time;
mod told;
mod transport;

pub use client::Api;
pub use collection::{Archived, Collection, CollectionKind, Level, User};
#[cfg(target_arch = "wasm32")]
pub use early::handed;
pub use error::{Error, Told};
#[cfg(target_arch = "wasm32")]
pub use fetch::Fetch;
pub use id::{CollectionId, GroupId, MediaId, NotAnId, UserId};
pub use leave::{Leave, Until};
pub use list::{List, Meta, Paging, Row, Unreadable};
pub use lock::alone;
pub use media::{Media, Transcoding};
pub use permission::{AccessList, Change, Dialect, Grant, PermissionOp, Principal, UnknownDialect};
pub use session::{Alone, Gateway};
pub use time::Timestamp;
pub use transport::{Future, Method, Reason, Request, Response, SendError, Transport};
