//! What the recipes of servers that can't run here say of a file, beside the policy.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde_json::{Value, json};

/// An address, the file that stands for it, whether it is kept for ever, whether other origins may have it.
const FILES: [(&str, &str, bool, bool); 9] = [
    ("/", "/index.html", false, false),
    ("/collections/9007199254740993", "/index.html", false, false),
    ("/config.json", "/config.json", false, false),
    ("/embed.js", "/embed.js", false, true),
    ("/embed.d.ts", "/embed.d.ts", false, false),
    ("/vitrine-0123456789abcdef_bg.wasm", "/vitrine-0123456789abcdef_bg.wasm", true, true),
    ("/words-de-0123456789abcdef.json", "/words-de-0123456789abcdef.json", true, true),
    ("/embed-rest-0123456789abcdef.css", "/embed-rest-0123456789abcdef.css", true, true),
    ("/favicon.svg", "/favicon.svg", false, false),
];

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/static").join(name)).unwrap()
}

/// The headers that the policy wants for a file.
fn wanted(lasting: bool, shared: bool) -> BTreeMap<String, String> {
    let policy = vitrine_policy::Policy::default();
    let mut all: BTreeMap<String, String> =
        vitrine_policy::HEADERS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    all.insert("content-security-policy".into(), policy.page());
    let cache = if lasting { vitrine_policy::FOREVER } else { vitrine_policy::REVALIDATE };
    all.insert("cache-control".into(), cache.into());
    if shared {
        all.insert("access-control-allow-origin".into(), "*".into());
        all.insert("cross-origin-resource-policy".into(), "cross-origin".into());
    }
    all
}

#[test]
fn the_function_before_a_bucket_answers_as_the_policy_says() {
    let addresses: Vec<&str> = FILES.iter().map(|(address, ..)| *address).collect();
    let script = format!(
        "{}
        const ask = (eventType, uri) => handler({{ context: {{ eventType }}, request: {{ uri }}, response: {{ headers: {{}} }} }});
        console.log(JSON.stringify({}.map((address) => {{
            const {{ uri }} = ask('viewer-request', address);
            const {{ headers }} = ask('viewer-response', uri);
            return [uri, Object.fromEntries(Object.entries(headers).map(([name, {{ value }}]) => [name, value]))];
        }})));",
        file("cloudfront.js"),
        json!(addresses)
    );
    let out = Command::new("node").arg("-e").arg(script).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let answers: Value = serde_json::from_slice(&out.stdout).unwrap();
    for (at, (address, stands, lasting, shared)) in FILES.iter().enumerate() {
        assert_eq!(answers[at], json!([stands, wanted(*lasting, *shared)]), "{address}");
    }
}

/// Whether a path is one of a rule's, in which `*` stands for anything.
fn fits(rule: &str, path: &str) -> bool {
    match rule.split_once('*') {
        None => rule == path,
        Some((start, end)) => path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end),
    }
}

#[test]
fn the_lists_of_headers_and_addresses_say_what_the_policy_says() {
    let headers = file("_headers");
    for (address, stands, lasting, shared) in FILES {
        let (mut all, mut rule): (BTreeMap<String, Vec<String>>, _) = (BTreeMap::new(), "");
        for line in headers.lines().filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty()) {
            if !line.starts_with(' ') {
                rule = line.trim();
            } else if fits(rule, stands) {
                let (name, value) = line.trim().split_once(':').unwrap();
                // Of two rules that say something, both count.
                all.entry(name.to_lowercase()).or_default().push(value.trim().to_owned());
            }
        }
        let joined: BTreeMap<String, String> =
            all.into_iter().map(|(name, values)| (name, values.join(", "))).collect();
        let mut wanted = wanted(lasting, shared);
        if !lasting {
            // What those hosts say by themselves: kept, and asked about each time.
            wanted.remove("cache-control");
        }
        assert_eq!(joined, wanted, "{address}");
    }
    let redirects = file("_redirects");
    let rules: Vec<&str> = redirects.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert!(rules.iter().any(|rule| rule.split_whitespace().eq(["/*", "/index.html", "200"])), "{rules:?}");
}
