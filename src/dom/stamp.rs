//! What is drawn often and always alike.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, NodeList};

use super::El;

/// An element that is drawn once and copied from then on: one call of the browser for all that is in it. A copy
/// has neither listeners nor effects.
pub struct Stamp {
    node: Node,
    places: Vec<u32>,
}

/// The elements of a copy that are written to, in the order in which they were named.
pub struct Parts(std::vec::IntoIter<Element>);

impl Stamp {
    /// Of what is drawn; `parts` are the elements in it that each copy is asked for.
    #[must_use]
    pub fn new(drawn: El, parts: &[Element]) -> Self {
        let all = within(&drawn.0);
        let place = |part: &Element| {
            let all = all.as_ref()?;
            (0..all.length()).find(|place| all.item(*place).is_some_and(|node| node.is_same_node(Some(part))))
        };
        let places = parts.iter().filter_map(place).collect();
        Self { places, node: drawn.0.into() }
    }

    /// A copy, and its parts.
    #[must_use]
    pub fn copy(&self) -> (El, Parts) {
        let Ok(copy) = self.node.clone_node_with_deep(true) else { unreachable!("an element can be copied") };
        self.like(copy.unchecked_into())
    }

    /// One that was drawn alike elsewhere, and its parts.
    #[must_use]
    pub fn like(&self, drawn: Element) -> (El, Parts) {
        let all = within(&drawn);
        let part = |place: &u32| all.as_ref().and_then(|all| all.item(*place));
        let parts = self.places.iter().filter_map(part).map(JsCast::unchecked_into);
        (El(drawn), Parts::new(parts.collect()))
    }
}

impl Parts {
    /// Of what is drawn only once.
    #[must_use]
    pub fn new(parts: Vec<Element>) -> Self {
        Self(parts.into_iter())
    }

    /// The next one.
    #[expect(clippy::should_implement_trait, reason = "it has as many as were named, and nobody asks for more")]
    pub fn next<T: JsCast>(&mut self) -> T {
        match self.0.next() {
            Some(part) => part.unchecked_into(),
            None => unreachable!("a copy has the parts of what it is of"),
        }
    }
}

/// All elements in one, in the order of the document, without what a row has for itself.
fn within(element: &Element) -> Option<NodeList> {
    // Fails for no selector like this.
    element.query_selector_all(":not(.arch)").ok()
}
