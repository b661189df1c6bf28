//! Words that are looked for, and when a text has them.

/// What is looked for: words that must all be there, each anywhere.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Query(Vec<String>);

impl Query {
    /// Reads what was typed. A phrase in quotes is one word; its closing quote may still be missing.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (mut words, mut rest) = (Vec::new(), text.trim_start());
        while let Some(first) = rest.chars().next() {
            let after = &rest[first.len_utf8()..];
            // Only at the start of a word: within one it belongs to the word, as in Hebrew.
            let (word, end) = if is_quote(first) {
                let (word, end) = after.split_at(after.find(is_quote).unwrap_or(after.len()));
                (word, end.trim_start_matches(is_quote))
            } else {
                rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
            };
            words.extend(Some(fold(word)).filter(|word| !word.is_empty()));
            rest = end.trim_start();
        }
        Self(words)
    }

    /// Whether everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each word is in one of these texts.
    #[must_use]
    pub fn matches(&self, fields: &[&str]) -> bool {
        if self.is_empty() {
            return true;
        }
        let fields: Vec<String> = fields.iter().map(|field| fold(field)).collect();
        self.0.iter().all(|word| fields.iter().any(|field| field.contains(word.as_str())))
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// What is the same to a person who searches, as the same text; white space as single spaces.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            // Accents; harakat and tatweel; marks that are not seen but come along with copied text.
            '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}' => {}
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            'آ' | 'أ' | 'إ' | 'ٱ' => folded.push('ا'),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            c if is_quote(c) => folded.push('"'),
            c if c.is_whitespace() && (folded.is_empty() || folded.ends_with(' ')) => {}
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Lower case, and letters apart from their accents. The browser knows Unicode; our own tables would cost 6 kB.
fn plain(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { beyond_ascii(text) }
}

#[cfg(target_arch = "wasm32")]
fn beyond_ascii(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFD").to_lower_case().into()
}

/// For tests: knows case, but takes no letter apart.
#[cfg(not(target_arch = "wasm32"))]
fn beyond_ascii(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Query;

    fn finds(query: &str, text: &str) -> bool {
        Query::new(query).matches(&[text])
    }

    #[test]
    fn every_word_must_be_there_in_any_order_and_field() {
        let query = Query::new("  doe BIO ");
        assert!(query.matches(&["Biology 101", "Jane Doe"]) && query.matches(&["doebio"]));
        assert!(!query.matches(&["Biology", "Jane"]) && !query.matches(&[]));
        assert!(Query::new(" \u{2068} \"\" ").is_empty() && Query::new("").matches(&[]));
    }

    #[test]
    fn a_phrase_in_quotes_is_one_word() {
        assert!(finds("\"media lab\" x", "X: Media  Lab") && !finds("\"media lab\"", "Lab media"));
        assert!(finds("“media la", "media lab") && !finds("„lab media“", "media lab"));
        assert!(finds("צה\"ל", "צה”ל 5") && finds("o'neill", "O’Neill"));
    }

    #[test]
    fn accents_and_letters_that_look_alike_are_one() {
        // Taken apart already, as the browser does it.
        assert!(finds("Malaga", "Ma\u{301}laga") && finds("ma\u{301}laga", "MALAGA"));
        assert!(finds("strasse", "STRAßE") && finds("Straße", "strasse") && finds("GROẞ", "gross"));
        assert!(finds("lodz", "Ło\u{301}dz\u{301}") && finds("sorensen", "Sørensen") && finds("dokovic", "Đokovic"));
        assert!(finds("istanbul", "I\u{307}STANBUL") && finds("isik", "ışık".replace('ş', "s\u{327}").as_str()));
        assert!(
            finds("محمد", "مُحَمَّد") && finds("محمد", "محـــمد") && finds("احمد", "أحمد") && finds("إحمد", "ا\u{654}حمد")
        );
        assert!(finds("ΣΟΦΟΣ", "σοφοσ") && !finds("b", "a"));
    }
}
