//! Uploads on their way to become media. The bytes are counted, not kept.

use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::clock;

/// An upload: where it goes, whose it is, and its size once it came.
pub(crate) struct Upload {
    pub(crate) collection: i64,
    pub(crate) owner: i64,
    pub(crate) size: Option<i64>,
}

/// Begins an upload.
pub(crate) fn begin(db: &Connection, collection: i64, owner: i64) -> Result<i64> {
    let id = super::next_id(db, "uploads")?;
    db.prepare_cached("INSERT INTO uploads VALUES (?1, ?2, ?3, NULL)")?.execute([id, collection, owner])?;
    Ok(id)
}

/// An upload that is not complete yet.
pub(crate) fn find(db: &Connection, id: i64) -> Result<Option<Upload>> {
    db.prepare_cached("SELECT collection_id, owner_id, size FROM uploads WHERE id = ?1")?
        .query_row([id], |row| Ok(Upload { collection: row.get(0)?, owner: row.get(1)?, size: row.get(2)? }))
        .optional()
}

/// The file came.
pub(crate) fn received(db: &Connection, id: i64, size: i64) -> Result<()> {
    db.prepare_cached("UPDATE uploads SET size = ?2 WHERE id = ?1")?.execute([id, size])?;
    Ok(())
}

/// Makes a medium of it, which is then being processed.
pub(crate) fn complete(db: &Connection, id: i64, upload: &Upload, title: &str) -> Result<i64> {
    let medium = super::next_id(db, "media")?;
    db.prepare_cached(
        "INSERT INTO media VALUES (?1, ?2, ?3, NULL, NULL, ?4, NULL, 'processing', ?5, ?6, 'uploaded', NULL)",
    )?
    .execute(params![medium, upload.collection, title, clock::now(), upload.owner, upload.size])?;
    db.prepare_cached("DELETE FROM uploads WHERE id = ?1")?.execute([id])?;
    Ok(medium)
}
