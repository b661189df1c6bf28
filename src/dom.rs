//! The page's elements, as **one** view type for Leptos.
//!
//! `view!` gives every element a type of its own, made of the types of all that it holds, and each of them its
//! own code to build, rebuild and unmount: measured on this interface, 60 % of the wasm. Here an element is made
//! at once, and what changes later is an effect of Leptos' own reactive graph that writes to it: one type, one
//! copy of the code. Signals, owners, contexts and effects are Leptos', and [`View`] is what Leptos mounts.
//!
//! Effects and listeners live as long as the reactive owner under which they are made: a [`part`] that is drawn
//! anew and a row of [`each`] that goes let go of theirs. Text goes in as text and attributes as attributes:
//! nothing here ever parses markup.

mod each;
mod effect;
mod element;
mod mount;
mod part;
mod root;
mod slot;
mod stamp;
mod value;

pub use each::{Each, each, item};
pub use effect::{soon, watch};
pub use element::{El, Nodes, el, listen, nodes, svg, target, write};
pub use mount::{Mounted, View};
pub use part::{Part, part, put};
pub use root::Root;
pub use slot::Slot;
pub use stamp::{Parts, Stamp};
pub use value::{Attribute, Child, Word};
