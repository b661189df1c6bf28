//! The ways to sign in.

use std::fmt;

/// Somebody whom the page may be in a demo.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// What the choice is called.
    pub name: String,
    /// The token.
    pub token: String,
}

/// How a person signs in to a deployment.
#[derive(Clone, PartialEq, Eq)]
pub enum SignInKind {
    /// Not at all.
    None,
    /// By a cookie of the page's own origin, got at `sign_in_url` where one is set.
    Cookie {
        /// A page to sign in at.
        sign_in_url: Option<String>,
    },
    /// By a token that is typed and kept in memory.
    Token,
    /// As one of the identities of a demo.
    Demo(Vec<Identity>),
    /// Through a gateway of the page's own origin.
    Gateway,
    /// By a token that the page around hands over when it is asked.
    Host,
}

impl fmt::Debug for SignInKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::None => "None",
            Self::Cookie { .. } => "Cookie",
            Self::Token => "Token",
            Self::Demo(_) => "Demo",
            Self::Gateway => "Gateway",
            Self::Host => "Host",
        })
    }
}
