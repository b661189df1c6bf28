//! One recipient that is not added yet.

use crate::{
    api::{Error, GroupId, Level, Principal, UserId},
    recipients::Recipient,
};

/// One recipient in the field.
#[derive(Clone, PartialEq, Debug)]
pub struct Chip {
    /// Which one: never used again for another.
    pub key: u64,
    /// What was typed.
    pub recipient: Recipient,
    /// The level, where it has one of its own.
    pub level: Option<Level>,
    /// Why it was not added.
    pub(super) trouble: Option<Error>,
}

/// What is to be said of a chip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    /// It can be sent.
    Ready,
    /// Who has this address is being asked.
    Looking,
    /// It is being added.
    Sending,
    /// A number: a person's or a group's?
    PersonOrGroup,
    /// Neither an address nor an id.
    NoAddress,
    /// Nobody has this address.
    Nobody,
    /// More than one person has this address.
    Several,
    /// Addresses can't be looked up here.
    ByIdOnly,
    /// They have access already.
    Already,
    /// It could not be looked up or added.
    Failed(Error),
}

impl Condition {
    /// Whether adding would not even be tried.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        self.asks() || (self.is_wrong() && !matches!(self, Self::Failed(_)))
    }

    /// Whether a person has to put it right.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !matches!(self, Self::Ready | Self::Looking | Self::Sending | Self::Already | Self::PersonOrGroup)
    }

    /// Whether nothing is wrong with it, and it asks something.
    #[must_use]
    pub fn asks(&self) -> bool {
        *self == Self::PersonOrGroup
    }
}

impl Chip {
    pub(super) fn new(key: u64, recipient: Recipient) -> Self {
        Self { key, recipient, level: None, trouble: None }
    }

    /// Whether this is the same recipient: addresses are compared without ASCII case.
    pub(super) fn is(&self, other: &Recipient) -> bool {
        match (&self.recipient, other) {
            (Recipient::Email { address, .. }, Recipient::Email { address: other, .. }) => {
                address.eq_ignore_ascii_case(other)
            }
            (one, other) => one == other,
        }
    }

    /// Whom an id means.
    pub(super) fn principal(&self) -> Option<Principal> {
        match self.recipient {
            Recipient::Person(id) => UserId::new(id).map(Principal::User),
            Recipient::Group(id) => GroupId::new(id).map(Principal::Group),
            _ => None,
        }
    }

    /// A text that reads as this recipient.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.recipient {
            Recipient::Email { address, .. } => address.clone(),
            Recipient::Number(id) => id.to_string(),
            Recipient::Person(id) => "user:".to_owned() + &id.to_string(),
            Recipient::Group(id) => "group:".to_owned() + &id.to_string(),
            Recipient::Unknown(text) => text.clone(),
        }
    }
}
