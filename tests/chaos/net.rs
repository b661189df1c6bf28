//! The network and what may go wrong on it, with the reference server's router behind it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use axum::{Router, body::Body, http};
use futures::FutureExt;
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use vitrine::api::{Future, Method, Reason, Request, Response, SendError, Transport};

use crate::{chance::Chance, time::Clock};

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fate {
    Served,
    /// Nothing reached the server.
    Dropped,
    /// The server did it and the answer was lost.
    Lost,
    /// No answer, after a long time.
    Hangs,
    /// The server did it, and half of the answer came.
    Truncated,
    /// Something in between answers with a page of its own, before the server is asked or after.
    Page {
        done: bool,
    },
    /// The server did it and says something that makes no sense.
    Nonsense,
    /// An answer that was right earlier.
    Old,
    /// Turned away before anything is done.
    Refused(u16),
    /// Failed after it was done, or before.
    Failed {
        status: u16,
        done: bool,
    },
}

pub(crate) struct Net {
    clock: Rc<Clock>,
    chance: Rc<Chance>,
    app: Router,
    runtime: Runtime,
    /// Whether nothing goes wrong.
    pub(crate) calm: Cell<bool>,
    /// Counts restarts; what was under way is cut off by one.
    epoch: Cell<u64>,
    down_until: Cell<u64>,
    old: RefCell<HashMap<String, Response>>,
    /// What the server was asked to create, by name, how often.
    pub(crate) creates: RefCell<HashMap<String, u32>>,
    pub(crate) fates: RefCell<std::collections::BTreeMap<Fate, u32>>,
}

impl Net {
    pub(crate) fn new(clock: Rc<Clock>, chance: Rc<Chance>, app: Router) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            clock,
            chance,
            app,
            runtime,
            calm: Cell::default(),
            epoch: Cell::default(),
            down_until: Cell::default(),
            old: RefCell::default(),
            creates: RefCell::default(),
            fates: RefCell::default(),
        }
    }

    /// The server goes, with all that is under way, and comes back some time later.
    pub(crate) fn restart(&self) {
        self.epoch.set(self.epoch.get() + 1);
        self.down_until.set(self.clock.now() + self.chance.below(6_000) as u64);
    }

    /// Has the server answer, at once.
    pub(crate) fn handle(&self, request: &Request) -> Response {
        let method = format!("{:?}", request.method).to_uppercase();
        let mut built = http::Request::builder().method(&*method).uri(&request.url).header("Host", "127.0.0.1");
        for (name, value) in &request.headers {
            built = built.header(*name, value);
        }
        let request = built.body(Body::from(request.body.clone().unwrap_or_default())).unwrap();
        self.runtime.block_on(async {
            let (head, body) = self.app.clone().oneshot(request).await.unwrap().into_parts();
            let header = |name: &str| Some(head.headers.get(name)?.to_str().unwrap().to_owned());
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            Response {
                status: head.status.as_u16(),
                content_type: header("content-type"),
                retry_after: header("retry-after"),
                expires_in: None,
                body: String::from_utf8(body).unwrap(),
            }
        })
    }

    /// What the server says to `who`, without anything in between.
    pub(crate) fn truth(&self, who: &str, method: Method, path: &str) -> (u16, Value) {
        let headers = vec![("Authorization", format!("Bearer demo-{who}"))];
        let answer = self.handle(&Request { method, url: format!("/api/public/v1{path}"), headers, body: None });
        (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
    }

    fn fate(&self, request: &Request) -> Fate {
        let chance = &self.chance;
        if self.calm.get() || chance.percent(70) {
            return Fate::Served;
        }
        let done = chance.percent(50);
        match chance.below(11) {
            0 => Fate::Dropped,
            1 | 2 => Fate::Lost,
            3 => Fate::Hangs,
            4 => Fate::Truncated,
            5 => Fate::Page { done },
            6 => Fate::Nonsense,
            7 if request.method == Method::Get => Fate::Old,
            8 => Fate::Failed { status: *chance.one(&[500, 502, 503]), done },
            9 => Fate::Refused(401),
            // A server that says 404 of what is there, where somebody asks whether it has gone, is believed.
            _ => Fate::Refused(*chance.one(&[403, 429, 503, 429])),
        }
    }

    async fn carry(self: Rc<Self>, request: Request) -> Result<Response, SendError> {
        let (epoch, calm) = (self.epoch.get(), self.calm.get());
        let longest = if calm { 30 } else { *self.chance.one(&[40, 40, 300, 300, 4_000]) };
        self.clock.sleep(1 + self.chance.below(longest) as u64).await;
        if epoch != self.epoch.get() || (!calm && self.clock.now() < self.down_until.get()) {
            return Err(SendError::Unreachable(Reason::NoAnswer));
        }
        let fate = self.fate(&request);
        *self.fates.borrow_mut().entry(fate).or_default() += 1;
        let answer = self.by_fate(fate, &request);
        let back = if fate == Fate::Hangs { 30_000 } else { self.chance.below(longest) as u64 };
        self.clock.sleep(back).await;
        let cut = epoch != self.epoch.get() && self.clock.now() < self.down_until.get() + 6_000;
        if cut { Err(SendError::Unreachable(Reason::CutOff)) } else { answer }
    }

    fn by_fate(&self, fate: Fate, request: &Request) -> Result<Response, SendError> {
        let serve = || {
            if let Some(name) = request.url.split_once("?name=").filter(|_| request.method == Method::Post) {
                let served = self.handle(request);
                *self.creates.borrow_mut().entry(name.1.to_owned()).or_default() += 1;
                return served;
            }
            self.handle(request)
        };
        let lost = |reason| Err(SendError::Unreachable(reason));
        let plain = |status: u16, body: &str| Response { status, body: body.to_owned(), ..Response::default() };
        let page = "<!doctype html><title>Sign in to the network</title>";
        match fate {
            Fate::Served => {
                let served = serve();
                if request.method == Method::Get && served.status == 200 && self.chance.percent(20) {
                    self.old.borrow_mut().insert(request.url.clone(), served.clone());
                }
                Ok(served)
            }
            Fate::Dropped => lost(*self.chance.one(&[Reason::Offline, Reason::NoAnswer])),
            Fate::Lost => {
                serve();
                lost(*self.chance.one(&[Reason::CutOff, Reason::NoAnswer, Reason::TimedOut]))
            }
            Fate::Hangs => {
                if self.chance.percent(50) {
                    serve();
                }
                lost(Reason::TimedOut)
            }
            Fate::Truncated => {
                let mut served = serve();
                let half = (0..=served.body.len() / 2).rev().find(|at| served.body.is_char_boundary(*at));
                served.body.truncate(half.unwrap_or(0));
                Ok(served)
            }
            Fate::Page { done } => {
                if done {
                    serve();
                }
                Ok(Response { content_type: Some("text/html".to_owned()), ..plain(200, page) })
            }
            Fate::Nonsense => {
                let status = serve().status;
                let lie =
                    self.chance.one(&["", "null", "[]", "{\"collections\": 7}", "{\"collection\": {\"id\": -1}}", "7"]);
                Ok(plain(if status < 300 { 200 } else { status }, lie))
            }
            Fate::Old => {
                let old = self.old.borrow().get(&request.url).cloned();
                Ok(old.unwrap_or_else(serve))
            }
            Fate::Refused(status) => {
                let retry_after = (status == 429 || status == 503).then(|| self.chance.below(4).to_string());
                Ok(Response {
                    retry_after: retry_after.filter(|after| after != "3"),
                    ..plain(status, "{\"error\": \"no\"}")
                })
            }
            Fate::Failed { status, done } => {
                if done {
                    serve();
                }
                Ok(plain(status, page))
            }
        }
    }
}

/// The network as the client has it.
pub(crate) struct Wire(pub(crate) Rc<Net>);

impl Transport for Wire {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        self.0.clone().carry(request).boxed_local()
    }

    fn sleep(&self, millis: u32) -> Future<()> {
        self.0.clock.sleep(u64::from(millis))
    }

    fn random(&self) -> f64 {
        self.0.chance.unit()
    }

    fn now_ms(&self) -> f64 {
        1.7e12 + f64::from(u32::try_from(self.0.clock.now() % 4_000_000_000).unwrap())
    }
}
