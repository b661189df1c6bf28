//! Queries and forms. Bytes that are no UTF-8 are refused, not replaced.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::answer::Refusal;

/// The names and values of a query or a form.
pub(crate) fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let text = str::from_utf8(text).map_err(|_| not_text())?;
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?))
        })
        .collect()
}

/// Text with its percent signs taken away.
pub(crate) fn decode(text: &str) -> Result<String, Refusal> {
    percent_decode_str(text).decode_utf8().map(Cow::into_owned).map_err(|_| not_text())
}

fn not_text() -> Refusal {
    Refusal::invalid("the parameters are no UTF-8")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::pairs;

    #[test]
    fn what_is_text_is_read_and_what_is_none_is_refused() {
        let read = pairs("a=1+%2B%F0%9F%98%80&b&&=c&d==%zz".as_bytes()).unwrap();
        let read: Vec<(&str, &str)> = read.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(read, [("a", "1 +😀"), ("b", ""), ("", "c"), ("d", "=%zz")]);
        for bad in [&b"a=%FF"[..], b"%C3=1", b"a=%ED%A0%80", b"a=\xff"] {
            assert!(pairs(bad).is_err(), "{bad:?}");
        }
    }
}
