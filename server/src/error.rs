//! Why a server could not start.

use std::fmt;
use std::net::SocketAddr;

/// Why a server could not start.
#[derive(Debug)]
pub enum Error {
    /// The address can't be listened on.
    Listen(SocketAddr, std::io::Error),
    /// Demo data or faults on an address that others can reach.
    NotLoopback(SocketAddr),
    /// The database can't be opened or filled.
    Database(rusqlite::Error),
    /// A value that can't be used.
    Value(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(addr, error) if error.kind() == std::io::ErrorKind::AddrInUse => write!(
                f,
                "port {} is in use: stop what listens there, or pass --addr with another port (0 takes a free one)",
                addr.port()
            ),
            Self::Listen(addr, error) => write!(f, "can't listen on {addr}: {error}"),
            Self::NotLoopback(addr) => write!(
                f,
                "demo data and faults are for this machine alone: {} is no loopback address, use 127.0.0.1",
                addr.ip()
            ),
            Self::Database(error) => write!(f, "can't use the database: {error}"),
            Self::Value(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}
