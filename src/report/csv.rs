//! The report as CSV; what is missing stands in it.

use super::{Named, Row};
use crate::{api::Principal, csv};

/// A collection of which nothing could be told, and why.
pub struct Missing {
    /// Which one; `None` where it is about the list as a whole.
    pub of: Option<Named>,
    /// Why, in words: it stands in the column of the level.
    pub why: String,
}

/// The whole table, then a row for each thing that is missing.
#[must_use]
pub fn table(header: &[String; 8], rows: &[&Row], missing: Vec<Missing>) -> String {
    let rows = rows.iter().map(|row| {
        let id = match row.principal {
            Some(Principal::User(id)) => id.to_string(),
            Some(Principal::Group(id)) => id.to_string(),
            None => String::new(),
        };
        let email = row.email.clone().unwrap_or_default();
        let [of, name, kind] = collection(&row.of);
        vec![of, name, kind, row.who.to_string(), row.kind.to_string(), id, email, row.level.to_string()]
    });
    let missing = missing.into_iter().map(|missing| {
        let [of, name, kind] = missing.of.as_ref().map(collection).unwrap_or_default();
        let none = String::new;
        vec![of, name, kind, none(), none(), none(), none(), missing.why]
    });
    csv::write(header, rows.chain(missing))
}

fn collection(of: &Named) -> [String; 3] {
    [of.id.to_string(), of.name.to_string(), of.kind.to_string()]
}

#[cfg(test)]
mod tests {
    use super::{Missing, table};
    use crate::report::{
        Row,
        row::tests::{named, user},
    };

    #[test]
    fn what_is_missing_stands_at_the_end_with_its_reason() {
        let header = ["cid", "c", "type", "who", "kind", "id", "mail", "level"].map(str::to_owned);
        let row = Row {
            of: named(9_007_199_254_740_993, "Économie"),
            principal: Some(user(7)),
            who: "=1+1".into(),
            email: Some("a@x.y".into()),
            kind: "Person".into(),
            level: "Can view".into(),
        };
        let of = Some((*named(2, "Bio")).clone());
        let missing =
            vec![Missing { of, why: "not read: no access".into() }, Missing { of: None, why: "incomplete".into() }];
        let csv = table(&header, &[&row], missing);
        let lines: Vec<&str> = csv.trim_start_matches('\u{FEFF}').lines().collect();
        let expected = [
            "cid,c,type,who,kind,id,mail,level",
            "9007199254740993,Économie,Course,'=1+1,Person,7,a@x.y,Can view",
            "2,Bio,Course,,,,,not read: no access",
            ",,,,,,,incomplete",
        ];
        assert_eq!(lines, expected);
    }
}
