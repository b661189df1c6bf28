//! Time that passes only when nothing else happens, and chance that can be repeated.

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

/// Numbers that look random, from a seed (splitmix64).
pub(crate) struct Chance(Cell<u64>);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    fn next(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15));
        let mut mixed = self.0.get();
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub(crate) fn below(&self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// Whether something happens that happens so many times of a hundred.
    pub(crate) fn percent(&self, times: usize) -> bool {
        self.below(100) < times
    }

    pub(crate) fn one<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn unit(&self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / (f64::from(u32::MAX) + 1.0)
    }
}

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
