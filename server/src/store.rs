//! The data, in SQLite.

pub(crate) mod collections;
mod db;
pub(crate) mod media;
pub(crate) mod people;
pub(crate) mod shares;
pub(crate) mod uploads;

pub(crate) use db::Db;
use rusqlite::{Connection, Result};

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO sequence VALUES ('collections', 100000), ('media', 1000000), ('users', 1000), ('uploads', 1);
CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, display_name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE, admin INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS members (
    group_id INTEGER NOT NULL, user_id INTEGER NOT NULL, PRIMARY KEY (user_id, group_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS collections (
    id INTEGER PRIMARY KEY, name TEXT, type TEXT NOT NULL, owner_id INTEGER NOT NULL,
    course_id INTEGER, created_at TEXT NOT NULL, archived_at TEXT);
CREATE INDEX IF NOT EXISTS collections_owner ON collections (owner_id);
CREATE UNIQUE INDEX IF NOT EXISTS one_library ON collections (owner_id) WHERE type = 'user';
CREATE TABLE IF NOT EXISTS media (
    id INTEGER PRIMARY KEY, collection_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT,
    duration REAL, created_at TEXT NOT NULL, picture TEXT, status TEXT NOT NULL,
    owner_id INTEGER NOT NULL, size INTEGER, source TEXT NOT NULL, archived_at TEXT);
CREATE INDEX IF NOT EXISTS media_collection ON media (collection_id, id);
CREATE TABLE IF NOT EXISTS uploads (
    id INTEGER PRIMARY KEY, collection_id INTEGER NOT NULL, owner_id INTEGER NOT NULL, size INTEGER);
CREATE TABLE IF NOT EXISTS shares (
    collection_id INTEGER NOT NULL, kind TEXT NOT NULL, subject_id INTEGER NOT NULL,
    permission TEXT NOT NULL, PRIMARY KEY (collection_id, kind, subject_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shares_subject ON shares (kind, subject_id, collection_id);
";

/// The next id of a table.
pub(crate) fn next_id(db: &Connection, table: &str) -> Result<i64> {
    db.prepare_cached("UPDATE sequence SET next = next + 1 WHERE name = ?1 RETURNING next - 1")?
        .query_row([table], |row| row.get(0))
}
