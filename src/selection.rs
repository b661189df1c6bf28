//! Chosen rows, by id: kept while the list is paged and searched. Pure.

/// What was chosen, in the order in which it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection<Id> {
    ids: Vec<Id>,
    /// The last one set: where a range starts.
    anchor: Option<Id>,
}

/// How much of a page is chosen, as its checkbox shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageState {
    /// Every row.
    All,
    /// Some rows.
    Some,
    /// No row, or there are none.
    None,
}

impl<Id> Default for Selection<Id> {
    fn default() -> Self {
        Self { ids: Vec::new(), anchor: None }
    }
}

impl<Id: Copy + Eq> Selection<Id> {
    /// Chooses one, or no longer. The next range starts here.
    pub fn set(&mut self, id: Id, on: bool) {
        self.put(&[id], on);
        self.anchor = Some(id);
    }

    /// Sets all from the anchor to this one, in the order on the screen. The anchor stays, so that a second
    /// range starts where the first did; where it is not on the screen, this one alone is set.
    pub fn range(&mut self, order: &[Id], to: Id, on: bool) {
        let place = |id: Id| order.iter().position(|one| *one == id);
        match (self.anchor.and_then(place), place(to)) {
            (Some(from), Some(to)) => self.put(&order[from.min(to)..=from.max(to)], on),
            _ => self.set(to, on),
        }
    }

    /// Chooses all of these too.
    pub fn add_all(&mut self, ids: &[Id]) {
        self.put(ids, true);
    }

    /// Chooses none of these any more.
    pub fn remove_all(&mut self, ids: &[Id]) {
        self.put(ids, false);
    }

    /// Chooses nothing, and forgets where a range would start.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn put(&mut self, ids: &[Id], on: bool) {
        if on {
            for id in ids {
                if !self.contains(*id) {
                    self.ids.push(*id);
                }
            }
        } else {
            self.ids.retain(|id| !ids.contains(id));
        }
    }

    /// Whether it is chosen.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    /// What is chosen, in the order in which it was.
    #[must_use]
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// How many are chosen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How much of this page is chosen.
    #[must_use]
    pub fn page_state(&self, order: &[Id]) -> PageState {
        match order.iter().filter(|id| self.contains(**id)).count() {
            0 => PageState::None,
            count if count == order.len() => PageState::All,
            _ => PageState::Some,
        }
    }

    /// How many of the chosen are not on this page.
    #[must_use]
    pub fn elsewhere(&self, order: &[Id]) -> usize {
        self.ids.iter().filter(|id| !order.contains(id)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::{PageState, Selection};

    #[test]
    fn what_is_chosen_is_kept_across_pages() {
        let mut chosen = Selection::default();
        [3, 1, 9].into_iter().for_each(|id| chosen.set(id, true));
        chosen.add_all(&[4, 1, 4]);
        assert_eq!((chosen.ids(), chosen.len(), chosen.elsewhere(&[1, 2, 3])), (&[3, 1, 9, 4][..], 4, 2));
        chosen.set(1, false);
        chosen.remove_all(&[9, 7]);
        assert_eq!((chosen.ids(), chosen.contains(1)), (&[3, 4][..], false));
        chosen.clear();
        assert!(chosen.is_empty());
    }

    #[test]
    fn a_range_follows_the_screen_from_the_last_one_set() {
        let mut chosen = Selection::default();
        let order = [5, 3, 8, 1, 9];
        chosen.set(8, true);
        chosen.range(&order, 9, true);
        assert_eq!(chosen.ids(), [8, 1, 9]);
        chosen.range(&order, 5, true);
        assert_eq!(chosen.ids(), [8, 1, 9, 5, 3]);
        chosen.set(1, false);
        chosen.range(&order, 3, false);
        assert_eq!(chosen.ids(), [9, 5]);
    }

    #[test]
    fn without_an_anchor_on_the_screen_a_range_is_one_row() {
        let mut chosen = Selection::default();
        chosen.range(&[1, 2, 3], 2, true);
        assert_eq!(chosen.ids(), [2]);
        chosen.range(&[4, 5, 6], 6, true);
        assert_eq!(chosen.ids(), [2, 6]);
        chosen.range(&[4, 5, 6], 5, true);
        assert_eq!(chosen.ids(), [2, 6, 5]);
        chosen.clear();
        chosen.range(&[4, 5, 6], 4, true);
        assert_eq!(chosen.ids(), [4]);
    }

    #[test]
    fn a_page_is_chosen_in_whole_in_part_or_not() {
        let mut chosen = Selection::default();
        assert_eq!((chosen.page_state(&[1, 2]), chosen.page_state(&[])), (PageState::None, PageState::None));
        chosen.set(2, true);
        assert_eq!(chosen.page_state(&[1, 2]), PageState::Some);
        chosen.set(1, true);
        assert_eq!((chosen.page_state(&[1, 2]), chosen.page_state(&[])), (PageState::All, PageState::None));
    }
}
