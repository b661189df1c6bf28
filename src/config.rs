//! What a deployment may set: `config.json` beside the page, read at start.

mod feature;
mod sign_in;

use serde_json::Value;

use crate::{
    api::Dialect,
    auth::SignInKind,
    i18n::{
        TAGS,
        choose::{decided, language_of},
    },
    route::SIZES,
};

pub use feature::{Feature, Mode};

/// The settings of one deployment.
#[derive(Clone)]
pub struct Config {
    /// Where the API is: an origin, with or without a path; empty means the page's own origin.
    pub api: String,
    /// How a person signs in.
    pub sign_in: SignInKind,
    /// The page size that an address without one means.
    pub page_size: u32,
    /// How the API wants to be told about permissions.
    pub dialect: Dialect,
    /// Where a medium can be watched: an address with `{id}` or `{embed_id}` in it.
    pub media_link: Option<String>,
    /// Whether archiving asks first.
    pub confirm_archive: bool,
    /// What people come for.
    pub mode: Mode,
    /// How many media may be chosen at most, where they come to choose.
    pub pick_max: u32,
    /// Where a medium can be embedded from: an address with `{embed_id}` in it.
    pub embed_url: Option<String>,
    /// What of the interface is not offered.
    pub without: Vec<Feature>,
    /// The language's tag, where the deployment decides it for all.
    pub locale: Option<String>,
    /// The languages that are offered where it does not; empty means all.
    pub locales: Vec<&'static str>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: String::new(),
            sign_in: SignInKind::Cookie { sign_in_url: None },
            page_size: 20,
            dialect: Dialect::default(),
            media_link: None,
            confirm_archive: false,
            mode: Mode::Browse,
            pick_max: 1,
            embed_url: None,
            without: Vec::new(),
            locale: None,
            locales: Vec::new(),
        }
    }
}

/// A setting that can't be used: its name and what would be right.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The setting, as a path into the file: `sign_in.kind`.
    pub setting: &'static str,
    /// What would be right.
    pub right: &'static str,
}

impl Config {
    /// Whether something is offered. Who only looks may look at who can open what.
    #[must_use]
    pub fn offers(&self, feature: Feature) -> bool {
        let fits = self.mode == Mode::Browse || (self.mode == Mode::ReadOnly && feature == Feature::Report);
        fits && !self.without.contains(&feature)
    }

    /// Reads the text of a `config.json`.
    ///
    /// # Errors
    /// The first setting that can't be used; nothing is guessed, since a wrong origin or way to sign in
    /// would be worse than none.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let wrong = |setting, right| Wrong { setting, right };
        let json: Value = serde_json::from_str(text).map_err(|_| wrong("config.json", "a JSON object"))?;
        if !json.is_object() {
            return Err(wrong("config.json", "a JSON object"));
        }
        let mut config = Self::default();
        if let Some(api) = text_of(&json, "api")? {
            // Without its last slashes, so that `https://` is none.
            let api = api.trim_end_matches('/');
            if !api.is_empty() && !is_http(api) {
                return Err(wrong("api", "an address that begins with https:// or http://, or nothing"));
            }
            api.clone_into(&mut config.api);
        }
        if let Some(size) = json.get("page_size") {
            config.page_size = size
                .as_u64()
                .and_then(|size| u32::try_from(size).ok())
                .filter(|size| SIZES.contains(size))
                .ok_or_else(|| wrong("page_size", "10, 20 or 50"))?;
        }
        if let Some(link) = text_of(&json, "media_link")? {
            if !is_http(link) {
                return Err(wrong("media_link", "an address that begins with https:// or http://"));
            }
            config.media_link = Some(link.to_owned());
        }
        if let Some(confirm) = json.get("confirm_archive") {
            config.confirm_archive = confirm.as_bool().ok_or_else(|| wrong("confirm_archive", "true or false"))?;
        }
        if let Some(tag) = text_of(&json, "locale")? {
            decided(tag).ok_or_else(|| wrong("locale", TAGS))?;
            config.locale = Some(tag.to_owned());
        }
        if let Some(list) = json.get("locales") {
            config.locales =
                languages(list).ok_or_else(|| wrong("locales", "a list of languages that README.md names"))?;
        }
        if let Some(word) = text_of(&json, "permission_dialect")? {
            config.dialect = word.parse().map_err(|_| wrong("permission_dialect", "a dialect that README.md lists"))?;
        }
        config.mode = match text_of(&json, "mode")? {
            None | Some("browse") => Mode::Browse,
            Some("read-only") => Mode::ReadOnly,
            Some("pick") => Mode::Pick,
            Some(_) => return Err(wrong("mode", "browse, read-only or pick")),
        };
        if let Some(most) = json.get("pick_max") {
            let most = most.as_u64().and_then(|most| u32::try_from(most).ok()).filter(|most| *most > 0);
            config.pick_max = most.ok_or_else(|| wrong("pick_max", "a number above 0"))?;
        }
        if let Some(link) = text_of(&json, "embed_url")? {
            if !is_http(link) || !link.contains("{embed_id}") {
                return Err(wrong("embed_url", "an address that begins with https:// or http:// and holds {embed_id}"));
            }
            config.embed_url = Some(link.to_owned());
        }
        if let Some(features) = json.get("features") {
            config.without = feature::left_out(features).ok_or_else(|| {
                wrong("features", "{\"create\": false}; also archive, share, delete, bulk and report")
            })?;
        }
        if let Some(sign_in) = json.get("sign_in") {
            config.sign_in = sign_in::read(sign_in)?;
        }
        Ok(config)
    }
}

fn languages(list: &Value) -> Option<Vec<&'static str>> {
    let mut named = Vec::new();
    for tag in list.as_array().filter(|tags| !tags.is_empty())? {
        named.push(language_of(tag.as_str()?)?);
    }
    Some(named)
}

fn text_of<'a>(json: &'a Value, setting: &'static str) -> Result<Option<&'a str>, Wrong> {
    match json.get(setting) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Wrong { setting, right: "a text" }),
    }
}

/// Whether a link may be followed: http or https and nothing else.
#[must_use]
pub fn is_http(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::{Config, Feature, SignInKind};

    #[test]
    fn nothing_set_means_this_origin_and_its_cookie() {
        let config = Config::read("{}").ok().unwrap();
        assert_eq!(config.api, "");
        assert!(matches!(config.sign_in, SignInKind::Cookie { sign_in_url: None }));
    }

    #[test]
    fn what_is_left_out_is_not_offered() {
        let config = Config::read(r#"{"features": {"create": false, "share": true}}"#).ok().unwrap();
        assert!(!config.offers(Feature::Create) && config.offers(Feature::Share) && config.offers(Feature::Bulk));
        let config = Config::read(r#"{"mode": "read-only"}"#).ok().unwrap();
        assert!(!config.offers(Feature::Archive) && config.offers(Feature::Report));
    }

    #[test]
    fn languages_are_named_by_their_tags() {
        let config = Config::read(r#"{"locale": "pt-BR", "locales": ["fr", "pt-BR"]}"#).ok().unwrap();
        assert_eq!((config.locale.as_deref(), config.locales), (Some("pt-BR"), vec!["fr", "pt"]));
    }

    #[test]
    fn a_wrong_setting_names_itself() {
        for (text, setting) in [
            ("[]", "config.json"),
            ("{", "config.json"),
            (r#"{"api": 7}"#, "api"),
            (r#"{"api": "javascript:alert(1)"}"#, "api"),
            (r#"{"api": "https://"}"#, "api"),
            (r#"{"page_size": 30}"#, "page_size"),
            (r#"{"media_link": "javascript:0"}"#, "media_link"),
            (r#"{"confirm_archive": "yes"}"#, "confirm_archive"),
            (r#"{"mode": "write"}"#, "mode"),
            (r#"{"pick_max": 0}"#, "pick_max"),
            (r#"{"embed_url": "https://video.example/"}"#, "embed_url"),
            (r#"{"features": {"create": "no"}}"#, "features"),
            (r#"{"features": {"fly": false}}"#, "features"),
            (r#"{"locale": "it"}"#, "locale"),
            (r#"{"locales": "fr"}"#, "locales"),
            (r#"{"locales": []}"#, "locales"),
            (r#"{"locales": ["fr", "it"]}"#, "locales"),
            (r#"{"sign_in": {"kind": "magic"}}"#, "sign_in.kind"),
            (r#"{"sign_in": {"kind": "cookie", "url": "//evil.example"}}"#, "sign_in.url"),
            (r#"{"sign_in": {"kind": "cookie", "url": "/\t/evil.example"}}"#, "sign_in.url"),
            (r#"{"sign_in": {"kind": "demo", "identities": []}}"#, "sign_in.identities"),
        ] {
            assert_eq!(Config::read(text).err().map(|wrong| wrong.setting), Some(setting), "{text}");
        }
    }
}
