//! The client over a scripted transport.

mod bench;
mod errors;
mod gateway;
mod person;
mod read;
mod session;
mod write;

use std::{cell::RefCell, rc::Rc};

use futures::{FutureExt, executor::block_on, future};

use super::{
    Api, CollectionId, Dialect, Error, Future, Method, Paging, Reason, Request, Response, SendError, Transport,
};
use crate::auth::{Auth, SignInKind};

type Answer = Result<Response, SendError>;
type Respond = Box<dyn Fn(&Request, usize) -> Answer>;

/// Answers each request by a function of it and of how many came before; remembers what was asked and slept.
struct Script {
    respond: Respond,
    sent: RefCell<Vec<Request>>,
    slept: RefCell<Vec<u32>>,
}

impl Transport for Script {
    fn send(&self, request: Request) -> Future<Answer> {
        let before = self.sent.borrow().len();
        let answer = (self.respond)(&request, before);
        self.sent.borrow_mut().push(request);
        // Answered a turn later, as a network would.
        async move {
            let mut turns = 1;
            future::poll_fn(|context| {
                context.waker().wake_by_ref();
                turns -= 1;
                if turns < 0 { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
            })
            .await;
            answer
        }
        .boxed_local()
    }

    fn sleep(&self, millis: u32) -> Future<()> {
        self.slept.borrow_mut().push(millis);
        future::ready(()).boxed_local()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

const PAGE: Paging = Paging { page: 2, per_page: 20 };

fn id(number: i64) -> CollectionId {
    CollectionId::new(number).unwrap()
}

fn answer(status: u16, body: &str) -> Answer {
    Ok(Response { status, body: body.to_owned(), ..Response::default() })
}

fn client_of(kind: &SignInKind, respond: impl Fn(&Request, usize) -> Answer + 'static) -> (Api, Rc<Script>, Rc<Auth>) {
    let script = Rc::new(Script { respond: Box::new(respond), sent: RefCell::default(), slept: RefCell::default() });
    let auth = Auth::new(kind);
    (Api::new(script.clone(), "https://api.example".to_owned(), auth.clone(), Dialect::Bare), script, auth)
}

fn client(respond: impl Fn(&Request, usize) -> Answer + 'static) -> (Api, Rc<Script>) {
    let (api, script, _) = client_of(&SignInKind::None, respond);
    (api, script)
}

#[test]
fn a_request_says_what_the_contract_says() {
    let (api, script) = client(|_, _| answer(200, r#"{"collections": []}"#));
    block_on(api.collections(PAGE)).unwrap();
    let sent = script.sent.borrow();
    assert_eq!(sent[0].url, "https://api.example/api/public/v1/collections?page=2&per_page=20");
    assert!(sent[0].method == Method::Get && sent[0].body.is_none());
    assert!(sent[0].headers.iter().all(|(name, _)| *name != "Authorization"));
}

#[test]
fn reads_are_sent_four_times_with_growing_pauses() {
    for failure in [Err(SendError::Unreachable(Reason::NoAnswer)), answer(500, "")] {
        let (api, script) =
            client(move |_, before| if before < 3 { failure.clone() } else { answer(200, r#"{"collections": []}"#) });
        assert!(block_on(api.collections(PAGE)).is_ok());
        let slept = script.slept.borrow();
        assert!(slept.len() == 3 && slept[0] < slept[1] && slept[1] < slept[2], "{slept:?}");
    }
    let (api, _) = client(|_, _| answer(502, "<html>"));
    assert_eq!(block_on(api.collection(id(1))), Err(Error::Server { status: 502, tries: 4 }));
    let (api, script) = client(|_, _| Err(SendError::Aborted));
    assert_eq!(block_on(api.collection(id(1))), Err(Error::Aborted));
    assert_eq!(script.sent.borrow().len(), 1);
}

#[test]
fn what_is_harmless_is_repeated_and_nothing_else_is() {
    let count = |run: &dyn Fn(&Api) -> Error| {
        let (api, script) = client(|_, _| Err(SendError::Unreachable(Reason::NoAnswer)));
        assert_eq!(run(&api), Error::Unreachable(Reason::NoAnswer));
        script.sent.borrow().len()
    };
    assert_eq!(count(&|api| block_on(api.archive(id(1))).unwrap_err()), 4);
    assert_eq!(count(&|api| block_on(api.unarchive(id(1))).unwrap_err()), 4);
    assert_eq!(count(&|api| block_on(api.create_collection("a", None)).unwrap_err()), 1);
    assert_eq!(count(&|api| block_on(api.delete_collection(id(1))).unwrap_err()), 1);
    assert_eq!(count(&|api| block_on(api.change_permissions(id(1), &[])).unwrap_err()), 1);
}

#[test]
fn retry_after_is_honoured_and_a_long_one_is_told() {
    let after = |seconds: &str, status| {
        let retry_after = Some(seconds.to_owned());
        client(move |_, _| Ok(Response { status, retry_after: retry_after.clone(), ..Response::default() }))
    };
    for status in [429, 503] {
        let (api, script) = after("7", status);
        assert_eq!(block_on(api.collection(id(1))), Err(Error::Wait { after: Some(7), unsure: status == 503 }));
        assert!(script.slept.borrow().iter().all(|millis| (7000..8000).contains(millis)));
        let (api, script) = after("3600", status);
        assert_eq!(block_on(api.collection(id(1))), Err(Error::Wait { after: Some(3600), unsure: status == 503 }));
        assert!(script.slept.borrow().is_empty());
    }
}

#[test]
fn what_the_server_asks_to_wait_for_is_waited_for_in_sight() {
    let limited = |_: &Request, before: usize| {
        let retry_after = ["0", "3"].get(before).map(|text| (*text).to_owned());
        let status = if retry_after.is_some() { 429 } else { 200 };
        Ok(Response { status, retry_after, body: r#"{"collections": []}"#.to_owned(), ..Response::default() })
    };
    // By steps, as long as nobody is there to tell of it.
    let (api, script) = client(limited);
    assert!(block_on(api.collections(PAGE)).is_ok());
    let slept = script.slept.take();
    assert!(slept.len() > 3 && slept.iter().all(|millis| *millis <= 1000), "{slept:?}");
    assert!((3000..4000).contains(&slept[1..].iter().sum::<u32>()), "{slept:?}");
    let (api, script) = client(limited);
    let told = Rc::new(RefCell::new(Vec::new()));
    let hears = told.clone();
    api.wait_by(move |millis| {
        hears.borrow_mut().push(millis);
        async {}.boxed_local()
    });
    assert!(block_on(api.collections(PAGE)).is_ok());
    // What nobody would notice is not told.
    assert_eq!((script.slept.borrow().len(), told.borrow().len()), (1, 1));
    assert!((3000..4000).contains(&told.borrow()[0]), "{told:?}");
    // Nor is what the server did not ask for.
    let (api, _) = client(|_, _| answer(500, ""));
    api.wait_by(|_| unreachable!());
    assert!(block_on(api.collections(PAGE)).is_err());
}

#[test]
fn why_no_answer_came_is_told_apart() {
    for (reason, tries) in [(Reason::Offline, 1), (Reason::TimedOut, 4), (Reason::CutOff, 4), (Reason::NoAnswer, 4)] {
        let (api, script) = client(move |_, _| Err(SendError::Unreachable(reason)));
        let error = block_on(api.collection(id(1))).unwrap_err();
        assert_eq!((&error, script.sent.borrow().len()), (&Error::Unreachable(reason), tries));
        assert_eq!(error.may_have_happened(), reason != Reason::Offline);
    }
}

#[test]
fn a_write_of_who_is_offline_is_refused_at_once_unless_it_may_be_there_already() {
    let offline = || Err(SendError::Unreachable(Reason::Offline));
    let (api, script) = client(move |_, _| offline());
    assert_eq!(block_on(api.archive(id(1))), Err(Error::Unreachable(Reason::Offline)));
    assert_eq!((script.sent.borrow().len(), script.slept.borrow().len()), (1, 0));
    let (api, script) =
        client(move |_, tries| if tries == 0 { Err(SendError::Unreachable(Reason::NoAnswer)) } else { offline() });
    assert_eq!(block_on(api.archive(id(1))), Err(Error::Unreachable(Reason::CutOff)));
    assert_eq!(script.sent.borrow().len(), 2);
}
