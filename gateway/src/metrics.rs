//! What is counted, in Prometheus' format.

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::serve::Area;

/// What happens to sessions.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, EncodeLabelValue)]
pub(crate) enum Event {
    SignedIn,
    SignInFailed,
    Renewed,
    RenewalRefused,
    RenewalFailed,
    SignedOut,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct EventLabel {
    event: Event,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    area: Area,
    status: u16,
}

/// The figures of one gateway.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    events: Family<EventLabel, Counter>,
    upstream: Histogram,
    pub(crate) connections: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("vitrine_gateway");
        let requests = Family::default();
        let events = Family::default();
        let upstream = Histogram::new(exponential_buckets(0.005, 2.0, 13));
        let connections = Gauge::default();
        registry.register("requests", "Requests answered", requests.clone());
        registry.register("sessions", "What happened to sessions", events.clone());
        registry.register_with_unit(
            "upstream",
            "Time until the upstream begins its answer",
            Unit::Seconds,
            upstream.clone(),
        );
        registry.register("connections", "Open connections", connections.clone());
        Self { registry, requests, events, upstream, connections }
    }
}

impl Metrics {
    pub(crate) fn answered(&self, area: Area, status: u16) {
        self.requests.get_or_create(&Answered { area, status }).inc();
    }

    pub(crate) fn count(&self, event: Event) {
        self.events.get_or_create(&EventLabel { event }).inc();
    }

    /// The upstream took so long to begin its answer.
    pub(crate) fn waited(&self, time: Duration) {
        self.upstream.observe(time.as_secs_f64());
    }

    /// All figures, as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
        }
        text
    }
}
