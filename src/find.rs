//! Finding collections the way people expect: without regard to case, accents and the order of words.

mod query;

use crate::api::{Collection, CollectionKind, Level};

pub use query::Query;

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

#[cfg(test)]
mod tests {
    use super::{Filter, Query, Show};
    use crate::api::{Archived, Collection, CollectionId, CollectionKind, Level, User, UserId};

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
