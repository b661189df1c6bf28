//! The demo: people, tokens, and data that is made to be hard. The same on every run.

mod collections;
mod media;
mod people;

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use crate::oauth::Tokens;

pub(crate) const ADMIN: i64 = 1;
pub(crate) const LIBRARIAN: i64 = 2;
pub(crate) const TEACHER: i64 = 3;
pub(crate) const STUDENT: i64 = 4;

/// 2024-09-02 08:00 UTC, when the demo's first collection was made.
const START: i64 = 1_725_264_000;

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
    tokens.allow("demo-admin", ADMIN);
    tokens.allow("demo-librarian", LIBRARIAN);
    tokens.allow("demo-teacher", TEACHER);
    tokens.allow("demo-student", STUDENT);
    tokens.allow_refresh("demo-refresh", TEACHER);
    tokens.allow_refresh("demo-refresh-2", TEACHER);
    tokens.set_client("demo-client", "demo-secret");
}

/// The page's configuration where the folder has none.
pub(crate) fn config(demo: bool) -> Value {
    if !demo {
        return json!({ "api": "", "sign_in": { "kind": "cookie" } });
    }
    let identities: Vec<Value> = [
        ("Ana Ferreira (teacher)", "demo-teacher"),
        ("Sofia Lindqvist (librarian)", "demo-librarian"),
        ("Tomás Ribeiro (student)", "demo-student"),
        ("Helen Park (administrator)", "demo-admin"),
        ("Ana Ferreira (signed out)", "demo-expired"),
    ]
    .iter()
    .map(|(name, token)| json!({ "name": name, "token": token }))
    .collect();
    json!({ "api": "", "sign_in": { "kind": "demo", "identities": identities } })
}
