//! Rows that have come and are not shown yet, so that no row pushes another away.

use std::collections::VecDeque;

use super::Row;
use crate::api::CollectionId;

/// Answers come in another order than the table's. What has come is shown once all that stands above it is there.
pub struct Ahead {
    /// Those that have no answer yet or stand below one that has none, in the order of the table; nothing where that
    /// is not known before all is there.
    order: Option<VecDeque<CollectionId>>,
    came: Vec<(CollectionId, Vec<Row>)>,
}

impl Ahead {
    /// In this order, each once; all together where it is not known.
    #[must_use]
    pub fn new(order: Option<Vec<CollectionId>>) -> Self {
        Self { order: order.map(Into::into), came: Vec::new() }
    }

    /// One has its answer: its rows, or none where it could not be read.
    pub fn answered(&mut self, id: CollectionId, rows: Vec<Row>) {
        self.came.push((id, rows));
    }

    /// What may be shown now.
    #[must_use]
    pub fn take(&mut self) -> Vec<Row> {
        let mut taken = Vec::new();
        let Some(order) = &mut self.order else { return taken };
        while let Some(at) = order.front().and_then(|next| self.came.iter().position(|(id, _)| id == next)) {
            taken.extend(self.came.swap_remove(at).1);
            order.pop_front();
        }
        taken
    }

    /// All that has come: nothing is awaited now.
    #[must_use]
    pub fn take_all(&mut self) -> Vec<Row> {
        let mut taken = self.take();
        for (id, rows) in self.came.drain(..) {
            if let Some(order) = &mut self.order {
                order.retain(|waiting| *waiting != id);
            }
            taken.extend(rows);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::Ahead;
    use crate::report::{
        Row,
        row::tests::{id, named},
    };

    fn rows(name: &str) -> Vec<Row> {
        let none = std::rc::Rc::<str>::from("");
        let of = named(1, name);
        vec![Row { of, principal: None, who: none.clone(), email: None, kind: none.clone(), level: none }]
    }

    fn names(rows: &[Row]) -> String {
        rows.iter().map(|row| &*row.of.name).collect()
    }

    #[test]
    fn nothing_is_shown_before_what_stands_above_it() {
        let mut ahead = Ahead::new(Some([1, 2, 3, 4, 5].map(id).to_vec()));
        ahead.answered(id(2), rows("b"));
        assert_eq!(names(&ahead.take()), "");
        ahead.answered(id(1), rows("a"));
        assert_eq!(names(&ahead.take()), "ab");
        // One that can't be read keeps nobody waiting.
        ahead.answered(id(4), rows("d"));
        ahead.answered(id(3), Vec::new());
        assert_eq!(names(&ahead.take()), "d");
        assert_eq!(names(&ahead.take_all()), "");
    }

    #[test]
    fn whoever_stops_sees_all_that_has_come() {
        let mut ahead = Ahead::new(Some([1, 2, 3].map(id).to_vec()));
        ahead.answered(id(2), rows("b"));
        assert_eq!(names(&ahead.take_all()), "b");
        // It goes on.
        ahead.answered(id(3), rows("c"));
        assert_eq!(names(&ahead.take()), "");
        ahead.answered(id(1), rows("a"));
        assert_eq!(names(&ahead.take()), "ac");
        // Tried once more, of which nothing was expected.
        ahead.answered(id(7), rows("g"));
        assert_eq!((names(&ahead.take()), names(&ahead.take_all())), (String::new(), "g".to_owned()));
    }

    #[test]
    fn where_the_order_is_not_known_all_is_shown_together() {
        let mut ahead = Ahead::new(None);
        ahead.answered(id(1), rows("a"));
        assert_eq!((names(&ahead.take()), names(&ahead.take_all())), (String::new(), "a".to_owned()));
    }
}
