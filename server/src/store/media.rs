//! Media.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use serde_json::{Value, json};

use super::collections::VISIBLE;
use super::people::{Caller, person};
use crate::clock;

const COLUMNS: &str = "m.id, m.title, m.description, m.duration, m.created_at, m.picture, \
    m.status, m.size, m.source, u.id, u.full_name, u.display_name, u.email, m.collection_id, m.archived_at";

/// A medium as the API writes it; duration and thumbnail are left out where there is none.
fn medium(row: &Row<'_>) -> Result<Value> {
    let id: i64 = row.get(0)?;
    let mut json = json!({
        "id": id,
        "title": row.get::<_, String>(1)?,
        "description": row.get::<_, Option<String>>(2)?,
        "created_at": row.get::<_, String>(4)?,
        "transcoding_status": row.get::<_, String>(6)?,
        "size": row.get::<_, Option<i64>>(7)?,
        "source": row.get::<_, String>(8)?,
        "owner": person(row, 9)?,
        "embed_id": format!("embed-{id}"),
        "archived_at": row.get::<_, Option<String>>(14)?,
        "lti_launch_id": format!("lti-{id}"),
    });
    if let Some(duration) = row.get::<_, Option<f64>>(3)? {
        json["duration"] = json!(duration);
    }
    if row.get::<_, Option<String>>(5)?.is_some() {
        json["thumbnail_url"] = json!(format!("/thumbnails/{id}.png"));
    }
    Ok(json)
}

/// How many media a collection has.
pub(crate) fn count(db: &Connection, collection: i64) -> Result<i64> {
    db.prepare_cached("SELECT count(*) FROM media WHERE collection_id = ?1")?.query_row([collection], |row| row.get(0))
}

/// Some of them, by id.
pub(crate) fn list(db: &Connection, collection: i64, limit: i64, offset: i64) -> Result<Vec<Value>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM media m JOIN users u ON u.id = m.owner_id \
         WHERE m.collection_id = ?1 ORDER BY m.id LIMIT ?2 OFFSET ?3"
    ))?
    .query_map([collection, limit, offset], medium)?
    .collect()
}

/// One medium and the collection that it is in.
pub(crate) fn find(db: &Connection, id: i64) -> Result<Option<(Value, i64)>> {
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
) -> Result<(Vec<Value>, i64)> {
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
