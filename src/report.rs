//! Who can open what: rows out of lists of access, their order, what to ask for next, and the whole as CSV. Pure.

mod ahead;
mod csv;
mod gather;
mod row;
mod sort;

pub use ahead::Ahead;
pub use csv::{Missing, table};
pub use gather::{Gather, Stage};
pub use row::{Named, Row, Words, counts, rows};
pub use sort::{Column, Sorts, by_name, collate, order};
