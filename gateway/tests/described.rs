//! The gateway's description (`openapi.json`): what it says of each operation is so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

mod kit;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Command;

use kit::{Browser, OWN, V1, gateway, upstream};
use serde_json::{Value, json};
use url::Url;

/// The description.
fn described() -> Value {
    serde_json::from_str(include_str!("../openapi.json")).unwrap()
}

/// The operations of a description: path, method, operation.
fn operations(described: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    members(&described["paths"])
        .flat_map(|(path, methods)| members(methods).map(move |(method, one)| (path.as_str(), method.as_str(), one)))
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}

#[tokio::test]
async fn each_operation_answers_as_it_is_described_and_no_other_method_does() {
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |_| ()).await;
    let described = described();
    assert!(operations(&described).count() > 6);
    for (path, method, operation) in operations(&described) {
        let mut browser = Browser::at(gateway.addr());
        let reply = browser.send(&method.to_uppercase(), path, OWN, "").await;
        let answer = &operation["responses"][reply.status.to_string()];
        let referred = answer["$ref"].as_str().and_then(|there| described.pointer(there.trim_start_matches('#')));
        let answer = referred.unwrap_or(answer);
        assert!(!answer.is_null(), "{method} {path}: {}", reply.status);
        let kind = members(&answer["content"]).map(|(kind, _)| kind.as_str()).next().unwrap_or_default();
        assert_eq!(reply.header("content-type").split(';').next().unwrap_or_default(), kind, "{method} {path}");
        let reply = browser.send("PUT", path, OWN, "").await;
        reply.is_error(405);
        assert!(reply.header("allow").contains(&method.to_uppercase()), "{method} {path}");
    }
}

/// What can be asked of a gateway: its own operations, and the upstream's that it passes on, with what it answers in
/// the upstream's stead.
async fn whole(upstream: SocketAddr) -> Value {
    let mut whole = described();
    let api = Browser::at(upstream).open("/api/public/openapi.json").await.json;
    let refer = |kind: &str, name: &str| json!({ "$ref": format!("#/components/{kind}/{name}") });
    let statuses: Vec<String> = members(&whole["components"]["responses"]).map(|(status, _)| status.clone()).collect();
    for (path, method, operation) in operations(&api).filter(|(_, method, _)| *method != "put") {
        let mut passed = operation.clone();
        let parameters = passed["parameters"].as_array().cloned().unwrap_or_default();
        let page = ["Page", "Site"].map(|name| refer("parameters", name));
        passed["parameters"] = parameters.into_iter().chain(page).collect();
        let responses = passed["responses"].as_object_mut().unwrap();
        for status in &statuses {
            responses.entry(status.clone()).or_insert_with(|| refer("responses", status));
        }
        whole["paths"][format!("{V1}{path}")][method] = passed;
    }
    for (name, schema) in members(&api["components"]["schemas"]) {
        whole["components"]["schemas"][name] = schema.clone();
    }
    whole
}

/// Gives the callback a login that waits: its cookie and its state always, its code once.
async fn await_login(whole: &mut Value, gateway: SocketAddr) {
    let mut browser = Browser::at(gateway);
    let callback =
        Url::parse("http://here.invalid").unwrap().join(&browser.until_callback("/", "allow").await).unwrap();
    let query: BTreeMap<_, _> = callback.query_pairs().collect();
    for parameter in whole["paths"]["/auth/callback"]["get"]["parameters"].as_array_mut().unwrap() {
        match parameter["name"].as_str().unwrap() {
            "code" => parameter["example"] = json!(query["code"]),
            "state" => parameter["schema"]["enum"] = json!([query["state"]]),
            name => {
                if let Some(login) = browser.jar.get(name) {
                    parameter["schema"]["enum"] = json!([login]);
                }
            }
        }
    }
}

/// `cargo xtask fuzz` runs it: `VITRINE_SCHEMATHESIS` has the arguments of Python, a line each.
#[tokio::test]
#[ignore = "takes minutes, and needs schemathesis"]
async fn whatever_is_asked_is_answered_as_it_is_described() {
    let arguments = std::env::var("VITRINE_SCHEMATHESIS").expect("VITRINE_SCHEMATHESIS is not set");
    let upstream = upstream(|_| ()).await;
    let gateway = gateway(upstream.addr, |settings| {
        // How many may ask is not what is tried here.
        (settings.api_rate, settings.api_burst) = (100_000, 100_000);
        (settings.auth_rate, settings.auth_burst) = (1_000_000, 100_000);
    })
    .await;
    let mut whole = whole(upstream.addr).await;
    await_login(&mut whole, gateway.addr()).await;
    let mut teacher = Browser::at(gateway.addr());
    teacher.sign_in("/").await.location();
    let session = &teacher.jar["__Host-vitrine"];
    let folder = std::env::temp_dir().join(format!("vitrine-described-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (description, settings) = (folder.join("openapi.json"), folder.join("settings.toml"));
    std::fs::write(&description, whole.to_string()).unwrap();
    std::fs::write(&settings, format!("[auth.openapi.session]\napi_key = \"{session}\"\n")).unwrap();
    let mut python = Command::new("python3");
    let (before, after) = arguments.split_once("\nrun\n").unwrap();
    python.args(before.lines()).arg("--config-file").arg(settings).arg("run").args(after.lines()).arg(description);
    python.arg("--url").arg(format!("http://{}", gateway.addr()));
    // Which of its methods an address of the upstream's answers, the gateway does not know: it names those that it
    // passes on.
    python.args(["--exclude-checks", "allow_header_conformance"]);
    let status = tokio::task::spawn_blocking(move || python.status().unwrap()).await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    assert!(status.success(), "{status}");
}
