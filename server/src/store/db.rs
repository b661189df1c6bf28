//! The connections: one that writes, and some that read beside it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Result};

use crate::Database;
use crate::state::lock;

/// So many connections that read are kept for the next request.
const KEPT: usize = 8;

/// The connections of one server. In a file, nobody who reads waits for one who writes.
pub(crate) struct Db {
    // Before the writer, which then closes last and takes the log away.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    /// None in memory, where all share the one connection.
    file: Option<PathBuf>,
}

impl Db {
    /// Opens the database and makes its tables.
    pub(crate) fn open(database: &Database) -> Result<Self> {
        let (writer, file) = match database {
            Database::Memory => (tuned(Connection::open_in_memory()?)?, None),
            Database::File(path) => {
                let db = tuned(Connection::open(path)?)?;
                db.pragma_update(None, "journal_mode", "WAL")?;
                db.pragma_update(None, "synchronous", "FULL")?;
                (db, Some(path.clone()))
            }
        };
        writer.execute_batch(super::SCHEMA)?;
        Ok(Self { readers: Mutex::default(), writer: Mutex::new(writer), file })
    }

    /// Runs what writes, one at a time.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> T {
        work(&mut lock(&self.writer))
    }

    /// Runs what only reads.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> Result<T> {
        let Some(file) = &self.file else {
            return Ok(self.write(work));
        };
        let kept = lock(&self.readers).pop();
        let mut db = match kept {
            Some(db) => db,
            None => reader(file)?,
        };
        let outcome = work(&mut db);
        let mut readers = lock(&self.readers);
        if readers.len() < KEPT {
            readers.push(db);
        }
        Ok(outcome)
    }
}

fn reader(file: &Path) -> Result<Connection> {
    tuned(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

fn tuned(db: Connection) -> Result<Connection> {
    db.busy_timeout(Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn who_reads_a_file_does_not_wait_for_one_who_writes() {
        let file = std::env::temp_dir().join(format!("vitrine-readers-{}.db", std::process::id()));
        let db = Db::open(&Database::File(file.clone())).unwrap();
        let (begun, is_begun) = channel();
        let (read, is_read) = channel();
        std::thread::scope(|scope| {
            let db = &db;
            scope.spawn(move || {
                db.write(|db| {
                    let tx = db.transaction().unwrap();
                    tx.execute("INSERT INTO groups VALUES (7, 'New')", []).unwrap();
                    begun.send(()).unwrap();
                    is_read.recv_timeout(Duration::from_secs(20)).unwrap();
                    tx.commit().unwrap();
                });
            });
            is_begun.recv().unwrap();
            assert!(!exists(db));
            read.send(()).unwrap();
        });
        assert!(exists(&db));
        drop(db);
        std::fs::remove_file(file).unwrap();
    }

    fn exists(db: &Db) -> bool {
        db.read(|db| super::super::people::exists(db, "group", 7)).unwrap().unwrap()
    }
}
