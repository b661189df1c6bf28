//! A text that is written to, again and again.

use std::cell::RefCell;

use web_sys::{Element, Node};

/// The text of an element, or behind all else in it: written in place, and only where it has changed, so that the
/// browser lays out no more than it must.
pub struct Slot {
    at: Node,
    now: RefCell<String>,
}

impl Slot {
    /// The text of an element that holds nothing else.
    #[must_use]
    pub fn new(element: &Element) -> Self {
        Self::at(element.clone().into())
    }

    /// The text that stands last in an element.
    #[must_use]
    pub fn last(element: &Element) -> Self {
        Self::at(element.last_child().unwrap_or_else(|| element.clone().into()))
    }

    fn at(at: Node) -> Self {
        Self { now: RefCell::new(at.text_content().unwrap_or_default()), at }
    }

    /// Writes it.
    pub fn set(&self, text: &str) {
        let mut now = self.now.borrow_mut();
        if *now != text {
            // The text that is there already, which stays a node of its own.
            match self.at.first_child() {
                Some(node) => node.set_node_value(Some(text)),
                None => self.at.set_text_content(Some(text)),
            }
            text.clone_into(&mut now);
        }
    }
}
