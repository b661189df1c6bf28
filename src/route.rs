//! What an address means: `Route` ↔ path and query, pure.
//!
//! An address is what a person may have typed, shortened or kept for years, so reading one never
//! fails: it lands on the nearest thing that exists and says what it changed.

mod query;

use crate::{
    api::{CollectionId, MediaId, Paging},
    find::{Find, Show},
};

pub use query::{decode, encode};

/// The page sizes that the interface offers; the contract allows 50 at most.
pub const SIZES: [u32; 3] = [10, 20, 50];

/// What one address shows.
#[derive(Clone, PartialEq, Debug)]
pub enum Route {
    /// The list of collections, or those of them that are looked for.
    Collections {
        /// Which page of them.
        paging: Paging,
        /// What is looked for.
        find: Find,
    },
    /// One collection and a page of its media; `open` is the medium whose details are shown.
    Collection {
        /// Which collection.
        id: CollectionId,
        /// Which page of its media.
        paging: Paging,
        /// The medium whose details are open.
        open: Option<MediaId>,
    },
    /// Who can open what.
    Report {
        /// Of these collections; of all that the person may see, where there is none.
        of: Vec<CollectionId>,
    },
    /// Nothing is here.
    Unknown,
}

/// Something in an address that had to be read as something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Correction {
    /// The page was no positive number, or is beyond all counting: the first page is shown.
    Page,
    /// The page size is not one that is offered: the nearest one is used.
    Size,
}

/// A route with what had to be changed to get it.
#[derive(Clone, PartialEq, Debug)]
pub struct Address {
    /// What to show.
    pub route: Route,
    /// What was changed, if anything.
    pub corrected: Option<Correction>,
}

impl Route {
    /// Reads a path below the base and a query (without `?`). `size` is the deployment's page size.
    #[must_use]
    pub fn read(path: &str, query: &str, size: u32) -> Address {
        let (paging, corrected) = paging(query, size);
        let mut steps = path.split('/').filter(|step| !step.is_empty());
        let route = match (steps.next(), steps.next(), steps.next()) {
            (None | Some("index.html"), None, None) | (Some("collections"), None, None) => {
                let text = |name| query::value(query, name).unwrap_or_default();
                let show = Show::from(text("show").as_str());
                Route::Collections {
                    paging,
                    find: Find { text: text("find"), show, kind: text("type"), level: text("level") },
                }
            }
            (Some("report"), None, None) => {
                let of = query::value(query, "of").unwrap_or_default();
                Route::Report { of: of.split(',').filter_map(|id| id.parse().ok()).collect() }
            }
            (Some("collections"), Some(id), None) => id.parse().map_or(Route::Unknown, |id| Route::Collection {
                id,
                paging,
                open: query::value(query, "media").and_then(|id| id.parse().ok()),
            }),
            _ => Route::Unknown,
        };
        Address { route, corrected }
    }

    /// The path below the base, with its query; what is as by default is left out.
    #[must_use]
    pub fn write(&self, size: u32) -> String {
        let (mut path, paging) = match self {
            Route::Collections { paging, .. } => ("/collections".to_owned(), *paging),
            Route::Collection { id, paging, .. } => ("/collections/".to_owned() + &id.to_string(), *paging),
            Route::Report { of } if of.is_empty() => return "/report".to_owned(),
            Route::Report { of } => {
                let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
                return "/report?of=".to_owned() + &ids.join(",");
            }
            Route::Unknown => return "/".to_owned(),
        };
        let mut separator = '?';
        let mut add = |name: &str, value: &str| {
            path.push(separator);
            path.push_str(name);
            path.push('=');
            path.push_str(value);
            separator = '&';
        };
        if paging.page != 1 {
            add("page", &paging.page.to_string());
        }
        if paging.per_page != size {
            add("per_page", &paging.per_page.to_string());
        }
        match self {
            Route::Collection { open: Some(open), .. } => add("media", &open.to_string()),
            Route::Collections { find, .. } => {
                let parts =
                    [("find", &*find.text), ("show", find.show.word()), ("type", &*find.kind), ("level", &*find.level)];
                for (name, value) in parts {
                    if !value.is_empty() {
                        add(name, &encode(value));
                    }
                }
            }
            _ => {}
        }
        path
    }

    /// All collections.
    #[must_use]
    pub fn collections(paging: Paging) -> Self {
        Self::Collections { paging, find: Find::default() }
    }

    /// The page and page size that the address asks for, where it shows a list.
    #[must_use]
    pub fn paging(&self) -> Option<Paging> {
        match self {
            Route::Collections { paging, .. } | Route::Collection { paging, .. } => Some(*paging),
            Route::Report { .. } | Route::Unknown => None,
        }
    }

    /// The same list on another page, with nothing open.
    #[must_use]
    pub fn at(&self, paging: Paging) -> Self {
        match self {
            Route::Collections { find, .. } => Route::Collections { paging, find: find.clone() },
            Route::Collection { id, .. } => Route::Collection { id: *id, paging, open: None },
            other => other.clone(),
        }
    }
}

/// The nearest page size that is offered.
#[must_use]
pub fn nearest_size(size: u32) -> u32 {
    SIZES.into_iter().min_by_key(|offered| offered.abs_diff(size)).unwrap_or(20)
}

fn paging(query: &str, size: u32) -> (Paging, Option<Correction>) {
    let mut corrected = None;
    let per_page = match query::value(query, "per_page").map(|text| number(&text)) {
        None => size,
        Some(asked) => {
            let nearest = asked.map_or(size, nearest_size);
            if asked != Some(nearest) {
                corrected = Some(Correction::Size);
            }
            nearest
        }
    };
    let page = match query::value(query, "page").map(|text| number(&text)) {
        None => 1,
        Some(Some(page)) if page > 0 && page < u32::MAX => page,
        Some(_) => {
            corrected = Some(Correction::Page);
            1
        }
    };
    (Paging { page, per_page }, corrected)
}

/// A whole number of any size: what is too large is the largest there can be, which is no page.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
