//! Which settings can be used. All that is wrong is said at once.

use std::path::Path;

use reqwest::Certificate;
use secrecy::ExposeSecret;
use url::{Host, Url};

use super::{Settings, Wrong};
use crate::seal::key_bytes;

/// What the settings say, read.
pub(crate) struct Good {
    pub(crate) upstream: Url,
    pub(crate) public_url: Url,
    pub(crate) authorize: Url,
    pub(crate) token: Url,
    pub(crate) revoke: Option<Url>,
    pub(crate) keys: Vec<[u8; 32]>,
    /// Authorities beside those that the machine knows.
    pub(crate) authorities: Vec<Certificate>,
}

const ORIGIN: &str = "must be an origin as https://studio.example (http only for 127.0.0.1, [::1] or localhost)";
const ENDPOINT: &str = "must be an https address (http only for 127.0.0.1, [::1] or localhost)";

impl Good {
    /// Reads and checks.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub(crate) fn of(settings: &Settings) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut say = |setting: &str, right: &str| {
            wrong.push(Wrong { setting: setting.to_owned(), right: right.to_owned() });
        };
        let upstream = origin(&settings.upstream);
        if upstream.is_none() {
            say("upstream", ORIGIN);
        }
        let public_url = origin(&settings.public_url);
        if public_url.is_none() {
            say("public_url", ORIGIN);
        }
        let mut endpoint = |name: &str, given: Option<&str>, usual: &str| match given {
            Some(text) => {
                let url = secure(text).filter(|url| url.fragment().is_none());
                if url.is_none() {
                    say(name, ENDPOINT);
                }
                url
            }
            None => upstream.as_ref().and_then(|url| url.join(usual).ok()),
        };
        let authorize = endpoint("authorize_url", settings.authorize_url.as_deref(), "/api/public/oauth/authorize");
        let token = endpoint("token_url", settings.token_url.as_deref(), "/api/public/oauth/token");
        let revoke = settings.revoke_url.as_deref().map(|url| endpoint("revoke_url", Some(url), ""));
        let authorities = settings.ca_file.as_deref().map_or(Some(Vec::new()), authorities);
        if authorities.is_none() {
            say("ca_file", "must be a file with certificates in PEM");
        }
        if settings.client_id.is_empty() {
            say("client_id", "must be the client's name at the upstream");
        }
        if settings.client_secret.expose_secret().is_empty() {
            say("client_secret", "must be the client's secret at the upstream");
        }
        let keys: Vec<[u8; 32]> = settings.keys.iter().filter_map(|key| key_bytes(key.expose_secret())).collect();
        let weak = |key: &[u8; 32]| key.iter().all(|byte| byte == &key[0]);
        if keys.is_empty() || keys.len() != settings.keys.len() || keys.iter().any(weak) {
            say("keys", "must be one or more random keys of 32 bytes in base64: vitrine-gateway --new-key prints one");
        }
        if let Some(dist) = &settings.dist {
            if !dist.join("index.html").is_file() {
                say("dist", "must be the folder with the built page, which has an index.html");
            }
            match crate::site::config(dist) {
                Err(crate::site::FRAME_HOSTS) => {
                    say("frame_hosts", "in config.json must be a list of origins as https://portal.example");
                }
                Err(_) => say("dist", "its config.json must be a JSON object"),
                Ok(_) => {}
            }
        }
        if settings.images.iter().any(|one| origin(one).is_none()) {
            say("images", ORIGIN);
        }
        for (name, zero) in [
            ("body_limit", settings.body_limit == 0),
            ("answer_limit", settings.answer_limit == 0),
            ("api_rate", settings.api_rate == 0),
            ("api_burst", settings.api_burst == 0),
            ("auth_rate", settings.auth_rate == 0),
            ("auth_burst", settings.auth_burst == 0),
            ("max_connections", settings.max_connections == 0),
        ] {
            if zero {
                say(name, "must be 1 or more");
            }
        }
        if !(8192..=1 << 20).contains(&settings.head_limit) {
            say("head_limit", "must be 8192 to 1048576 bytes");
        }
        match (upstream, public_url, authorize, token, authorities) {
            (Some(upstream), Some(public_url), Some(authorize), Some(token), Some(authorities)) if wrong.is_empty() => {
                Ok(Self { upstream, public_url, authorize, token, revoke: revoke.flatten(), keys, authorities })
            }
            _ => Err(wrong),
        }
    }
}

/// The certificates of a file, one at least.
fn authorities(file: &Path) -> Option<Vec<Certificate>> {
    let all = Certificate::from_pem_bundle(&std::fs::read(file).ok()?).ok()?;
    (!all.is_empty()).then_some(all)
}

/// An address that nobody listens in on.
fn secure(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let local = match url.host()? {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => name == "localhost",
    };
    let plain = url.username().is_empty() && url.password().is_none();
    (plain && (url.scheme() == "https" || url.scheme() == "http" && local)).then_some(url)
}

/// An origin and nothing more.
fn origin(text: &str) -> Option<Url> {
    secure(text).filter(|url| url.path() == "/" && url.query().is_none() && url.fragment().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let key = crate::new_key().unwrap();
        Settings::new("https://studio.example", "https://vitrine.example", "id", "secret", &key)
    }

    fn wrong(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = settings();
        change(&mut settings);
        match Good::of(&settings) {
            Ok(_) => String::new(),
            Err(all) => all.iter().map(|one| one.setting.as_str()).collect::<Vec<_>>().join(" "),
        }
    }

    #[test]
    fn the_usual_settings_are_good() {
        assert_eq!(wrong(|_| ()), "");
        assert_eq!(wrong(|settings| settings.public_url = "http://127.0.0.1:8090".into()), "");
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let all = wrong(|settings| {
            settings.upstream = "studio.example".into();
            settings.ca_file = Some("/nowhere".into());
            settings.client_id.clear();
            settings.keys.clear();
            settings.api_burst = 0;
            settings.dist = Some("/nowhere".into());
        });
        assert_eq!(all, "upstream ca_file client_id keys dist api_burst");
    }

    #[test]
    fn no_origin_is_plain_http_or_has_more_than_an_origin() {
        for bad in [
            "http://studio.example",
            "https://studio.example/path",
            "https://studio.example/?q",
            "https://studio.example/#f",
            "https://user@studio.example",
            "ftp://studio.example",
            "http://127.0.0.1.evil.example",
            "",
        ] {
            assert_eq!(wrong(|settings| settings.public_url = bad.into()), "public_url", "{bad}");
            assert_eq!(wrong(|settings| settings.images = vec![bad.into()]), "images", "{bad}");
        }
        assert_eq!(wrong(|settings| settings.token_url = Some("http://studio.example/token".into())), "token_url");
        assert_eq!(wrong(|settings| settings.revoke_url = Some("x".into())), "revoke_url");
    }

    #[test]
    fn who_may_hold_the_page_is_a_list_of_origins() {
        let dist = std::env::temp_dir().join(format!("vitrine-gateway-hosts-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join("index.html"), "").unwrap();
        for (hosts, named) in [(r#"["https://a.example"]"#, ""), (r#"["*"]"#, "frame_hosts"), ("7", "frame_hosts")] {
            std::fs::write(dist.join("config.json"), format!("{{\"frame_hosts\": {hosts}}}")).unwrap();
            assert_eq!(wrong(|settings| settings.dist = Some(dist.clone())), named, "{hosts}");
        }
        std::fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_short_or_plain_key_is_none() {
        for bad in ["", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!"] {
            assert_eq!(wrong(|settings| settings.keys.push(bad.into())), "keys", "{bad}");
        }
    }
}
