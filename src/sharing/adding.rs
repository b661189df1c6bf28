//! One addition: all at once, and where that is refused, each by itself.

use super::{News, Sharing, Status};
use crate::{
    api::{Change, Error, PermissionOp, Principal},
    recipients::Recipient,
};

/// An addition under way.
#[derive(Debug)]
pub(super) struct Adding {
    /// The chips that are still to be added.
    pub(super) keys: Vec<u64>,
    /// Whether each is tried by itself.
    pub(super) one_by_one: bool,
    pub(super) added: usize,
    pub(super) already: usize,
}

impl Sharing {
    /// Adds all chips that can be; those that failed are tried again. Answers whether there are any.
    pub fn add(&mut self) -> bool {
        let keys = self.chips.iter().map(|chip| chip.key).collect();
        self.add_these(keys)
    }

    /// Tries one chip again.
    pub fn try_again(&mut self, key: u64) -> bool {
        self.add_these(vec![key])
    }

    fn add_these(&mut self, keys: Vec<u64>) -> bool {
        if self.adding.is_some() {
            return true;
        }
        for key in &keys {
            let Some(chip) = self.chip_mut(*key) else { continue };
            chip.trouble = None;
            if let Recipient::Email { address, .. } = &chip.recipient {
                let address = address.clone();
                self.lookups.again(&address);
            }
        }
        let keys: Vec<u64> = keys.into_iter().filter(|key| self.is_hopeful(*key)).collect();
        let any = !keys.is_empty();
        self.adding = any.then_some(Adding { keys, one_by_one: false, added: 0, already: 0 });
        any
    }

    /// Whether an addition is under way.
    #[must_use]
    pub fn is_adding(&self) -> bool {
        self.adding.is_some()
    }

    pub(super) fn is_sending(&self, key: u64) -> bool {
        self.adding.as_ref().is_some_and(|adding| adding.keys.contains(&key))
    }

    fn is_hopeful(&self, key: u64) -> bool {
        self.chip(key).is_some_and(|chip| match self.resolve(chip) {
            Ok(_) => true,
            Err(condition) => !condition.is_stuck(),
        })
    }

    fn principal(&self, key: u64) -> Option<Principal> {
        self.chip(key).and_then(|chip| self.resolve(chip).ok())
    }

    /// What to send now: nothing while an address is being looked up. Those who have access already, and those
    /// who turned out to be nobody, are dealt with on the way.
    pub(super) fn next_addition(&mut self) -> Option<(Vec<u64>, Vec<PermissionOp>)> {
        let keys = self.adding.as_ref()?.keys.clone();
        let looking =
            |key: &u64| self.chip(*key).is_some_and(|chip| self.resolve(chip) == Err(super::Condition::Looking));
        if keys.iter().any(looking) {
            return None;
        }
        self.settle(true);
        let adding = self.adding.as_ref()?;
        let all = if adding.one_by_one { 1 } else { adding.keys.len() };
        let (mut sent, mut ops) = (Vec::new(), Vec::<PermissionOp>::new());
        for key in adding.keys.iter().take(all) {
            if let (Some(principal), Some(chip)) = (self.principal(*key), self.chip(*key)) {
                sent.push(*key);
                // Two addresses of one person are one person.
                if ops.iter().all(|op| op.principal != principal) {
                    ops.push(PermissionOp { principal, change: Change::Create(self.level_of(chip)) });
                }
            }
        }
        if ops.is_empty() {
            self.end_adding();
            return None;
        }
        Some((sent, ops))
    }

    /// Chips whose people are in the list are done: they had access `before`, or were added.
    pub(super) fn settle(&mut self, before: bool) {
        let Some(mut adding) = self.adding.take() else { return };
        let mut done: Vec<Principal> = Vec::new();
        adding.keys.retain(|key| {
            let Some(principal) = self.principal(*key) else { return false };
            if !self.roster.holds(principal) {
                return true;
            }
            self.chips.retain(|chip| chip.key != *key);
            if !done.contains(&principal) {
                done.push(principal);
                *(if before { &mut adding.already } else { &mut adding.added }) += 1;
            }
            if let Some(member) = self.roster.member_mut(principal) {
                member.new |= !before;
            }
            false
        });
        self.adding = Some(adding);
    }

    /// These could not be added, and the addition goes on without them.
    pub(super) fn fail(&mut self, keys: &[u64], error: &Error) {
        for key in keys {
            if let Some(chip) = self.chip_mut(*key) {
                chip.trouble = Some(error.clone());
            }
        }
        if let Some(adding) = &mut self.adding {
            adding.keys.retain(|key| !keys.contains(key));
            if adding.keys.is_empty() {
                self.end_adding();
            }
        }
    }

    /// None of those left can be added.
    pub(super) fn fail_all(&mut self, error: &Error) {
        let keys = self.adding.as_ref().map(|adding| adding.keys.clone()).unwrap_or_default();
        self.fail(&keys, error);
        self.end_adding();
    }

    pub(super) fn end_adding(&mut self) {
        if let Some(adding) = self.adding.take() {
            let (to_fix, asking) = (self.to_fix(), self.asking());
            let status = Status { added: adding.added, already: adding.already, to_fix, asking };
            self.news.push(News::Added(status));
        }
    }
}
