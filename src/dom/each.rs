//! A list whose elements stay as long as their keys do.

use leptos::{
    prelude::{Owner, untrack},
    reactive::effect::RenderEffect,
};
use web_sys::Node;

use super::{
    Child, El, Held,
    part::{insert, marks, remove},
};

/// What an item of a list is drawn from: its key, and how to draw it where the key is new.
pub struct Item {
    key: u64,
    draw: Box<dyn FnOnce() -> El>,
}

/// An item of a list.
pub fn item(key: u64, draw: impl FnOnce() -> El + 'static) -> Item {
    Item { key, draw: Box::new(draw) }
}

/// See [`each`].
pub struct Each(Box<dyn Fn() -> Vec<Item>>);

/// The items in their order. An element whose key stays is neither drawn anew nor, as long as the order of
/// those around it is the same, moved: it keeps its focus.
pub fn each(items: impl Fn() -> Vec<Item> + 'static) -> Each {
    Each(Box::new(items))
}

struct Drawn {
    key: u64,
    el: El,
    owner: Owner,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        remove(&self.el.node);
        self.owner.cleanup();
    }
}

impl Child for Each {
    fn put(self, parent: &Node, held: &mut Held) {
        let (start, end) = marks(parent);
        let items = self.0;
        // What an item makes belongs to the list, not to the run of the effect that happened to draw it.
        let owner = Owner::current().unwrap_or_default();
        held.push(Box::new(RenderEffect::new(move |before: Option<Vec<Drawn>>| {
            let mut before = before.unwrap_or_default();
            let mut now = Vec::with_capacity(before.len());
            for item in items() {
                let known = before.iter().position(|drawn| drawn.key == item.key);
                now.push(match known {
                    Some(known) => before.remove(known),
                    None => draw(&owner, item),
                });
            }
            drop(before);
            let mut at = start.next_sibling();
            for drawn in &now {
                let next = at.as_ref().unwrap_or(&end);
                if next.is_same_node(Some(&drawn.el.node)) {
                    at = next.next_sibling();
                } else {
                    insert(&drawn.el.node, next);
                }
            }
            now
        })));
    }
}

fn draw(owner: &Owner, item: Item) -> Drawn {
    let owner = owner.child();
    let el = untrack(|| owner.with(item.draw));
    Drawn { key: item.key, el, owner }
}
