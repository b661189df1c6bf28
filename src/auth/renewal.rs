//! Renewing a session, once for all that wait, before it ends or after a refusal.

use futures::{
    FutureExt,
    future::{LocalBoxFuture, Shared, ready},
};

use super::{Auth, State};
use crate::api::{Gateway, Reason};

/// How long (ms) a renewal may take. One that was begun earlier has ended, though nobody may have waited for it.
const LONGEST: f64 = 30_000.0;

/// How long (ms) before its end a session is renewed.
const EARLY: f64 = 2_000.0;

/// Whether the session was renewed or that was refused; an error where it can't be told.
pub(super) type Renewal = LocalBoxFuture<'static, Result<bool, Reason>>;

/// Asks a gateway for a new session.
pub(super) type Renew = Box<dyn Fn(Gateway) -> Renewal>;

impl Auth {
    /// How a gateway is asked for a new session; said once, and by who draws the page: what it takes is not
    /// needed in the first view.
    pub fn renew_by(&self, renew: impl Fn(Gateway) -> Renewal + 'static) {
        // A second word would change nothing.
        let _ = self.renew.set(Box::new(renew));
    }

    /// Whether the gateway may be asked for a new session: not once it is known that a person is needed, or
    /// requests that are refused in spite of a refresh would set each other off without end.
    pub(crate) fn may_refresh(&self) -> bool {
        (self.gateway || self.asks) && self.state.get() != State::Expired
    }

    /// Until when (ms since 1970) the session serves, where that is known.
    pub(crate) fn ends(&self) -> Option<f64> {
        self.ends.get()
    }

    /// Until when (ms since 1970) the session serves, as the gateway says; `None` where that is unknown.
    pub(crate) fn set_ends(&self, at: Option<f64>) {
        self.ends.set(at);
    }

    /// Whether the session is to be renewed before it is used.
    pub(crate) fn is_ending(&self, now: f64) -> bool {
        let missing = self.asks && self.bearer.borrow().is_none();
        self.may_refresh() && (missing || self.ends.get().is_some_and(|ends| ends - now < EARLY))
    }

    /// The renewal that is under way at `now` (ms), else a new one. It is kept here, not only by those who wait:
    /// were it aborted when they page on, the new session could be lost on its way.
    pub(crate) fn refresh(&self, now: f64, gateway: Gateway) -> Shared<Renewal> {
        let mut renewal = self.renewal.borrow_mut();
        let under_way = |(renewal, at): &&(Shared<Renewal>, f64)| renewal.peek().is_none() && now - at < LONGEST;
        if let Some((renewal, _)) = renewal.as_ref().filter(under_way) {
            return renewal.clone();
        }
        let started = match self.renew.get() {
            Some(renew) => renew(gateway),
            None => ready(Ok(false)).boxed_local(),
        };
        let started = started.shared();
        *renewal = Some((started.clone(), now));
        started
    }
}
