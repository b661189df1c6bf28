//! Puts values into a text.

/// The form for a plural category, `other` where the language file has none for it.
pub(super) fn form<'a>(forms: &'a [(&'a str, &'a str)], category: &str) -> &'a str {
    let named = |wanted: &str| forms.iter().find(|(name, _)| *name == wanted).map(|(_, text)| *text);
    named(category).or_else(|| named("other")).unwrap_or_default()
}

/// Replaces each `{name}` by its value between isolating marks, so that a name in another direction
/// leaves the sentence around it as it was, and each `{=name}` by its value alone.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    const ISOLATE: char = '\u{2068}';
    const END: char = '\u{2069}';
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        let (name, plain) = name.strip_prefix('=').map_or((name, false), |name| (name, true));
        let plain = plain || name == "count";
        let value = values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        if plain {
            out.push_str(value);
        } else {
            out.push(ISOLATE);
            out.push_str(value);
            out.push(END);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{fill, form};

    #[test]
    fn a_name_is_isolated_and_a_number_is_not() {
        assert_eq!(fill("“{name}” on page {=page}", &[("name", "م"), ("page", "3")]), "“\u{2068}م\u{2069}” on page 3");
    }

    #[test]
    fn braces_in_a_value_stay_text() {
        assert_eq!(fill("{=a}{=b}", &[("a", "{b}"), ("b", "x")]), "{b}x");
    }

    #[test]
    fn an_unknown_category_reads_as_other() {
        let forms = [("one", "1"), ("other", "n")];
        assert_eq!((form(&forms, "one"), form(&forms, "many")), ("1", "n"));
    }
}
