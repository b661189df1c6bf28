//! The collections and who may do what with them.

use rusqlite::{Connection, Result, params};

use super::{LIBRARIAN, START, STUDENT, TEACHER};
use crate::clock;

/// The first of the teacher's list after the personal library; the ids count from 101.
/// Name, type, owner, what the teacher was given, whether archived.
const FIRST: [(&str, &str, i64, &str, bool); 9] = [
    ("BIO 101 – Cell biology, autumn term", "course", 5, "edit", false),
    ("HIST 220 – Oral histories of the Atlantic coast", "course", 6, "view", false),
    ("Department of Nursing – simulation recordings", "collection", 12, "edit", false),
    ("MATH 330 – Linear algebra (spring 2025)", "course", TEACHER, "", true),
    ("مجموعة المحاضرات – قسم الهندسة", "course", 7, "view", false),
    ("Campus tour & orientation", "course_wide", 11, "edit", false),
    ("PHYS 204 – Waves and optics laboratory", "course", 6, "edit", false),
    ("Οδηγός για διεθνείς φοιτητές", "collection", 8, "view", false),
    ("LAW 410 – Moot court finals", "collection", TEACHER, "", false),
];

/// More of the teacher's own; the ids count from 110. Name and type.
const OWN: [(&str, &str); 14] = [
    ("<img src=x onerror=alert(1)><b>markup</b>", "collection"),
    ("🎬🧪👩🏽‍🔬 Lab films 🏳️‍🌈", "collection"),
    ("ארכיון ההרצאות – סמסטר א׳", "collection"),
    ("invoice \u{202e}gpj.exe", "collection"),
    ("生物学讲座合集（二〇二五年秋季）", "course"),
    ("Course-wide announcements", "course_wide"),
    ("Imported from the old portal", "legacy_channel"),
    ("Nothing in here yet", "collection"),
    ("{{constructor.constructor('alert(1)')()}}", "collection"),
    ("'; DROP TABLE collections; --", "collection"),
    ("Z̸̢a̷l̶g̵o̸ notes", "collection"),
    ("NoSpacesAnywhereInThisVeryLongNameThatHasToBreakSomewhereOrElseItPushesTheTableWide", "collection"),
    ("  leading and trailing spaces  ", "collection"),
    ("null", "collection"),
];

/// Who else has access: collection, kind, id, permission.
const SHARES: [(i64, &str, i64, &str); 18] = [
    (101, "user", 6, "view"),
    (101, "user", 8, "edit"),
    (101, "user", 9, "view"),
    (101, "user", 13, "view"),
    (101, "user", 14, "edit"),
    (101, "group", 118, "view"),
    (101, "group", 42, "edit"),
    (102, "group", 1, "view"),
    (103, "group", 118, "view"),
    (104, "user", 5, "view"),
    (104, "group", 1, "edit"),
    (106, "user", STUDENT, "view"),
    (108, "user", STUDENT, "view"),
    (108, "user", 10, "view"),
    (110, "user", 13, "edit"),
    (112, "group", 9_007_199_254_740_995, "view"),
    (116, "user", STUDENT, "view"),
    (116, "group", 1, "edit"),
];

/// What the teacher owns in all, beside those of [`FIRST`].
const TEACHER_OWN: i64 = 36;

/// What the librarian owns, 62 pages of 20 with the personal library and what is shared.
const LIBRARIAN_OWN: i64 = 1236;

pub(super) fn fill(db: &Connection) -> Result<()> {
    let mut collection = db.prepare("INSERT INTO collections VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    let mut share = db.prepare("INSERT INTO shares VALUES (?1, ?2, ?3, ?4)")?;
    let date = |day: i64| clock::rfc3339(START + day * 86_400 + day * 37 % 3600);
    for (id, (name, kind, owner, given, archived)) in (101_i64..).zip(FIRST) {
        let course = (kind == "course").then_some(id + 40_000);
        let archived = archived.then(|| date(300));
        collection.execute(params![id, name, kind, owner, course, date(id - 100), archived])?;
        if !given.is_empty() {
            share.execute(params![id, "user", TEACHER, given])?;
        }
    }
    let long: String = "A name of exactly 255 characters, which no row should cut in silence. "
        .chars()
        .cycle()
        .take(254)
        .chain(['.'])
        .collect();
    for at in 0..TEACHER_OWN {
        let (id, name, kind) = match usize::try_from(at).ok().and_then(|at| OWN.get(at)) {
            Some((name, kind)) => (110 + at, (*name).to_owned(), *kind),
            None if at == TEACHER_OWN - 1 => (9_007_199_254_740_993, "A number above 2⁵³".to_owned(), "collection"),
            None if at == 14 => (110 + at, long.clone(), "collection"),
            None => (110 + at, format!("Seminar recordings, week {}", at - 14), "collection"),
        };
        let archived = (at % 9 == 8).then(|| date(310 + at));
        collection.execute(params![id, name, kind, TEACHER, None::<i64>, date(20 + at), archived])?;
    }
    for (id, kind, subject, permission) in SHARES {
        share.execute(params![id, kind, subject, permission])?;
    }
    librarian(db)
}

/// The librarian's, made inside the database: 2001 has 480 media, 2007 a name of 10 kB.
fn librarian(db: &Connection) -> Result<()> {
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
         INSERT INTO collections SELECT 2000 + i, CASE i \
           WHEN 1 THEN 'Film archive – every reel, 1931–2024' \
           WHEN 7 THEN replace(hex(zeroblob(2500)), '00', 'long') \
           ELSE CASE i % 6 WHEN 0 THEN 'Lecture capture' WHEN 1 THEN 'Reading room talks' \
             WHEN 2 THEN 'Digitised cassettes' WHEN 3 THEN 'Open access week' \
             WHEN 4 THEN 'Thesis defences' ELSE 'Reserve shelf' END || ' ' || (i / 6 + 1) END, \
         CASE WHEN i % 11 = 0 THEN 'course' WHEN i % 97 = 0 THEN 'course_wide' ELSE 'collection' END, \
         ?2, CASE WHEN i % 11 = 0 THEN 50000 + i END, \
         strftime('%Y-%m-%dT%H:%M:%SZ', ?3 + i * 21601, 'unixepoch'), \
         CASE WHEN i % 13 = 5 THEN '2025-07-01T12:00:00Z' END FROM n",
        params![LIBRARIAN_OWN, LIBRARIAN, START],
    )?;
    Ok(())
}
