//! What all requests of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::faults::Faults;
use crate::oauth::Tokens;
use crate::store::{Db, people};
use crate::{Data, Error, Options, demo};

/// What all requests of one server share.
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) tokens: Mutex<Tokens>,
    pub(crate) faults: Faults,
    pub(crate) db: Db,
}

impl State {
    /// Opens the database, fills it where it is empty, and knows the tokens.
    pub(crate) fn open(options: &Options) -> Result<Self, Error> {
        let db = Db::open(&options.db)?;
        let mut tokens = Tokens::new(options.token_lifetime);
        if options.data == Data::Demo {
            db.write(demo::fill)?;
            demo::tokens(&mut tokens);
        }
        for (person, secret) in &options.tokens {
            let id = db.write(|db| people::find_or_create(db, person))?;
            tokens.allow(secret, id);
        }
        Ok(Self { options: options.clone(), tokens: Mutex::new(tokens), faults: Faults::default(), db })
    }
}

/// A lock that a panic elsewhere does not take away.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
