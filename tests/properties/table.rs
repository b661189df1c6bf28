//! The report as CSV.

use proptest::prelude::*;
use vitrine::csv::write;

use super::{cases, text};

/// A strict reader of RFC 4180.
fn read(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let (mut inside, mut chars) = (false, csv.chars().peekable());
    while let Some(c) = chars.next() {
        let cells = rows.last_mut().unwrap();
        match c {
            '"' if inside && chars.peek() == Some(&'"') => cells.last_mut().unwrap().push(chars.next().unwrap()),
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            '\r' if !inside => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            other => cells.last_mut().unwrap().push(other),
        }
    }
    assert!(!inside && rows.pop() == Some(vec![String::new()]), "each row ends with CRLF");
    rows
}

/// What is seen of a cell: without blanks and what has no width.
fn seen(cell: &str) -> &str {
    cell.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

fn is_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok() && cell.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte))
}

/// What a spreadsheet or a reader may stumble over, closer together than in any text.
fn tricky() -> impl Strategy<Value = String> {
    let letters = ['=', '-', '"', ',', '\r', '\n', ' ', '\t', 'é', '7', '\'', ';'];
    prop::collection::vec(prop::sample::select(letters.to_vec()), 0..6)
        .prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn cells_come_back_and_none_is_a_formula(
        table in prop::collection::vec(prop::collection::vec(prop_oneof![text(), tricky()], 3), 1..6),
    ) {
        let csv = write(&table[0], table[1..].iter().cloned());
        let back = read(csv.strip_prefix('\u{feff}').unwrap());
        prop_assert_eq!(back.len(), table.len());
        for (was, is) in table.iter().flatten().zip(back.iter().flatten()) {
            let was: String = was.chars().filter(|c| matches!(c, '\t' | '\n' | '\r') || !c.is_control()).collect();
            prop_assert!(*is == was || is.strip_prefix('\'') == Some(&was), "{:?} became {:?}", was, is);
            let formula = seen(is).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            prop_assert!(!formula || is_number(is), "{:?}", is);
            prop_assert!(!is.starts_with(['\t', '\r', '\n']), "{:?}", is);
        }
        prop_assert_eq!(back.iter().flatten().count(), table.len() * 3);
    }
}
