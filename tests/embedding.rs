//! The scripts of the element where there is no document: `embed.js` can be imported, and `deep-linking.js` makes
//! content items of LTI 1.3 of what was chosen.
#![allow(clippy::unwrap_used)]

use std::{
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

/// What node answers to an expression, with a module as `it`.
fn node(module: &str, expression: &str) -> Value {
    let module = Path::new(env!("CARGO_MANIFEST_DIR")).join(module);
    let from = json!(format!("file://{}", module.display()));
    let script = format!("import * as it from {from}; console.log(JSON.stringify({expression}));");
    let node = Command::new("node")
        .args(["--input-type=module", "--eval", &script])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(node.status.success());
    serde_json::from_slice(&node.stdout).unwrap()
}

fn content_items(items: &Value, options: &Value) -> Value {
    node("deep-linking.js", &format!("it.toContentItems({items}, {options})"))
}

#[test]
fn importing_the_element_on_a_server_is_harmless() {
    let names = node("embed.js", "[Object.keys(it), Object.keys(globalThis).filter((name) => /vitrine/i.test(name))]");
    assert_eq!(names, json!([["VitrineCollections"], []]));
}

#[test]
fn what_was_chosen_becomes_content_items() {
    let film = json!({
        "type": "video", "id": "9007199254740993", "title": "Tides", "collection_id": "5", "embed_id": "a/b",
        "lti_launch_id": "launch 7", "url": "https://video.example/a%2Fb", "thumbnail": "https://video.example/t.jpg",
        "description": "Week 1",
    });
    let bare = json!({ "type": "video", "id": "2", "title": "Nothing but a name", "collection_id": "5" });
    let items = json!([film, bare]);
    let launch = "https://tool.example/launch/{lti_launch_id}";
    let link = json!({
        "type": "link", "url": "https://video.example/a%2Fb", "title": "Tides", "text": "Week 1",
        "thumbnail": { "url": "https://video.example/t.jpg" },
    });
    let launched = json!({
        "type": "ltiResourceLink", "url": "https://tool.example/launch/launch%207", "title": "Tides", "text": "Week 1",
        "custom": { "media_id": "9007199254740993" }, "thumbnail": { "url": "https://video.example/t.jpg" },
    });
    for (options, expected) in [
        // Without an address none is made up.
        (json!({}), json!([link])),
        (json!({ "launchUrl": launch }), json!([launched])),
        (json!({ "launchUrl": launch, "acceptTypes": ["link", "file"] }), json!([link])),
        (json!({ "launchUrl": launch, "acceptTypes": ["file"] }), json!([])),
        (json!({ "acceptTypes": ["ltiResourceLink"] }), json!([])),
    ] {
        assert_eq!(content_items(&items, &options), expected, "{options}");
    }
    let one = json!({ "acceptMultiple": false, "launchUrl": "https://tool.example/{id}" });
    assert_eq!(content_items(&items, &one).as_array().unwrap().len(), 1);
}

/// The frame's own script knows the same origins as the servers that send its policy.
#[test]
fn the_frame_knows_the_same_hosts_as_its_servers() {
    let script = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("frame.js")).unwrap();
    let (_, function) = script.split_once("const isHost = ").unwrap();
    let (function, _) = function.split_once("};\n").unwrap();
    let texts: Vec<&str> = include_str!("../policy/hosts.txt").lines().collect();
    let known = node("embed.js", &format!("{}.map({function}}})", json!(texts)));
    let same: Vec<bool> = texts.iter().map(|text| vitrine_policy::is_host(text)).collect();
    assert_eq!(known, json!(same), "{texts:?}");
}

/// The names in the first column of a table of docs/embedding.md, and the rest of each line.
fn table(heading: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding.md")).unwrap();
    let (_, table) = text.split_once(heading).unwrap();
    let lines = table.lines().skip(2).map_while(|line| line.strip_prefix("| `")?.split_once("` | "));
    lines.map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
}

#[test]
fn custom_properties_are_documented_as_they_are() {
    let tokens = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css")).unwrap();
    // Without those for old engines, which are theirs.
    let (tokens, _) = tokens.split_once("@supports").unwrap();
    let lines = tokens.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "));
    let defined: Vec<_> = lines.filter(|(name, _)| name.starts_with("--vt-")).collect();
    let documented = table("| property | for |");
    let documented: Vec<_> = documented
        .iter()
        .map(|(name, rest)| (&**name, rest.rsplit_once("| `").unwrap().1.trim_end_matches("` |")))
        .collect();
    assert!(defined.len() > 30);
    assert_eq!(documented, defined);
}

#[test]
fn part_names_are_documented_as_they_are() {
    let script = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("embed.js")).unwrap();
    let (_, parts) = script.split_once("const PARTS = {\n").unwrap();
    let (parts, _) = parts.split_once("};").unwrap();
    let mut defined: Vec<&str> = parts.lines().filter_map(|line| Some(line.trim().split_once(':')?.0)).collect();
    defined.push("root");
    let documented = table("| part | which");
    assert_eq!(documented.iter().map(|(name, _)| name).collect::<Vec<_>>(), defined);
}
