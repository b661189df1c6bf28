//! The headers that every server of the page sends: one place, read by the reference server, the
//! gateway and the recipes for other servers.

/// What of the page's policy depends on a deployment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy<'a> {
    /// Origins that thumbnails come from, beside the page's own.
    pub images: &'a [&'a str],
    /// Origin of the API where it is not the page's own.
    pub api: Option<&'a str>,
    /// Origins whose pages may hold this one in a frame. [`FRAME`] alone may be held.
    pub hosts: &'a [&'a str],
}

/// The one page that may stand in a frame of somebody else's page.
pub const FRAME: &str = "embed.html";

/// The headers beside the policy that stand on every answer.
pub const HEADERS: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// The word for a file whose name changes with its content.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// The word for every other file.
pub const REVALIDATE: &str = "no-cache";

/// The word for [`FRAME`]: browsers keep the policy of a page that they have kept, and who may hold it changes.
pub const NEVER: &str = "no-store";

/// The value of `Content-Security-Policy` for a page of plain text and links.
pub const PLAIN: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The value of `Content-Security-Policy` for what is data and never a page.
pub const DATA: &str = "sandbox";

impl Policy<'_> {
    /// The value of `Content-Security-Policy` for the page.
    #[must_use]
    pub fn page(&self) -> String {
        let mut images = String::new();
        for origin in self.images.iter().filter(|origin| is_source(origin)) {
            images.push(' ');
            images.push_str(origin);
        }
        let mut hosts = String::new();
        for origin in self.hosts.iter().filter(|origin| is_host(origin)) {
            hosts.push(' ');
            hosts.push_str(origin);
        }
        let hosts = if hosts.is_empty() { " 'none'" } else { &hosts };
        let api = self.api.filter(|origin| is_source(origin)).map(|origin| format!(" {origin}")).unwrap_or_default();
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self'{images}; connect-src 'self'{api}; base-uri 'none'; form-action 'none'; \
             frame-ancestors{hosts}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
    }
}

/// Whether `text` is an origin that may be allowed to hold [`FRAME`], written exactly as browsers write it: https,
/// or http on this machine. No address of IPv6, which a policy has no words for.
#[must_use]
pub fn is_host(text: &str) -> bool {
    let secure = text.strip_prefix("https://");
    let Some(rest) = secure.or_else(|| text.strip_prefix("http://")) else { return false };
    let (name, port) = rest.split_once(':').map_or((rest, None), |(name, port)| (name, Some(port)));
    let usual = if secure.is_some() { "443" } else { "80" };
    let named = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.'));
    let port = port.is_none_or(|port| {
        port != usual && port.starts_with(|first| matches!(first, '1'..='9')) && port.parse::<u16>().is_ok()
    });
    named && !name.is_empty() && port && (secure.is_some() || matches!(name, "localhost" | "127.0.0.1"))
}

/// The value of `Content-Security-Policy` for a sign-in page: a form and nothing else, whose answer
/// the browser may follow to `back`, the origin of the client.
#[must_use]
pub fn sign_in(back: &str) -> String {
    // A policy has no words for an IPv6 address.
    let back = if back.contains('[') { "http:" } else { back };
    let back = if is_source(back) { format!(" {back}") } else { String::new() };
    format!("default-src 'none'; base-uri 'none'; form-action 'self'{back}; frame-ancestors 'none'")
}

/// Whether `text` can stand as one source in a directive, and can't end it.
fn is_source(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b';' | b',' | b'\'' | b'"'))
}

/// The value of `Cache-Control` for a file of the page: kept for ever where the name carries a
/// digest (`-` and 16 hex digits before the extension or `_bg`), not at all where it may be framed, asked for again
/// otherwise.
#[must_use]
pub fn cache_control(file_name: &str) -> &'static str {
    if file_name == FRAME {
        return NEVER;
    }
    let carries_digest = file_name.match_indices('-').any(|(at, _)| {
        let rest = &file_name[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits == 16 && (rest[16..].starts_with('.') || rest[16..].starts_with("_bg"))
    });
    if carries_digest { FOREVER } else { REVALIDATE }
}

/// What stands on a file beside the rest, where pages of other origins load it too.
pub const SHARED: [(&str, &str); 2] =
    [("access-control-allow-origin", "*"), ("cross-origin-resource-policy", "cross-origin")];

/// The files that keep their names and that pages of other origins load: the element, and what goes with it.
pub const MODULES: [&str; 3] = ["embed.js", "frame-host.js", "deep-linking.js"];

/// Whether pages of other origins may load a file: what the element is made of, public as it is. The page itself
/// and its settings are nobody else's.
#[must_use]
pub fn is_shared(file_name: &str) -> bool {
    MODULES.contains(&file_name) || cache_control(file_name) == FOREVER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_agreed_one() {
        assert_eq!(
            Policy::default().page(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src \
             'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors \
             'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
    }

    #[test]
    fn origins_are_added_where_they_belong() {
        let (images, api) = (&["https://a.example", "https://b.example"], Some("https://api.example"));
        let policy = Policy { images, api, ..Policy::default() }.page();
        assert!(policy.contains("img-src 'self' https://a.example https://b.example; "));
        assert!(policy.contains("connect-src 'self' https://api.example; "));
    }

    #[test]
    fn no_origin_smuggles_a_directive_in() {
        let bad = &["https://a.example; script-src *", ""];
        let policy = Policy { images: bad, api: Some("'unsafe-inline'"), hosts: bad };
        assert_eq!(policy.page(), Policy::default().page());
    }

    #[test]
    fn a_frame_is_held_by_exact_origins_alone() {
        let (good, bad) = include_str!("../hosts.txt").split_once("\n--\n").unwrap();
        let good: Vec<&str> = good.lines().skip(1).collect();
        let policy = Policy { hosts: &good, ..Policy::default() }.page();
        assert!(policy.contains(&format!("; frame-ancestors {}; ", good.join(" "))), "{policy}");
        for bad in bad.lines() {
            assert!(!is_host(bad), "{bad}");
            assert!(Policy { hosts: &[bad], ..Policy::default() }.page().contains("; frame-ancestors 'none'; "));
        }
    }

    #[test]
    fn a_sign_in_page_may_send_its_form_to_the_client() {
        for (back, action) in [
            ("http://127.0.0.1:9", "form-action 'self' http://127.0.0.1:9;"),
            ("http://[::1]:9", "form-action 'self' http:;"),
            ("http://a; script-src *", "form-action 'self';"),
        ] {
            assert!(sign_in(back).contains(action), "{back}");
        }
    }

    #[test]
    fn what_the_element_is_made_of_is_shared() {
        for name in
            ["embed.js", "deep-linking.js", "vitrine-0123456789abcdef_bg.wasm", "words-de-0123456789abcdef.json"]
        {
            assert!(is_shared(name), "{name}");
        }
        for name in ["index.html", "config.json", "favicon.svg", "package.json", "not-embed.js"] {
            assert!(!is_shared(name), "{name}");
        }
    }

    #[test]
    fn only_names_with_a_digest_are_kept_for_ever() {
        for name in
            ["vitrine-0123456789abcdef.js", "vitrine-0123456789abcdef_bg.wasm", "my-app-0123456789abcdef.css.br"]
        {
            assert_eq!(cache_control(name), FOREVER, "{name}");
        }
        assert_eq!(cache_control(FRAME), NEVER);
        for name in [
            "index.html",
            "config.json",
            "vitrine-0123456789abcde.js",
            "vitrine-0123456789abcdef0.js",
            "vitrine-0123456789abcdef",
            "vitrine-é123456789abcdef.js",
            "",
        ] {
            assert_eq!(cache_control(name), REVALIDATE, "{name}");
        }
    }
}
