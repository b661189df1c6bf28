//! The icons: drawn in the instance's own tree, so that they need no request, work in a shadow root, and appear
//! with the text beside them. Each has its own path: one that is used from elsewhere would cost the browser a
//! tree of its own, four times a row.

use std::cell::Cell;

use web_sys::Element;

use crate::dom::{El, svg, write};

/// An icon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A course.
    Course,
    /// One person.
    Person,
    /// Several people.
    Group,
    /// A collection.
    Shelf,
    /// Put away.
    Archive,
    /// Take out again.
    Unarchive,
    /// Give access.
    Share,
    /// What else can be done.
    More,
    /// Take away, close.
    Cross,
    /// Something is wrong.
    Warning,
    /// No right to see it.
    Lock,
    /// No connection.
    Offline,
    /// A video.
    Play,
    /// A sound.
    Audio,
    /// Towards the start.
    Previous,
    /// Towards the end.
    Next,
    /// To the very start.
    First,
    /// To the very end.
    Last,
    /// Copy it.
    Copy,
    /// Opens elsewhere.
    Out,
    /// Wait.
    Clock,
    /// A link.
    Link,
    /// Take away for good.
    Delete,
    /// Look for it.
    Search,
}

/// The path of each icon, on a grid of 24, in the order of the enum.
const SHAPES: [&str; 24] = [
    "M3 8l9-4 9 4-9 4zM7 10.5V15c0 1.4 2.3 3 5 3s5-1.6 5-3v-4.5",
    "M8 8a4 4 0 108 0 4 4 0 10-8 0M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
    "M5.8 9a3.2 3.2 0 106.4 0 3.2 3.2 0 10-6.4 0M2.5 19c0-3 2.8-5 6.5-5s6.5 2 6.5 5M16 6.2a3 3 0 010 5.8M18 14.4c2.2.6 3.6 2.2 3.6 4.6",
    "M5 4h14a2 2 0 012 2v12a2 2 0 01-2 2H5a2 2 0 01-2-2V6a2 2 0 012-2zM3 9h18M8 4v5",
    "M4 4h16a1 1 0 011 1v3a1 1 0 01-1 1H4a1 1 0 01-1-1V5a1 1 0 011-1zM5 9v10h14V9M10 13h4",
    "M4 4h16a1 1 0 011 1v3a1 1 0 01-1 1H4a1 1 0 01-1-1V5a1 1 0 011-1zM5 9v10h14V9M12 17v-5M9.5 14l2.5-2.5 2.5 2.5",
    "M5.8 9a3.2 3.2 0 106.4 0 3.2 3.2 0 10-6.4 0M2.5 19c0-3 2.8-5 6.5-5 1.6 0 3 .4 4.2 1M18 13v6M15 16h6",
    "M5 12h.01M12 12h.01M19 12h.01",
    "M6 6l12 12M18 6L6 18",
    "M12 4l9 16H3zM12 10v4M12 17v.5",
    "M7 11h10a2 2 0 012 2v5a2 2 0 01-2 2H7a2 2 0 01-2-2v-5a2 2 0 012-2zM8 11V8a4 4 0 018 0v3",
    "M3 3l18 18M5 12.5a10 10 0 014-2.3M2 9a15 15 0 014-2.5M10.5 5.2A15 15 0 0122 9M14 10.5a10 10 0 015 2M9 16a4.5 4.5 0 016 0M12 19.5v.01",
    "M8 5.5v13l11-6.5z",
    "M4 14v-4M8 17V7M12 20V4M16 17V7M20 14v-4",
    "M15 6l-6 6 6 6",
    "M9 6l6 6-6 6",
    "M18 6l-6 6 6 6M7 6v12",
    "M6 6l6 6-6 6M17 6v12",
    "M10 8h9a1 1 0 011 1v10a1 1 0 01-1 1H10a1 1 0 01-1-1V9a1 1 0 011-1zM15 4H5a1 1 0 00-1 1v10",
    "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
    "M3 12a9 9 0 1018 0 9 9 0 10-18 0M12 7v5l3.5 2",
    "M10 13.5a4 4 0 006 .5l3-3a4 4 0 00-5.7-5.7l-1.5 1.5M14 10.5a4 4 0 00-6-.5l-3 3a4 4 0 005.7 5.7l1.5-1.5",
    "M4 6.5h16M9 6.5V4h6v2.5M6.5 6.5L7.5 20h9l1-13.5M10 10.5v6M14 10.5v6",
    "M4 10.5a6.5 6.5 0 1013 0 6.5 6.5 0 10-13 0M15.5 15.5L20 20",
];

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
    write(path, "d", Some(SHAPES[icon as usize]));
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
