//! Vitrine: a front end for the collections API of Canvas Studio.
//!
//! Arrows go one way: `shell → pages → ui`, `pages → data → api`.

pub mod api;
pub mod auth;
