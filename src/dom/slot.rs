//! A text that is written to, again and again.

use std::cell::RefCell;

use leptos::prelude::document;
use web_sys::Text;

use super::{El, element::append};

/// The one text in an element: written in place, and only where it has changed, so that the browser lays out no
/// more than it must.
pub struct Slot {
    node: Text,
    now: RefCell<String>,
}

impl Slot {
    /// An empty text at the end of an element.
    #[must_use]
    pub fn new(element: &El) -> Self {
        let node = document().create_text_node("");
        append(&element.0, &node);
        Self { node, now: RefCell::default() }
    }

    /// Writes it.
    pub fn set(&self, text: &str) {
        let mut now = self.now.borrow_mut();
        if *now != text {
            self.node.set_data(text);
            text.clone_into(&mut now);
        }
    }
}
