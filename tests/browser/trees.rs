//! What assistive technology is given: the accessibility tree of each view and dialog, kept as a text in
//! `tests/trees`, so that a change to it is seen in review. `VITRINE_RENEW=1` writes them anew.

use std::{
    collections::HashMap,
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::support::{Browser, ROWS};

tasks![
    trees_of_lists_are_as_kept,
    trees_of_dialogs_over_the_list_are_as_kept,
    trees_of_a_collection_are_as_kept,
    trees_of_the_report_and_of_failures_are_as_kept,
];

/// So long what is on its way may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// States that are told where they hold, or whatever they are.
const STATES: [&str; 15] = [
    "checked",
    "pressed",
    "expanded",
    "selected",
    "disabled",
    "invalid",
    "required",
    "readonly",
    "modal",
    "busy",
    "live",
    "level",
    "hasPopup",
    "keyshortcuts",
    "focused",
];

/// What holds others without saying anything.
const SILENT: [&str; 6] = ["none", "generic", "InlineTextBox", "StaticText", "LineBreak", "ListMarker"];

struct Tree<'a> {
    nodes: HashMap<&'a str, &'a Value>,
    text: String,
}

impl Browser {
    /// Compares the tree of what is shown with the one that is kept, as soon as it is that.
    async fn tree(&self, name: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/trees/{name}.txt"));
        // The keys come last.
        self.until("return document.querySelector('[data-keys]')").await;
        let mut has = self.read_tree().await;
        if env::var_os("VITRINE_RENEW").is_some() {
            // What is on its way has come once nothing changes any more.
            for _ in 0..20 {
                let again = self.read_tree().await;
                if std::mem::replace(&mut has, again.clone()) == again {
                    break;
                }
            }
            fs::write(file, has).unwrap();
            return;
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if has == kept {
                return;
            }
            has = self.read_tree().await;
        }
        let differs = |(at, (one, other)): (usize, (&str, &str))| {
            (one != other).then(|| format!("{}: {one}\n    {other}", at + 1))
        };
        let longest = kept.lines().count().max(has.lines().count());
        let pad = |text: &'_ str| {
            text.lines().map(str::to_owned).chain(std::iter::repeat(String::new())).take(longest).collect::<Vec<_>>()
        };
        let (kept, has) = (pad(&kept), pad(&has));
        let first = kept.iter().map(String::as_str).zip(has.iter().map(String::as_str)).enumerate().find_map(differs);
        panic!(
            "tests/trees/{name}.txt is no longer so (VITRINE_RENEW=1 writes it anew), line {}",
            first.unwrap_or_default()
        );
    }

    async fn read_tree(&self) -> String {
        let answer = self.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = answer["nodes"].as_array().unwrap();
        let mut tree = Tree {
            nodes: nodes.iter().map(|node| (node["nodeId"].as_str().unwrap(), node)).collect(),
            text: String::new(),
        };
        tree.write(&nodes[0], 0);
        tree.text
    }

    async fn leave_dialog(&self) {
        self.press(thirtyfour::Key::Escape + "").await;
        self.until("return !document.querySelector('dialog')").await;
    }

    /// The first three rows speak for all.
    async fn few(&self) {
        self.run("[...document.querySelectorAll('[data-list] > li, tbody > tr')].slice(3).forEach((row) => row.hidden = true)").await;
    }
}

impl Tree<'_> {
    fn write(&mut self, node: &Value, depth: usize) {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let silent = node["ignored"] == true || SILENT.contains(&role);
        let mut below = depth;
        if !silent {
            below += 1;
            self.text += &format!("{}{role}", "  ".repeat(depth));
            let name = steady(node["name"]["value"].as_str().unwrap_or_default());
            if !name.is_empty() {
                self.text += &format!(" \"{name}\"");
            }
            let value = steady(&said(&node["value"]["value"]));
            if !value.is_empty() {
                self.text += &format!(" = {value}");
            }
            if let Some(description) = node["description"]["value"].as_str().filter(|text| !text.is_empty()) {
                self.text += &format!(" ({})", steady(description));
            }
            for property in node["properties"].as_array().into_iter().flatten() {
                let (name, value) = (property["name"].as_str().unwrap_or_default(), said(&property["value"]["value"]));
                if STATES.contains(&name) && (value != "false" || ["checked", "expanded", "pressed"].contains(&name)) {
                    self.text += &format!(" [{name} {value}]");
                }
            }
            self.text.push('\n');
        }
        // A text that is its parent's name is said already.
        let texts = matches!(
            role,
            "generic"
                | "paragraph"
                | "listitem"
                | "cell"
                | "term"
                | "definition"
                | "status"
                | "alert"
                | "none"
                | "main"
                | "LabelText"
                | "DescriptionListTerm"
                | "DescriptionListDetail"
                | "gridcell"
                | "rowheader"
                | "region"
        );
        for child in node["childIds"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let Some(child) = self.nodes.get(child).copied() else { continue };
            if child["role"]["value"] == "StaticText" {
                let text = steady(child["name"]["value"].as_str().unwrap_or_default());
                if (texts || node["ignored"] == true) && !text.trim().is_empty() {
                    self.text += &format!("{}text \"{}\"\n", "  ".repeat(below), text.trim());
                }
            } else {
                self.write(child, below);
            }
        }
    }
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

/// Without what differs from one day to the next, and marks that nobody sees.
fn steady(text: &str) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = text.replace(['\u{2068}', '\u{2069}'], "").replace('\n', " ");
    let mut words: Vec<&str> = text.split(' ').collect();
    let mut at = 0;
    while at + 2 < words.len() {
        let day = |word: &str| word.trim_end_matches(',').parse::<u8>().is_ok();
        let year = |word: &str| word.len() >= 4 && word[..4].parse::<u16>().is_ok();
        if months.iter().any(|month| words[at].starts_with(month)) && day(words[at + 1]) && year(words[at + 2]) {
            words.splice(at..at + 3, ["DATE"]);
            if words.get(at + 1) == Some(&"at") {
                words.truncate(at + 1);
            }
        }
        at += 1;
    }
    words.join(" ")
}

async fn trees_of_lists_are_as_kept() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.few().await;
    browser.tree("collections").await;
    browser.run("document.querySelector('[data-list] [data-pick]').click()").await;
    browser.until("return document.querySelector('[data-some]')").await;
    browser.tree("collections-chosen").await;
    browser.audit().await;
}

async fn trees_of_dialogs_over_the_list_are_as_kept() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    for (opens, shown, name) in [
        ("[data-create]", "dialog[open] #vt-new-name", "create"),
        ("[data-row=\"109\"] [data-permissions]", "dialog[open] [data-permission]", "share"),
        ("[data-keys]", "dialog[open] kbd", "keys"),
    ] {
        browser.until(&format!("return document.querySelector('{opens}')")).await;
        browser.click(opens).await;
        browser.until(&format!("return document.querySelector('{shown}')")).await;
        browser.tree(name).await;
        browser.leave_dialog().await;
    }
    browser.click("[data-row=\"109\"] [data-more]").await;
    browser.until("return document.querySelector('.menu:popover-open')").await;
    browser.run("document.querySelector('.menu button:last-child').click()").await;
    browser.until("return document.querySelector('dialog[open] [data-delete]')").await;
    browser.tree("delete").await;
    browser.audit().await;
}

async fn trees_of_a_collection_are_as_kept() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.until("return document.querySelector('.head [data-archive]')").await;
    browser.until("return document.querySelectorAll('.topbar nav a').length === 2").await;
    browser.few().await;
    browser.tree("collection-grid").await;
    browser.run("document.querySelectorAll('.seg input')[1].click()").await;
    browser.until("return document.querySelector('[data-list=media].list')").await;
    browser.tree("collection-list").await;
    browser.click("[data-list=media] li:first-child .name").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.tree("medium").await;
    browser.audit().await;
}

async fn trees_of_the_report_and_of_failures_are_as_kept() {
    let browser = Browser::open("/report?of=101,102").await;
    browser.until("return document.querySelector('tbody tr') && !document.querySelector('[data-progress]')").await;
    browser.until("return document.querySelectorAll('.topbar nav a').length === 2").await;
    browser.few().await;
    browser.tree("report").await;
    browser.goto("/no/such/place").await;
    browser.until("return document.querySelector('h1')").await;
    browser.tree("not-found").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 50, "status": 403}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=forbidden]')").await;
    browser.tree("forbidden").await;
    browser.clear_faults().await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.few().await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
    browser.click("[data-row=\"101\"] [data-archive]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.tree("sign-in").await;
    browser.audit().await;
    browser.clear_faults().await;
    let settings = browser.settings(r#"{"sign_in": {"kind": "gateway"}}"#).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=signed-out]')").await;
    browser.tree("signed-out").await;
    browser.forget(settings).await;
}
