//! The reference server of the collections API: every operation with every status, on SQLite, with
//! demo data that is made to be hard, faults on request, and the page's own files.

mod answer;
mod api;
mod body;
mod clock;
mod config;
mod cors;
mod demo;
mod docs;
mod error;
mod faults;
pub mod flags;
mod form;
mod listen;
mod oauth;
mod pages;
mod sample;
mod serve;
mod shapes;
mod state;
mod store;
mod thumbnail;

pub use config::{Data, Database, Options};
pub use error::Error;
pub use listen::{Running, start};
pub use serve::app;
