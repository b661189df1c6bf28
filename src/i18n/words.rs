//! The texts of a fetched language.

use serde_json::Value;

use super::{TEXTS, VERSION};

/// What a language file holds: the version, then the texts in the order of their keys.
pub(super) struct Words(Vec<Value>);

impl Words {
    /// Reads a file; one that was made for another page, or is none, is not taken.
    pub(super) fn read(text: &str) -> Option<Self> {
        let Ok(Value::Array(all)) = serde_json::from_str(text) else { return None };
        let fits = all.len() == TEXTS + 1 && all[0].as_str() == Some(VERSION);
        fits.then_some(Self(all))
    }

    pub(super) fn text(&self, at: usize) -> Option<&str> {
        self.0.get(at)?.as_str()
    }

    /// The form for a plural category. A browser may tell categories apart that are younger or older than ours.
    pub(super) fn form(&self, at: usize, category: &str) -> Option<&str> {
        let forms = self.0.get(at)?;
        forms.get(category).or_else(|| forms.get("other"))?.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, VERSION, Words};

    fn file(version: &str, texts: usize) -> String {
        let form = r#",{"one":"1","other":"n"}"#;
        format!(r#"["{version}","first"{}]"#, form.repeat(texts - 1))
    }

    #[test]
    fn a_file_of_this_page_is_read() {
        let words = Words::read(&file(VERSION, TEXTS)).unwrap();
        assert_eq!(words.text(1), Some("first"));
        assert_eq!((words.form(2, "one"), words.form(2, "many")), (Some("1"), Some("n")));
        assert_eq!((words.text(2), words.text(TEXTS + 1)), (None, None));
    }

    #[test]
    fn whatever_else_comes_is_not_taken() {
        for text in [&file("other", TEXTS), &file(VERSION, TEXTS - 1), "[]", "{}", "<!doctype html>", ""] {
            assert!(Words::read(text).is_none(), "{text}");
        }
    }
}
