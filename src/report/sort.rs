//! The order of the rows.

use std::rc::Rc;

use super::Row;

/// A column by which rows can be sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The collection's name.
    Collection,
    /// The name of the person or group.
    Who,
    /// Person or group.
    Kind,
    /// What they may do.
    Level,
}

impl Column {
    /// All, as they stand.
    pub const ALL: [Self; 4] = [Self::Collection, Self::Who, Self::Kind, Self::Level];

    /// What a row has there.
    #[must_use]
    pub fn of(self, row: &Row) -> &Rc<str> {
        match self {
            Self::Collection => &row.of.name,
            Self::Who => &row.who,
            Self::Kind => &row.kind,
            Self::Level => &row.level,
        }
    }
}

/// What rows are sorted by: first by what was chosen last, then by what was chosen before that, and so on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sorts(Vec<(Column, bool)>);

impl Default for Sorts {
    /// By collection.
    fn default() -> Self {
        Self(vec![(Column::Collection, false)])
    }
}

impl Sorts {
    /// By this column from now on; in reverse, where that is how it is already.
    pub fn choose(&mut self, column: Column) {
        let down = self.down(column) == Some(false);
        self.0.retain(|(known, _)| *known != column);
        self.0.insert(0, (column, down));
    }

    /// Whether it is this column in reverse; `None` where it is another one.
    #[must_use]
    pub fn down(&self, column: Column) -> Option<bool> {
        self.0.first().filter(|(first, _)| *first == column).map(|(_, down)| *down)
    }
}

/// The numbers of the rows that `keeps` lets through, in their order; what is alike stays as it came.
#[must_use]
pub fn order(rows: &[Row], sorts: &Sorts, keeps: &dyn Fn(&Row) -> bool) -> Vec<usize> {
    let texts = |column: Column| rows.iter().map(|row| &**column.of(row)).collect::<Vec<_>>();
    let ranks: Vec<(Vec<u32>, bool)> = sorts.0.iter().map(|(column, down)| (ranks(&texts(*column)), *down)).collect();
    let mut order: Vec<usize> = (0..rows.len()).filter(|at| keeps(&rows[*at])).collect();
    order.sort_by(|a, b| {
        let by = ranks.iter().map(|(ranks, down)| {
            let (a, b) = (ranks[*a], ranks[*b]);
            if *down { b.cmp(&a) } else { a.cmp(&b) }
        });
        by.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    order
}

/// The numbers of these names in the order in which rows by collection stand; what is alike stays as it came.
#[must_use]
pub fn by_name(names: &[&str]) -> Vec<usize> {
    let ranks = ranks(names);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| ranks[*at]);
    order
}

/// The place of each text among all of them. Few of thousands differ, and comparing as a language does is slow: each
/// is compared once.
fn ranks(all: &[&str]) -> Vec<u32> {
    let mut texts = all.to_vec();
    texts.sort_unstable();
    texts.dedup();
    let mut rank = vec![0; texts.len()];
    for (place, at) in (0..).zip(collate(&texts)) {
        rank[at] = place;
    }
    all.iter().map(|text| texts.binary_search(text).map_or(0, |at| rank[at])).collect()
}

/// The numbers of these texts in the order of the person's language, with numbers by their value.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn collate(texts: &[&str]) -> Vec<usize> {
    use js_sys::{Array, Intl::Collator, Object, Reflect};
    use wasm_bindgen::JsValue;
    let options = Object::new();
    // Setting a property on a plain object does not fail.
    let _ = Reflect::set(&options, &JsValue::from_str("numeric"), &JsValue::TRUE);
    let compare = Collator::new(&Array::new(), &options).compare();
    let words: Vec<JsValue> = texts.iter().map(|text| JsValue::from_str(text)).collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by(|a, b| {
        let sign = compare.call2(&JsValue::UNDEFINED, &words[*a], &words[*b]).ok().and_then(|sign| sign.as_f64());
        sign.and_then(|sign| sign.partial_cmp(&0.0)).unwrap_or(std::cmp::Ordering::Equal)
    });
    order
}

/// For tests: by the numbers of the letters.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn collate(texts: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|at| texts[*at]);
    order
}

#[cfg(test)]
mod tests {
    use super::{Column, Sorts, by_name, order};
    use crate::report::{
        Row,
        row::tests::{named, user},
    };

    fn row(collection: &str, who: &str, level: &str) -> Row {
        Row {
            of: named(1, collection),
            principal: Some(user(1)),
            who: who.into(),
            email: None,
            kind: "Person".into(),
            level: level.into(),
        }
    }

    #[test]
    fn a_second_choice_reverses_and_what_is_alike_stays() {
        let rows = [row("b", "y", "1"), row("a", "z", "2"), row("b", "x", "3"), row("a", "z", "4")];
        let mut sorts = Sorts::default();
        let all = |sorts: &Sorts| order(&rows, sorts, &|_| true);
        assert_eq!((all(&sorts), sorts.down(Column::Collection)), (vec![1, 3, 0, 2], Some(false)));
        sorts.choose(Column::Collection);
        assert_eq!((all(&sorts), sorts.down(Column::Collection)), (vec![0, 2, 1, 3], Some(true)));
        sorts.choose(Column::Who);
        assert_eq!((all(&sorts), sorts.down(Column::Collection)), (vec![2, 0, 1, 3], None));
        // What was chosen before still orders what is alike now.
        sorts.choose(Column::Kind);
        assert_eq!(all(&sorts), [2, 0, 1, 3]);
        assert_eq!(by_name(&["b", "a", "c", "a"]), [1, 3, 0, 2]);
        assert_eq!(order(&rows, &sorts, &|row| &*row.level != "0" && &*row.who == "z"), [1, 3]);
    }
}
