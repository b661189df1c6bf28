//! `Retry-After`: seconds, or a moment as HTTP writes it.

use super::time::{number, seconds};

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Seconds from `now_ms` on, rounded up; a moment that has passed is now.
pub(super) fn seconds_left(text: &str, now_ms: f64) -> Option<u64> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return text.parse().ok();
    }
    let left = moment(text.as_bytes())? * 1000 - now_ms as i64;
    u64::try_from((left.max(0) + 999) / 1000).ok()
}

/// Seconds since 1970 of an `IMF-fixdate`, the one form that is still written: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn moment(text: &[u8]) -> Option<i64> {
    let marks = [(3, &b", "[..]), (7, b" "), (11, b" "), (16, b" "), (19, b":"), (22, b":"), (25, b" GMT")];
    let marked = marks.iter().all(|(at, mark)| text.get(*at..at + mark.len()) == Some(mark));
    if text.len() != 29 || !marked {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to).and_then(number);
    let month = (1..).zip(MONTHS.chunks(3)).find(|(_, name)| text.get(8..11) == Some(name))?.0;
    seconds((part(12, 16)?, month, part(5, 7)?), (part(17, 19)?, part(20, 22)?, part(23, 25)?))
}

#[cfg(test)]
mod tests {
    use super::seconds_left;

    #[test]
    fn seconds_are_read() {
        for (text, seconds) in [("0", 0), (" 120 ", 120), ("007", 7)] {
            assert_eq!(seconds_left(text, 5.0), Some(seconds));
        }
    }

    #[test]
    fn a_moment_is_read_as_the_time_until_then() {
        let then = "Sun, 06 Nov 1994 08:49:37 GMT";
        let millis = 784_111_777_000.0;
        assert_eq!(seconds_left(then, millis - 5000.0), Some(5));
        assert_eq!(seconds_left(then, millis - 4001.0), Some(5));
        assert_eq!(seconds_left(then, millis), Some(0));
        assert_eq!(seconds_left(then, millis + 90_000.0), Some(0));
        assert_eq!(seconds_left("Thu, 01 Jan 1970 00:01:00 GMT", 0.0), Some(60));
        assert_eq!(seconds_left("Thu, 31 Dec 1970 00:00:00 GMT", 0.0), Some(364 * 86_400));
    }

    #[test]
    fn anything_else_is_not() {
        for text in [
            "",
            "-1",
            "+1",
            "1.5",
            "soon",
            "99999999999999999999",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 GMT+1",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Now 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:+7 GMT",
            "Sun, 06 Növ 1994 08:49:37 GM",
        ] {
            assert_eq!(seconds_left(text, 0.0), None, "{text}");
        }
    }
}
