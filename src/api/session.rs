//! The session that a gateway keeps: renewed once for all that wait, in whatever tab they do.

use std::{
    any::Any,
    rc::{Rc, Weak},
};

use serde_json::Value;

use super::{Api, Error, Future, Method, Reason, Request, Response, SendError, Transport, send::is_html};
use crate::auth::Auth;

type Answer = Result<Response, SendError>;

/// How much longer (s) than the known one a session has to serve to be a newer one: it is told in whole seconds.
const NEWER: f64 = 1.5;

impl Api {
    /// Keeps what an answer says of the session.
    pub(super) fn note(&self, answer: &Answer) {
        let inner = &self.0;
        let Ok(response) = answer else { return };
        let seconds = response.expires_in.as_deref().and_then(|seconds| seconds.parse::<u32>().ok());
        if let Some(seconds) = seconds {
            inner.auth.set_ends(Some(inner.transport.now_ms() + f64::from(seconds) * 1000.0));
        }
    }

    /// Asks the gateway for a new session, once for all who wait: whether there is one.
    pub(super) async fn refresh(&self) -> Result<bool, Reason> {
        self.0.auth.refresh(self.now_ms(), self.gateway()).await
    }

    fn gateway(&self) -> Gateway {
        let inner = &self.0;
        Gateway {
            transport: inner.transport.clone(),
            base: inner.base.clone(),
            // The session keeps its renewal: it is not to be kept by it.
            auth: Rc::downgrade(&inner.auth),
            ends: inner.auth.ends(),
        }
    }

    /// Ends the gateway's session, once nobody renews it any more: a renewal under way would bring it back.
    ///
    /// # Errors
    /// Why it may be there still.
    pub async fn sign_out(&self, alone: impl std::future::Future<Output = Alone>) -> Result<(), Error> {
        let _alone = alone.await;
        match self.gateway().ask(Method::Post, "/auth/sign-out").await {
            // A session that the gateway no longer knows has ended, too.
            Ok(response) if matches!(response.status, 200..300 | 401) && !is_html(&response) => Ok(()),
            Ok(response) => Err(Error::of(&response, 1, self.now_ms(), None)),
            Err(SendError::Unreachable(reason)) => Err(Error::Unreachable(reason)),
            Err(SendError::Aborted) => Err(Error::Aborted),
        }
    }
}

/// A gateway that is asked for a new session.
pub struct Gateway {
    transport: Rc<dyn Transport>,
    base: String,
    auth: Weak<Auth>,
    ends: Option<f64>,
}

impl Gateway {
    /// Asks, once nobody else does so: whether there is a new session.
    ///
    /// # Errors
    /// Why that can't be told.
    pub async fn renew(self, alone: impl std::future::Future<Output = Alone>) -> Result<bool, Reason> {
        let left = self.ends.map_or(0.0, |ends| ends - self.transport.now_ms());
        let longer = left.max(0.0) / 1000.0 + NEWER;
        let alone = alone.await;
        // Another tab may have renewed it meanwhile, or, in a browser without locks, have been quicker.
        let mut renewed = Ok(alone.waited && self.is_newer(longer).await);
        if renewed == Ok(false) {
            renewed = renewal(self.ask(Method::Post, "/auth/refresh").await);
            if renewed == Ok(false) {
                renewed = Ok(self.is_newer(longer).await);
            }
        }
        if let Some(auth) = self.auth.upgrade() {
            if renewed == Ok(true) { auth.renewed() } else { auth.set_ends(None) }
        }
        renewed
    }

    /// Goes on with a token: whether it is a new one.
    #[must_use]
    pub fn use_token(self, token: &str) -> bool {
        self.auth.upgrade().is_some_and(|auth| auth.handed(token))
    }

    fn ask(&self, method: Method, path: &str) -> Future<Answer> {
        let headers = vec![("X-Vitrine", "1".to_owned())];
        self.transport.send(Request { method, url: self.base.clone() + path, headers, body: None })
    }

    /// Whether the cookie that the browser has now serves `longer` (s) than the session that was refused.
    async fn is_newer(&self, longer: f64) -> bool {
        let answer = self.ask(Method::Get, "/auth/session").await;
        let serves =
            |response: Response| serde_json::from_str::<Value>(&response.body).ok()?.get("expires_in")?.as_f64();
        answer.ok().and_then(serves).is_some_and(|serves| serves > longer)
    }
}

/// The right to be the only one; letting go of it hands it on.
pub struct Alone {
    /// Whether somebody else had it when it was asked for.
    pub waited: bool,
    /// What hands it on when it goes.
    pub hold: Option<Box<dyn Any>>,
}

/// Whether there is a new session, by the answer to the wish for one.
fn renewal(answer: Answer) -> Result<bool, Reason> {
    match answer {
        Ok(response) if (200..300).contains(&response.status) && !is_html(&response) => Ok(true),
        Ok(response) if (400..500).contains(&response.status) && response.status != 429 => Ok(false),
        // The session may be good: nobody is asked to sign in for a gateway that is down.
        Err(SendError::Unreachable(reason)) => Err(reason),
        _ => Err(Reason::NoAnswer),
    }
}
