//! Moments, as RFC 3339 writes them.

/// A moment as the server wrote it, and what it means where that can be read.
#[derive(Clone, PartialEq, Debug)]
pub struct Timestamp {
    text: String,
    millis: Option<i64>,
}

impl Timestamp {
    /// Reads a text; one that is no RFC 3339 moment keeps its text and has no `millis`.
    #[must_use]
    pub fn new(text: String) -> Self {
        let millis = parse(text.as_bytes());
        Self { text, millis }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, where the text is a moment.
    #[must_use]
    pub fn millis(&self) -> Option<i64> {
        self.millis
    }

    /// The text as the server wrote it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

pub(super) fn number(digits: &[u8]) -> Option<i64> {
    let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    all.then(|| digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

fn parse(text: &[u8]) -> Option<i64> {
    let part = |from: usize, to: usize| text.get(from..to).and_then(number);
    let mark = |at: usize, marks: &[u8]| text.get(at).filter(|byte| marks.contains(byte)).map(|_| ());
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    for (at, marks) in [(4, &b"-"[..]), (7, b"-"), (10, b"Tt "), (13, b":"), (16, b":")] {
        mark(at, marks)?;
    }
    let seconds = seconds((year, month, day), (hour, minute, second))?;
    let mut zone = text.get(19..)?;
    let mut millis = 0;
    if let Some(fraction) = zone.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        for at in 0..3 {
            let digit = fraction.get(at).filter(|_| at < digits).map_or(0, |digit| i64::from(digit - b'0'));
            millis = millis * 10 + digit;
        }
        zone = fraction.get(digits..).filter(|_| digits > 0)?;
    }
    let offset = match zone {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 60 + minutes) * if *sign == b'-' { -60 } else { 60 }
        }
        _ => return None,
    };
    Some((seconds - offset) * 1000 + millis)
}

/// Seconds since 1970-01-01T00:00:00Z of a date and a time, where there are such.
pub(super) fn seconds((year, month, day): (i64, i64, i64), (hour, minute, second): (i64, i64, i64)) -> Option<i64> {
    if day < 1 || day > days_in(year, month)? || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_since_1970(year, month, day);
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

fn days_in(year: i64, month: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Days between 1970-01-01 and a day of the Gregorian calendar, the year counted from March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    fn millis(text: &str) -> Option<i64> {
        Timestamp::new(text.to_owned()).millis()
    }

    #[test]
    fn a_moment_is_read() {
        assert_eq!(millis("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(millis("2024-02-29T12:34:56.789Z"), Some(1_709_210_096_789));
        assert_eq!(millis("2024-02-29T14:34:56.7891234+02:00"), Some(1_709_210_096_789));
        assert_eq!(millis("2024-02-29t10:34:56.7-02:00"), Some(1_709_210_096_700));
        assert_eq!(millis("1969-12-31T23:59:59Z"), Some(-1000));
        assert_eq!(millis("2016-12-31T23:59:60Z"), Some(1_483_228_800_000));
    }

    #[test]
    fn what_is_no_moment_keeps_its_text() {
        for text in [
            "",
            "yesterday",
            "2024-02-30T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T24:00:00Z",
            "٢٠٢٤-01-01T00:00:00Z",
        ] {
            assert_eq!(millis(text), None, "{text}");
            assert_eq!(Timestamp::new(text.to_owned()).text(), text);
        }
    }
}
