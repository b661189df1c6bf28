//! The people, their groups and their personal libraries.

use rusqlite::{Connection, Result, params};

use super::START;
use crate::clock;

/// Full name, display name, e-mail; the ids count from 1.
const PEOPLE: [(&str, &str, &str); 16] = [
    ("Helen Park", "Helen", "h.park@uni.example"),
    ("Sofia Lindqvist", "Sofia", "s.lindqvist@uni.example"),
    ("Ana Ferreira", "Ana", "a.ferreira@uni.example"),
    ("Tomás Ribeiro", "Tomás", "t.ribeiro@uni.example"),
    ("Dr. Miriam Okafor", "Miriam", "m.okafor@uni.example"),
    ("Prof. Jonas Weber", "Jonas", "j.weber@uni.example"),
    ("Dr. Laila Haddad", "Laila", "l.haddad@uni.example"),
    ("Ελένη Παπαδοπούλου", "Ελένη", "e.papadopoulou@uni.example"),
    ("王小明", "小明", "x.wang@uni.example"),
    ("נועה לוי", "נועה", "n.levi@uni.example"),
    ("Robert O’Brien-Smythe", "Bob", "r.obrien@uni.example"),
    ("Ingrid Sørensen", "Ingrid", "i.sorensen@uni.example"),
    ("<b>Mallory</b> & Sons", "<i>Mal</i>", "mallory@uni.example"),
    ("Maria da Conceição Albuquerque de Vasconcelos e Sousa Pimentel", "Maria", "m.pimentel@uni.example"),
    ("Kofi Mensah", "Kofi", "k.mensah@uni.example"),
    ("Yuki Tanaka", "Yuki 🌸", "y.tanaka@uni.example"),
];

const GROUPS: [(i64, &str, &[i64]); 4] = [
    (1, "Teaching staff", &[2, 5, 6, 7]),
    (42, "Lab assistants", &[15]),
    (118, "Nursing 2026", &[4, 12, 14, 16]),
    (9_007_199_254_740_995, "מחקר ופיתוח", &[10]),
];

pub(super) fn fill(db: &Connection) -> Result<()> {
    let mut user = db.prepare("INSERT INTO users VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut library = db.prepare("INSERT INTO collections VALUES (?1, NULL, 'user', ?1, NULL, ?2, NULL)")?;
    for (id, (full, display, email)) in (1_i64..).zip(PEOPLE) {
        user.execute(params![id, full, display, email, id == super::ADMIN])?;
        library.execute(params![id, clock::rfc3339(START + id * 60)])?;
    }
    let mut group = db.prepare("INSERT INTO groups VALUES (?1, ?2)")?;
    let mut member = db.prepare("INSERT INTO members VALUES (?1, ?2)")?;
    for (id, name, members) in GROUPS {
        group.execute(params![id, name])?;
        for person in members {
            member.execute([id, *person])?;
        }
    }
    Ok(())
}
