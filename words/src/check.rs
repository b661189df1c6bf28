//! A language against English: nothing missing, nothing more, the same placeholders, every plural form.

use std::collections::BTreeSet;

use crate::{Kind, Locale, Text, placeholders};

/// The plural categories that a language tells apart (CLDR, cardinals), and how many of them, counted from the
/// first, stand for one number each, so that their form may say it in words.
const PLURALS: [(&str, &[&str], usize); 9] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"], 3),
    ("de", &["one", "other"], 1),
    ("en", &["one", "other"], 1),
    ("es", &["one", "many", "other"], 1),
    ("fr", &["one", "many", "other"], 0),
    ("he", &["one", "two", "other"], 2),
    ("ja", &["other"], 0),
    ("pt", &["one", "many", "other"], 0),
    ("zh", &["other"], 0),
];

/// The plural categories of a language, where it is one that there are texts for.
#[must_use]
pub fn categories(tag: &str) -> Option<&'static [&'static str]> {
    PLURALS.iter().find(|(known, ..)| *known == tag).map(|(_, categories, _)| *categories)
}

/// What keeps a language from standing in for English, each problem naming the language and the key.
#[must_use]
pub fn problems(english: &Locale, other: &Locale) -> Vec<String> {
    let tag = &other.tag;
    let Some((_, categories, exact)) = PLURALS.iter().find(|(known, ..)| known == tag) else {
        return vec![format!("{tag}: its plural categories are not in words/src/check.rs")];
    };
    let mut found: Vec<String> = Vec::new();
    for key in other.texts.keys().filter(|key| !english.texts.contains_key(*key)) {
        found.push(format!("{tag}: {key}: English has no such key"));
    }
    for (key, text) in &english.texts {
        let Some(own) = other.texts.get(key) else {
            found.push(format!("{tag}: {key}: missing"));
            continue;
        };
        let mut bad = |what: String| found.push(format!("{tag}: {key}: {what}"));
        match (text, own) {
            (Text::One(text), Text::One(own)) => differ(text, own, false).into_iter().for_each(bad),
            (Text::Forms(forms), Text::Forms(own)) => {
                for category in categories.iter().filter(|category| !own.contains_key(**category)) {
                    bad(format!("the plural form `{category}` is missing"));
                }
                // A form that names no number in English need not in another language.
                let silent = |category| forms.get(category).is_some_and(|form| !form.contains("{count}"));
                let Some(whole) = forms.get("other") else { continue };
                for (category, form) in own {
                    match categories.iter().position(|known| known == category) {
                        None => bad(format!("the language has no plural form `{category}`")),
                        Some(at) => {
                            let free = at < *exact || silent(category.as_str());
                            let wrong = differ(whole, form, free).into_iter();
                            wrong.for_each(|what| bad(format!("`{category}`: {what}")));
                        }
                    }
                }
            }
            (Text::One(_), Text::Forms(_)) => bad("has plural forms, and none in English".into()),
            (Text::Forms(_), Text::One(_)) => bad("needs plural forms".into()),
        }
    }
    found
}

/// In what the placeholders of two texts differ; `free`: the number may be left out.
fn differ(english: &str, own: &str, free: bool) -> Option<String> {
    let set = |text| placeholders(text).collect::<BTreeSet<_>>();
    let (wanted, mut has) = (set(english), set(own));
    if free && wanted.contains(&("count", Kind::Isolated)) {
        has.insert(("count", Kind::Isolated));
    }
    let braces = |text: &str| text.matches(['{', '}']).count();
    let shown = |set: &BTreeSet<(&str, Kind)>| {
        let name = |(name, kind): &(&str, Kind)| format!("{{{}{name}}}", if *kind == Kind::Plain { "=" } else { "" });
        set.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    if has != wanted {
        return Some(format!("has the placeholders [{}] where English has [{}]", shown(&has), shown(&wanted)));
    }
    (braces(own) != 2 * placeholders(own).count()).then(|| "a brace stands alone".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str, texts: &str) -> Locale {
        let source = format!(r#"{{"@name": "X", "@reviewed": false, {texts}}}"#);
        Locale::read(tag, &source).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    #[test]
    fn what_is_wrong_names_the_language_and_the_key() {
        let english = locale("en", r#""a": "A {name}", "b": {"one": "{count} x", "other": "{count} x"}"#);
        let b = r#""b": {"one": "{count}", "many": "{count}", "other": "{count}"}"#;
        for (texts, problem) in [
            (b.to_owned(), "fr: a: missing"),
            (format!(r#""a": "{{name}}", "c": "C", {b}"#), "fr: c: English has no such key"),
            (format!(r#""a": "A", {b}"#), "fr: a: has the placeholders [] where English has [{name}]"),
            (format!(r#""a": "{{=name}}", {b}"#), "fr: a: has the placeholders [{=name}] where English has [{name}]"),
            (format!(r#""a": "{{name}} }}", {b}"#), "fr: a: a brace stands alone"),
            (r#""a": "{name}", "b": "{count}""#.into(), "fr: b: needs plural forms"),
            (
                r#""a": "{name}", "b": {"one": "{count}", "other": "{count}"}"#.into(),
                "fr: b: the plural form `many` is missing",
            ),
            (
                r#""a": "{name}", "b": {"one": "un", "many": "{count}", "other": "{count}"}"#.into(),
                "fr: b: `one`: has the placeholders [] where English has [{count}]",
            ),
            (
                r#""a": "{name}", "b": {"two": "{count}", "one": "{count}", "many": "{count}", "other": "{count}"}"#
                    .into(),
                "fr: b: the language has no plural form `two`",
            ),
        ] {
            assert_eq!(problems(&english, &locale("fr", &texts)), [problem]);
        }
        assert_eq!(problems(&english, &locale("fr", &format!(r#""a": "{{name}}", {b}"#))), [""; 0]);
    }

    #[test]
    fn a_form_for_one_number_may_say_it_in_words() {
        let english = locale("en", r#""b": {"one": "{count} x", "other": "{count} x"}"#);
        let hebrew = locale("he", r#""b": {"one": "x", "two": "xx", "other": "{count} x"}"#);
        assert_eq!(problems(&english, &hebrew), [""; 0]);
    }
}
