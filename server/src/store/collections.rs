//! Collections and what a person may do with them.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::people::{Caller, person};
use crate::clock;
use crate::shapes::Collection;

/// The columns of a collection; `?1` is the caller, `?2` whether an administrator.
const COLUMNS: &str = "c.id, c.name, c.type, c.course_id, c.created_at, c.archived_at, \
    u.id, u.full_name, u.display_name, u.email, \
    CASE WHEN c.owner_id = ?1 THEN 'admin' ELSE coalesce(\
      (SELECT min(s.permission) FROM shares s WHERE s.collection_id = c.id AND (\
        (s.kind = 'user' AND s.subject_id = ?1) OR (s.kind = 'group' AND s.subject_id IN \
        (SELECT group_id FROM members WHERE user_id = ?1)))), \
      CASE WHEN ?2 THEN 'view' END) END";

/// The ids of what the caller (`?1`) owns or was given, and for an administrator (`?2`) of all but the
/// libraries of others: the one library that is listed tells who one is.
pub(super) const VISIBLE: &str = "SELECT id FROM collections WHERE owner_id = ?1 \
    UNION SELECT collection_id FROM shares WHERE kind = 'user' AND subject_id = ?1 \
    UNION SELECT s.collection_id FROM members m JOIN shares s \
      ON s.kind = 'group' AND s.subject_id = m.group_id WHERE m.user_id = ?1 \
    UNION SELECT id FROM collections WHERE ?2 AND type <> 'user'";

impl Collection {
    /// Whether the caller may change it: `edit`, or the owner's `admin`.
    pub(crate) fn editable(&self) -> bool {
        matches!(self.permission.as_deref(), Some("edit" | "admin"))
    }
}

fn collection(row: &Row<'_>) -> Result<Collection> {
    Ok(Collection {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        course_id: row.get(3)?,
        created_at: row.get(4)?,
        archived_at: row.get(5)?,
        owner: person(row, 6)?,
        permission: row.get(10)?,
    })
}

/// One collection, whoever's it is.
pub(crate) fn find(db: &Connection, caller: Caller, id: i64) -> Result<Option<Collection>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM collections c JOIN users u ON u.id = c.owner_id WHERE c.id = ?3"
    ))?
    .query_row(params![caller.id, caller.admin, id], collection)
    .optional()
}

/// How many collections the caller has permission to.
pub(crate) fn count(db: &Connection, caller: Caller) -> Result<i64> {
    db.prepare_cached(&format!("SELECT count(*) FROM ({VISIBLE})"))?
        .query_row(params![caller.id, caller.admin], |row| row.get(0))
}

/// Some of them, by id.
pub(crate) fn list(db: &Connection, caller: Caller, limit: i64, offset: i64) -> Result<Vec<Collection>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM collections c JOIN users u ON u.id = c.owner_id \
         WHERE c.id IN ({VISIBLE} ORDER BY 1 LIMIT ?3 OFFSET ?4) ORDER BY c.id"
    ))?
    .query_map(params![caller.id, caller.admin, limit, offset], collection)?
    .collect()
}

/// How many collections beside the personal library somebody owns.
pub(crate) fn owned(db: &Connection, person: i64) -> Result<i64> {
    db.prepare_cached("SELECT count(*) FROM collections WHERE owner_id = ?1 AND type <> 'user'")?
        .query_row([person], |row| row.get(0))
}

/// Makes a collection of `owner`'s.
pub(crate) fn create(db: &Connection, owner: i64, name: &str) -> Result<i64> {
    let id = super::next_id(db, "collections")?;
    db.prepare_cached("INSERT INTO collections VALUES (?1, ?2, 'collection', ?3, NULL, ?4, NULL)")?
        .execute(params![id, name, owner, clock::now()])?;
    Ok(id)
}

/// Deletes a collection with its media and its shares.
pub(crate) fn delete(db: &Connection, id: i64) -> Result<()> {
    for sql in [
        "DELETE FROM uploads WHERE collection_id = ?1",
        "DELETE FROM media WHERE collection_id = ?1",
        "DELETE FROM shares WHERE collection_id = ?1",
        "DELETE FROM collections WHERE id = ?1",
    ] {
        db.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Archives a collection or takes it back; one that is so already stays unchanged.
pub(crate) fn set_archived(db: &Connection, id: i64, archived: bool) -> Result<()> {
    let at = archived.then(clock::now);
    db.prepare_cached(
        "UPDATE collections SET archived_at = CASE WHEN ?2 IS NULL THEN NULL \
         ELSE coalesce(archived_at, ?2) END WHERE id = ?1",
    )?
    .execute(params![id, at])?;
    Ok(())
}
