//! A refused session: waiting, signing in, giving up, the gateway's refresh.

use std::{cell::Cell, rc::Rc};

use futures::{executor::LocalPool, executor::block_on, task::LocalSpawnExt};

use super::{Error, Request, answer, bench::Bench, client_of, id};
use crate::auth::{Identity, SignInKind, State};

const ROW: &str = r#"{"collection": {"id": 1, "type": "course"}}"#;

fn bearer(request: &Request) -> Option<&str> {
    let header = request.headers.iter().find(|(name, _)| *name == "Authorization");
    header.and_then(|(_, value)| value.strip_prefix("Bearer "))
}

fn demo() -> SignInKind {
    SignInKind::Demo(vec![Identity { name: "One".to_owned(), token: "old".to_owned() }])
}

fn only_new(request: &Request) -> super::Answer {
    if bearer(request) == Some("new") { answer(200, ROW) } else { answer(401, "") }
}

/// Ten requests at once; how many have ended well and how many with `SignIn` after `then` was done.
fn ten(then: impl Fn(&crate::auth::Auth)) -> (u32, u32, u32) {
    let (api, _, auth) = client_of(&demo(), |request, _| only_new(request));
    let asked = Rc::new(Cell::new(0));
    auth.on_change(Box::new({
        let asked = asked.clone();
        move |state| asked.set(asked.get() + u32::from(state == State::Expired))
    }));
    let ended = Rc::new(Cell::new((0, 0)));
    let mut pool = LocalPool::new();
    for _ in 0..10 {
        let (api, ended) = (api.clone(), ended.clone());
        let request = async move {
            let (well, refused) = ended_as(api.collection(id(1)).await.map(|_| ()));
            ended.set((ended.get().0 + well, ended.get().1 + refused));
        };
        pool.spawner().spawn_local(request).unwrap();
    }
    pool.run_until_stalled();
    assert_eq!((ended.get(), auth.state()), ((0, 0), State::Expired));
    then(&auth);
    pool.run_until_stalled();
    (ended.get().0, ended.get().1, asked.get())
}

#[expect(clippy::needless_pass_by_value, reason = "handed on as it comes")]
fn ended_as(result: Result<(), Error>) -> (u32, u32) {
    (u32::from(result.is_ok()), u32::from(result == Err(Error::SignIn)))
}

#[test]
fn all_that_wait_go_on_after_one_sign_in() {
    assert_eq!(ten(|auth| auth.signed_in(Some(" new\n".to_owned()))), (10, 0, 1));
}

#[test]
fn giving_up_ends_all_that_wait() {
    assert_eq!(ten(|auth| auth.give_up()), (0, 10, 1));
}

#[test]
fn a_wrong_token_asks_again() {
    assert_eq!(ten(|auth| auth.signed_in(Some("worse".to_owned()))), (0, 0, 2));
    assert_eq!(ten(|auth| auth.signed_in(Some("no\u{0}token".to_owned()))), (0, 0, 2));
}

#[test]
fn no_token_is_ever_written_out() {
    let secret = SignInKind::Demo(vec![Identity { name: "One".to_owned(), token: "s3cret".to_owned() }]);
    assert!(!format!("{secret:?}").contains("s3cret"));
    let (api, _, _) = client_of(&secret, |_, _| answer(403, ""));
    assert_eq!(block_on(api.archive(id(1))), Err(Error::Forbidden(None)));
}

#[test]
fn a_refusal_of_an_old_token_is_answered_with_the_new_one() {
    let mut bench = Bench::new(&demo());
    let expired = Rc::new(Cell::new(0));
    bench.auth.on_change(Box::new({
        let expired = expired.clone();
        move |state| expired.set(expired.get() + u32::from(state == State::Expired))
    }));
    bench.ask(1);
    assert_eq!(bench.bearer().as_deref(), Some("old"));
    bench.auth.signed_in(Some("new".to_owned()));
    bench.answer("/collections/", 401);
    assert_eq!((bench.bearer().as_deref(), bench.sent("")), (Some("new"), 2));
    bench.answer("/collections/", 200);
    assert_eq!((bench.ended(&Error::SignIn), expired.get()), ((1, 0), 0));
}
