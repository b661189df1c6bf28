//! What was begun for one person never goes on as another.

use super::{Error, Reason, SendError, bench::Bench};
use crate::auth::{Identity, SignInKind, State};

fn demo() -> Bench {
    Bench::new(&SignInKind::Demo(vec![Identity { name: "One".to_owned(), token: "one".to_owned() }]))
}

fn switch(bench: &mut Bench) {
    bench.auth.switch_to(Some("two".to_owned()));
    bench.run();
}

#[test]
fn a_request_under_way_ends_whatever_its_answer() {
    for status in [200, 401, 403, 500] {
        let mut bench = demo();
        bench.ask(1);
        switch(&mut bench);
        bench.answer("/collections/", status);
        assert_eq!((bench.ended(&Error::Aborted), bench.sent("")), ((0, 1), 1), "{status}");
        assert_eq!((bench.wake(), bench.auth.state()), (0, State::Untried));
    }
}

#[test]
fn a_request_in_a_pause_is_not_sent_again() {
    let mut bench = demo();
    bench.ask(3);
    bench.end("", 3, &Err(SendError::Unreachable(Reason::NoAnswer)));
    switch(&mut bench);
    assert_eq!(bench.wake(), 3);
    assert_eq!((bench.ended(&Error::Aborted), bench.sent("")), ((0, 3), 3));
}

#[test]
fn a_request_that_waits_for_sign_in_ends() {
    let mut bench = demo();
    bench.ask(3);
    bench.answer("", 401);
    switch(&mut bench);
    assert_eq!((bench.ended(&Error::Aborted), bench.sent("")), ((0, 3), 3));
    // And the new person's requests go through.
    bench.ask(1);
    assert_eq!(bench.bearer().as_deref(), Some("two"));
    bench.answer("", 200);
    assert_eq!((bench.ended(&Error::Aborted), bench.auth.state()), ((1, 3), State::Ready));
}

#[test]
fn a_request_that_waits_for_a_refresh_ends() {
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.ask(2);
    bench.answer("/collections/", 401);
    bench.auth.switch_to(None);
    bench.answer("/auth/refresh", 204);
    assert_eq!((bench.ended(&Error::Aborted), bench.sent("/collections/")), ((0, 2), 2));
}

#[test]
fn the_same_person_goes_on() {
    let mut bench = demo();
    bench.ask(1);
    bench.end("", 1, &Err(SendError::Unreachable(Reason::NoAnswer)));
    bench.auth.signed_in(Some("again".to_owned()));
    bench.wake();
    assert_eq!(bench.bearer().as_deref(), Some("again"));
    bench.answer("", 200);
    assert_eq!(bench.ended(&Error::Aborted), (1, 0));
}
