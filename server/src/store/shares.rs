//! Who was given a collection.

use rusqlite::{Connection, Result, params};

use super::people::person;
use crate::shapes::Access;

/// People and groups with access, the owner first.
pub(crate) fn list(db: &Connection, collection: i64) -> Result<Vec<Access>> {
    let mut rows: Vec<Access> = db
        .prepare_cached(
            "SELECT u.id, u.full_name, u.display_name, u.email, 'edit', 0 AS rank FROM collections c \
             JOIN users u ON u.id = c.owner_id WHERE c.id = ?1 \
             UNION ALL SELECT u.id, u.full_name, u.display_name, u.email, s.permission, 1 FROM shares s \
             JOIN users u ON u.id = s.subject_id WHERE s.collection_id = ?1 AND s.kind = 'user' \
             ORDER BY rank, 1",
        )?
        .query_map([collection], |row| Ok(Access::of_user(person(row, 0)?, row.get(4)?)))?
        .collect::<Result<_>>()?;
    let mut groups = db.prepare_cached(
        "SELECT g.id, g.name, s.permission FROM shares s JOIN groups g ON g.id = s.subject_id \
         WHERE s.collection_id = ?1 AND s.kind = 'group' ORDER BY g.id",
    )?;
    for group in groups.query_map([collection], |row| Ok(Access::of_group(row.get(0)?, row.get(1)?, row.get(2)?)))? {
        rows.push(group?);
    }
    Ok(rows)
}

/// Whether it was given already.
pub(crate) fn exists(db: &Connection, collection: i64, kind: &str, subject: i64) -> Result<bool> {
    db.prepare_cached("SELECT 1 FROM shares WHERE collection_id = ?1 AND kind = ?2 AND subject_id = ?3")?
        .exists(params![collection, kind, subject])
}

/// Gives it, with this permission.
pub(crate) fn put(db: &Connection, collection: i64, kind: &str, subject: i64, permission: &str) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO shares VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![collection, kind, subject, permission])?;
    Ok(())
}

/// Takes it back.
pub(crate) fn remove(db: &Connection, collection: i64, kind: &str, subject: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM shares WHERE collection_id = ?1 AND kind = ?2 AND subject_id = ?3")?
        .execute(params![collection, kind, subject])?;
    Ok(())
}
