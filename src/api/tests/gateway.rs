//! The gateway's refresh: one for all that wait.

use futures::future::abortable;

use super::{Error, Reason, Response, SendError, bench::Bench, id};
use crate::auth::{SignInKind, State};

fn expired(requests: usize) -> Bench {
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.ask(requests);
    assert_eq!(bench.answer("/collections/", 401), requests);
    bench
}

#[test]
fn ten_refused_requests_share_one_refresh_and_all_go_on() {
    let mut bench = expired(10);
    assert_eq!((bench.sent("/auth/refresh"), bench.sent("/collections/")), (1, 10));
    bench.answer("/auth/refresh", 204);
    assert_eq!(bench.answer("/collections/", 200), 10);
    assert_eq!(bench.ended(&Error::SignIn), (10, 0));
    assert_eq!((bench.sent("/auth/refresh"), bench.auth.state()), (1, State::Ready));
}

#[test]
fn refusals_that_come_one_by_one_share_it_too() {
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.ask(10);
    let refused = super::answer(401, "");
    for at in 0..10 {
        assert_eq!(bench.end("/collections/", 1, &refused), 1);
        if at == 5 {
            bench.answer("/auth/refresh", 204);
            assert_eq!(bench.sent("/collections/"), 16);
            // What was refused before has been sent again, behind those that are still under way.
        }
    }
    assert_eq!(bench.sent("/auth/refresh"), 1);
    assert_eq!(bench.answer("/collections/", 200), 10);
    assert_eq!(bench.ended(&Error::SignIn), (10, 0));
}

/// A request that is refused and then dropped, together with others.
fn dropped(others: usize) -> Bench {
    let mut bench = Bench::new(&SignInKind::Gateway);
    let api = bench.api.clone();
    let (first, handle) = abortable(async move { api.collection(id(1)).await.map(drop) });
    bench.start(async { first.await.unwrap_or(Err(Error::Aborted)) });
    bench.ask(others);
    bench.answer("/collections/", 401);
    handle.abort();
    bench.run();
    assert_eq!(bench.ended(&Error::Aborted), (0, 1));
    bench
}

#[test]
fn the_others_go_on_when_the_one_that_began_the_refresh_is_dropped() {
    let mut bench = dropped(3);
    bench.answer("/auth/refresh", 204);
    assert_eq!(bench.answer("/collections/", 200), 3);
    assert_eq!(bench.ended(&Error::Aborted), (3, 1));
    assert_eq!(bench.sent("/auth/refresh"), 1);
}

#[test]
fn a_refresh_is_not_aborted_with_the_page_that_wanted_it() {
    // The next one to be refused goes by the same refresh, whether it has been answered or not.
    for first in ["/auth/refresh", "/collections/"] {
        let mut bench = dropped(0);
        bench.ask(1);
        let second = if first == "/collections/" { "/auth/refresh" } else { "/collections/" };
        for part in [first, second] {
            assert_eq!(bench.answer(part, if part == "/collections/" { 401 } else { 204 }), 1);
        }
        assert_eq!((bench.sent("/auth/refresh"), bench.answer("/collections/", 200)), (1, 1));
    }
    // Long after, that one has nothing to say.
    let mut bench = dropped(0);
    bench.answer("/auth/refresh", 204);
    bench.held.now.set(60_000.0);
    bench.ask(1);
    bench.answer("/collections/", 401);
    assert_eq!(bench.sent("/auth/refresh"), 2);
}

#[test]
fn a_session_that_goes_ends_its_refresh() {
    let bench = dropped(0);
    let held = bench.held.clone();
    drop(bench);
    assert!(held.is_dropped("/auth/refresh"));
}

#[test]
fn a_refused_refresh_waits_for_sign_in() {
    let mut bench = expired(10);
    bench.answer("/auth/refresh", 401);
    bench.end("/auth/session", 1, &session(false, 0));
    assert_eq!((bench.auth.state(), bench.ended.borrow().len()), (State::Expired, 0));
    // Who comes later waits too, and asks for nothing.
    bench.ask(1);
    assert_eq!((bench.sent("/auth/refresh"), bench.sent("/collections/")), (1, 10));
    bench.auth.signed_in(None);
    bench.run();
    assert_eq!(bench.answer("/collections/", 200), 11);
    assert_eq!(bench.ended(&Error::SignIn), (11, 0));

    let mut bench = expired(10);
    bench.answer("/auth/refresh", 403);
    bench.answer("/auth/session", 401);
    bench.auth.give_up();
    bench.run();
    assert_eq!(bench.ended(&Error::SignIn), (0, 10));
    // What is asked for after that tries afresh.
    bench.ask(1);
    bench.answer("/collections/", 401);
    assert_eq!(bench.sent("/auth/refresh"), 2);
}

fn session(signed_in: bool, expires_in: u32) -> super::Answer {
    super::answer(200, &format!(r#"{{"signed_in": {signed_in}, "expires_in": {expires_in}}}"#))
}

/// An answer of the API, with what the gateway says of the session.
fn ends_in(seconds: &str) -> super::Answer {
    super::answer(200, super::bench::ROW).map(|row| Response { expires_in: Some(seconds.to_owned()), ..row })
}

#[test]
fn whoever_loses_the_race_goes_on_with_the_newer_session() {
    let mut bench = expired(3);
    bench.answer("/auth/refresh", 401);
    bench.end("/auth/session", 1, &session(true, 600));
    assert_eq!(bench.answer("/collections/", 200), 3);
    assert_eq!((bench.ended(&Error::SignIn), bench.sent("/auth/refresh")), ((3, 0), 1));
}

#[test]
fn what_another_tab_has_renewed_is_not_renewed_again() {
    for (expires_in, refreshes) in [(600, 0), (0, 1)] {
        let mut bench = Bench::new(&SignInKind::Gateway);
        bench.held.other_tab.set(true);
        bench.ask(2);
        bench.answer("/collections/", 401);
        bench.end("/auth/session", 1, &session(true, expires_in));
        assert_eq!((bench.sent("/auth/refresh"), bench.answer("/auth/refresh", 200)), (refreshes, refreshes));
        assert_eq!(bench.answer("/collections/", 200), 2);
    }
    // What is known to serve longer, and was refused all the same, is not newer.
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.held.other_tab.set(true);
    bench.ask(1);
    bench.end("/collections/", 1, &ends_in("600"));
    bench.ask(1);
    bench.answer("/collections/", 401);
    bench.end("/auth/session", 1, &session(true, 600));
    assert_eq!(bench.sent("/auth/refresh"), 1);
}

#[test]
fn a_session_that_ends_soon_is_renewed_before_it_is_used() {
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.ask(1);
    bench.end("/collections/", 1, &ends_in("60"));
    bench.held.now.set(50_000.0);
    bench.ask(1);
    assert_eq!((bench.sent("/auth/refresh"), bench.answer("/collections/", 200)), (0, 1));
    bench.held.now.set(59_000.0);
    bench.ask(5);
    assert_eq!((bench.sent("/auth/refresh"), bench.sent("/collections/")), (1, 2));
    bench.answer("/auth/refresh", 200);
    assert_eq!(bench.answer("/collections/", 200), 5);
    // Where that is refused, or the gateway is down, the request itself says what is to be done.
    for answer in [super::answer(401, ""), super::answer(502, "")] {
        let mut bench = Bench::new(&SignInKind::Gateway);
        bench.ask(1);
        bench.end("/collections/", 1, &ends_in("1"));
        bench.ask(1);
        bench.end("/auth/refresh", 1, &answer);
        bench.answer("/auth/session", 401);
        assert_eq!((bench.answer("/collections/", 200), bench.sent("/auth/refresh")), (1, 1));
        assert_eq!(bench.ended(&Error::SignIn), (2, 0));
    }
    // Nonsense is nothing known.
    let mut bench = Bench::new(&SignInKind::Gateway);
    bench.ask(1);
    bench.end("/collections/", 1, &ends_in("soon"));
    bench.ask(1);
    assert_eq!(bench.answer("/collections/", 200), 1);
}

#[test]
fn a_refresh_without_an_answer_is_no_refusal() {
    for answer in [
        Err(SendError::Unreachable(Reason::NoAnswer)),
        super::answer(502, ""),
        super::answer(429, ""),
        super::answer(200, "<html>"),
    ] {
        let mut bench = expired(10);
        bench.end("/auth/refresh", 1, &answer);
        assert_eq!(bench.ended(&Error::Unreachable(Reason::NoAnswer)), (0, 10), "{answer:?}");
        assert_eq!((bench.auth.state(), bench.sent("/auth/refresh")), (State::Untried, 1));
    }
    let mut bench = expired(1);
    bench.end("/auth/refresh", 1, &Err(SendError::Unreachable(Reason::Offline)));
    assert_eq!(bench.ended(&Error::Unreachable(Reason::Offline)), (0, 1));
}

#[test]
fn a_refresh_that_does_not_help_ends_in_waiting() {
    let mut bench = expired(10);
    bench.answer("/auth/refresh", 204);
    assert_eq!(bench.answer("/collections/", 401), 10);
    assert_eq!((bench.auth.state(), bench.sent("/auth/refresh")), (State::Expired, 1));
    bench.ask(5);
    assert_eq!((bench.sent("/auth/refresh"), bench.sent("/collections/")), (1, 20));
    bench.auth.signed_in(None);
    bench.run();
    assert_eq!(bench.answer("/collections/", 200), 15);
    assert_eq!(bench.ended(&Error::SignIn), (15, 0));
}

#[test]
fn refreshes_that_never_help_come_to_rest() {
    // Each refresh says that it renewed the session, and each request is refused all the same; requests begin
    // and are refused at every moment of that.
    for most in 1..5 {
        let mut bench = Bench::new(&SignInKind::Gateway);
        let refused = super::answer(401, "");
        for turn in 0..200 {
            if turn < 20 {
                bench.ask(1);
            }
            bench.end("/collections/", most, &refused);
            if turn % 3 == 0 {
                bench.answer("/auth/refresh", 204);
            }
        }
        assert_eq!(bench.answer("", 401), 0, "{most} at a time");
        assert!(bench.sent("/auth/refresh") <= 20 && bench.auth.state() == State::Expired);
        bench.auth.signed_in(None);
        bench.run();
        assert_eq!(bench.answer("/collections/", 200), 20);
        assert_eq!(bench.ended(&Error::SignIn), (20, 0));
    }
}

#[test]
fn two_that_are_always_refused_do_not_set_each_other_off() {
    let mut bench = expired(1);
    bench.answer("/auth/refresh", 204);
    let api = bench.api.clone();
    bench.start(async move { api.collection(id(2)).await.map(drop) });
    // The second one's refresh is under way while the first one, refused again, waits for somebody.
    bench.answer("/collections/2", 401);
    bench.answer("/collections/1", 401);
    assert_eq!((bench.auth.state(), bench.sent("/auth/refresh")), (State::Expired, 2));
    for _ in 0..10 {
        bench.answer("/auth/refresh", 204);
        bench.answer("/collections/1", 401);
        bench.answer("/collections/2", 401);
    }
    assert_eq!((bench.auth.state(), bench.sent("/auth/refresh")), (State::Expired, 2));
    bench.auth.signed_in(None);
    bench.run();
    assert_eq!(bench.answer("/collections/", 200), 2);
}
