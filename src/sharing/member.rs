//! Who has access: what the server holds, and what the person wants instead.

use crate::api::{AccessList, Grant, Level, Principal, Unreadable};

/// What somebody may do; `None` is nothing.
pub type Access = Option<Level>;

/// Somebody who has access, had it, or is to have it again.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// Who, as the server last named them.
    pub grant: Grant,
    /// Whether they were added in this dialog.
    pub new: bool,
    pub(super) held: Access,
    pub(super) sending: Option<Access>,
    pub(super) want: Option<Access>,
    /// What it was before what is being sent, and what was sent before that in one go.
    pub(super) before: Option<Access>,
}

impl Member {
    /// What the screen shows.
    #[must_use]
    pub fn shown(&self) -> Access {
        self.want.as_ref().or(self.sending.as_ref()).unwrap_or(&self.held).clone()
    }
}

/// All of them, in the server's order.
#[derive(Default, Debug)]
pub struct Roster {
    /// Whether the server has told the list.
    pub known: bool,
    /// Rows that could not be read.
    pub unreadable: Vec<Unreadable>,
    members: Vec<Member>,
}

impl Roster {
    /// Those who have access, as far as the screen shows.
    pub fn shown(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.shown().is_some())
    }

    /// One of them, shown or not.
    #[must_use]
    pub fn member(&self, who: Principal) -> Option<&Member> {
        self.members.iter().find(|member| member.grant.principal == who)
    }

    pub(super) fn member_mut(&mut self, who: Principal) -> Option<&mut Member> {
        self.members.iter_mut().find(|member| member.grant.principal == who)
    }

    /// Whether the server holds access for them.
    pub(super) fn holds(&self, who: Principal) -> bool {
        self.member(who).is_some_and(|member| member.held.is_some())
    }

    pub(super) fn want(&mut self, who: Principal, access: Access) {
        if let Some(member) = self.member_mut(who) {
            member.want = Some(access);
        }
    }

    /// The first whose access is to be changed, and what to. A wish that has come true is let go of.
    pub(super) fn next_change(&mut self) -> Option<(Principal, Access, Access)> {
        for member in &mut self.members {
            match member.want.take() {
                Some(access) if access != member.held => {
                    member.sending = Some(access.clone());
                    member.before.get_or_insert_with(|| member.held.clone());
                    return Some((member.grant.principal, member.held.clone(), access));
                }
                _ => {}
            }
        }
        None
    }

    /// Lets go of wishes that can't come true here.
    pub(super) fn forget(&mut self, which: fn(&Access) -> bool) {
        for member in &mut self.members {
            member.want = member.want.take().filter(|access| !(member.held.is_some() && which(access)));
        }
    }

    /// What the server says now. Who has gone is kept, unseen: the person may want them back.
    pub(super) fn read(&mut self, list: AccessList) {
        let mut before = std::mem::take(&mut self.members);
        self.unreadable.clear();
        for row in list.grants {
            match row {
                Ok(grant) => {
                    let known = before.iter().position(|member| member.grant.principal == grant.principal);
                    let held = Some(grant.level.clone());
                    self.members.push(match known {
                        Some(at) => Member { grant, held, ..before.remove(at) },
                        None => Member { grant, new: false, held, sending: None, want: None, before: None },
                    });
                }
                Err(row) => self.unreadable.push(row),
            }
        }
        for gone in before {
            self.members.push(Member { held: None, new: false, ..gone });
        }
        self.known = true;
    }
}
