//! One action on many collections, as it runs: what is under way belongs to the instance and not to a page.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use futures::channel::oneshot;

use crate::{
    api::{CollectionId, Error, PermissionOp},
    batch::{AT_ONCE, Batch, Progress},
    data::{Refused, Store, spawn},
    signal::{ArcRwSignal, StoredValue},
};

/// The longest pause (s) at a time: timers of browsers end at 24 days, and a server that wants more is asked again.
const LONGEST: u32 = 86_400;

/// What is done with each.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Archive it and its media.
    Archive,
    /// Unarchive it.
    Unarchive,
    /// Give these people and groups access.
    Share(Arc<[PermissionOp]>),
}

/// Why one was not done.
#[derive(Clone, PartialEq, Debug)]
pub enum Failure {
    /// It was known beforehand, and not tried.
    Refused(Refused),
    /// What the API answered.
    Error(Error),
}

/// How far an action is.
#[derive(Clone, PartialEq, Debug)]
pub struct Status {
    /// What is done.
    pub action: Action,
    /// How many have been.
    pub progress: Progress,
    /// Whether nothing more will be.
    pub over: bool,
    /// Which one it is, counted on when another one starts or what failed is tried again.
    pub turn: u32,
    /// Whether the server asked to wait.
    pub waits: bool,
    /// Those that failed, with the reason.
    pub failures: Vec<(CollectionId, Failure)>,
    /// Those that are as wanted.
    pub done: Vec<CollectionId>,
    /// Those of them that were not so before.
    pub changed: Vec<CollectionId>,
    /// Those that were not tried.
    pub untried: Vec<CollectionId>,
}

struct Job {
    action: Action,
    batch: Batch<CollectionId, Failure>,
    done: Vec<CollectionId>,
    changed: Vec<CollectionId>,
    /// How many were done before what failed was tried again.
    before: usize,
    turn: u32,
}

impl Job {
    fn progress(&self) -> Progress {
        let now = self.batch.progress();
        Progress { done: now.done + self.before, total: now.total + self.before, ..now }
    }
}

/// The action on many of one instance: at most one runs.
#[derive(Clone)]
pub struct Bulk {
    store: Rc<Store>,
    job: Rc<RefCell<Option<Job>>>,
    /// What there is to show; `None` where there is nothing.
    pub status: ArcRwSignal<Option<Status>>,
}

/// A bulk as views hold it.
pub type BulkHandle = StoredValue<Bulk>;

impl Bulk {
    /// Nothing yet.
    #[must_use]
    pub fn new(store: Rc<Store>) -> Self {
        Self { store, job: Rc::default(), status: ArcRwSignal::new(None) }
    }

    /// Whether one is under way.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.job.borrow().as_ref().is_some_and(|job| !job.batch.is_over())
    }

    /// Starts one, unless one is under way: whether it did.
    #[must_use]
    pub fn start(&self, action: Action, ids: &[CollectionId]) -> bool {
        if self.runs() {
            return false;
        }
        let turn = self.job.borrow().as_ref().map_or(0, |job| job.turn + 1);
        let batch = Batch::new(ids, AT_ONCE);
        *self.job.borrow_mut() = Some(Job { action, batch, done: Vec::new(), changed: Vec::new(), before: 0, turn });
        self.step();
        true
    }

    /// Starts no more of it; what is under way finishes.
    pub fn stop(&self) {
        self.with(|job| job.batch.stop());
        self.step();
    }

    /// Tries again what failed, or that and what was not tried.
    pub fn again(&self, only_failed: bool) {
        self.with(|job| {
            if let Some(batch) = job.batch.again(only_failed) {
                job.before += job.batch.progress().done;
                job.turn += 1;
                job.batch = batch;
            }
        });
        self.step();
    }

    /// Shows nothing of one that is over.
    pub fn dismiss(&self) {
        if !self.runs() {
            self.job.take();
            self.status.set(None);
        }
    }

    /// Ends whatever there is: somebody else is signed in now.
    pub fn forget(&self) {
        self.job.take();
        self.status.set(None);
    }

    fn with(&self, change: impl FnOnce(&mut Job)) {
        if let Some(job) = self.job.borrow_mut().as_mut() {
            change(job);
        }
    }

    /// Sends as many as may be under way, and shows how far it is.
    fn step(&self) {
        loop {
            let next = self.job.borrow_mut().as_mut().and_then(|job| Some((job.batch.next()?, job.action.clone())));
            let Some((id, action)) = next else { break };
            let bulk = self.clone();
            spawn(async move {
                let result = act(&bulk.store, &action, id).await;
                bulk.answered(id, result);
            });
        }
        self.show();
    }

    fn answered(&self, id: CollectionId, result: Result<bool, Failure>) {
        let wait = match &result {
            Err(Failure::Error(Error::Wait { after: Some(seconds), unsure: false })) => Some(*seconds),
            _ => None,
        };
        match wait {
            Some(seconds) => {
                let pause = u32::try_from(seconds).map_or(LONGEST, |seconds| LONGEST.min(seconds)) * 1000;
                let until = self.now() + u64::from(pause);
                self.with(|job| job.batch.pause_until(id, until));
                self.resume_after(pause, until);
            }
            None => self.with(|job| {
                if let Ok(changed) = result {
                    job.done.push(id);
                    if changed {
                        job.changed.push(id);
                    }
                }
                job.batch.done(id, result.map(drop));
            }),
        }
        self.step();
    }

    /// Goes on after a pause (ms), though the timer be early. Each answer that asks for time has a pause of its own, so
    /// that the longest one counts.
    fn resume_after(&self, pause: u32, until: u64) {
        let bulk = self.clone();
        spawn(async move {
            bulk.store.api.sleep(pause).await;
            let now = bulk.now().max(until);
            bulk.with(|job| {
                job.batch.resume(now);
            });
            bulk.step();
        });
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds since 1970")]
    fn now(&self) -> u64 {
        self.store.api.now_ms() as u64
    }

    fn show(&self) {
        let status = self.job.borrow().as_ref().map(|job| Status {
            action: job.action.clone(),
            progress: job.progress(),
            over: job.batch.is_over(),
            turn: job.turn,
            waits: job.batch.paused().is_some(),
            failures: job.batch.failures().to_vec(),
            done: job.done.clone(),
            changed: job.changed.clone(),
            untried: job.batch.left(false).into_iter().skip(job.batch.failures().len()).collect(),
        });
        self.status.set(status);
    }
}

/// Answers whether it changed anything.
async fn act(store: &Rc<Store>, action: &Action, id: CollectionId) -> Result<bool, Failure> {
    let shown = store.peek(id);
    let archived = match action {
        Action::Share(ops) => return share(store, id, ops).await.map_err(Failure::Error),
        Action::Archive => true,
        Action::Unarchive => false,
    };
    if let Some(shown) = shown {
        if let Some(refused) = shown.archive_refused() {
            return Err(Failure::Refused(refused));
        }
        if shown.archived == Some(archived) {
            return Ok(false);
        }
    }
    let (tell, told) = oneshot::channel();
    let tell = RefCell::new(Some(tell));
    store.set_archived(
        id,
        archived,
        Box::new(move |outcome| {
            if let Some(tell) = tell.borrow_mut().take() {
                // Nobody waits any more where the instance has gone.
                let _ = tell.send(outcome.result);
            }
        }),
    );
    match told.await {
        Ok(result) => result.map(|()| true).map_err(Failure::Error),
        // Nothing was sent for it: the person has clicked on this very one since, or the server had it so already.
        Err(_) => Ok(false),
    }
}

/// Gives those access who have none yet: whether there was anybody. The API takes all of them or none.
async fn share(store: &Rc<Store>, id: CollectionId, ops: &[PermissionOp]) -> Result<bool, Error> {
    let refused = match store.change_access(id, ops).await {
        Ok(_) => return Ok(true),
        Err(Error::Invalid { status, told }) => Error::Invalid { status, told },
        Err(error) => return Err(error),
    };
    let list = store.api.permissions(id).await?;
    let has = |op: &&PermissionOp| list.grants.iter().flatten().any(|grant| grant.principal == op.principal);
    let left: Vec<PermissionOp> = ops.iter().filter(|op| !has(op)).cloned().collect();
    match left.len() {
        0 => Ok(false),
        all if all == ops.len() => Err(refused),
        _ => store.change_access(id, &left).await.map(|_| true),
    }
}
