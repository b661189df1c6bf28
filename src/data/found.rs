//! The collections that a person looks for, as a list like any other.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{Listing, Load, Page, RowOf, Run, Store};
use crate::{
    api::{Collection, CollectionId, Meta},
    dom::watch,
    find::{Filter, Find},
    signal::{Memo, RwSignal},
};

/// What has been held against the filter so far: a walk only ever adds.
#[derive(Default)]
struct Sieve {
    find: Find,
    filter: Filter,
    checked: usize,
    found: Vec<CollectionId>,
}

impl Sieve {
    fn sift(&mut self, find: &Find, ids: &[CollectionId], keeps: impl Fn(&Filter, CollectionId) -> bool) {
        if self.find != *find || ids.len() < self.checked {
            *self = Self { find: find.clone(), filter: find.filter(), ..Self::default() };
        }
        let filter = &self.filter;
        self.found.extend(ids[self.checked..].iter().copied().filter(|id| keeps(filter, *id)));
        self.checked = ids.len();
    }
}

/// Shows what is found in `listing` as it comes, and keeps all of it in `all`, until what is being drawn has
/// gone. `name` is the name that a person sees. What is found stays found though it is archived
/// meanwhile: a row does not go from under the hand that changed it.
pub fn found(
    store: &Rc<Store>,
    listing: Listing,
    find: Memo<Find>,
    all: RwSignal<Vec<CollectionId>>,
    name: impl Fn(&Collection) -> String + 'static,
) {
    on_cleanup(move || {
        all.try_set(Vec::new());
    });
    let again = store.clone();
    listing.on_retry(move || again.walk());
    let (store, walked) = (store.clone(), store.walked());
    let changes = store.changes();
    let mut sieve = Sieve::default();
    watch(move || {
        changes.track();
        let find = find.get();
        if find.is_empty() {
            return;
        }
        let key = listing.key.get();
        // A walk that was stopped, or that failed, goes on only when it is asked to, or for a new search.
        if sieve.find.is_empty() || walked.with_untracked(|walked| walked.run == Run::Idle) {
            store.walk();
        }
        let (run, done) = walked.with(|walked| {
            sieve.sift(&find, &walked.ids, |filter, id| {
                let Some(shown) = store.peek(id) else { return false };
                filter.keeps(&shown.collection, shown.archived, &name(&shown.collection))
            });
            (walked.run.clone(), walked.done)
        });
        let paging = key.paging();
        let start = usize::try_from(paging.first().saturating_sub(1)).unwrap_or(usize::MAX);
        let size = paging.per_page as usize;
        let rows: Vec<RowOf> = sieve.found.iter().skip(start).take(size).copied().map(RowOf::Collection).collect();
        let count = sieve.found.len();
        let complete = run == Run::Complete;
        // How many there are is known only at the end.
        let last = u32::try_from(count.div_ceil(size)).unwrap_or(u32::MAX);
        let meta = if complete {
            Meta { total: Some(count as u64), last_page: Some(last), ..Meta::default() }
        } else {
            Meta::default()
        };
        let more = count > start.saturating_add(size);
        all.set(sieve.found.clone());
        // Nothing yet is not the same as nothing.
        let failed = if let Run::Failed(error) = &run { Some(error.clone()) } else { None };
        let nothing_yet = rows.is_empty() && run == Run::Running && (done == 0 || start == 0);
        listing.load.set(if nothing_yet {
            Load::Loading
        } else if let Some(error) = failed.filter(|_| count == 0) {
            Load::Failed(error)
        } else {
            Load::Ready(Arc::new(Page { key, rows, meta, more }))
        });
    });
}

#[cfg(test)]
mod tests {
    use super::{CollectionId, Find, Sieve};

    #[test]
    fn a_walk_that_goes_on_is_not_sifted_twice() {
        let ids: Vec<CollectionId> = (1..=4).map(|id: i64| id.to_string().parse().unwrap()).collect();
        let find = Find { text: "x".into(), ..Find::default() };
        let (mut sieve, asked) = (Sieve::default(), std::cell::RefCell::new(Vec::new()));
        let odd = |_: &_, id: CollectionId| {
            asked.borrow_mut().push(id);
            id != ids[1]
        };
        sieve.sift(&find, &ids[..2], odd);
        sieve.sift(&find, &ids, odd);
        assert_eq!(sieve.found, [ids[0], ids[2], ids[3]]);
        assert_eq!(*asked.borrow(), ids);
        // Another question begins afresh.
        sieve.sift(&Find { text: "y".into(), ..Find::default() }, &ids, |_, _| false);
        assert!(sieve.found.is_empty());
    }
}
