//! The page's elements, as **one** view type for Leptos.
//!
//! `view!` gives every element a type of its own, made of the types of all that it holds, and each of them its
//! own code to build, rebuild and unmount. For an interface of this size that was 60 % of the wasm (measured:
//! 171 kB compressed with `view!`, see `README.md` for what it is now). Here an element is made at once, and what
//! changes later is an effect of Leptos' own reactive graph that writes to it: one type, one copy of the code.
//! Signals, owners, contexts and effects are Leptos'; [`El`] and [`Nodes`] can stand in any `view!`.
//!
//! Text goes in as text and attributes as attributes: nothing here ever parses markup.

mod each;
mod effect;
mod element;
mod mount;
mod part;
mod value;

pub use each::{Each, each, item};
pub use effect::{soon, watch};
pub use element::{Child, El, Nodes, el, nodes, svg, write};
pub use mount::View;
pub use part::{Part, part};
pub use value::{Value, Word};

use std::any::Any;

/// What lives as long as the elements that need it: effects and listeners.
pub(crate) type Held = Vec<Box<dyn Any>>;
