//! Whatever stands in a language file, reading it ends in a language or in what is wrong with it.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::{prelude::*, test_runner::Config};
use serde_json::{Value, json};
use vitrine_words::{Locale, PSEUDO, Text, pack, placeholders, problems, pseudo, version};

fn cases() -> Config {
    Config { failure_persistence: None, ..Config::default() }
}

fn text() -> impl Strategy<Value = String> {
    let pieces = ["{name}", "{=last}", "{count}", "{", "}", "{}", "{=}", "\u{202e}", "\"", "\\", "é", " ", "a", "}{"];
    let piece = prop_oneof![3 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let category = prop::sample::select(vec!["zero", "one", "two", "few", "many", "other", "x"]);
    let forms = prop::collection::vec((category, text()), 0..4);
    let forms = forms.prop_map(|forms| json!(forms.into_iter().collect::<BTreeMap<_, _>>()));
    prop_oneof![4 => text().prop_map(Value::from), 3 => forms, 1 => Just(json!(7)), 1 => Just(json!({"other": 7}))]
}

/// A language file with keys that two of them may share.
fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(("[@a-d]{1,2}", value()), 0..6).prop_map(|texts| {
        let mut all: BTreeMap<String, Value> = texts.into_iter().collect();
        all.insert("@name".into(), "X".into());
        all.insert("@reviewed".into(), false.into());
        json!(all).to_string()
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn two_languages_are_held_against_each_other(
        one in source(), other in source(), tag in prop::sample::select(vec!["fr", "ar", "ja", "x", ""]),
    ) {
        let (Ok(english), Ok(other)) = (Locale::read("en", &one), Locale::read(tag, &other)) else { return Ok(()) };
        let wrong = problems(&english, &other);
        let named = format!("{tag}: ");
        prop_assert!(wrong.iter().all(|problem| problem.starts_with(&named)), "{wrong:?}");
        // Whatever stands in for English can be packed, and comes back.
        let packed: Value = serde_json::from_str(&pack(&version(&english), &other.texts)).unwrap();
        let packed = packed.as_array().unwrap();
        prop_assert_eq!(packed.len(), other.texts.len() + 1);
        for (packed, text) in packed[1..].iter().zip(other.texts.values()) {
            let text = match text {
                Text::One(text) => json!(text),
                Text::Forms(forms) => json!(forms),
            };
            prop_assert_eq!(packed, &text);
        }
    }

    #[test]
    fn made_languages_keep_the_placeholders(words in prop::collection::vec(("[A-z ]{0,9}", "[a-z]{1,5}", any::<bool>()), 1..5)) {
        let text: String = words.iter().map(|(word, name, plain)| {
            format!("{word}{{{}{name}}}", if *plain { "=" } else { "" })
        }).collect();
        let texts = BTreeMap::from([("a".to_owned(), Text::One(text.clone()))]);
        let english = Locale { tag: "en".into(), name: "English".into(), reviewed: true, texts };
        for tag in PSEUDO {
            let made = pseudo(tag, &english);
            let Text::One(made) = &made["a"] else { panic!("{made:?}") };
            prop_assert_eq!(placeholders(made).collect::<Vec<_>>(), placeholders(&text).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(source in prop_oneof![any::<String>(), text(), source()], one in text()) {
        if let Ok(locale) = Locale::read("en", &source) {
            prop_assert!(problems(&locale, &locale).iter().all(|problem| problem.starts_with("en: ")));
            let made = PSEUDO.map(|tag| pseudo(tag, &locale).len());
            prop_assert_eq!(made, [locale.texts.len(); 2]);
        }
        placeholders(&one).count();
    }
}
