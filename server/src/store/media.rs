//! Media.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::collections::VISIBLE;
use super::people::{Caller, person};
use crate::clock;
use crate::shapes::Medium;

const COLUMNS: &str = "m.id, m.title, m.description, m.duration, m.created_at, m.picture, \
    m.status, m.size, m.source, u.id, u.full_name, u.display_name, u.email, m.collection_id, m.archived_at";

fn medium(row: &Row<'_>) -> Result<Medium> {
    let id: i64 = row.get(0)?;
    let pictured = row.get::<_, Option<String>>(5)?.is_some();
    Ok(Medium {
        id,
        title: row.get(1)?,
        description: row.get(2)?,
        duration: row.get(3)?,
        created_at: row.get(4)?,
        thumbnail_url: pictured.then(|| format!("/thumbnails/{id}.png")),
        transcoding_status: row.get(6)?,
        owner: person(row, 9)?,
        size: row.get(7)?,
        source: row.get(8)?,
        embed_id: format!("embed-{id}"),
        lti_launch_id: format!("lti-{id}"),
        archived_at: row.get(14)?,
        collection: None,
    })
}

/// How many media a collection has.
pub(crate) fn count(db: &Connection, collection: i64) -> Result<i64> {
    db.prepare_cached("SELECT count(*) FROM media WHERE collection_id = ?1")?.query_row([collection], |row| row.get(0))
}

/// Some of them, by id.
pub(crate) fn list(db: &Connection, collection: i64, limit: i64, offset: i64) -> Result<Vec<Medium>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM media m JOIN users u ON u.id = m.owner_id \
         WHERE m.collection_id = ?1 ORDER BY m.id LIMIT ?2 OFFSET ?3"
    ))?
    .query_map([collection, limit, offset], medium)?
    .collect()
}

/// One medium and the collection that it is in.
pub(crate) fn find(db: &Connection, id: i64) -> Result<Option<(Medium, i64)>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM media m JOIN users u ON u.id = m.owner_id WHERE m.id = ?1"))?
        .query_row([id], |row| Ok((medium(row)?, row.get(13)?)))
        .optional()
}

/// What picture a medium has: `image`, or `audio` for one that is refused.
pub(crate) fn picture(db: &Connection, id: i64) -> Result<Option<String>> {
    db.prepare_cached("SELECT picture FROM media WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
        .map(Option::flatten)
}

/// Whether there is a file of a medium: not of one elsewhere, or one that is not ready.
pub(crate) fn has_file(db: &Connection, id: i64) -> Result<bool> {
    db.prepare_cached("SELECT 1 FROM media WHERE id = ?1 AND source <> 'external' AND status = 'transcoded'")?
        .exists([id])
}

/// Some of the media that somebody may see and whose title has `text` in it, and how many there are.
pub(crate) fn search(
    db: &Connection,
    caller: Caller,
    text: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Medium>, i64)> {
    let wanted = format!(
        "FROM media m JOIN users u ON u.id = m.owner_id \
         WHERE m.collection_id IN ({VISIBLE}) AND instr(lower(m.title), lower(?3)) > 0"
    );
    let rows = db
        .prepare_cached(&format!("SELECT {COLUMNS} {wanted} ORDER BY m.id LIMIT ?4 OFFSET ?5"))?
        .query_map(params![caller.id, caller.admin, text, limit, offset], medium)?
        .collect::<Result<_>>()?;
    let total = db
        .prepare_cached(&format!("SELECT count(*) {wanted}"))?
        .query_row(params![caller.id, caller.admin, text], |row| row.get(0))?;
    Ok((rows, total))
}

/// Archives a medium or takes it back.
pub(crate) fn set_archived(db: &Connection, id: i64, archived: bool) -> Result<()> {
    let at = archived.then(clock::now);
    db.prepare_cached(
        "UPDATE media SET archived_at = CASE WHEN ?2 IS NULL THEN NULL \
         ELSE coalesce(archived_at, ?2) END WHERE id = ?1",
    )?
    .execute(params![id, at])?;
    Ok(())
}
