//! Why a gateway could not start.

use std::fmt;
use std::net::SocketAddr;

use crate::Wrong;

/// Why a gateway could not start.
#[derive(Debug)]
pub enum Error {
    /// The address can't be listened on.
    Listen(SocketAddr, std::io::Error),
    /// Settings that can't be used, all of them.
    Settings(Vec<Wrong>),
    /// Something of the machine's is missing.
    Machine(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(addr, error) => write!(f, "can't listen on {addr}: {error}"),
            Self::Settings(wrong) => {
                for (at, one) in wrong.iter().enumerate() {
                    let end = if at == 0 { "" } else { "\n" };
                    write!(f, "{end}{one}")?;
                }
                Ok(())
            }
            Self::Machine(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

impl From<Vec<Wrong>> for Error {
    fn from(wrong: Vec<Wrong>) -> Self {
        Self::Settings(wrong)
    }
}
