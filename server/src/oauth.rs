//! Tokens, and how a client comes by them.

mod authorize;
mod exchange;
mod page;
mod request;
mod secret;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::answer::Refusal;
pub(crate) use authorize::authorize;
pub(crate) use exchange::token;
use request::Request;
use secret::{Digest, digest};

/// A code lives so long.
const CODE_LIFETIME: Duration = Duration::from_secs(600);

/// A token that is valid for somebody, until a moment where it ends by itself.
#[derive(Clone, Copy)]
struct Grant {
    person: i64,
    until: Option<Instant>,
}

impl Grant {
    fn holds(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}

/// A code that waits to be redeemed, and what it is bound to.
struct Code {
    grant: Grant,
    client: String,
    redirect: String,
    challenge: Option<String>,
}

/// A pair of tokens as a client is given them.
struct Pair {
    access: String,
    refresh: String,
}

/// Every token of one server, in memory alone, and known by its digest alone.
pub(crate) struct Tokens {
    lifetime: Duration,
    access: HashMap<Digest, Grant>,
    refresh: HashMap<Digest, i64>,
    codes: HashMap<Digest, Code>,
    client: Option<(&'static str, Digest)>,
}

impl Tokens {
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self { lifetime, access: HashMap::new(), refresh: HashMap::new(), codes: HashMap::new(), client: None }
    }

    /// A token that does not end.
    pub(crate) fn allow(&mut self, token: &str, person: i64) {
        self.access.insert(digest(token), Grant { person, until: None });
    }

    /// A refresh token that works once.
    pub(crate) fn allow_refresh(&mut self, token: &str, person: i64) {
        self.refresh.insert(digest(token), person);
    }

    /// The one client that may ask for tokens.
    pub(crate) fn set_client(&mut self, id: &'static str, secret: &str) {
        self.client = Some((id, digest(secret)));
    }

    /// The person behind a token that is still good.
    pub(crate) fn person(&self, token: &str) -> Option<i64> {
        self.access.get(&digest(token)).filter(|grant| grant.holds()).map(|grant| grant.person)
    }

    fn knows_client(&self, id: &str) -> bool {
        self.client.is_some_and(|(known, _)| known == id)
    }

    fn proves_client(&self, id: &str, secret: &str) -> bool {
        self.client.is_some_and(|(known, kept)| known == id && kept == digest(secret))
    }

    /// A code for what was asked, in the name of `person`.
    fn code(&mut self, request: &Request<'_>, person: i64) -> Result<String, Refusal> {
        let code = secret::fresh()?;
        self.codes.retain(|_, code| code.grant.holds());
        self.codes.insert(
            digest(&code),
            Code {
                grant: Grant { person, until: Instant::now().checked_add(CODE_LIFETIME) },
                client: request.client.to_owned(),
                redirect: request.redirect.to_owned(),
                challenge: request.challenge.map(str::to_owned),
            },
        );
        Ok(code)
    }

    /// Who a code stands for. It works once, and a wrong try is that once.
    fn redeem(&mut self, code: &str, client: &str, redirect: &str, verifier: Option<&str>) -> Option<i64> {
        let code = self.codes.remove(&digest(code))?;
        let proven = match (&code.challenge, verifier) {
            (Some(challenge), Some(verifier)) => *challenge == secret::challenge(verifier),
            (None, None) => true,
            _ => false,
        };
        let meant = code.client == client && code.redirect == redirect;
        (proven && meant && code.grant.holds()).then_some(code.grant.person)
    }

    /// New tokens for `person`.
    fn pair(&mut self, person: i64) -> Result<Pair, Refusal> {
        let pair = Pair { access: secret::fresh()?, refresh: secret::fresh()? };
        self.access.retain(|_, grant| grant.holds());
        let until = Instant::now().checked_add(self.lifetime);
        self.access.insert(digest(&pair.access), Grant { person, until });
        self.allow_refresh(&pair.refresh, person);
        Ok(pair)
    }
}
