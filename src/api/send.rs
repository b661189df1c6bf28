//! The one way out: every operation goes through `send`.

use super::{Api, Error, Method, Reason, Request, Response, SendError};
use crate::auth::Word;

/// How often a call that may be repeated is sent again.
const RETRIES: u32 = 3;
/// The first pause (ms); each later one is twice as long, and up to as much again is added at random.
const PAUSE: u32 = 300;
/// The longest `Retry-After` (s) that is waited for; beyond it, the person decides when to try again.
const LONGEST: u64 = 5;
/// The shortest pause (ms) that is told of, and how often it is seen whether it can be.
const STEP: u32 = 1000;

/// One call of an operation.
pub(super) struct Call {
    pub(super) method: Method,
    /// Path and query below the API's base path.
    pub(super) path: String,
    pub(super) body: Option<String>,
    /// Whether sending it twice does what sending it once does.
    pub(super) repeatable: bool,
    /// Whether it is sent again by itself where the server asks to wait.
    pub(super) waits: bool,
}

impl Api {
    /// Sends a call until there is an answer to go by; a 2xx comes back whole. It is sent for the person who is
    /// there when it begins, and ends where somebody else is there meanwhile.
    pub(super) async fn send(&self, call: Call) -> Result<Response, Error> {
        let inner = &self.0;
        let person = inner.auth.person();
        let somebody_else = || inner.auth.person() != person;
        let mut tries = 0;
        let (mut refreshed, mut early) = (false, false);
        let mut unsure = false;
        loop {
            // After a pause, a refresh or a sign-in: is it still for the one who asked?
            if somebody_else() {
                return Err(Error::Aborted);
            }
            if !refreshed && !early && inner.auth.is_ending(inner.transport.now_ms()) {
                early = true;
                // Where that is refused or can't be told, the answer to the request itself says more. A page around
                // may have handed over a token that it has had for long: it is asked once more.
                refreshed = self.refresh().await == Ok(true) && inner.auth.has_gateway();
                continue;
            }
            let pass = inner.auth.pass();
            let answer = if inner.auth.is_hopeless(&pass) {
                Ok(Response { status: 401, ..Response::default() })
            } else {
                inner.transport.send(self.request(&call, pass.bearer.clone())).await
            };
            self.note(&answer);
            let mut error = match answer {
                _ if somebody_else() => return Err(Error::Aborted),
                Ok(response) if response.status == 401 => {
                    if !inner.auth.is_outdated(&pass) && inner.auth.may_refresh() && !refreshed {
                        refreshed = self.refresh().await.map_err(Error::Unreachable)?;
                    }
                    // After a refresh, or a sign-in during it, the request is simply sent again.
                    if !inner.auth.is_outdated(&pass) {
                        match inner.auth.wait().await.unwrap_or(Word::GivenUp) {
                            Word::SignedIn => refreshed = false,
                            Word::Renewed => {}
                            Word::GivenUp => return Err(Error::SignIn),
                        }
                    }
                    continue;
                }
                Ok(response) if (200..300).contains(&response.status) => {
                    inner.auth.served();
                    if let Some(changed) = inner.changed.get().filter(|_| call.method != Method::Get) {
                        changed(call.method, &call.path);
                    }
                    return if is_html(&response) {
                        Err(Error::Nonsense { status: response.status })
                    } else {
                        Ok(response)
                    };
                }
                Ok(response) => Error::of(&response, tries + 1, inner.transport.now_ms(), pass.bearer.as_deref()),
                Err(SendError::Unreachable(reason)) => Error::Unreachable(reason),
                Err(SendError::Aborted) => Error::Aborted,
            };
            // What an earlier try may have done is not undone by a later one that was turned away.
            unsure |= error.may_have_happened();
            if let Error::Wait { unsure: may_have_happened, .. } = &mut error {
                *may_have_happened = unsure;
            }
            let is_wait = matches!(error, Error::Wait { .. });
            let offline = error == Error::Unreachable(Reason::Offline);
            if offline && unsure && call.method != Method::Get {
                error = Error::Unreachable(Reason::CutOff);
            }
            // A person who is offline hears so at once. A list goes on by itself when there is a network; what was to be
            // changed, the person says when.
            let is_over = is_wait && !call.waits || offline;
            let pause = pause(&error, tries, inner.transport.random());
            match pause.filter(|_| call.repeatable && tries < RETRIES && !is_over) {
                Some(pause) => self.rest(pause, is_wait).await,
                None => return Err(error),
            }
            tries += 1;
        }
    }

    /// A pause before the next try. One that the server asked for is told of, as soon as there is what does.
    async fn rest(&self, millis: u32, is_wait: bool) {
        let mut left = millis;
        while left > 0 {
            let wait = self.0.waiter.borrow().as_ref().filter(|_| is_wait && left >= STEP).map(|wait| wait(left));
            if let Some(wait) = wait {
                return wait.await;
            }
            let step = if is_wait { left.min(STEP) } else { left };
            self.0.transport.sleep(step).await;
            left -= step;
        }
    }

    fn request(&self, call: &Call, bearer: Option<String>) -> Request {
        let mut headers = vec![("Accept", "application/json".to_owned())];
        if let Some(token) = bearer {
            headers.push(("Authorization", "Bearer ".to_owned() + &token));
        }
        if call.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        if self.0.auth.has_gateway() {
            headers.push(("X-Vitrine", "1".to_owned()));
        }
        let url = [&*self.0.base, "/api/public/v1", &call.path].concat();
        Request { method: call.method, url, headers, body: call.body.clone() }
    }
}

/// How long to wait (ms) before sending again what ended so; `None` where sending again is no use.
fn pause(error: &Error, tries: u32, random: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a random number is from 0 to 1")]
    let spread = |millis: u32| millis + (f64::from(millis) * random) as u32;
    match error {
        Error::Wait { after: Some(seconds), .. } => {
            let seconds = u32::try_from(*seconds).ok().filter(|_| *seconds <= LONGEST)?;
            Some(seconds * 1000 + spread(PAUSE) - PAUSE)
        }
        Error::Wait { after: None, .. } | Error::Unreachable(_) | Error::Server { .. } => Some(spread(PAUSE << tries)),
        _ => None,
    }
}

/// A sign-in page or a proxy's apology, where the API's own answer should be.
pub(super) fn is_html(response: &Response) -> bool {
    let by_type = response.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/html"));
    by_type || response.body.trim_start().starts_with('<')
}
