//! Requests and pauses that a test ends one by one, in the order that it likes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::{FutureExt, channel::oneshot, executor::LocalPool, future::ready, task::LocalSpawnExt};

use super::{Answer, Api, Dialect, Error, Future, Request, Transport, answer, id};
use crate::{
    api::Alone,
    auth::{Auth, SignInKind},
};

pub(super) const ROW: &str = r#"{"collection": {"id": 1, "type": "course"}}"#;

/// A transport that answers nothing by itself.
#[derive(Default)]
pub(super) struct Held {
    open: RefCell<Vec<(Request, oneshot::Sender<Answer>)>>,
    pauses: RefCell<Vec<oneshot::Sender<()>>>,
    sent: RefCell<Vec<String>>,
    pub(super) now: Cell<f64>,
    /// Whether another tab is renewing the session just then.
    pub(super) other_tab: Cell<bool>,
}

impl Transport for Held {
    fn send(&self, request: Request) -> Future<Answer> {
        let (end, ended) = oneshot::channel();
        self.sent.borrow_mut().push(request.url.clone());
        self.open.borrow_mut().push((request, end));
        ended.map(Result::unwrap).boxed_local()
    }

    fn sleep(&self, _: u32) -> Future<()> {
        let (end, ended) = oneshot::channel();
        self.pauses.borrow_mut().push(end);
        ended.map(Result::unwrap).boxed_local()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        self.now.get()
    }
}

impl Held {
    /// Whether nobody waits for the answer to the open request with this in its address.
    pub(super) fn is_dropped(&self, part: &str) -> bool {
        let open = self.open.borrow();
        open.iter().find(|(request, _)| request.url.contains(part)).unwrap().1.is_canceled()
    }
}

/// A client over it, and what became of what was asked.
pub(super) struct Bench {
    pub(super) api: Api,
    pub(super) auth: Rc<Auth>,
    pub(super) held: Rc<Held>,
    pub(super) ended: Rc<RefCell<Vec<Result<(), Error>>>>,
    pool: LocalPool,
}

impl Bench {
    pub(super) fn new(kind: &SignInKind) -> Self {
        let (held, auth) = (Rc::new(Held::default()), Auth::new(kind));
        let other_tab = Rc::downgrade(&held);
        auth.renew_by(move |gateway| {
            let waited = other_tab.upgrade().is_some_and(|held| held.other_tab.get());
            gateway.renew(ready(Alone { waited, hold: None })).boxed_local()
        });
        let api = Api::new(held.clone(), String::new(), auth.clone(), Dialect::Bare);
        Self { api, auth, held, ended: Rc::default(), pool: LocalPool::new() }
    }

    /// Asks for a collection this many times at once.
    pub(super) fn ask(&mut self, times: usize) {
        for _ in 0..times {
            let api = self.api.clone();
            self.start(async move { api.collection(id(1)).await.map(drop) });
        }
    }

    pub(super) fn start(&mut self, work: impl std::future::Future<Output = Result<(), Error>> + 'static) {
        let ended = self.ended.clone();
        let work = async move {
            let result = work.await;
            ended.borrow_mut().push(result);
        };
        self.pool.spawner().spawn_local(work).unwrap();
        self.pool.run_until_stalled();
    }

    /// Answers what is open and has this in its address; says how many that were.
    pub(super) fn answer(&mut self, part: &str, status: u16) -> usize {
        let body = if status == 200 { ROW } else { "" };
        self.end(part, usize::MAX, &answer(status, body))
    }

    /// Ends at most so many of what is open and has this in its address.
    pub(super) fn end(&mut self, part: &str, most: usize, with: &Answer) -> usize {
        let mut count = 0;
        let (now, later) = self.held.open.take().into_iter().partition(|(request, _)| {
            let ends = request.url.contains(part) && count < most;
            count += usize::from(ends);
            ends
        });
        *self.held.open.borrow_mut() = later;
        let now: Vec<_> = now;
        for (_, end) in now {
            end.send(with.clone()).unwrap();
        }
        self.pool.run_until_stalled();
        count
    }

    /// The token that the first open request goes with.
    pub(super) fn bearer(&self) -> Option<String> {
        let open = self.held.open.borrow();
        let header = open[0].0.headers.iter().find(|(name, _)| *name == "Authorization");
        header.map(|(_, value)| value.replace("Bearer ", ""))
    }

    /// Ends all pauses.
    pub(super) fn wake(&mut self) -> usize {
        let pauses = self.held.pauses.take();
        let count = pauses.len();
        for pause in pauses {
            pause.send(()).unwrap();
        }
        self.pool.run_until_stalled();
        count
    }

    pub(super) fn run(&mut self) {
        self.pool.run_until_stalled();
    }

    /// How many requests with this in their address were sent.
    pub(super) fn sent(&self, part: &str) -> usize {
        self.held.sent.borrow().iter().filter(|url| url.contains(part)).count()
    }

    /// How many ended well, and how many ended so.
    pub(super) fn ended(&self, error: &Error) -> (usize, usize) {
        let ended = self.ended.borrow();
        let well = ended.iter().filter(|result| result.is_ok()).count();
        (well, ended.iter().filter(|result| result.as_ref() == Err(error)).count())
    }
}
