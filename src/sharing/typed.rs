//! When what stands in the field is a recipient, or many.

use crate::recipients::{Recipient, parse};

/// Whether the text is to become chips without waiting for Enter. A separator ends a recipient, unless it stands
/// in quotes that are still open; a space ends one only after what is clearly an address or an id, since it may
/// be part of the name before an address. What is pasted (`whole`) ends by itself.
#[must_use]
pub fn is_complete(text: &str, whole: bool) -> bool {
    let ends = |c: char| matches!(c, ',' | ';' | '\n' | '\r' | '、' | '，' | '；' | '،' | '؛');
    let quoted = text.contains('<') != text.contains('>') || text.matches('"').count() % 2 == 1;
    let space = text.ends_with(char::is_whitespace);
    if text.trim().is_empty() || (quoted && !whole) {
        return false;
    }
    let clear = || {
        let list = parse(text);
        !list.is_empty() && !list.iter().any(|one| matches!(one, Recipient::Unknown(_)))
    };
    text.contains(ends) || (whole && text.trim().contains(char::is_whitespace)) || ((whole || space) && clear())
}

#[cfg(test)]
mod tests {
    use super::is_complete;

    #[test]
    fn separators_end_a_recipient_and_spaces_end_what_is_clear() {
        for text in ["a@b.c,", "a@b.c;", "x\n", "a@b.c ", "42 ", "group:7 ", "\"Doe, J\" <a@b.c> "] {
            assert!(is_complete(text, false), "{text:?}");
        }
        for text in ["", " ", "a@b.c", "Jane ", "Jane Doe <a@b.c", "\"Doe, J", "<a@b.c, "] {
            assert!(!is_complete(text, false), "{text:?}");
        }
    }

    #[test]
    fn what_is_pasted_ends_by_itself() {
        for text in ["a@b.c", "a@b.c d@e.f", "Jane\tRoe", "\"Doe, J"] {
            assert!(is_complete(text, true), "{text:?}");
        }
        assert!(!is_complete("jane", true));
    }
}
