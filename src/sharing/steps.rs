//! What to ask of the server next, and what its answers mean.

use super::{News, Sharing};
use crate::{
    api::{AccessList, Change, Error, Level, PermissionOp, Principal, User},
    recipients::Recipient,
};

/// The longest time (s) that the server may ask to wait before it is asked again unbidden.
const LONGEST: u64 = 30;
/// How often it is waited before the person is told instead.
const WAITS: u32 = 3;

/// What to ask.
#[derive(Clone, PartialEq, Debug)]
pub enum Ask {
    /// The list: tell [`Sharing::listed`]. `true` where only the screen needs it.
    List(bool),
    /// Who has this address: tell [`Sharing::found`].
    Find(String),
    /// Changes: tell [`Sharing::changed`].
    Change(Vec<PermissionOp>),
    /// So many seconds, then tell [`Sharing::waited`].
    Wait(u64),
}

/// What is under way, one at a time.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Doing {
    Nothing,
    Waiting,
    Reading(Why),
    Adding(Vec<u64>),
    Changing(Principal),
}

/// Why the list is read.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Why {
    Shown,
    /// An addition of these ended so: who of them is there?
    Added(Vec<u64>, Error),
    /// A change ended so: was it made?
    Changed(Principal, Error),
}

impl Sharing {
    /// What to ask now: to be asked until it has nothing, after each change and each answer.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "nothing now does not mean nothing later")]
    pub fn next(&mut self) -> Option<Ask> {
        for chip in &self.chips {
            if let Recipient::Email { address, .. } = &chip.recipient {
                self.lookups.want(address);
            }
        }
        if self.open
            && let Some(address) = self.lookups.next()
        {
            return Some(Ask::Find(address));
        }
        if self.doing != Doing::Nothing {
            return None;
        }
        if let Some(seconds) = self.to_wait.take() {
            self.doing = Doing::Waiting;
            self.waiting = Some(seconds);
            return Some(Ask::Wait(seconds));
        }
        if let Some(why) = self.to_read.take() {
            let shown = why == Why::Shown;
            self.doing = Doing::Reading(why);
            return Some(Ask::List(shown));
        }
        if let Some((keys, ops)) = self.next_addition() {
            self.doing = Doing::Adding(keys);
            return Some(Ask::Change(ops));
        }
        let (principal, held, access) = self.roster.next_change()?;
        let change = match (held, access) {
            (_, None) => Change::Destroy,
            (None, Some(level)) => Change::Create(level),
            (Some(_), Some(level)) => Change::Update(level),
        };
        self.doing = Doing::Changing(principal);
        Some(Ask::Change(vec![PermissionOp { principal, change }]))
    }

    /// The time has passed.
    pub fn waited(&mut self) {
        self.waiting = None;
        self.doing = Doing::Nothing;
    }

    /// Who has an address.
    pub fn found(&mut self, address: &str, answer: Result<Vec<User>, Error>) {
        self.lookups.found(address, answer);
    }

    /// What came of changes.
    pub fn changed(&mut self, answer: Result<AccessList, Error>) {
        let doing = std::mem::replace(&mut self.doing, Doing::Nothing);
        let error = match answer {
            Ok(list) => {
                self.waits = 0;
                self.roster.read(list);
                match doing {
                    Doing::Adding(keys) => {
                        self.settle(false);
                        // The server says that it did it, and does not show it.
                        self.fail_rest(&keys, &Error::Nonsense { status: 200 });
                    }
                    Doing::Changing(who) => self.compare(who, &Error::Nonsense { status: 200 }),
                    _ => {}
                }
                return;
            }
            Err(error) => error,
        };
        if let Error::Wait { after: Some(seconds), unsure: false } = error
            && seconds <= LONGEST
            && self.waits < WAITS
        {
            self.waits += 1;
            self.to_wait = Some(seconds);
            if let Doing::Changing(who) = doing
                && let Some(member) = self.roster.member_mut(who)
            {
                let sent = member.sending.take();
                member.want = member.want.take().or(sent);
            }
            return;
        }
        self.waits = 0;
        let ask = error.may_have_happened() || matches!(error, Error::Invalid { .. } | Error::NotFound(_));
        match doing {
            Doing::Adding(keys) if ask => self.to_read = Some(Why::Added(keys, error)),
            // One by one, the others may be allowed.
            Doing::Adding(keys) if matches!(error, Error::Forbidden(_)) => self.fail(&keys, &error),
            Doing::Adding(_) => self.fail_all(&error),
            Doing::Changing(who) if ask => self.to_read = Some(Why::Changed(who, error)),
            Doing::Changing(who) => self.refuse(who, error),
            _ => {}
        }
    }

    /// The list, or why it can't be had.
    pub fn listed(&mut self, answer: Result<AccessList, Error>) {
        let Doing::Reading(why) = std::mem::replace(&mut self.doing, Doing::Nothing) else { return };
        let error = match answer {
            Ok(list) => {
                self.failed = None;
                self.roster.read(list);
                None
            }
            Err(error) => Some(error),
        };
        match (why, error) {
            (Why::Shown, error) => self.failed = error,
            (Why::Added(_, was), Some(_)) => self.fail_all(&was),
            (Why::Added(keys, was), None) => {
                let unsure = was.may_have_happened();
                self.settle(!unsure);
                if unsure {
                    // The others would meet the same: the person says when to go on.
                    self.fail_all(&was);
                } else if keys.len() > 1 {
                    self.one_by_one();
                } else {
                    self.fail_rest(&keys, &was);
                }
            }
            (Why::Changed(who, was), Some(_)) => self.refuse(who, was),
            (Why::Changed(who, was), None) => self.compare(who, &was),
        }
    }

    fn one_by_one(&mut self) {
        match &mut self.adding {
            Some(adding) if !adding.keys.is_empty() => adding.one_by_one = true,
            _ => self.end_adding(),
        }
    }

    /// Those of these that were not added.
    fn fail_rest(&mut self, keys: &[u64], error: &Error) {
        let left: Vec<u64> = keys.iter().copied().filter(|key| self.is_sending(*key)).collect();
        self.fail(&left, error);
        if self.adding.as_ref().is_some_and(|adding| adding.keys.is_empty()) {
            self.end_adding();
        }
    }

    /// The list is there: was the change made?
    fn compare(&mut self, who: Principal, why: &Error) {
        let Some(member) = self.roster.member_mut(who) else { return };
        let (Some(sent), held, waits) = (member.sending.take(), member.held.clone(), member.want.is_some()) else {
            return;
        };
        if sent == held {
            let from = if waits { None } else { member.before.take().flatten() };
            let mine = matches!(who, Principal::User(id) if Some(id) == self.me);
            if mine && held.as_ref().is_none_or(|level| *level == Level::View) {
                self.may_edit = false;
            }
            if !waits {
                self.news.push(News::Changed { who, from, to: held, undo: !mine });
            }
            return;
        }
        if !waits {
            member.before = None;
        }
        if matches!(why, Error::Invalid { .. }) {
            match (&held, &sent) {
                (Some(_), None) => {
                    self.can_destroy = false;
                    self.roster.forget(|access| access.is_none());
                    return;
                }
                (Some(_), Some(_)) => {
                    self.can_update = false;
                    self.roster.forget(Option::is_some);
                    return;
                }
                _ => {}
            }
        }
        self.news.push(News::Refused { who, why: why.clone() });
    }

    fn refuse(&mut self, who: Principal, why: Error) {
        if let Some(member) = self.roster.member_mut(who) {
            member.sending = None;
            if member.want.is_none() {
                member.before = None;
                self.news.push(News::Refused { who, why });
            }
        }
    }
}
