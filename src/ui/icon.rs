//! The icons: drawn in the instance's own tree, so that they need no request, work in a shadow root, and appear
//! with the text beside them. Each has its own path: one that is used from elsewhere would cost the browser a
//! tree of its own, four times a row.

use std::cell::Cell;

use web_sys::Element;

use crate::dom::{El, svg, write};

/// An icon: its path, on a grid of 24. Each is where it is used, in whichever file that is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

impl Icon {
    /// A course.
    pub const COURSE: Self = Self("M3 8l9-4 9 4-9 4zM7 10.5V15c0 1.4 2.3 3 5 3s5-1.6 5-3v-4.5");
    /// One person.
    pub const PERSON: Self = Self("M8 8a4 4 0 108 0 4 4 0 10-8 0M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5");
    /// Several people.
    pub const GROUP: Self = Self(
        "M5.8 9a3.2 3.2 0 106.4 0 3.2 3.2 0 10-6.4 0M2.5 19c0-3 2.8-5 6.5-5s6.5 2 6.5 5M16 6.2a3 3 0 010 5.8M18 14.4c2.2.6 3.6 2.2 3.6 4.6",
    );
    /// A collection.
    pub const SHELF: Self = Self("M5 4h14a2 2 0 012 2v12a2 2 0 01-2 2H5a2 2 0 01-2-2V6a2 2 0 012-2zM3 9h18M8 4v5");
    /// Put away.
    pub const ARCHIVE: Self =
        Self("M4 4h16a1 1 0 011 1v3a1 1 0 01-1 1H4a1 1 0 01-1-1V5a1 1 0 011-1zM5 9v10h14V9M10 13h4");
    /// Take out again.
    pub const UNARCHIVE: Self = Self(
        "M4 4h16a1 1 0 011 1v3a1 1 0 01-1 1H4a1 1 0 01-1-1V5a1 1 0 011-1zM5 9v10h14V9M12 17v-5M9.5 14l2.5-2.5 2.5 2.5",
    );
    /// Give access.
    pub const SHARE: Self =
        Self("M5.8 9a3.2 3.2 0 106.4 0 3.2 3.2 0 10-6.4 0M2.5 19c0-3 2.8-5 6.5-5 1.6 0 3 .4 4.2 1M18 13v6M15 16h6");
    /// What else can be done.
    pub const MORE: Self = Self("M5 12h.01M12 12h.01M19 12h.01");
    /// Take away, close.
    pub const CROSS: Self = Self("M6 6l12 12M18 6L6 18");
    /// Something is wrong.
    pub const WARNING: Self = Self("M12 4l9 16H3zM12 10v4M12 17v.5");
    /// No right to see it.
    pub const LOCK: Self =
        Self("M7 11h10a2 2 0 012 2v5a2 2 0 01-2 2H7a2 2 0 01-2-2v-5a2 2 0 012-2zM8 11V8a4 4 0 018 0v3");
    /// No connection.
    pub const OFFLINE: Self = Self(
        "M3 3l18 18M5 12.5a10 10 0 014-2.3M2 9a15 15 0 014-2.5M10.5 5.2A15 15 0 0122 9M14 10.5a10 10 0 015 2M9 16a4.5 4.5 0 016 0M12 19.5v.01",
    );
    /// A video.
    pub const PLAY: Self = Self("M8 5.5v13l11-6.5z");
    /// A sound.
    pub const AUDIO: Self = Self("M4 14v-4M8 17V7M12 20V4M16 17V7M20 14v-4");
    /// Towards the start.
    pub const PREVIOUS: Self = Self("M15 6l-6 6 6 6");
    /// Towards the end.
    pub const NEXT: Self = Self("M9 6l6 6-6 6");
    /// To the very start.
    pub const FIRST: Self = Self("M18 6l-6 6 6 6M7 6v12");
    /// To the very end.
    pub const LAST: Self = Self("M6 6l6 6-6 6M17 6v12");
    /// Copy it.
    pub const COPY: Self =
        Self("M10 8h9a1 1 0 011 1v10a1 1 0 01-1 1H10a1 1 0 01-1-1V9a1 1 0 011-1zM15 4H5a1 1 0 00-1 1v10");
    /// Opens elsewhere.
    pub const OUT: Self = Self("M14 4h6v6M20 4l-9 9M18 14v6H4V6h6");
    /// Wait.
    pub const CLOCK: Self = Self("M3 12a9 9 0 1018 0 9 9 0 10-18 0M12 7v5l3.5 2");
    /// A link.
    pub const LINK: Self =
        Self("M10 13.5a4 4 0 006 .5l3-3a4 4 0 00-5.7-5.7l-1.5 1.5M14 10.5a4 4 0 00-6-.5l-3 3a4 4 0 005.7 5.7l1.5-1.5");
    /// Take away for good.
    pub const DELETE: Self = Self("M4 6.5h16M9 6.5V4h6v2.5M6.5 6.5L7.5 20h9l1-13.5M10 10.5v6M14 10.5v6");
    /// Look for it.
    pub const SEARCH: Self = Self("M4 10.5a6.5 6.5 0 1013 0 6.5 6.5 0 10-13 0M15.5 15.5L20 20");
}

/// An icon beside a text that says the same.
pub fn icon(icon: Icon) -> El {
    shape(icon, "icon")
}

/// An icon that points along the line, and so the other way in a right-to-left language.
pub fn arrow(icon: Icon) -> El {
    shape(icon, "icon flip")
}

/// The classes of a [`tile`].
pub(super) const TILE: &str = "icon tile";

/// An icon that becomes another one.
pub(super) struct Sign {
    path: Element,
    now: Cell<Option<Icon>>,
}

impl Sign {
    /// From what [`blank`] has drawn.
    pub(super) fn new(path: Element) -> Self {
        Self { path, now: Cell::new(None) }
    }

    /// Shows another one.
    pub(super) fn set(&self, wanted: Icon) {
        if self.now.replace(Some(wanted)) != Some(wanted) {
            draw(&self.path, wanted);
        }
    }
}

/// Gives a blank icon its shape.
pub(super) fn draw(path: &Element, icon: Icon) {
    write(path, "d", Some(icon.0));
}

/// An icon that is to become a [`Sign`], and what that is made from.
pub(super) fn blank() -> (El, Element) {
    let path = svg("path");
    let node = path.node();
    let drawn = svg("svg").attr("aria-hidden", "true").attr("viewBox", "0 0 24 24").with(path);
    (drawn.class("icon"), node)
}

/// The icon that a row begins with, in a square of its own.
pub(super) fn tile(icon: Icon) -> El {
    shape(icon, TILE)
}

fn shape(icon: Icon, class: &'static str) -> El {
    let (drawn, path) = blank();
    draw(&path, icon);
    drawn.class(class)
}
