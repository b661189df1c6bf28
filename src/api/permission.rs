//! Who may do what with a collection, and the dialects in which it is changed.

use std::str::FromStr;

use super::{GroupId, Level, Row, UserId};

/// Who has access: a user or a group.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Principal {
    /// A person.
    User(UserId),
    /// A group.
    Group(GroupId),
}

/// One row of the list of permissions.
#[derive(Clone, PartialEq, Debug)]
pub struct Grant {
    /// Who.
    pub principal: Principal,
    /// The name to show.
    pub name: Option<String>,
    /// A person's address.
    pub email: Option<String>,
    /// What they may do.
    pub level: Level,
}

/// Everyone who has access to a collection.
#[derive(Clone, PartialEq, Debug)]
pub struct AccessList {
    /// The rows, in the server's order.
    pub grants: Vec<Row<Grant>>,
}

/// What to change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Give access.
    Create(Level),
    /// Give other access.
    Update(Level),
    /// Take access away.
    Destroy,
}

/// One change for one user or group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PermissionOp {
    /// For whom.
    pub principal: Principal,
    /// What.
    pub change: Change,
}

/// How changes are written [A]: key names and wrapper are published nowhere, so a deployment may set it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Dialect {
    /// `bare`: an array of rows with `type` and `permission`.
    #[default]
    Bare,
    /// `wrapped`: that array in `{"permissions": …}`.
    Wrapped,
    /// `bare_long`: an array of rows with `share_type` and `permission_type`.
    BareLong,
    /// `wrapped_long`: that array in `{"permissions": …}`.
    WrappedLong,
}

/// A word that names no dialect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownDialect;

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, UnknownDialect> {
        match word {
            "bare" => Ok(Self::Bare),
            "wrapped" => Ok(Self::Wrapped),
            "bare_long" => Ok(Self::BareLong),
            "wrapped_long" => Ok(Self::WrappedLong),
            _ => Err(UnknownDialect),
        }
    }
}

impl Dialect {
    /// The body of a request for changes. The keys stand in the order that the reference names them in [R].
    pub(super) fn write(self, ops: &[PermissionOp]) -> String {
        let wrapped = matches!(self, Self::Wrapped | Self::WrappedLong);
        let (share, level) = match self {
            Self::Bare | Self::Wrapped => ("type", "permission"),
            Self::BareLong | Self::WrappedLong => ("share_type", "permission_type"),
        };
        let mut body = String::from(if wrapped { "{\"permissions\":[" } else { "[" });
        for (at, op) in ops.iter().enumerate() {
            let (id, kind) = match op.principal {
                Principal::User(id) => (id.to_string(), "user"),
                Principal::Group(id) => (id.to_string(), "group"),
            };
            let (action, permission) = match &op.change {
                Change::Create(level) => ("create", Some(level)),
                Change::Update(level) => ("update", Some(level)),
                Change::Destroy => ("destroy", None),
            };
            let row = ["{\"id\":", &id, ",\"action\":\"", action, "\",\"", share, "\":\"", kind, "\""];
            body.push_str(if at > 0 { "," } else { "" });
            row.iter().for_each(|part| body.push_str(part));
            if let Some(permission) = permission {
                // A JSON string of its own: the word may be one that the server made up. Any text can be written.
                let word = serde_json::to_string(permission.word()).unwrap_or_default();
                [",\"", level, "\":", &word].iter().for_each(|part| body.push_str(part));
            }
            body.push('}');
        }
        body.push_str(if wrapped { "]}" } else { "]" });
        body
    }
}
