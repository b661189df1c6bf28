//! How often one address may ask.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use axum::http::{HeaderMap, HeaderName, StatusCode};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::answer::Refusal;
use crate::settings::Settings;

/// What is counted apart.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Api,
    Auth,
}

/// The counters of one gateway.
pub(crate) struct Rates {
    api: DefaultKeyedRateLimiter<IpAddr>,
    auth: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Rates {
    pub(crate) fn new(settings: &Settings) -> Self {
        let some = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let api = Quota::per_second(some(settings.api_rate)).allow_burst(some(settings.api_burst));
        let auth = Quota::per_minute(some(settings.auth_rate)).allow_burst(some(settings.auth_burst));
        Self { api: RateLimiter::keyed(api), auth: RateLimiter::keyed(auth), clock: DefaultClock::default() }
    }

    /// Counts one request, and refuses it where they are too many.
    pub(crate) fn check(&self, kind: Kind, address: IpAddr) -> Result<(), Refusal> {
        let limiter = match kind {
            Kind::Api => &self.api,
            Kind::Auth => &self.auth,
        };
        limiter.check_key(&network(address)).map_err(|until| {
            let seconds = until.wait_time_from(self.clock.now()).as_secs() + 1;
            Refusal::later(StatusCode::TOO_MANY_REQUESTS, "too many requests from your address", seconds)
        })
    }

    /// Forgets addresses that have not asked for long.
    pub(crate) fn forget(&self) {
        for limiter in [&self.api, &self.auth] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// What counts as one address: of IPv6, the network that one household or office has.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        address => address,
    }
}

/// The address of the client behind so many proxies, each of which appends the one that it saw. What a
/// client wrote there itself stands further left and is not believed.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    if proxies == 0 {
        return peer;
    }
    let mut seen: Vec<&str> = headers
        .get_all(HeaderName::from_static("x-forwarded-for"))
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    seen.reverse();
    seen.get(proxies - 1).and_then(|text| text.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::*;

    const PEER: &str = "10.0.0.1";

    fn behind(proxies: usize, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        client(PEER.parse().unwrap(), &headers, proxies).to_string()
    }

    #[test]
    fn only_what_trusted_proxies_appended_is_believed() {
        assert_eq!(behind(0, "1.1.1.1"), PEER);
        assert_eq!(behind(1, "9.9.9.9, 1.1.1.1"), "1.1.1.1");
        assert_eq!(behind(2, "9.9.9.9, 1.1.1.1, 2.2.2.2"), "1.1.1.1");
        assert_eq!(behind(3, "1.1.1.1"), PEER);
        assert_eq!(behind(1, "unknown"), PEER);
    }

    #[test]
    fn one_network_counts_as_one() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8::1:2:3:4"), of("2001:db8::9"));
        assert_ne!(of("2001:db8:0:1::1"), of("2001:db8::1"));
        assert_eq!(of("::ffff:1.2.3.4"), "1.2.3.4");
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        #[test]
        fn what_a_client_wrote_itself_is_never_believed(
            wrote in "[ -~]{0,40}", saw in prop::collection::vec(any::<IpAddr>(), 1..4),
        ) {
            let all: Vec<String> = std::iter::once(wrote).chain(saw.iter().map(ToString::to_string)).collect();
            prop_assert_eq!(behind(saw.len(), &all.join(", ")), saw[0].to_string());
        }
    }
}
