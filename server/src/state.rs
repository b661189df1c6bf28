//! What all requests of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::faults::Faults;
use crate::oauth::Tokens;
use crate::{Data, Error, Options, demo, store};

/// What all requests of one server share.
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) faults: Faults,
    db: Mutex<Connection>,
}

impl State {
    /// Opens the database, fills it where it is empty, and knows the tokens.
    pub(crate) fn open(options: &Options) -> Result<Self, Error> {
        let mut db = store::open(&options.db)?;
        let mut tokens = Tokens::new(options.token_lifetime);
        if options.data == Data::Demo {
            demo::fill(&mut db)?;
            demo::tokens(&mut tokens);
        }
        for (person, secret) in &options.tokens {
            let id = store::people::find_or_create(&mut db, person)?;
            tokens.allow(secret, id);
        }
        Ok(Self { options: options.clone(), tokens: Mutex::new(tokens), faults: Faults::default(), db: Mutex::new(db) })
    }

    /// The database, for one request.
    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        lock(&self.db)
    }
}

/// A lock that a panic elsewhere does not take away.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
