//! Finding collections the way people expect: without regard to case, accents and the order of words.

use crate::api::{Collection, CollectionKind, Level};

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

/// Which collections are wanted, by whether they are archived.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Show {
    /// All.
    #[default]
    Any,
    /// Those known to be archived.
    Archived,
    /// Those not known to be archived.
    Active,
}

impl Show {
    /// As the address has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Archived => "archived",
            Self::Active => "active",
        }
    }

    /// As a [`Filter`] has it.
    #[must_use]
    pub fn archived(self) -> Option<bool> {
        match self {
            Self::Any => None,
            Self::Archived => Some(true),
            Self::Active => Some(false),
        }
    }
}

impl From<&str> for Show {
    fn from(word: &str) -> Self {
        [Self::Archived, Self::Active].into_iter().find(|show| show.word() == word).unwrap_or_default()
    }
}

/// What a person looks for, as typed and chosen; empty is everything.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Find {
    /// What was typed.
    pub text: String,
    /// Whether archived.
    pub show: Show,
    /// The API's word for the kind, or nothing.
    pub kind: String,
    /// The API's word for one's own level, or nothing.
    pub level: String,
}

impl Find {
    /// Whether everything is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && *self == Self { text: self.text.clone(), ..Self::default() }
    }

    /// What to hold collections against.
    #[must_use]
    pub fn filter(&self) -> Filter {
        let said = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
        Filter {
            query: Query::new(&self.text),
            archived: self.show.archived(),
            kind: said(&self.kind),
            level: said(&self.level),
        }
    }
}

/// Which collections are wanted; what is `None` is not asked about.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Words in the name or the owner's names or address.
    pub query: Query,
    /// Whether archived; see [`Show`].
    pub archived: Option<bool>,
    /// The API's word for the kind.
    pub kind: Option<String>,
    /// The API's word for one's own level.
    pub level: Option<String>,
}

impl Filter {
    /// Whether a collection is wanted. `name` is the one that is shown; `archived` is what the page knows,
    /// and what it doesn't know counts as not archived, so that nothing is hidden on a guess.
    #[must_use]
    pub fn keeps(&self, collection: &Collection, archived: Option<bool>, name: &str) -> bool {
        let owner = collection.owner.iter().flat_map(|owner| [&owner.full_name, &owner.display_name, &owner.email]);
        let mut fields = vec![name];
        fields.extend(owner.flatten().map(String::as_str));
        let level = collection.permission.as_ref().map_or("", Level::word);
        self.archived.is_none_or(|wanted| wanted == archived.unwrap_or(false))
            && self.kind.as_ref().is_none_or(|word| CollectionKind::from(word.as_str()) == collection.kind)
            && self.level.as_ref().is_none_or(|word| word == level)
            && self.query.matches(&fields)
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
    use super::{Filter, Query, Show};
    use crate::api::{Archived, Collection, CollectionId, CollectionKind, Level, User, UserId};

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

    #[test]
    fn a_filter_asks_for_all_that_is_set() {
        let name = |name: &str| Some(name.to_owned());
        let id = UserId::new(1).unwrap();
        let owner = Some(User { id, full_name: name("Jane Doe"), display_name: name("JD"), email: name("j@x.y") });
        let (id, kind) = (CollectionId::new(7).unwrap(), CollectionKind::Personal);
        let (permission, archived) = (Some(Level::Edit), Archived::Unsaid);
        let one = Collection { id, name: None, kind, permission, owner, created_at: None, archived, course_id: None };
        let keeps = |filter: Filter, archived| filter.keeps(&one, archived, "My library");
        for text in ["library j@x", "doe MY", "jd"] {
            assert!(keeps(Filter { query: Query::new(text), ..Filter::default() }, None), "{text}");
        }
        assert!(!keeps(Filter { query: Query::new("library bob"), ..Filter::default() }, None));
        for (show, known) in
            [(Show::Any, [true; 3]), (Show::Archived, [true, false, false]), (Show::Active, [false, true, true])]
        {
            let filter = Filter { archived: show.archived(), ..Filter::default() };
            assert_eq!([Some(true), Some(false), None].map(|state| keeps(filter.clone(), state)), known);
        }
        for (word, kept) in [("user", true), ("course", false), ("", false)] {
            assert_eq!(keeps(Filter { kind: name(word), ..Filter::default() }, None), kept);
        }
        for (word, kept) in [("edit", true), ("view", false)] {
            assert_eq!(keeps(Filter { level: name(word), ..Filter::default() }, None), kept);
        }
    }
}
