//! Drawings for where there is nothing to show, in the second file. They say nothing that the words below them don't.

use crate::{
    app::App,
    dom::{Nodes, nodes, svg},
    route::Route,
};

/// Paths on a grid of 160 by 104, from back to front, and how each is drawn (style/dialog.css).
type Drawing = &'static [(&'static str, &'static str)];

const GROUND: (&str, &str) = ("soft", "M18 88a62 46 0 01124 0z");
const SPARKS: (&str, &str) = ("mark", "M22 30v8M18 34h8M138 20v8M134 24h8");

/// An empty shelf, a card on its way into it.
const SHELF: Drawing = &[
    GROUND,
    ("", "M58 20h44a6 6 0 016 6v34H52V26a6 6 0 016-6z"),
    ("mark", "M62 33h20M62 41h32"),
    ("", "M34 52h92a6 6 0 016 6v24a6 6 0 01-6 6H34a6 6 0 01-6-6V58a6 6 0 016-6z"),
    ("mark", "M70 70h20"),
    SPARKS,
];

/// A glass over rows of which none is meant.
const GLASS: Drawing = &[
    GROUND,
    ("", "M38 26h74a6 6 0 016 6v50a6 6 0 01-6 6H38a6 6 0 01-6-6V32a6 6 0 016-6z"),
    ("line", "M44 42h34M44 56h22M44 70h28"),
    ("", "M78 60a20 20 0 1040 0 20 20 0 10-40 0"),
    ("mark", "M78 60a20 20 0 1040 0 20 20 0 10-40 0M112.5 74.5L130 92"),
    SPARKS,
];

/// A reel of film with nothing on it yet.
const FILM: Drawing = &[
    GROUND,
    ("", "M34 30h92a6 6 0 016 6v46a6 6 0 01-6 6H34a6 6 0 01-6-6V36a6 6 0 016-6z"),
    ("line", "M44 30v58M116 30v58M28 44h16M28 59h16M28 74h16M116 44h16M116 59h16M116 74h16"),
    ("mark", "M72 47v24l20-12z"),
    SPARKS,
];

/// A door with a lock.
const LOCK: Drawing = &[
    GROUND,
    ("", "M62 48V38a18 18 0 0136 0v10h-8V38a10 10 0 00-20 0v10z"),
    ("", "M54 46h52a6 6 0 016 6v30a6 6 0 01-6 6H54a6 6 0 01-6-6V52a6 6 0 016-6z"),
    ("mark", "M76 64a4 4 0 108 0 4 4 0 10-8 0M80 68v8"),
    SPARKS,
];

/// The drawing for a state, by its name, at the address that is shown; most have their icon alone.
pub(crate) fn drawing(app: App, state: &'static str) -> Nodes {
    let drawing = match (state, app.nav.address.get().route) {
        ("forbidden", _) => LOCK,
        ("empty", Route::Collection { .. }) => FILM,
        ("empty", Route::Collections { find, .. }) if !find.is_empty() => GLASS,
        ("empty", _) => SHELF,
        _ => return nodes(),
    };
    let drawn = svg("svg").class("drawing").attr("aria-hidden", "true").attr("viewBox", "0 0 160 104");
    let path = |(class, shape): &(&'static str, &'static str)| svg("path").class(*class).attr("d", *shape);
    nodes().with(drawn.with(drawing.iter().map(path).collect::<Vec<_>>()))
}
