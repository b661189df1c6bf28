//! A list whose elements stay as long as their keys do.

use leptos::prelude::{Owner, untrack};
use web_sys::Node;

use super::{
    Child, El,
    effect::keep_running,
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
    node: Node,
    owner: Owner,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        remove(&self.node);
        self.owner.cleanup();
    }
}

impl Child for Each {
    fn put(self, parent: &Node) {
        let (start, end) = marks(parent);
        // What an item makes belongs to the list, not to the run of the effect that happened to draw it.
        let owner = Owner::current().unwrap_or_default();
        let mut shown: Vec<Drawn> = Vec::new();
        keep_running(Box::new(move || {
            let mut before = std::mem::take(&mut shown);
            for item in (self.0)() {
                let known = before.iter().position(|drawn| drawn.key == item.key);
                shown.push(match known {
                    Some(known) => before.remove(known),
                    None => draw(&owner, item),
                });
            }
            drop(before);
            let mut at = start.next_sibling();
            for drawn in &shown {
                let next = at.as_ref().unwrap_or(&end);
                if next.is_same_node(Some(&drawn.node)) {
                    at = next.next_sibling();
                } else {
                    insert(&drawn.node, next);
                }
            }
        }));
    }
}

fn draw(owner: &Owner, item: Item) -> Drawn {
    let owner = owner.child();
    let node = untrack(|| owner.with(item.draw)).0.into();
    Drawn { key: item.key, node, owner }
}
