//! What an operator may set.

mod check;
mod read;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

pub(crate) use check::Good;
pub use read::read;

/// A setting that can't be used: its name and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the setting.
    pub setting: String,
    /// What would be right.
    pub right: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.setting, self.right)
    }
}

/// How the client proves itself to the upstream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClientAuth {
    /// By HTTP Basic.
    #[default]
    Basic,
    /// By fields of the form.
    Form,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line of text for each event.
    #[default]
    Text,
    /// A JSON object for each event.
    Json,
}

/// Everything that a gateway is started with. `docs/gateway.md` has the names by which a file and the
/// environment set these.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where [`crate::start`] listens; `Gateway::bind` is told by its caller.
    pub listen: SocketAddr,
    /// Where `/metrics` is answered; nowhere by default.
    pub metrics_addr: Option<SocketAddr>,
    /// The origin of the deployment, as `https://studio.example`.
    pub upstream: String,
    /// The origin under which browsers reach the gateway.
    pub public_url: String,
    /// Certificates (PEM) of authorities by which the upstream is known too, beside those that the machine knows.
    pub ca_file: Option<PathBuf>,
    /// The client's name at the upstream.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretString,
    /// Keys in base64url, 32 bytes each: the first writes, all of them read.
    pub keys: Vec<SecretString>,
    /// Where the upstream asks a person; by default its `/api/public/oauth/authorize`.
    pub authorize_url: Option<String>,
    /// Where the upstream gives tokens; by default its `/api/public/oauth/token`.
    pub token_url: Option<String>,
    /// Where the upstream takes tokens back, if it does.
    pub revoke_url: Option<String>,
    /// Scopes to ask for.
    pub scopes: Vec<String>,
    /// Whether the upstream sends `state` back: then a callback without it is refused.
    pub state: bool,
    /// Whether the upstream supports PKCE (S256).
    pub pkce: bool,
    /// How the client proves itself.
    pub client_auth: ClientAuth,
    /// The folder with the built page.
    pub dist: Option<PathBuf>,
    /// Origins that thumbnails come from, beside the gateway's own.
    pub images: Vec<String>,
    /// After so long a person signs in anew, whatever was renewed.
    pub session_lifetime: Duration,
    /// So long a login may take.
    pub login_lifetime: Duration,
    /// Bytes of a request's body.
    pub body_limit: u64,
    /// Bytes of an upstream's answer.
    pub answer_limit: u64,
    /// Bytes of a request's head.
    pub head_limit: usize,
    /// So long the head of a request, or the next request of a connection, may take to arrive.
    pub head_timeout: Duration,
    /// So long a client may take nothing of an answer.
    pub write_timeout: Duration,
    /// So long a connection to the upstream may take.
    pub connect_timeout: Duration,
    /// So long the upstream may take to begin its answer.
    pub first_byte_timeout: Duration,
    /// So long the upstream may pause within an answer.
    pub idle_timeout: Duration,
    /// So long an exchange with the upstream may take in all.
    pub total_timeout: Duration,
    /// So long what is being answered may take when the gateway stops.
    pub grace: Duration,
    /// Proxies in front that append to `X-Forwarded-For`; 0 believes the connection's address.
    pub trusted_proxies: usize,
    /// Requests a second and address to the API, on average.
    pub api_rate: u32,
    /// Requests to the API that an address may send at once.
    pub api_burst: u32,
    /// Requests a minute and address that begin, end or renew a session, on average.
    pub auth_rate: u32,
    /// Such requests that an address may send at once.
    pub auth_burst: u32,
    /// Connections at one time.
    pub max_connections: usize,
    /// How the log is written.
    pub log_format: LogFormat,
}

impl Settings {
    /// The usual settings for an upstream and a public address, both origins, and one key.
    #[must_use]
    pub fn new(upstream: &str, public_url: &str, client_id: &str, client_secret: &str, key: &str) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8090)),
            metrics_addr: None,
            upstream: upstream.to_owned(),
            public_url: public_url.to_owned(),
            ca_file: None,
            client_id: client_id.to_owned(),
            client_secret: client_secret.into(),
            keys: vec![key.into()],
            authorize_url: None,
            token_url: None,
            revoke_url: None,
            scopes: Vec::new(),
            state: false,
            pkce: false,
            client_auth: ClientAuth::default(),
            dist: None,
            images: Vec::new(),
            session_lifetime: Duration::from_secs(12 * 3600),
            login_lifetime: Duration::from_secs(600),
            body_limit: 1 << 20,
            answer_limit: 16 << 20,
            head_limit: 32 << 10,
            head_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            first_byte_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_secs(120),
            grace: Duration::from_secs(10),
            trusted_proxies: 0,
            api_rate: 200,
            api_burst: 1000,
            auth_rate: 120,
            auth_burst: 60,
            max_connections: 4096,
            log_format: LogFormat::default(),
        }
    }

    /// Checks the settings without starting anything.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn check(&self) -> Result<(), Vec<Wrong>> {
        Good::of(self).map(|_| ())
    }
}
