//! Time that passes only when nothing else happens.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use futures::{
    FutureExt,
    channel::oneshot,
    executor::{LocalPool, LocalSpawner},
    future::LocalBoxFuture,
    task::LocalSpawn,
};

/// The clock, and all that is to go on at some time.
#[derive(Default)]
pub(crate) struct Clock {
    now: Cell<u64>,
    timers: RefCell<Vec<(u64, oneshot::Sender<()>)>>,
}

impl Clock {
    pub(crate) fn now(&self) -> u64 {
        self.now.get()
    }

    pub(crate) fn sleep(&self, millis: u64) -> LocalBoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        self.timers.borrow_mut().push((self.now() + millis, wake));
        woken.map(drop).boxed_local()
    }

    /// Moves to the next moment at which something is to go on, unless that is after `end`.
    fn step(&self, end: u64) -> bool {
        let mut timers = self.timers.borrow_mut();
        timers.retain(|(_, wake)| !wake.is_canceled());
        let Some(at) = (0..timers.len()).min_by_key(|at| timers[*at].0).filter(|at| timers[*at].0 <= end) else {
            return false;
        };
        let (then, wake) = timers.remove(at);
        drop(timers);
        self.now.set(then.max(self.now()));
        let _ = wake.send(());
        true
    }
}

struct Spawner(LocalSpawner);

impl CustomExecutor for Spawner {
    fn spawn(&self, work: PinnedFuture<()>) {
        self.spawn_local(work);
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        self.0.spawn_local_obj(work.into()).unwrap();
    }

    fn poll_local(&self) {}
}

/// What runs everything.
pub(crate) struct World {
    pub(crate) clock: Rc<Clock>,
    pool: LocalPool,
}

impl World {
    /// The one of this thread.
    pub(crate) fn new() -> Self {
        let pool = LocalPool::new();
        Executor::init_local_custom_executor(Spawner(pool.spawner())).unwrap();
        Self { clock: Rc::default(), pool }
    }

    /// Lets so much time pass.
    pub(crate) fn run_for(&mut self, millis: u64) {
        let end = self.clock.now() + millis;
        loop {
            self.pool.run_until_stalled();
            if !self.clock.step(end) {
                break;
            }
        }
        self.clock.now.set(end);
    }

    /// Lets time pass until nothing is to go on: whether that comes within a day.
    pub(crate) fn settle(&mut self) -> bool {
        let end = self.clock.now() + 86_400_000;
        for _ in 0..1_000_000 {
            self.pool.run_until_stalled();
            if !self.clock.step(end) {
                return self.clock.timers.borrow().is_empty();
            }
        }
        false
    }
}
