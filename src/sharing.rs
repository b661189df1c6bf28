//! Sharing one collection: who has access, whom the person is about to add, what is to be asked of the server
//! next, and what each answer means. Pure: it says what to ask ([`Ask`]) and is told what came of it.
//!
//! Changes and readings of the list go one after another, so that each answer is newer than all that was sent
//! before it: what the server said last is what is shown, under what the person still wants. Look-ups of
//! addresses go beside them, a few at a time.

mod adding;
mod chip;
mod lookup;
mod member;
mod steps;
#[cfg(test)]
mod tests;
mod typed;

pub use chip::{Chip, Condition};
pub use member::{Access, Member, Roster};
pub use steps::Ask;
pub use typed::is_complete;

use adding::Adding;
use lookup::Lookups;
use steps::{Doing, Why};

use crate::{
    api::{Change, Error, Level, PermissionOp, Principal, UserId},
    recipients::{Recipient, parse},
};

/// What became of an addition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// How many were given access.
    pub added: usize,
    /// How many had it already.
    pub already: usize,
    /// How many are left to be put right.
    pub to_fix: usize,
    /// How many ask something.
    pub asking: usize,
}

/// Something that the person is to hear of once.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// An addition has ended.
    Added(Status),
    /// Somebody's access was changed.
    Changed {
        /// Whose.
        who: Principal,
        /// What it was before.
        from: Access,
        /// What it is now.
        to: Access,
        /// Whether the person can put it back.
        undo: bool,
    },
    /// A change was not made.
    Refused {
        /// Whose.
        who: Principal,
        /// Why.
        why: Error,
    },
}

/// The state of one dialog. What is known of the list is in [`Sharing::roster`].
#[derive(Debug)]
pub struct Sharing {
    /// Who the person is, where that is known.
    pub me: Option<UserId>,
    /// Whose the collection is.
    pub owner: Option<UserId>,
    /// Whether the person may give more than a view, and change what others have.
    pub may_edit: bool,
    /// The level for all that have none of their own.
    pub level: Level,
    /// Who has access.
    pub roster: Roster,
    /// Why the list could not be read.
    pub failed: Option<Error>,
    /// Whether levels can be changed here.
    pub can_update: bool,
    /// Whether access can be taken away here.
    pub can_destroy: bool,
    /// Seconds that the server asked to wait, while it is waited.
    pub waiting: Option<u64>,
    chips: Vec<Chip>,
    next_key: u64,
    lookups: Lookups,
    adding: Option<Adding>,
    doing: Doing,
    to_read: Option<Why>,
    to_wait: Option<u64>,
    waits: u32,
    news: Vec<News>,
    open: bool,
}

impl Sharing {
    /// Nothing is known yet, and the list is the first thing to be asked for.
    #[must_use]
    pub fn new(me: Option<UserId>, owner: Option<UserId>, may_edit: bool) -> Self {
        Self { to_read: Some(Why::Shown), ..Self::gather(me, owner, may_edit) }
    }

    /// Only the people to add are of interest, not a list.
    #[must_use]
    pub fn gather(me: Option<UserId>, owner: Option<UserId>, may_edit: bool) -> Self {
        Self {
            me,
            owner,
            may_edit,
            level: Level::View,
            roster: Roster::default(),
            failed: None,
            can_update: true,
            can_destroy: true,
            waiting: None,
            chips: Vec::new(),
            next_key: 1,
            lookups: Lookups::default(),
            adding: None,
            doing: Doing::Nothing,
            to_read: None,
            to_wait: None,
            waits: 0,
            news: Vec::new(),
            open: true,
        }
    }

    /// Those to be added, in their order.
    #[must_use]
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// The chip with this key.
    #[must_use]
    pub fn chip(&self, key: u64) -> Option<&Chip> {
        self.chips.iter().find(|chip| chip.key == key)
    }

    fn chip_mut(&mut self, key: u64) -> Option<&mut Chip> {
        self.chips.iter_mut().find(|chip| chip.key == key)
    }

    /// Makes chips of a text; what is there already is not repeated.
    pub fn put(&mut self, text: &str) {
        for recipient in parse(text) {
            if self.chips.iter().any(|chip| chip.is(&recipient)) {
                continue;
            }
            self.chips.push(Chip::new(self.next_key, recipient));
            self.next_key += 1;
        }
    }

    /// Takes a chip away; answers the text that makes it again. One that is being sent stays.
    pub fn take(&mut self, key: u64) -> Option<String> {
        if self.is_sending(key) {
            return None;
        }
        let at = self.chips.iter().position(|chip| chip.key == key)?;
        Some(self.chips.remove(at).text())
    }

    /// Says whether a number is a person's or a group's.
    pub fn decide(&mut self, key: u64, group: bool) {
        let Some(Recipient::Number(id)) = self.chip(key).map(|chip| chip.recipient.clone()) else { return };
        let recipient = if group { Recipient::Group(id) } else { Recipient::Person(id) };
        if self.chips.iter().any(|chip| chip.is(&recipient)) {
            self.chips.retain(|chip| chip.key != key);
        } else if let Some(chip) = self.chip_mut(key) {
            chip.recipient = recipient;
        }
    }

    /// Gives one chip a level of its own; `None` is the one for all.
    pub fn set_level(&mut self, key: u64, level: Option<Level>) {
        if let Some(chip) = self.chip_mut(key) {
            chip.level = level;
        }
    }

    /// The level that a chip is sent with.
    #[must_use]
    pub fn level_of(&self, chip: &Chip) -> Level {
        let level = chip.level.as_ref().unwrap_or(&self.level);
        if self.may_edit { level.clone() } else { Level::View }
    }

    /// What is to be said of a chip.
    #[must_use]
    pub fn condition(&self, chip: &Chip) -> Condition {
        if self.is_sending(chip.key) {
            return Condition::Sending;
        }
        let who = match self.resolve(chip) {
            Ok(who) => who,
            Err(condition) => return condition,
        };
        match &chip.trouble {
            _ if self.roster.holds(who) => Condition::Already,
            Some(error) => Condition::Failed(error.clone()),
            None => Condition::Ready,
        }
    }

    /// Whom a chip means, or why that can't be told.
    fn resolve(&self, chip: &Chip) -> Result<Principal, Condition> {
        match &chip.recipient {
            Recipient::Email { address, .. } => self.lookups.person(address).map(Principal::User),
            _ => chip.principal().ok_or(match chip.recipient {
                Recipient::Number(_) => Condition::PersonOrGroup,
                _ => Condition::NoAddress,
            }),
        }
    }

    /// The name of the person whose address a chip holds, once that is known.
    #[must_use]
    pub fn name_of(&self, chip: &Chip) -> Option<String> {
        match &chip.recipient {
            Recipient::Email { address, .. } => self.lookups.name(address),
            _ => None,
        }
    }

    /// The person with this address, once that is known: what can be suggested.
    #[must_use]
    pub fn suggestion(&self, address: &str) -> Option<String> {
        self.lookups.name(address)
    }

    /// Asks who has the address that is being typed.
    pub fn ask_for(&mut self, address: &str) {
        self.lookups.want(address);
    }

    /// Whether this deployment finds nobody by e-mail.
    #[must_use]
    pub fn by_id_only(&self) -> bool {
        self.lookups.is_refused()
    }

    /// What the chips that can be sent ask for: for those who send it elsewhere.
    #[must_use]
    pub fn ops(&self) -> Vec<PermissionOp> {
        let mut ops: Vec<PermissionOp> = Vec::new();
        for chip in &self.chips {
            if let Ok(principal) = self.resolve(chip)
                && ops.iter().all(|op| op.principal != principal)
            {
                ops.push(PermissionOp { principal, change: Change::Create(self.level_of(chip)) });
            }
        }
        ops
    }

    /// How many chips closing would lose: those who have access already are no loss.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.chips.iter().filter(|chip| self.condition(chip) != Condition::Already).count()
    }

    /// How many chips wait for an address to be looked up.
    #[must_use]
    pub fn looking(&self) -> usize {
        self.chips.iter().filter(|chip| self.condition(chip) == Condition::Looking).count()
    }

    /// How many chips a person has to put right.
    #[must_use]
    pub fn to_fix(&self) -> usize {
        self.chips.iter().filter(|chip| self.condition(chip).is_wrong()).count()
    }

    /// How many chips ask something.
    #[must_use]
    pub fn asking(&self) -> usize {
        self.chips.iter().filter(|chip| self.condition(chip).asks()).count()
    }

    /// A text that makes those chips again that are not under way, where there are any.
    #[must_use]
    pub fn left(&self) -> Option<String> {
        let left = |chip: &&Chip| !matches!(self.condition(chip), Condition::Already | Condition::Sending);
        let texts: Vec<String> = self.chips.iter().filter(left).map(Chip::text).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    /// Wants somebody to have this access from now on. Shown at once, sent in its turn; the last one wins.
    pub fn change(&mut self, who: Principal, access: Access) {
        self.roster.want(who, access);
    }

    /// Whether a change is to be asked for first: it takes from the person themselves, or may.
    #[must_use]
    pub fn asks_first(&self, who: Principal, access: &Access) -> bool {
        let mine = match (self.me, who) {
            (Some(me), Principal::User(id)) => me == id,
            (Some(_), Principal::Group(_)) => false,
            (None, _) => true,
        };
        let less = match access {
            None => true,
            Some(level) => {
                *level == Level::View && self.roster.member(who).and_then(Member::shown) != Some(Level::View)
            }
        };
        mine && less
    }

    /// What the person is to hear of.
    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    /// Reads the list again.
    pub fn retry(&mut self) {
        self.failed = None;
        self.to_read = Some(Why::Shown);
    }

    /// Nobody looks any more: nothing is read for the screen, what was asked for is still carried out.
    pub fn close(&mut self) {
        self.open = false;
        if self.doing == Doing::Reading(Why::Shown) {
            self.doing = Doing::Nothing;
        }
        self.chips.retain(|chip| self.adding.as_ref().is_some_and(|adding| adding.keys.contains(&chip.key)));
    }
}
