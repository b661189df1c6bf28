//! A table as CSV (RFC 4180) that opens correctly, and harmlessly, in a spreadsheet. Pure.

/// Header and rows as CSV: with the mark by which spreadsheets know UTF-8, and CRLF after each row.
#[must_use]
pub fn write(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut csv = String::from("\u{FEFF}");
    row(&mut csv, header);
    rows.for_each(|cells| row(&mut csv, &cells));
    csv
}

fn row(csv: &mut String, cells: &[String]) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        cell(csv, text);
    }
    csv.push_str("\r\n");
}

fn cell(csv: &mut String, text: &str) {
    let text: String = text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r') || !c.is_control()).collect();
    let guard = if is_formula(&text) && !is_number(&text) { "'" } else { "" };
    // Semicolon and tab part cells where the spreadsheet's language says so.
    let special = text.contains([',', ';', '\t', '"', '\r', '\n']) || text.trim().len() < text.len();
    if special {
        csv.push('"');
    }
    csv.push_str(guard);
    csv.push_str(&text.replace('"', "\"\""));
    if special {
        csv.push('"');
    }
}

/// What a spreadsheet might run: also behind blanks and marks that are not seen, which some drop, and in full width,
/// which some fold.
fn is_formula(text: &str) -> bool {
    let unseen = |c| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
    let blank = |c: char| c.is_whitespace() || unseen(c) || matches!(c, '\u{AD}' | '\u{FEFF}');
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A plain number, possibly negative: `-12.5`.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
}

#[cfg(test)]
mod tests {
    use super::write;

    /// One cell as it is written.
    fn one(text: &str) -> String {
        let csv = write(&[text.to_owned()], std::iter::empty());
        csv.trim_start_matches('\u{FEFF}').strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn a_table_has_its_mark_and_line_ends() {
        let rows = [vec!["Ångström".to_owned(), "5".to_owned()], vec![String::new(), "a,b".to_owned()]];
        let csv = write(&["Name".to_owned(), "Id".to_owned()], rows.into_iter());
        assert_eq!(csv, "\u{FEFF}Name,Id\r\nÅngström,5\r\n,\"a,b\"\r\n");
    }

    #[test]
    fn what_could_be_misread_is_quoted() {
        assert_eq!(one("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!((one(" a"), one("a "), one("a;b")), ("\" a\"".into(), "\"a \"".into(), "\"a;b\"".into()));
        assert_eq!((one("a\r\nb"), one("a b")), ("\"a\r\nb\"".into(), "a b".into()));
        assert_eq!(one("a\0b\u{1b}[1m\u{85}c\u{7f}"), "ab[1mc");
    }

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay() {
        assert_eq!(
            (one("=1+1"), one("+5"), one("@x"), one("-x")),
            ("'=1+1".into(), "'+5".into(), "'@x".into(), "'-x".into())
        );
        assert_eq!((one("\0=1"), one(" =1"), one("＝1")), ("'=1".into(), "\"' =1\"".into(), "'＝1".into()));
        assert_eq!((one("\tx"), one("\rx"), one("-1,5")), ("\"'\tx\"".into(), "\"'\rx\"".into(), "\"'-1,5\"".into()));
        for unseen in ["\u{200B}=1", "\u{202E}=1", "\u{2068}-x", "\u{AD}@x", "\u{2060}+1"] {
            assert_eq!(one(unseen), "'".to_owned() + unseen);
        }
        for number in ["5", "-5", "-12.50", "9223372036854775807"] {
            assert_eq!(one(number), number);
        }
        for text in ["-", "-.", "-1.", "--1", "-1-1", "-1e5"] {
            assert_eq!(one(text), "'".to_owned() + text);
        }
    }
}
