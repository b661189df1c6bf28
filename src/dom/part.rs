//! A part that is drawn anew when what it reads changes.

use leptos::{prelude::document, reactive::effect::RenderEffect};
use web_sys::Node;

use super::{Child, Held, element::append};

type Draw = Box<dyn Fn(&Node, &mut Held)>;

/// See [`part`].
pub struct Part(Draw);

/// What `draw` makes, made anew whenever what it reads changes. What it made before is taken away, and with
/// it every signal, effect and listener that was made for it.
pub fn part<C: Child>(draw: impl Fn() -> C + 'static) -> Part {
    Part(Box::new(move |parent, held| draw().put(parent, held)))
}

impl Child for Part {
    fn put(self, parent: &Node, held: &mut Held) {
        let (start, end) = marks(parent);
        let draw = self.0;
        held.push(Box::new(RenderEffect::new(move |before: Option<Held>| {
            clear(&start, &end);
            // Only after its elements have gone: taking away what has the focus is an event to them.
            drop(before);
            let fragment: Node = document().create_document_fragment().into();
            let mut held = Held::new();
            draw(&fragment, &mut held);
            insert(&fragment, &end);
            held
        })));
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
