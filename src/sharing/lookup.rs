//! Who has which address, as far as the deployment tells.

use super::Condition;
use crate::api::{Error, User, UserId};

/// How many are looked up at a time.
const AT_ONCE: usize = 4;

#[derive(Debug)]
enum Known {
    Wanted,
    Asked,
    Person(UserId, String),
    Nobody,
    Several,
    Failed(Error),
}

/// What is known of addresses.
#[derive(Default, Debug)]
pub(super) struct Lookups {
    all: Vec<(String, Known)>,
    refused: bool,
}

impl Lookups {
    fn get(&self, address: &str) -> Option<&Known> {
        self.all.iter().find(|(one, _)| one.eq_ignore_ascii_case(address)).map(|(_, known)| known)
    }

    /// Wants to know who has this address.
    pub(super) fn want(&mut self, address: &str) {
        if !self.refused && self.get(address).is_none() {
            self.all.push((address.to_owned(), Known::Wanted));
        }
    }

    /// The next address to ask for.
    pub(super) fn next(&mut self) -> Option<String> {
        let asked = self.all.iter().filter(|(_, known)| matches!(known, Known::Asked)).count();
        if self.refused || asked >= AT_ONCE {
            return None;
        }
        let (address, known) = self.all.iter_mut().find(|(_, known)| matches!(known, Known::Wanted))?;
        *known = Known::Asked;
        Some(address.clone())
    }

    /// The answer for one address. A deployment that does not offer this says so at the first.
    pub(super) fn found(&mut self, address: &str, answer: Result<Vec<User>, Error>) {
        let known = match answer {
            Ok(users) => who(address, users),
            Err(Error::Forbidden(_) | Error::NotFound(_) | Error::Invalid { .. } | Error::Nonsense { .. }) => {
                self.refused = true;
                Known::Wanted
            }
            Err(error) => Known::Failed(error),
        };
        if let Some(entry) = self.all.iter_mut().find(|(one, _)| one == address) {
            entry.1 = known;
        }
    }

    /// What failed is to be tried once more.
    pub(super) fn again(&mut self, address: &str) {
        self.all.retain(|(one, known)| !(one.eq_ignore_ascii_case(address) && matches!(known, Known::Failed(_))));
        self.want(address);
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    /// The person with this address, or why that can't be told.
    pub(super) fn person(&self, address: &str) -> Result<UserId, Condition> {
        match self.get(address) {
            Some(Known::Person(id, _)) => Ok(*id),
            _ if self.refused => Err(Condition::ByIdOnly),
            Some(Known::Nobody) => Err(Condition::Nobody),
            Some(Known::Several) => Err(Condition::Several),
            Some(Known::Failed(error)) => Err(Condition::Failed(error.clone())),
            Some(Known::Wanted | Known::Asked) | None => Err(Condition::Looking),
        }
    }

    pub(super) fn name(&self, address: &str) -> Option<String> {
        match self.get(address) {
            Some(Known::Person(_, name)) => Some(name.clone()),
            _ => None,
        }
    }
}

/// A search may answer more than was asked for: only the address itself counts, where it is told.
fn who(address: &str, users: Vec<User>) -> Known {
    let count = users.len();
    let is = |user: &User| match &user.email {
        Some(email) => email.trim().eq_ignore_ascii_case(address),
        None => count == 1,
    };
    let mut users = users.into_iter().filter(is);
    match (users.next(), users.next()) {
        (None, _) => Known::Nobody,
        (Some(user), None) => Known::Person(user.id, user.name().to_owned()),
        _ => Known::Several,
    }
}
