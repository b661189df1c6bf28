//! The bill of materials of the page: which crates are in it, as CycloneDX JSON. It says no time and no random number:
//! the same page has the same one.

use std::{collections::BTreeSet, path::Path};

use serde_json::{Value, json};

use crate::{
    Failure,
    files::{read_text, write},
    root,
    run::{command, output},
    wasm,
};

/// Its name in the deployable folder.
pub(crate) const NAME: &str = "sbom.cdx.json";

/// Writes it into a folder.
pub(crate) fn write_into(folder: &Path) -> Result<(), Failure> {
    write(&folder.join(NAME), sbom()?)
}

fn sbom() -> Result<String, Failure> {
    let mut cargo = command("cargo");
    cargo.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", wasm::TARGET]);
    let metadata = output(&mut cargo).ok_or("cargo metadata does not tell the page's dependencies.")?;
    let metadata = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    Ok(of(&metadata, &read_text(&root::root().join("Cargo.lock"))?).to_string() + "\n")
}

/// What `cargo metadata` says of the package `vitrine`, with the sums of the lock file.
fn of(metadata: &Value, lock: &str) -> Value {
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (packages, nodes) = (all(&metadata["packages"]), all(&metadata["resolve"]["nodes"]));
    let id = |name: &str| packages.iter().find(|package| package["name"] == name).map(|package| package["id"].clone());
    let mut inside = BTreeSet::new();
    let mut ahead: Vec<Value> = id("vitrine").into_iter().collect();
    while let Some(next) = ahead.pop() {
        if inside.insert(next.to_string()) {
            let node = nodes.iter().find(|node| node["id"] == next);
            // Those that only tests or build scripts use are not in the page.
            let normal = |one: &Value| all(&one["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            ahead.extend(node.iter().flat_map(|node| all(&node["deps"])).filter(normal).map(|one| one["pkg"].clone()));
        }
    }
    let is_inside = |package: &&Value| inside.contains(&package["id"].to_string());
    let mut components: Vec<Value> =
        packages.iter().filter(is_inside).map(|package| component(package, lock)).collect();
    components.sort_by_key(|one| one["purl"].to_string());
    let (page, components): (Vec<_>, Vec<_>) = components.into_iter().partition(|one| one["name"] == "vitrine");
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": page.first() },
        "components": components,
    })
}

fn component(package: &Value, lock: &str) -> Value {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    let (name, version) = (text("name"), text("version"));
    let purl = format!("pkg:cargo/{name}@{version}");
    let mut one = json!({ "type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl });
    if name == "vitrine" {
        one["type"] = "application".into();
    }
    if let Some(license) = package["license"].as_str() {
        // As older manifests write it: `MIT/Apache-2.0`.
        one["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
    }
    let entry = lock.split("[[package]]").find(|entry| {
        entry.contains(&format!("name = \"{name}\"\n")) && entry.contains(&format!("\nversion = \"{version}\"\n"))
    });
    let sum = entry.and_then(|entry| entry.split_once("checksum = \"")?.1.split_once('"'));
    if let Some((sum, _)) = sum {
        one["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lists_what_is_in_the_page_and_nothing_else() -> Result<(), Failure> {
        let sbom: Value = serde_json::from_str(&sbom()?).map_err(|error| error.to_string())?;
        let found = |name: &str| {
            let all = sbom["components"].as_array();
            all.into_iter().flatten().find(|one| one["name"] == name).cloned().unwrap_or_default()
        };
        let lock = read_text(&root::root().join("Cargo.lock"))?;
        let version = lock.split_once("name = \"leptos\"\nversion = \"").and_then(|(_, rest)| rest.split_once('"'));
        assert_eq!(found("leptos")["version"].as_str(), version.map(|(version, _)| version));
        assert_eq!(found("leptos")["licenses"][0]["expression"], "MIT");
        assert!(found("leptos")["hashes"][0]["content"].as_str().is_some_and(|sum| sum.len() == 64));
        assert_eq!(sbom["metadata"]["component"]["name"], "vitrine");
        for outside in ["proptest", "thirtyfour", "rusqlite", "vitrine"] {
            assert!(found(outside).is_null(), "{outside}");
        }
        Ok(())
    }
}
