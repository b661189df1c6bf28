//! The binary that is linked for the browser. Nothing starts by itself: `boot.js` calls [`vitrine::start::page`],
//! `embed.js` calls [`vitrine::element::element`].

use vitrine as _;

fn main() {}
