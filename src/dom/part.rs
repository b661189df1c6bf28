//! A part that is drawn anew when what it reads changes.

use leptos::prelude::document;
use web_sys::Node;

use super::{
    Child, Nodes,
    effect::keep_running,
    element::{append, nodes},
};

/// See [`part`].
pub struct Part(Box<dyn Fn() -> Nodes>);

/// What `draw` makes, made anew whenever what it reads changes. What it made before is taken away, and with
/// it every signal, effect and listener that was made for it.
pub fn part<C: Child>(draw: impl Fn() -> C + 'static) -> Part {
    Part(Box::new(move || nodes().with(draw())))
}

impl Child for Part {
    fn put(self, parent: &Node) {
        let (start, end) = marks(parent);
        keep_running(Box::new(move || {
            clear(&start, &end);
            insert(&(self.0)().0, &end);
        }));
    }
}

/// Two empty texts, between which the part is.
pub(super) fn marks(parent: &Node) -> (Node, Node) {
    let mark = || -> Node { document().create_text_node("").into() };
    let (start, end) = (mark(), mark());
    append(parent, &start);
    append(parent, &end);
    (start, end)
}

/// Puts a node before the mark that ends its part.
pub(super) fn insert(node: &Node, before: &Node) {
    if let Some(parent) = before.parent_node() {
        // Fails only for a node that holds its own parent.
        let _ = parent.insert_before(node, Some(before));
    }
}

/// Puts something into what stands in the page already, before one of its nodes or at the end.
pub fn put(parent: &Node, child: impl Child, before: Option<&Node>) {
    // Fails only for a node that holds its own parent.
    let _ = parent.insert_before(&nodes().with(child).0, before);
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // Fails only for a node that is elsewhere.
        let _ = parent.remove_child(node);
    }
}

pub(super) fn clear(start: &Node, end: &Node) {
    while let Some(node) = start.next_sibling()
        && !node.is_same_node(Some(end))
    {
        remove(&node);
    }
}
