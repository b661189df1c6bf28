//! The demo: people, tokens, and data that is made to be hard. The same on every run.

mod collections;
mod media;
mod people;

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use crate::oauth::Tokens;

const ADMIN: i64 = 1;
const LIBRARIAN: i64 = 2;
const TEACHER: i64 = 3;
const STUDENT: i64 = 4;

/// 2024-09-02 08:00 UTC, when the demo's first collection was made.
const START: i64 = 1_725_264_000;

/// Somebody that one can be in the demo.
pub(crate) struct Identity {
    pub(crate) person: i64,
    pub(crate) name: &'static str,
    token: &'static str,
}

/// Those that one can be, the ordinary one first.
pub(crate) const IDENTITIES: [Identity; 4] = [
    Identity { person: TEACHER, name: "Ana Ferreira (teacher)", token: "demo-teacher" },
    Identity { person: LIBRARIAN, name: "Sofia Lindqvist (librarian)", token: "demo-librarian" },
    Identity { person: STUDENT, name: "Tomás Ribeiro (student)", token: "demo-student" },
    Identity { person: ADMIN, name: "Helen Park (administrator)", token: "demo-admin" },
];

/// Fills a database that has nobody in it, in one transaction.
pub(crate) fn fill(db: &mut Connection) -> Result<()> {
    let tx = db.transaction()?;
    let empty = !tx.prepare("SELECT 1 FROM users")?.exists([])?;
    if empty {
        people::fill(&tx)?;
        collections::fill(&tx)?;
        media::fill(&tx)?;
    }
    tx.commit()
}

/// The demo's tokens and its OAuth client.
pub(crate) fn tokens(tokens: &mut Tokens) {
    for identity in &IDENTITIES {
        tokens.allow(identity.token, identity.person);
    }
    tokens.allow_refresh("demo-refresh", TEACHER);
    tokens.allow_refresh("demo-refresh-2", TEACHER);
    tokens.set_client("demo-client", "demo-secret");
}

/// The page's configuration where the folder has none.
pub(crate) fn config(demo: bool) -> Value {
    if !demo {
        return json!({ "api": "", "sign_in": { "kind": "cookie" } });
    }
    let identities: Vec<Value> = IDENTITIES
        .iter()
        .map(|identity| (identity.name, identity.token))
        .chain([("Ana Ferreira (signed out)", "demo-expired")])
        .map(|(name, token)| json!({ "name": name, "token": token }))
        .collect();
    json!({ "api": "", "sign_in": { "kind": "demo", "identities": identities } })
}
