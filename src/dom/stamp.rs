//! What is drawn often and always alike.

use std::cell::OnceCell;

use web_sys::{Element, Node};

use super::El;

/// An element that is drawn once and copied from then on: one call of the browser for all that is in it. A copy
/// has neither listeners nor effects, and no text of any language belongs in it.
pub struct Stamp(OnceCell<Element>);

impl Stamp {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceCell::new())
    }

    /// A copy of what `draw` makes the first time.
    pub fn copy(&self, draw: impl FnOnce() -> El) -> El {
        let node: &Node = self.0.get_or_init(|| draw().0);
        match node.clone_node_with_deep(true) {
            Ok(copy) => El(wasm_bindgen::JsCast::unchecked_into(copy)),
            Err(_) => unreachable!("an element can be copied"),
        }
    }
}

impl Default for Stamp {
    fn default() -> Self {
        Self::new()
    }
}
