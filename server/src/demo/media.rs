//! The media.

use rusqlite::{Connection, Result, params};

use super::START;
use crate::clock;

/// The first of BIO 101; title, seconds, picture, status, source.
type Medium = (&'static str, Option<f64>, Option<&'static str>, &'static str, &'static str);

const IMAGE: Option<&str> = Some("image");
const AUDIO: Option<&str> = Some("audio");
const DONE: &str = "transcoded";

const BIO: [Medium; 12] = [
    ("Lecture 1 – The cell as a city", Some(2892.0), IMAGE, DONE, "uploaded"),
    ("Lecture 2 – Membranes and transport", Some(3011.5), IMAGE, DONE, "uploaded"),
    ("Lab briefing: using the confocal microscope safely", Some(754.2), IMAGE, DONE, "webcam"),
    ("Guest talk – CRISPR in practice", Some(3750.0), IMAGE, DONE, "external"),
    ("Study-group audio notes", Some(1322.8), AUDIO, DONE, "uploaded"),
    ("Lecture 3 – Mitochondria", None, None, "processing", "uploaded"),
    ("Lecture 3 – Mitochondria (first try)", None, None, "failed", "uploaded"),
    ("Live session without a known length", None, IMAGE, DONE, "screen_capture"),
    ("<script>alert('title')</script> & friends", Some(0.4), IMAGE, DONE, "uploaded"),
    ("مقدمة في علم الأحياء", Some(59.9), IMAGE, DONE, "uploaded"),
    ("A very long day: the whole field trip, uncut", Some(93_784.0), IMAGE, DONE, "uploaded"),
    ("细胞分裂 🧫", Some(600.0), None, DONE, "uploaded"),
];

pub(super) fn fill(db: &Connection) -> Result<()> {
    let mut insert = db.prepare("INSERT INTO media VALUES (?1, 101, ?2, ?3, ?4, ?5, ?6, ?7, 5, ?8, ?9, NULL)")?;
    for (at, (title, duration, picture, status, source)) in (0_i64..).zip(BIO) {
        let description = (at % 2 == 0).then_some("Recorded in lecture hall B.\nSlides: week 1.");
        let size = (status == DONE).then_some(181_403_648 + at * 7_340_033);
        let created = clock::rfc3339(START + 86_400 * (at + 2));
        insert.execute(params![1001 + at, title, description, duration, created, picture, status, size, source])?;
    }
    // Collection, first id, how many, title.
    for (collection, first, count, title) in [
        (101, 1013, 108, "Tutorial"),
        (102, 1201, 24, "Interview"),
        (103, 1301, 37, "Simulation"),
        (104, 1401, 20, "Linear algebra, lecture"),
        (105, 1501, 21, "محاضرة"),
        (106, 1601, 5, "Campus tour, stop"),
        (107, 1701, 50, "Experiment"),
        (108, 1801, 3, "Οδηγός"),
        (109, 1901, 4, "Moot court, round"),
        (2001, 10_001, 480, "Reel"),
        (3, 1951, 6, "My recording"),
        (4, 1961, 2, "Presentation draft"),
    ] {
        series(db, collection, first, count, title)?;
    }
    // A few in each other one, but for the one that stays empty.
    db.execute(
        "INSERT INTO media SELECT 20000 + (c.id % 10000) * 4 + k.i, c.id, 'Recording ' || (k.i + 1), \
         NULL, 60.5 * (c.id % 90 + 1), c.created_at, 'image', 'transcoded', c.owner_id, \
         1048576 * (c.id % 50 + 1), 'uploaded', NULL \
         FROM collections c JOIN (SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2) k \
         ON k.i < c.id % 4 WHERE c.type <> 'user' AND c.id > 109 AND c.id NOT IN (117, 2001)",
        [],
    )?;
    Ok(())
}

fn series(db: &Connection, collection: i64, first: i64, count: i64, title: &str) -> Result<()> {
    db.prepare_cached(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?3) \
         INSERT INTO media SELECT ?2 + i, ?1, ?4 || ' ' || (i + 1), \
         CASE WHEN i % 3 = 0 THEN 'Part ' || (i + 1) || ' of the series.' END, \
         CASE WHEN i % 17 <> 16 THEN 312.25 + i * 37 % 5400 END, \
         strftime('%Y-%m-%dT%H:%M:%SZ', ?5 + i * 43207, 'unixepoch'), \
         CASE WHEN i % 12 = 11 THEN 'audio' WHEN i % 19 <> 18 THEN 'image' END, \
         CASE WHEN i % 23 = 22 THEN 'processing' WHEN i % 31 = 30 THEN 'failed' ELSE 'transcoded' END, \
         (SELECT owner_id FROM collections WHERE id = ?1), 20971520 + i * 3000017, 'uploaded', NULL \
         FROM n",
    )?
    .execute(params![collection, first, count, title, START + 1_000_000])?;
    Ok(())
}
