//! All collections, page after page in the background: the API can't search, so this page does.

use std::{cell::RefCell, rc::Rc};

use super::{Store, Task};
use crate::api::{CollectionId, Error, Paging};
use crate::signal::ArcRwSignal;

/// The largest page that the contract allows: the fewest requests.
const SIZE: u32 = 50;
/// Requests under way at a time.
const AT_ONCE: usize = 3;
/// A walk this old (ms) is not gone by any more.
const STALE: f64 = 300_000.0;

/// What a walk is doing.
#[derive(Clone, Default, PartialEq, Debug)]
pub enum Run {
    /// Nothing yet.
    #[default]
    Idle,
    /// It goes from page to page.
    Running,
    /// It has been everywhere.
    Complete,
    /// The person stopped it.
    Stopped,
    /// A page could not be had.
    Failed(Error),
}

/// How far a walk has come.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Walked {
    /// Every collection so far, in the server's order.
    pub ids: Vec<CollectionId>,
    /// Rows that could not be read.
    pub unreadable: usize,
    /// Pages looked through.
    pub done: u32,
    /// Pages that there are, as far as is known.
    pub pages: Option<u32>,
    /// What it is doing.
    pub run: Run,
}

/// A page's answer: its rows (`None`: not readable), how many pages there are, whether more may follow.
type Answer = Result<(Vec<Option<CollectionId>>, Option<u32>, bool), Error>;

/// The walk of one store.
pub(super) struct Walk {
    state: ArcRwSignal<Walked>,
    inner: RefCell<Inner>,
}

#[derive(Default)]
struct Inner {
    /// The next page to ask for.
    next: u32,
    under_way: Vec<(u32, Task)>,
    /// Answers that came before that of an earlier page.
    early: Vec<(u32, Answer)>,
    began: f64,
}

impl Walk {
    pub(super) fn new() -> Self {
        Self { state: ArcRwSignal::new(Walked::default()), inner: RefCell::default() }
    }

    pub(super) fn forget(&self) {
        self.inner.take();
        self.state.set(Walked::default());
    }
}

impl Store {
    /// How far the walk through all collections has come.
    #[must_use]
    pub fn walked(&self) -> ArcRwSignal<Walked> {
        self.walk.state.clone()
    }

    /// Walks on, or afresh where the last walk is too old to go by; one that is done or under way is left.
    pub fn walk(self: &Rc<Self>) {
        let now = self.api.now_ms();
        let stale = now - self.walk.inner.borrow().began > STALE;
        match self.walk.state.with_untracked(|walked| walked.run.clone()) {
            Run::Running => return,
            Run::Complete if !stale => return,
            Run::Stopped | Run::Failed(_) if !stale => {}
            _ => {
                self.walk.forget();
                self.walk.inner.borrow_mut().began = now;
            }
        }
        self.walk.state.update(|walked| walked.run = Run::Running);
        self.walk.inner.borrow_mut().next = self.walk.state.with_untracked(|walked| walked.done) + 1;
        self.step();
    }

    /// Walks everything anew.
    pub fn walk_again(self: &Rc<Self>) {
        self.walk.forget();
        self.walk();
    }

    /// Stops a walk; what it has found stays, and [`Store::walk`] goes on from there.
    pub fn stop_walk(&self) {
        if self.walk.state.with_untracked(|walked| walked.run == Run::Running) {
            self.halt(Run::Stopped);
        }
    }

    fn halt(&self, run: Run) {
        let mut inner = self.walk.inner.borrow_mut();
        inner.under_way.clear();
        inner.early.clear();
        drop(inner);
        self.walk.state.update(|walked| walked.run = run);
    }

    /// Asks for as many pages as may be under way; the second one once the first has said how many there are.
    fn step(self: &Rc<Self>) {
        let (pages, done) = self.walk.state.with_untracked(|walked| (walked.pages, walked.done));
        let mut inner = self.walk.inner.borrow_mut();
        while inner.under_way.len() < AT_ONCE && inner.next <= pages.unwrap_or(done + 1) {
            let (page, store) = (inner.next, self.clone());
            inner.next += 1;
            let task = Task::spawn(async move {
                let answer = store.look(Paging { page, per_page: SIZE }).await;
                store.arrived(page, answer);
            });
            inner.under_way.push((page, task));
        }
    }

    async fn look(&self, paging: Paging) -> Answer {
        let asked = self.tick();
        let list = self.api.collections(paging).await?;
        let more = list.may_have_more(paging);
        let rows = list.rows.into_iter().map(|row| row.ok().map(|collection| self.learn(collection, asked)));
        Ok((rows.collect(), list.meta.last_page, more))
    }

    fn arrived(self: &Rc<Self>, page: u32, answer: Answer) {
        let mut ready = Vec::new();
        {
            let mut inner = self.walk.inner.borrow_mut();
            // The task that calls this is dropped after it has come to its end.
            inner.under_way.retain(|(under_way, _)| *under_way != page);
            inner.early.push((page, answer));
            let mut next = self.walk.state.with_untracked(|walked| walked.done) + 1;
            while let Some(at) = inner.early.iter().position(|(page, _)| *page == next) {
                ready.push(inner.early.swap_remove(at).1);
                next += 1;
            }
        }
        for answer in ready {
            match answer {
                Ok(answer) => self.walk.state.update(|walked| walked.take(answer)),
                Err(error) => return self.halt(Run::Failed(error)),
            }
        }
        if self.walk.state.with_untracked(|walked| walked.run == Run::Running) {
            self.step();
        }
    }
}

impl Walked {
    fn take(&mut self, (rows, last, more): (Vec<Option<CollectionId>>, Option<u32>, bool)) {
        self.done += 1;
        for row in rows {
            match row {
                // A collection that was added or deleted meanwhile moves the others from page to page.
                Some(id) if self.ids.contains(&id) => {}
                Some(id) => self.ids.push(id),
                None => self.unreadable += 1,
            }
        }
        self.pages = last.or_else(|| (!more).then_some(self.done));
        if !more || self.pages.is_some_and(|pages| self.done >= pages) {
            self.run = Run::Complete;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Walked};

    fn id(id: i64) -> Option<crate::api::CollectionId> {
        Some(id.to_string().parse().unwrap())
    }

    #[test]
    fn it_counts_pages_and_each_collection_once() {
        let mut walked = Walked { run: Run::Running, ..Walked::default() };
        walked.take((vec![id(1), None, id(2)], Some(2), true));
        assert_eq!((walked.done, walked.pages, walked.run.clone()), (1, Some(2), Run::Running));
        walked.take((vec![id(2), id(3)], Some(2), false));
        assert_eq!((walked.ids.len(), walked.unreadable, walked.run), (3, 1, Run::Complete));
    }

    #[test]
    fn where_the_server_counts_no_pages_a_page_that_is_not_full_is_the_last() {
        let mut walked = Walked { run: Run::Running, ..Walked::default() };
        walked.take((vec![id(1)], None, true));
        assert_eq!((walked.pages, walked.run.clone()), (None, Run::Running));
        walked.take((vec![id(2)], None, false));
        assert_eq!((walked.pages, walked.run), (Some(2), Run::Complete));
    }
}
