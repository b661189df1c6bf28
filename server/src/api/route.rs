//! What an address names.

use axum::http::Method;

use super::table::{OPERATIONS, Operation};
use crate::form;

/// What an address of the API names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// A path of the table of operations, and the id in it as it came.
    Table(&'static str, String),
    Authorize,
    Token,
    ApiDocs,
    OpenApi,
}

impl Route {
    /// What is behind a path; a trailing slash makes no difference.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        Some(match path.strip_prefix("/api/public/")? {
            "oauth/authorize" => Self::Authorize,
            "oauth/token" => Self::Token,
            "apidocs" => Self::ApiDocs,
            "openapi.json" => Self::OpenApi,
            rest => {
                let path = rest.strip_prefix("v1").filter(|path| path.starts_with('/'))?;
                OPERATIONS.iter().find_map(|one| Some(Self::Table(one.path, id_in(one.path, path)?)))?
            }
        })
    }

    /// The id in the address, as it came.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Table(_, id) => id,
            _ => "",
        }
    }

    /// The methods that it answers.
    pub(crate) fn methods(&self) -> Vec<Method> {
        match self {
            Self::Table(path, _) => OPERATIONS.iter().filter(|one| one.path == *path).map(|one| one.method()).collect(),
            Self::Authorize => vec![Method::GET, Method::POST],
            Self::Token => vec![Method::POST],
            Self::ApiDocs | Self::OpenApi => vec![Method::GET],
        }
    }

    /// The operation that a method asks for here.
    pub(crate) fn operation(&self, method: &Method) -> Option<&'static Operation> {
        let Self::Table(path, _) = self else {
            return None;
        };
        OPERATIONS.iter().find(|one| one.path == *path && one.method() == method)
    }
}

/// The id in an address that `template` fits, empty where the template has none.
fn id_in(template: &str, path: &str) -> Option<String> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut id = String::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(id),
            (Some("{id}"), Some(segment)) => id = decode(segment),
            (wanted, given) if wanted == given => {}
            _ => return None,
        }
    }
}

/// A path segment with its percent signs taken away; one that is no text stays as it came.
fn decode(segment: &str) -> String {
    form::decode(segment).unwrap_or_else(|_| segment.to_owned())
}
