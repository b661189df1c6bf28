//! The binary that is linked for the browser. Nothing starts by itself: `boot.js` calls [`vitrine::start::page`],
//! `embed.js` calls [`vitrine::element::element`].
// Nor is anything set up for a `main` that would do nothing.
#![cfg_attr(target_family = "wasm", no_main)]

use vitrine as _;

#[cfg(not(target_family = "wasm"))]
fn main() {}
