//! `boot.js` asks for what the address shows before the application is there. It must ask for exactly what the
//! application would: the same addresses, the same person.
#![allow(clippy::unwrap_used)]

use std::{
    cell::RefCell,
    io::Write as _,
    process::{Command, Stdio},
    rc::Rc,
};

use futures::{FutureExt, future};
use serde_json::{Value, json};
use vitrine::{
    api::{Api, Future, Request, Response, SendError, Transport},
    auth::Auth,
    config::Config,
    i18n::{LANGUAGES, choose},
    route::Route,
};

const DEMO: &str = r#"{"sign_in": {"kind": "demo", "identities": [{"name": "Ana", "token": "demo-teacher"},
    {"name": "Sofia", "token": "demo-librarian"}]}}"#;

/// Settings with which it can ask.
const SETTINGS: [&str; 8] = [
    "{}",
    DEMO,
    r#"{"sign_in": {"kind": "none"}, "page_size": 50}"#,
    r#"{"sign_in": {"kind": "none"}, "api": "https://api.example//", "page_size": 10}"#,
    r#"{"sign_in": {"kind": "none"}, "api": "http://api.example/studio/"}"#,
    r#"{"sign_in": {"kind": "gateway"}, "api": ""}"#,
    r#"{"sign_in": {"kind": "cookie", "url": "/sign-in"}}"#,
    r#"{"media_link": "https://studio.example/{id}"}"#,
];

/// Settings with which it must not, or which the application refuses.
const NOT_YET: [&str; 9] = [
    r#"{"sign_in": {"kind": "token"}}"#,
    r#"{"sign_in": {"kind": "magic"}}"#,
    r#"{"page_size": 30}"#,
    r#"{"page_size": "20"}"#,
    r#"{"api": "javascript:alert(1)"}"#,
    r#"{"api": 7}"#,
    "[",
    "null",
    r#"{"sign_in": {"kind": "demo", "identities": [{"name": "Ana", "token": "not a token"}]}}"#,
];

const PATHS: [&str; 14] = [
    "/",
    "/index.html",
    "/collections",
    "/collections/",
    "//collections",
    "/collections/101",
    "/collections/101/",
    "/collections/9007199254740993",
    "/collections/0",
    "/collections/x",
    "/collections/101/media",
    "/report",
    "/no/such/place",
    "/Collections",
];

const QUERIES: [&str; 30] = [
    "",
    "page=2",
    "page=2&per_page=50",
    "per_page=10",
    "per_page=15",
    "per_page=16",
    "per_page=35",
    "per_page=36",
    "per_page=0",
    "per_page=999999999999999999999",
    "per_page=",
    "per_page=x&per_page=50",
    "per_page=-50",
    "page=0",
    "page=-4",
    "page=007",
    "page=1.5",
    "page=4294967295",
    "page=4294967296",
    "page=99999999999999999999999",
    "page=&page=3",
    "page=3&page=4",
    "page=%33",
    "page=+3",
    "pa%67e=3",
    "page=%zz&per_page=%",
    "media=1001&page=2",
    "find=&show=&type=&level=&page=2",
    "other=1&page=2",
    "page=\u{661}",
];

/// Where it may leave the asking to the application.
const UNSURE: [(&str, &str); 8] = [
    ("/collections/007", ""),
    ("/collections/9223372036854775807", ""),
    ("/collections/9223372036854775808", ""),
    ("/collections/%31", ""),
    ("/collections", "find=biology"),
    ("/collections", "find=+"),
    ("/collections", "show=bogus"),
    ("/", "show=archived&page=2"),
];

/// Answers nothing, and remembers what was asked.
#[derive(Default)]
struct Recorder(RefCell<Vec<Request>>);

impl Transport for Recorder {
    fn send(&self, request: Request) -> Future<Result<Response, SendError>> {
        self.0.borrow_mut().push(request);
        future::pending().boxed_local()
    }

    fn sleep(&self, _: u32) -> Future<()> {
        future::pending().boxed_local()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        0.0
    }
}

/// What the application asks for first: addresses and headers.
fn application(path: &str, query: &str, config: &str) -> Vec<Vec<String>> {
    let Ok(config) = Config::read(config) else { return Vec::new() };
    let recorder = Rc::new(Recorder::default());
    let api = Api::new(recorder.clone(), config.api.clone(), Auth::new(&config.sign_in), config.dialect);
    match Route::read(path, query, config.page_size).route {
        Route::Collections { paging, find } if find.is_empty() => {
            assert!(api.collections(paging).now_or_never().is_none());
        }
        Route::Collection { id, paging, .. } => {
            assert!(api.collection(id).now_or_never().is_none());
            assert!(api.media(id, paging).now_or_never().is_none());
        }
        _ => {}
    }
    let asked = recorder.0.borrow();
    let flat = |request: &Request| {
        let headers = request.headers.iter().flat_map(|(name, value)| [(*name).to_owned(), value.clone()]);
        [request.url.clone()].into_iter().chain(headers).collect()
    };
    asked.iter().map(flat).collect()
}

/// What `boot.js` asks for in each case.
fn boot(cases: &[(&str, &str, &str)]) -> Vec<Value> {
    boot_below("/", cases)
}

/// What it asks for where the page lives under a base.
fn boot_below(base: &str, cases: &[(&str, &str, &str)]) -> Vec<Value> {
    let case = |(path, query, config): &(&str, &str, &str)| json!({ "base": base, "path": path, "query": query, "config": config });
    node(&["tests/boot/run.mjs", "boot.js"], &cases.iter().map(case).collect())
}

/// What a script says of cases.
fn node(arguments: &[&str], cases: &Value) -> Vec<Value> {
    let mut node = Command::new("node")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    node.stdin.take().unwrap().write_all(cases.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn boot_asks_for_what_the_application_would() {
    let mut cases = Vec::new();
    for config in SETTINGS {
        for path in PATHS {
            cases.extend(QUERIES.map(|query| (path, query, config)));
        }
    }
    let said = boot(&cases);
    assert_eq!(said.len(), cases.len());
    for ((path, query, config), said) in cases.iter().zip(said) {
        let expected = application(path, query, config);
        assert_eq!(said["handed"], json!(expected), "{path}?{query} {config}");
        // Sent as the application would send it.
        let sent = expected.iter().map(|asked| [asked.as_slice(), &["no-store".into(), "error".into()]].concat());
        assert_eq!(said["asked"], json!(sent.collect::<Vec<_>>()), "{path}?{query} {config}");
        assert_eq!(said["settings"], json!(config));
        // An id beyond 2^53 keeps all of its digits.
        let bodies = vec![r#"{"id": 9007199254740993}"#; expected.len()];
        assert_eq!(said["bodies"], json!(bodies));
    }
}

#[test]
fn under_a_path_it_asks_for_what_the_rest_of_the_address_shows() {
    let below = PATHS.map(|path| format!("/a/videos{path}"));
    let mut cases: Vec<_> = below.iter().map(|path| (&**path, "page=3", DEMO)).collect();
    // Wherever else it is served, it reads the whole path.
    let elsewhere = ["/a/collections", "/collections", "/b/a/videos/collections", "/a/videosx"];
    cases.extend(elsewhere.map(|path| (path, "", DEMO)));
    for ((path, query, config), said) in cases.iter().zip(boot_below("/a/videos/", &cases)) {
        let path = path.strip_prefix("/a/videos").unwrap_or(path);
        assert_eq!(said["handed"], json!(application(path, query, config)), "{path}?{query}");
        assert_eq!(said["settings"], json!(config));
    }
}

#[test]
fn boot_asks_for_nothing_before_it_is_known_for_whom() {
    let cases = NOT_YET.map(|config| ("/collections", "", config));
    for (case, said) in cases.iter().zip(boot(&cases)) {
        assert_eq!(said["asked"], json!([]), "{case:?}");
        // What is wrong with the settings is the application's to say.
        assert_eq!(said["settings"], json!(case.2));
    }
}

#[test]
fn where_boot_is_not_sure_it_asks_for_nothing_or_for_the_same() {
    let cases: Vec<_> = UNSURE.iter().map(|(path, query)| (*path, *query, DEMO)).collect();
    for ((path, query, config), said) in cases.iter().zip(boot(&cases)) {
        if said["handed"] != json!([]) {
            assert_eq!(said["handed"], json!(application(path, query, config)), "{path}?{query}");
        }
    }
}

#[test]
fn what_could_not_start_is_said_in_the_language_that_it_would_have() {
    let decided = [None, Some("fr-CA"), Some("he"), Some("ar-EG"), Some("it"), Some("zh-TW"), Some("x")];
    let kept = [None, Some("pt"), Some("nonsense"), Some("en"), Some("iw"), Some("constructor")];
    let preferred: [&[&str]; 9] = [
        &[],
        &["de-AT", "fr"],
        &["zh-TW", "ja"],
        &["zh-Hant-Hans", "es"],
        &["it", "nl", "fil"],
        &["ZH-TW"],
        &["iw-IL"],
        &["AR", "é", ""],
        &["zh"],
    ];
    let offered: [&[&'static str]; 4] = [&[], &["de", "fr"], &["ar", "en"], &["zh"]];
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    for decided in decided {
        for kept in kept {
            for preferred in preferred {
                for offered in offered {
                    cases.push(json!([{ "locale": decided, "locales": offered }, kept, preferred]));
                    let preferred: Vec<String> = preferred.iter().map(ToString::to_string).collect();
                    let choice = choose::choose(decided, kept, &preferred, offered);
                    expected.push(json!([choice.language, if choice.is_rtl() { "rtl" } else { "ltr" }]));
                }
            }
        }
    }
    let mut arguments = vec!["tests/boot/spoken.mjs", "again.js"];
    arguments.extend(LANGUAGES.iter().map(|(tag, _)| *tag));
    let said = node(&arguments, &json!(cases));
    assert_eq!(said.len(), expected.len());
    for ((case, expected), said) in cases.iter().zip(expected).zip(said) {
        assert_eq!(said, expected, "{case}");
    }
}
