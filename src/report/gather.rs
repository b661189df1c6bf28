//! Which list of access to ask for next, and what came of each.

use crate::{
    api::{CollectionId, Error, Reason},
    batch::{AT_ONCE, Batch},
};

/// How long (ms) to wait where the server asks for it and does not say how long.
const UNSAID: u64 = 5_000;

/// The lists of access of many collections, each to be read once.
pub struct Gather {
    batch: Batch<CollectionId, Error>,
    total: usize,
    read: usize,
    unread: Vec<(CollectionId, Error)>,
    held: Option<Error>,
    stopped: bool,
}

/// What it is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It reads.
    Reading,
    /// The server asks to wait until this moment (ms).
    Waiting(u64),
    /// The person stopped it.
    Stopped,
    /// It stopped by itself, for a reason that all of the rest would have met too.
    Held(Error),
    /// Each has been tried.
    Done,
}

impl Gather {
    /// To be read: these, each once, in this order.
    #[must_use]
    pub fn new(ids: &[CollectionId]) -> Self {
        let batch = Batch::new(ids, AT_ONCE);
        let total = batch.progress().total;
        Self { batch, total, read: 0, unread: Vec::new(), held: None, stopped: false }
    }

    /// The next one to ask for now, if any.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "none now does not mean none later")]
    pub fn next(&mut self) -> Option<CollectionId> {
        self.batch.next()
    }

    /// One has its answer, at `now` (ms). Where nobody is signed in or there is no network, the others are not
    /// tried: they would fail alike.
    pub fn answered(&mut self, id: CollectionId, answer: Result<(), Error>, now: u64) {
        match answer {
            Err(Error::Wait { after, .. }) => {
                self.batch.pause_until(id, now + after.map_or(UNSAID, |seconds| seconds.saturating_mul(1000)));
            }
            Err(error @ (Error::SignIn | Error::Aborted | Error::Unreachable(Reason::Offline))) => {
                self.batch.pause_until(id, 0);
                self.batch.stop();
                self.held = Some(error);
            }
            answer => {
                let before = self.batch.progress().done;
                self.batch.done(id, Ok(()));
                // One that was not awaited is not believed.
                match answer {
                    _ if self.batch.progress().done == before => {}
                    Ok(()) => self.read += 1,
                    Err(error) => self.unread.push((id, error)),
                }
            }
        }
    }

    /// Asks for nothing more. Those under way were let go: they come first when it goes on.
    pub fn stop(&mut self, under_way: &[CollectionId]) {
        for id in under_way.iter().rev() {
            self.batch.pause_until(*id, 0);
        }
        self.batch.stop();
        self.stopped = true;
    }

    /// Goes on with those not tried yet.
    pub fn go_on(&mut self) {
        self.begin(&[]);
    }

    /// Those that could not be read once more, then those not tried yet.
    pub fn retry(&mut self) {
        let unread: Vec<CollectionId> = self.unread.drain(..).map(|(id, _)| id).collect();
        self.begin(&unread);
    }

    fn begin(&mut self, first: &[CollectionId]) {
        self.batch = Batch::new(&[first, &self.untried()].concat(), AT_ONCE);
        self.stopped = false;
        self.held = None;
    }

    /// Goes on if the time for which the server asked has passed. Answers whether it waits no longer.
    pub fn resume(&mut self, now: u64) -> bool {
        self.batch.resume(now)
    }

    /// What it is doing.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (&self.held, self.batch.paused()) {
            (Some(error), _) => Stage::Held(error.clone()),
            _ if self.tried() == self.total => Stage::Done,
            _ if self.stopped => Stage::Stopped,
            (None, Some(until)) => Stage::Waiting(until),
            (None, None) => Stage::Reading,
        }
    }

    /// How many have been read.
    #[must_use]
    pub fn read(&self) -> usize {
        self.read
    }

    /// How many have been read or could not be.
    #[must_use]
    pub fn tried(&self) -> usize {
        self.read + self.unread.len()
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Those that could not be read, each with its reason.
    #[must_use]
    pub fn unread(&self) -> &[(CollectionId, Error)] {
        &self.unread
    }

    /// Those not tried yet, without those under way.
    #[must_use]
    pub fn untried(&self) -> Vec<CollectionId> {
        self.batch.left(false)
    }

    /// Whether what has come is to be shown now: not at each of thousands of answers, since all rows are put in
    /// order each time, but some forty times in all.
    #[must_use]
    pub fn is_showing(&self) -> bool {
        self.tried().is_multiple_of((self.total / 40).max(1)) || self.stage() != Stage::Reading
    }
}

#[cfg(test)]
mod tests {
    use super::{Gather, Stage};
    use crate::{
        api::{CollectionId, Error, Reason},
        report::row::tests::id,
    };

    fn all(gather: &mut Gather) -> Vec<i64> {
        std::iter::from_fn(|| gather.next()).map(CollectionId::get).collect()
    }

    fn wait(after: Option<u64>) -> Result<(), Error> {
        Err(Error::Wait { after, unsure: false })
    }

    #[test]
    fn it_reads_each_once_and_keeps_the_reasons() {
        let mut gather = Gather::new(&[1, 2, 2, 3].map(id));
        assert_eq!((all(&mut gather), gather.total()), (vec![1, 2, 3], 3));
        gather.answered(id(1), Ok(()), 0);
        gather.answered(id(2), Err(Error::Forbidden(None)), 0);
        assert_eq!((gather.stage(), gather.tried(), gather.read()), (Stage::Reading, 2, 1));
        gather.answered(id(3), Ok(()), 0);
        assert_eq!((gather.stage(), gather.unread()), (Stage::Done, &[(id(2), Error::Forbidden(None))][..]));
        gather.retry();
        assert_eq!((gather.stage(), all(&mut gather), gather.unread().len()), (Stage::Reading, vec![2], 0));
        gather.answered(id(2), Ok(()), 0);
        assert_eq!((gather.stage(), gather.read()), (Stage::Done, 3));
    }

    #[test]
    fn it_stops_and_goes_on_where_it_was() {
        let mut gather = Gather::new(&[1, 2, 3, 4, 5, 6].map(id));
        assert_eq!(all(&mut gather), [1, 2, 3, 4]);
        gather.answered(id(2), Ok(()), 0);
        gather.stop(&[1, 3, 4].map(id));
        gather.answered(id(1), Ok(()), 0);
        assert_eq!((gather.stage(), gather.tried(), gather.untried().len()), (Stage::Stopped, 1, 5));
        assert_eq!(gather.next(), None);
        gather.go_on();
        assert_eq!((gather.stage(), all(&mut gather)), (Stage::Reading, vec![1, 3, 4, 5]));
    }

    #[test]
    fn it_waits_as_long_as_the_server_wants() {
        let mut gather = Gather::new(&[1, 2].map(id));
        let _ = all(&mut gather);
        gather.answered(id(1), wait(Some(3)), 1_000);
        gather.answered(id(2), wait(None), 1_000);
        assert_eq!((gather.stage(), gather.is_showing()), (Stage::Waiting(6_000), true));
        assert!(!gather.resume(5_999) && gather.next().is_none() && gather.resume(6_000));
        assert_eq!((gather.stage(), all(&mut gather)), (Stage::Reading, vec![2, 1]));
    }

    #[test]
    fn what_all_would_meet_is_asked_of_one() {
        for error in [Error::SignIn, Error::Unreachable(Reason::Offline)] {
            let mut gather = Gather::new(&[1, 2].map(id));
            assert_eq!(gather.next(), Some(id(1)));
            gather.answered(id(1), Err(error.clone()), 0);
            assert_eq!((gather.stage(), gather.next(), gather.unread().len()), (Stage::Held(error), None, 0));
            gather.go_on();
            assert_eq!((gather.stage(), all(&mut gather)), (Stage::Reading, vec![1, 2]));
        }
    }
}
