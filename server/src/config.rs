//! What a server is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Where the data is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Database {
    /// In memory, gone with the process.
    #[default]
    Memory,
    /// In this file.
    File(PathBuf),
}

/// What an empty database is filled with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// The demo people, their collections and their tokens.
    Demo,
    /// Nothing.
    #[default]
    Empty,
}

/// Everything that a server is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Where the data is kept.
    pub db: Database,
    /// What an empty database is filled with.
    pub data: Data,
    /// The folder with the built page.
    pub dist: Option<PathBuf>,
    /// Pairs of a person (e-mail or name; `admin` is the administrator) and a token.
    pub tokens: Vec<(String, String)>,
    /// Whether faults may be ordered.
    pub faults: bool,
    /// Other origins whose pages may call the API.
    pub cors: Vec<String>,
    /// Whether the OAuth redirect carries `state` back (the vendor's service does not).
    pub oauth_state: bool,
    /// How long an access token from OAuth lives.
    pub token_lifetime: Duration,
    /// How long the head of a request may take to arrive, and then its body.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            db: Database::Memory,
            data: Data::Empty,
            dist: None,
            tokens: Vec::new(),
            faults: false,
            cors: Vec::new(),
            oauth_state: false,
            token_lifetime: Duration::from_secs(3600),
            patience: Duration::from_secs(30),
        }
    }
}
