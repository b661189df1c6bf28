//! Settings from a file and the environment.

use std::time::Duration;

use secrecy::SecretString;
use toml::{Table, Value};

use super::{ClientAuth, LogFormat, Settings, Wrong};

/// What precedes a setting's name in the environment.
const PREFIX: &str = "VITRINE_GATEWAY_";

/// Reads settings from the text of a TOML file and from the environment (`VITRINE_GATEWAY_` and the name
/// in capitals), which wins. A secret may be in a file of its own, named by the setting with `_file` at
/// its end. Whether the values fit is checked at start.
///
/// # Errors
/// Everything that can't be read, and every name that is unknown.
pub fn read(file: Option<&str>, environment: impl Fn(&str) -> Option<String>) -> Result<Settings, Vec<Wrong>> {
    let table = match file.unwrap_or_default().parse::<Table>() {
        Ok(table) => table,
        Err(error) => {
            return Err(vec![Wrong {
                setting: "the file".to_owned(),
                right: format!("must be TOML: {}", error.message()),
            }]);
        }
    };
    let mut from = Reader { table, environment, wrong: Vec::new() };
    let mut settings = Settings::new("", "", "", "", "");
    from.text("upstream", &mut settings.upstream);
    from.optional("ca_file", "a file", parsed, &mut settings.ca_file);
    from.text("public_url", &mut settings.public_url);
    from.text("client_id", &mut settings.client_id);
    if let Some(secret) = from.secret("client_secret") {
        settings.client_secret = secret.into();
    }
    settings.keys = from.secret("keys").map(|keys| words(&keys).map(SecretString::from).collect()).unwrap_or_default();
    from.value("listen", "an address as 127.0.0.1:8090", parsed, &mut settings.listen);
    from.optional("metrics_addr", "an address as 127.0.0.1:9090", parsed, &mut settings.metrics_addr);
    from.optional("authorize_url", "text", owned, &mut settings.authorize_url);
    from.optional("token_url", "text", owned, &mut settings.token_url);
    from.optional("revoke_url", "text", owned, &mut settings.revoke_url);
    from.value("scopes", "a list of words", list, &mut settings.scopes);
    from.value("state", "true or false", parsed, &mut settings.state);
    from.value("pkce", "true or false", parsed, &mut settings.pkce);
    from.value("client_auth", "basic or form", client_auth, &mut settings.client_auth);
    from.optional("dist", "a folder", parsed, &mut settings.dist);
    from.value("images", "a list of origins", list, &mut settings.images);
    from.value("log_format", "text or json", log_format, &mut settings.log_format);
    for (name, duration) in [
        ("session_lifetime", &mut settings.session_lifetime),
        ("login_lifetime", &mut settings.login_lifetime),
        ("head_timeout", &mut settings.head_timeout),
        ("write_timeout", &mut settings.write_timeout),
        ("connect_timeout", &mut settings.connect_timeout),
        ("first_byte_timeout", &mut settings.first_byte_timeout),
        ("idle_timeout", &mut settings.idle_timeout),
        ("total_timeout", &mut settings.total_timeout),
        ("grace", &mut settings.grace),
    ] {
        from.value(name, "a whole number of seconds, 1 or more", seconds, duration);
    }
    let number = "a whole number";
    from.value("body_limit", number, parsed, &mut settings.body_limit);
    from.value("answer_limit", number, parsed, &mut settings.answer_limit);
    from.value("head_limit", number, parsed, &mut settings.head_limit);
    from.value("trusted_proxies", number, parsed, &mut settings.trusted_proxies);
    from.value("api_rate", number, parsed, &mut settings.api_rate);
    from.value("api_burst", number, parsed, &mut settings.api_burst);
    from.value("auth_rate", number, parsed, &mut settings.auth_rate);
    from.value("auth_burst", number, parsed, &mut settings.auth_burst);
    from.value("max_connections", number, parsed, &mut settings.max_connections);
    from.finish()?;
    Ok(settings)
}

struct Reader<E> {
    table: Table,
    environment: E,
    wrong: Vec<Wrong>,
}

impl<E: Fn(&str) -> Option<String>> Reader<E> {
    /// A setting as text: a list stands with spaces between its words.
    fn take(&mut self, name: &str) -> Option<String> {
        let set = self.table.remove(name);
        if let Some(text) = (self.environment)(&format!("{PREFIX}{}", name.to_ascii_uppercase())) {
            return Some(text);
        }
        let text = as_text(&set?);
        if text.is_none() {
            self.say(name, "must be text, a number, true, false or a list of texts");
        }
        text
    }

    fn say(&mut self, name: &str, right: &str) {
        self.wrong.push(Wrong { setting: name.to_owned(), right: right.to_owned() });
    }

    fn text(&mut self, name: &str, to: &mut String) {
        if let Some(text) = self.take(name) {
            *to = text;
        }
    }

    fn value<T>(&mut self, name: &str, right: &str, read: impl Fn(&str) -> Option<T>, to: &mut T) {
        match self.take(name).map(|text| read(text.trim())) {
            None => {}
            Some(Some(value)) => *to = value,
            Some(None) => self.say(name, &format!("must be {right}")),
        }
    }

    fn optional<T>(&mut self, name: &str, right: &str, read: impl Fn(&str) -> Option<T>, to: &mut Option<T>) {
        self.value(name, right, |text| Some(Some(read(text)?)), to);
    }

    /// A secret, from a file of its own where one is named.
    fn secret(&mut self, name: &str) -> Option<String> {
        let file_name = format!("{name}_file");
        let (text, file) = (self.take(name), self.take(&file_name));
        match (text, file) {
            (Some(_), Some(_)) => {
                self.say(name, &format!("must be set once: {name} or {file_name}"));
                None
            }
            (text, None) => text,
            (None, Some(file)) => match std::fs::read_to_string(&file) {
                Ok(text) => Some(text.trim().to_owned()),
                Err(error) => {
                    self.say(&file_name, &format!("must be a file that can be read: {error}"));
                    None
                }
            },
        }
    }

    fn finish(mut self) -> Result<(), Vec<Wrong>> {
        let unknown = std::mem::take(&mut self.table);
        for name in unknown.keys() {
            self.say(name, "there is no such setting");
        }
        if self.wrong.is_empty() { Ok(()) } else { Err(self.wrong) }
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Array(all) => {
            let all: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
            Some(all?.join(" "))
        }
        _ => None,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', '\n', '\r', '\t']).filter(|word| !word.is_empty())
}

fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn owned(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn list(text: &str) -> Option<Vec<String>> {
    Some(words(text).map(str::to_owned).collect())
}

fn seconds(text: &str) -> Option<Duration> {
    text.parse::<u32>().ok().filter(|seconds| *seconds > 0).map(|seconds| Duration::from_secs(seconds.into()))
}

fn client_auth(text: &str) -> Option<ClientAuth> {
    match text {
        "basic" => Some(ClientAuth::Basic),
        "form" => Some(ClientAuth::Form),
        _ => None,
    }
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    const FILE: &str = "upstream = 'https://studio.example'\npkce = true\nsession_lifetime = 60\n\
                        client_secret = 's'\nkeys = ['a', 'b']\nscopes = ['x', 'y']\nclient_auth = 'form'\n";

    #[test]
    fn the_environment_wins_over_the_file() {
        let settings = read(Some(FILE), |name| match name {
            "VITRINE_GATEWAY_UPSTREAM" => Some("https://other.example".into()),
            "VITRINE_GATEWAY_KEYS" => Some("c, d\ne".into()),
            "VITRINE_GATEWAY_METRICS_ADDR" => Some("127.0.0.1:1".into()),
            _ => None,
        })
        .unwrap();
        assert_eq!(settings.upstream, "https://other.example");
        assert_eq!(settings.keys.iter().map(|key| key.expose_secret()).collect::<Vec<_>>(), ["c", "d", "e"]);
        assert_eq!(settings.scopes, ["x", "y"]);
        assert_eq!((settings.pkce, settings.client_auth), (true, ClientAuth::Form));
        assert_eq!(settings.session_lifetime, Duration::from_secs(60));
        assert_eq!(settings.metrics_addr.unwrap().port(), 1);
    }

    #[test]
    fn a_secret_may_be_in_a_file_of_its_own() {
        let path = std::env::temp_dir().join(format!("vitrine-gateway-secret-{}", std::process::id()));
        std::fs::write(&path, "from a file\n").unwrap();
        let file = format!("client_secret_file = '{}'", path.display());
        assert_eq!(read(Some(&file), |_| None).unwrap().client_secret.expose_secret(), "from a file");
        let twice = read(Some(&format!("{file}\nclient_secret = 's'")), |_| None).unwrap_err();
        assert!(twice[0].right.contains("once"));
        std::fs::remove_file(path).unwrap();
        assert_eq!(read(Some(&file), |_| None).unwrap_err()[0].setting, "client_secret_file");
    }

    #[test]
    fn everything_that_cannot_be_read_is_named_at_once() {
        let wrong =
            read(Some("state = 'maybe'\nhead_timeout = 0\nclient_auth = 'other'\nupstrem = ''\nlisten = {}\n"), |_| {
                None
            })
            .unwrap_err();
        let names: Vec<&str> = wrong.iter().map(|one| one.setting.as_str()).collect();
        assert_eq!(names, ["listen", "state", "client_auth", "head_timeout", "upstrem"]);
        assert!(read(Some("="), |_| None).unwrap_err()[0].right.contains("TOML"));
    }

    #[test]
    fn no_secret_is_shown_by_debug() {
        let settings = read(Some("client_secret = 'hidden-one'\nkeys = 'hidden-two'"), |_| None).unwrap();
        assert!(!format!("{settings:?}").contains("hidden"));
    }
}
