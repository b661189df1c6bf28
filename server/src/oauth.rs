//! Tokens, and how a client comes by them.

mod endpoints;

use std::collections::HashMap;
use std::time::{Duration, Instant};

pub(crate) use endpoints::{authorize, token};

/// A token that is valid for somebody, until a moment where it ends by itself.
#[derive(Clone, Copy)]
struct Grant {
    person: i64,
    until: Option<Instant>,
}

/// A code that waits to be redeemed.
struct Code {
    person: i64,
    redirect: Option<String>,
    until: Instant,
}

/// Every token of one server, in memory alone.
pub(crate) struct Tokens {
    lifetime: Duration,
    access: HashMap<String, Grant>,
    refresh: HashMap<String, i64>,
    codes: HashMap<String, Code>,
    client: Option<(&'static str, &'static str)>,
    made: u64,
    salt: String,
}

impl Tokens {
    pub(crate) fn new(lifetime: Duration) -> Self {
        Self {
            lifetime,
            access: HashMap::new(),
            refresh: HashMap::new(),
            codes: HashMap::new(),
            client: None,
            made: 0,
            salt: salt(),
        }
    }

    /// A token that does not end.
    pub(crate) fn allow(&mut self, token: &str, person: i64) {
        let grant = Grant { person, until: None };
        self.access.insert(token.to_owned(), grant);
    }

    /// A refresh token that works once.
    pub(crate) fn allow_refresh(&mut self, token: &str, person: i64) {
        self.refresh.insert(token.to_owned(), person);
    }

    /// The one client that may ask for tokens.
    pub(crate) fn set_client(&mut self, id: &'static str, secret: &'static str) {
        self.client = Some((id, secret));
    }

    /// The person behind a token that is still good.
    pub(crate) fn person(&self, token: &str) -> Option<i64> {
        self.access
            .get(token)
            .filter(|grant| grant.until.is_none_or(|until| Instant::now() < until))
            .map(|grant| grant.person)
    }

    fn fresh(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}-{}-{}", self.salt, self.made)
    }
}

/// Letters that another process can't guess, from the standard library's seeded hasher.
fn salt() -> String {
    use std::hash::{BuildHasher, RandomState};
    (0..2).map(|_| format!("{:016x}", RandomState::new().hash_one(0))).collect()
}
