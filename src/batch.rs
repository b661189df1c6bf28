//! One action on many: what is to be sent next, and what came of each.
//!
//! A few requests are under way at a time, one for an id. Pure: it says what to send and is told what came
//! of it; the clock is the caller's.

use std::collections::VecDeque;

/// How many requests are under way at most.
pub const AT_ONCE: usize = 4;

/// Many ids, each to be tried once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch<Id, E> {
    queue: VecDeque<Id>,
    under_way: Vec<Id>,
    done: usize,
    failures: Vec<(Id, E)>,
    paused_until: Option<u64>,
    stopped: bool,
    at_once: usize,
}

/// How far it is: each id is in exactly one of the first four.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Those that succeeded.
    pub done: usize,
    /// Those that failed.
    pub failed: usize,
    /// Those not tried, or not yet.
    pub untried: usize,
    /// Those whose answer is awaited.
    pub under_way: usize,
    /// All.
    pub total: usize,
}

impl<Id: Copy + Eq, E> Batch<Id, E> {
    /// A batch of these, each once, in this order.
    #[must_use]
    pub fn new(ids: &[Id], at_once: usize) -> Self {
        let mut queue = VecDeque::with_capacity(ids.len());
        for id in ids {
            if !queue.contains(id) {
                queue.push_back(*id);
            }
        }
        let (under_way, failures) = (Vec::new(), Vec::new());
        Self { queue, under_way, done: 0, failures, paused_until: None, stopped: false, at_once: at_once.max(1) }
    }

    /// The next one to send now, if any: to be asked until it has none, at the start and after each answer.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "none now does not mean none later")]
    pub fn next(&mut self) -> Option<Id> {
        if self.stopped || self.paused_until.is_some() || self.under_way.len() >= self.at_once {
            return None;
        }
        let id = self.queue.pop_front()?;
        self.under_way.push(id);
        Some(id)
    }

    /// It has its answer; one that was not awaited is not believed.
    pub fn done(&mut self, id: Id, result: Result<(), E>) {
        if self.landed(id) {
            match result {
                Ok(()) => self.done += 1,
                Err(error) => self.failures.push((id, error)),
            }
        }
    }

    /// The server wants us to wait (429): this one was not tried and is the next one then. Where several
    /// say so, the latest time holds.
    pub fn pause_until(&mut self, id: Id, millis: u64) {
        if self.landed(id) {
            self.queue.push_front(id);
            self.paused_until = self.paused_until.max(Some(millis));
        }
    }

    /// Goes on if the time has come. Answers whether it is no longer paused.
    pub fn resume(&mut self, now: u64) -> bool {
        self.paused_until = self.paused_until.filter(|until| now < *until);
        self.paused_until.is_none()
    }

    /// Starts nothing more; what is under way finishes.
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    fn landed(&mut self, id: Id) -> bool {
        let at = self.under_way.iter().position(|one| *one == id);
        at.map(|at| self.under_way.swap_remove(at)).is_some()
    }

    /// Until when nothing is sent, where the server said so.
    #[must_use]
    pub fn paused(&self) -> Option<u64> {
        self.paused_until
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, failed) = (self.done, self.failures.len());
        let (untried, under_way) = (self.queue.len(), self.under_way.len());
        Progress { done, failed, untried, under_way, total: done + failed + untried + under_way }
    }

    /// Whether nothing is under way and nothing more will be.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.under_way.is_empty() && (self.stopped || self.queue.is_empty())
    }

    /// Those that failed, each with its reason, in the order of the answers.
    #[must_use]
    pub fn failures(&self) -> &[(Id, E)] {
        &self.failures
    }

    /// Those that failed and then, unless only they are wanted, those not tried.
    #[must_use]
    pub fn left(&self, only_failed: bool) -> Vec<Id> {
        let untried = self.queue.iter().filter(|_| !only_failed);
        self.failures.iter().map(|(id, _)| id).chain(untried).copied().collect()
    }

    /// A batch of what is left. `None` while this one runs, since both could send the same, and where
    /// nothing is left.
    #[must_use]
    pub fn again(&self, only_failed: bool) -> Option<Self> {
        let left = if self.is_over() { self.left(only_failed) } else { Vec::new() };
        (!left.is_empty()).then(|| Self::new(&left, self.at_once))
    }
}

#[cfg(test)]
mod tests {
    use super::Batch;

    #[test]
    fn it_stops_cleanly_and_tries_the_rest_again() {
        let mut batch = Batch::new(&[1, 2, 3, 2, 4], 2);
        assert_eq!((batch.next(), batch.next(), batch.next()), (Some(1), Some(2), None));
        batch.done(1, Err("no"));
        batch.stop();
        assert_eq!((batch.next(), batch.is_over(), batch.again(false)), (None, false, None));
        batch.done(2, Ok(()));
        batch.done(2, Err("late"));
        let progress = batch.progress();
        assert_eq!((progress.done, progress.failed, progress.untried, progress.total), (1, 1, 2, 4));
        assert_eq!((batch.is_over(), batch.failures()), (true, &[(1, "no")][..]));
        assert_eq!((batch.left(true), batch.left(false)), (vec![1], vec![1, 3, 4]));
        assert_eq!(batch.again(false).and_then(|mut again| again.next()), Some(1));
    }

    #[test]
    fn it_waits_as_long_as_the_server_wants() {
        let mut batch = Batch::<_, ()>::new(&[1, 2, 3], 2);
        assert_eq!((batch.next(), batch.next()), (Some(1), Some(2)));
        batch.pause_until(2, 500);
        batch.pause_until(1, 300);
        assert_eq!((batch.next(), batch.paused(), batch.is_over()), (None, Some(500), false));
        assert!(!batch.resume(499) && batch.next().is_none());
        assert!(batch.resume(500));
        assert_eq!((batch.next(), batch.next(), batch.next()), (Some(1), Some(2), None));
        assert_eq!(batch.again(false), None);
    }

    #[test]
    fn any_interleaving_ends_with_each_id_in_one_place() {
        let mut state = 11_u32;
        let mut random = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        for _ in 0..3_000 {
            let ids: Vec<usize> = (0..random(12)).collect();
            let at_once = 1 + random(4);
            let mut batch = Batch::<usize, u8>::new(&ids, at_once);
            let (mut under_way, mut ok, mut now, stops) = (Vec::new(), Vec::new(), 0, random(3) == 0);
            while !batch.is_over() {
                match random(if stops { 40 } else { 39 }) {
                    0..15 => under_way.extend(batch.next()),
                    15..32 if !under_way.is_empty() => {
                        let id = under_way.swap_remove(random(under_way.len()));
                        match random(4) {
                            0 => batch.done(id, Err(0)),
                            1 => batch.pause_until(id, now + random(9) as u64),
                            _ => {
                                batch.done(id, Ok(()));
                                ok.push(id);
                            }
                        }
                    }
                    32..35 => batch.done(random(12) + 100, Ok(())),
                    35..39 => {
                        now += random(5) as u64;
                        batch.resume(now);
                    }
                    39 => batch.stop(),
                    _ => {}
                }
                let mut once = under_way.clone();
                once.sort_unstable();
                once.dedup();
                let progress = batch.progress();
                assert!(once.len() == under_way.len() && under_way.len() <= at_once);
                assert_eq!((progress.under_way, progress.total), (under_way.len(), ids.len()));
            }
            let mut all = [ok, batch.left(false)].concat();
            all.sort_unstable();
            assert_eq!(all, ids);
        }
    }
}
