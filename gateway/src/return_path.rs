//! Where a person goes after signing in: an address of this origin and of the page, nothing else.

use url::Url;

/// Bytes of an address to return to.
const LIMIT: usize = 1024;

/// The address as it may be sent, where it is one of the page's; otherwise the page's first.
pub(crate) fn of(asked: Option<&str>) -> String {
    asked.and_then(local).unwrap_or_else(|| "/".to_owned())
}

/// The rules are stricter than a browser's: nothing that it, or anything behind it, might read as
/// another origin or as another path.
fn local(text: &str) -> Option<String> {
    let clean =
        text.len() <= LIMIT && text.starts_with('/') && !text.chars().any(|one| one.is_control() || one == '\\');
    if !clean {
        return None;
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    // What need not be encoded is not: a proxy that decodes it would see another path than was looked at here.
    let odd = |rest: &str| {
        let byte = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_none_or(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_control() || b"./\\%".contains(&byte))
    };
    let dots = path.split('/').any(|part| matches!(part, "." | ".."));
    if dots || path.contains("//") || path.split('%').skip(1).any(odd) {
        return None;
    }
    // What a browser would make of it must be the same address of the same origin.
    let here = Url::parse("https://here.invalid/").ok()?;
    let there = here.join(text).ok().filter(|there| there.origin() == here.origin())?;
    // By what a browser makes of it too: a blank at its end is dropped.
    let path = there.path();
    let ours = |folder: &str| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    if ours("/auth") || ours("/api") {
        return None;
    }
    let address = there.as_str().strip_prefix("https://here.invalid")?;
    (address.starts_with('/') && !address.starts_with("//")).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::of;

    #[test]
    fn addresses_of_the_page_are_kept() {
        for (asked, kept) in [
            ("/", "/"),
            ("/collections/12?page=3&q=a%2Fb", "/collections/12?page=3&q=a%2Fb"),
            ("/collections?q=%5c%2f//evil", "/collections?q=%5c%2f//evil"),
            ("/a#part", "/a#part"),
            ("/über?q=ö x", "/%C3%BCber?q=%C3%B6%20x"),
            ("/authors", "/authors"),
        ] {
            assert_eq!(of(Some(asked)), kept);
        }
    }

    #[test]
    fn nothing_leads_to_another_origin() {
        let long = format!("/{}", "a".repeat(2000));
        for asked in [
            "",
            "evil",
            "https://evil.example/",
            "https:/evil.example",
            "javascript:alert(1)",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/\u{0}/evil",
            "/a//evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/a/../..//evil.example",
            "/%2fevil.example",
            "/%2F%2Fevil.example",
            "/%5cevil.example",
            "/%5Cevil.example",
            "/%2e%2e/evil",
            "/%09/evil.example",
            "/%0d%0aset-cookie:x",
            "/%252fevil",
            "/auth/sign-in",
            "/auth",
            "/%61uth/callback?code=x",
            "/a%7",
            "/api/public/v1/ping",
            "@evil.example",
            "/auth ",
            "?x",
            &long,
        ] {
            assert_eq!(of(Some(asked)), "/", "{asked:?}");
        }
        assert_eq!(of(None), "/");
    }

    proptest! {
        #![proptest_config(Config { cases: 1024, failure_persistence: None, ..Config::default() })]

        #[test]
        fn any_text_is_an_address_of_the_page(parts in prop::collection::vec(prop_oneof![
            6 => prop::sample::select(vec![
                "/", "//", "\\", ".", "..", "%2e", "%2F", "%25", "%61", "%5c", "%09", "%7F", "auth", "uth", "AUTH", "api", "sign-in",
                "?", "#", ":", "@", "evil.example", "https:", "\t", "\n", "\r", " ", "é", "\u{2215}", "\u{feff}", ";",
            ]).prop_map(str::to_owned),
            1 => any::<String>(),
        ], 0..7)) {
            let kept = of(Some(&("/".to_owned() + &parts.concat())));
            let here = url::Url::parse("https://here.invalid/").unwrap();
            let there = here.join(&kept).unwrap();
            prop_assert_eq!(there.origin(), here.origin());
            prop_assert!(kept.starts_with('/') && !kept.starts_with("//"), "{}", kept);
            prop_assert!(kept.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{}", kept);
            let path = there.path().replace("%61", "a");
            prop_assert!(!["/auth", "/api"].iter().any(|ours| path == *ours || path.starts_with(&format!("{ours}/"))), "{}", kept);
            prop_assert_eq!(of(Some(&kept)), kept);
        }
    }
}
