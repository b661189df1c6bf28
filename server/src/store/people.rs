//! People and groups.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use crate::clock;
use crate::shapes::User;

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub(crate) id: i64,
    pub(crate) admin: bool,
}

/// The person that a token stands for, if still there.
pub(crate) fn caller(db: &Connection, id: i64) -> Result<Option<Caller>> {
    db.prepare_cached("SELECT admin FROM users WHERE id = ?1")?
        .query_row([id], |row| Ok(Caller { id, admin: row.get(0)? }))
        .optional()
}

/// Whether there is such a person (`user`) or group (`group`).
pub(crate) fn exists(db: &Connection, kind: &str, id: i64) -> Result<bool> {
    let sql = if kind == "group" { "SELECT 1 FROM groups WHERE id = ?1" } else { "SELECT 1 FROM users WHERE id = ?1" };
    db.prepare_cached(sql)?.exists([id])
}

/// A person, from four columns: id, full name, display name, e-mail.
pub(crate) fn person(row: &Row<'_>, at: usize) -> Result<User> {
    Ok(User { id: row.get(at)?, full_name: row.get(at + 1)?, display_name: row.get(at + 2)?, email: row.get(at + 3)? })
}

/// People with this e-mail address.
pub(crate) fn by_email(db: &Connection, email: &str) -> Result<Vec<User>> {
    db.prepare_cached(
        "SELECT id, full_name, display_name, email FROM users WHERE email = ?1 COLLATE NOCASE ORDER BY id",
    )?
    .query_map([email], |row| person(row, 0))?
    .collect()
}

/// The members of a group.
pub(crate) fn members(db: &Connection, group: i64) -> Result<Vec<User>> {
    db.prepare_cached(
        "SELECT u.id, u.full_name, u.display_name, u.email FROM members m \
         JOIN users u ON u.id = m.user_id WHERE m.group_id = ?1 ORDER BY u.id",
    )?
    .query_map([group], |row| person(row, 0))?
    .collect()
}

/// The person with this e-mail address or name, made with a personal library where there is none.
pub(crate) fn find_or_create(db: &mut Connection, person: &str) -> Result<i64> {
    let tx = db.transaction()?;
    let known = tx
        .query_row("SELECT id FROM users WHERE email = ?1 OR full_name = ?1 ORDER BY id LIMIT 1", [person], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let id = super::next_id(&tx, "users")?;
    let email = if person.contains('@') { person.to_owned() } else { format!("user-{id}@example.invalid") };
    tx.execute("INSERT INTO users VALUES (?1, ?2, ?2, ?3, ?4)", params![id, person, email, person == "admin"])?;
    let library = super::next_id(&tx, "collections")?;
    tx.execute(
        "INSERT INTO collections VALUES (?1, NULL, 'user', ?2, NULL, ?3, NULL)",
        params![library, id, clock::now()],
    )?;
    tx.commit()?;
    Ok(id)
}
