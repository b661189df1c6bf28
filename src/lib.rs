//! Vitrine: a front end for the collections API of Canvas Studio.
//!
//! Arrows go one way: `shell → pages → ui`, `pages → data → api`.

pub mod api;
pub mod app;
pub mod auth;
pub mod batch;
pub mod bulk;
pub mod config;
pub mod csv;
pub mod data;
pub mod dom;
#[cfg(target_arch = "wasm32")]
pub mod element;
pub mod extras;
pub mod find;
pub mod i18n;
pub mod pages;
pub mod recipients;
pub mod report;
pub mod route;
pub mod selection;
pub mod sharing;
pub mod shell;
pub mod signal;
#[cfg(target_arch = "wasm32")]
pub mod start;
pub mod ui;
