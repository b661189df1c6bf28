//! What all requests of one gateway share.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::Client;
use url::Url;

use crate::Error;
use crate::health::Probe;
use crate::metrics::Metrics;
use crate::provider::Provider;
use crate::rate::Rates;
use crate::seal::Seal;
use crate::settings::{Good, Settings};

/// What all requests of one gateway share.
pub(crate) struct State {
    pub(crate) seal: Seal,
    pub(crate) provider: Provider,
    pub(crate) client: Client,
    pub(crate) upstream: Url,
    /// The gateway's own origin, as browsers write it.
    pub(crate) origin: String,
    /// What `Host` may say.
    pub(crate) hosts: Vec<String>,
    /// Seconds that a session lasts.
    pub(crate) session_lifetime: u64,
    /// Seconds that a login may take.
    pub(crate) login_lifetime: u64,
    pub(crate) strict_state: bool,
    pub(crate) dist: Option<PathBuf>,
    pub(crate) images: Vec<String>,
    pub(crate) body_limit: u64,
    pub(crate) answer_limit: u64,
    pub(crate) first_byte: Duration,
    pub(crate) trusted_proxies: usize,
    pub(crate) rates: Rates,
    pub(crate) probe: Probe,
    pub(crate) metrics: Metrics,
}

impl State {
    /// Checks the settings and makes what they say.
    pub(crate) fn new(settings: &Settings) -> Result<Self, Error> {
        let good = Good::of(settings)?;
        let client = crate::provider::client(settings, &good)
            .connect_timeout(settings.connect_timeout)
            .read_timeout(settings.idle_timeout)
            .timeout(settings.total_timeout)
            .build()
            .map_err(|error| Error::Machine(format!("no client for the upstream: {error}")))?;
        Ok(Self {
            seal: Seal::new(&good.keys, &settings.client_id, good.upstream.as_str()),
            provider: Provider::new(settings, &good)?,
            client,
            origin: good.public_url.origin().ascii_serialization(),
            hosts: hosts(&good.public_url),
            upstream: good.upstream,
            session_lifetime: settings.session_lifetime.as_secs(),
            login_lifetime: settings.login_lifetime.as_secs(),
            strict_state: settings.state,
            dist: settings.dist.clone(),
            images: settings.images.clone(),
            body_limit: settings.body_limit,
            answer_limit: settings.answer_limit,
            first_byte: settings.first_byte_timeout,
            trusted_proxies: settings.trusted_proxies,
            rates: Rates::new(settings),
            probe: Probe::default(),
            metrics: Metrics::default(),
        })
    }
}

/// What `Host` may say for an address: its port may be left out, or be there, where it is the usual one.
fn hosts(url: &Url) -> Vec<String> {
    let host = url.host_str().unwrap_or_default();
    let mut hosts = Vec::new();
    if url.port().is_none() {
        hosts.push(host.to_owned());
    }
    if let Some(port) = url.port_or_known_default() {
        hosts.push(format!("{host}:{port}"));
    }
    hosts
}
