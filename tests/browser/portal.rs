//! A portal of its own origin, under a strict policy, with the folder of static files beside its pages.

use std::{
    net::SocketAddr,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{Path as At, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tokio::net::TcpListener;
use vitrine_server::{Data, Options, start};

use crate::support::{Browser, PREPARED, Prepared, first, setting};

/// The origins of the API and of the page as the examples write them: in the tests they are one.
const NAMED: [&str; 2] = ["https://studio.example.edu", "https://vitrine.example.edu"];

/// What the portal hands out, one word after the other, the last one from then on; a test changes it.
pub(crate) type Token = Arc<Mutex<Option<String>>>;

#[derive(Clone)]
struct Portal {
    api: String,
    pages: PathBuf,
    dist: PathBuf,
    token: Token,
    policy: String,
    /// Where what runs before the page's own scripts is, if anywhere.
    prepared: Option<PathBuf>,
}

/// The strictest policy that the product documents for a page with the element.
fn policy(api: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' {api}; \
         connect-src 'self' {api}; base-uri 'self'; form-action 'none'; frame-src 'self' {api}; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// The folder of the page with a `config.json` in it, and what runs first in its frame.
fn page_with(settings: &str, number: u16, prepared: Option<&Prepared>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{number}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let files = prepared.map_or_else(|| setting("VITRINE_DIST").into(), |prepared| prepared.folder.clone());
    for file in std::fs::read_dir(files).unwrap().map(Result::unwrap) {
        symlink(file.path(), folder.join(file.file_name())).unwrap();
    }
    std::fs::write(folder.join("config.json"), settings).unwrap();
    folder
}

impl Browser {
    /// Opens an example on a portal of its own; whom it signs in is a demo person's token.
    pub(crate) async fn portal(example: &str) -> (Self, Token) {
        Self::portal_beside(example, |_| None).await
    }

    /// Like [`Browser::portal`]; beside the API is the page, under settings that are made from the portal's origin.
    pub(crate) async fn portal_beside(example: &str, settings: impl FnOnce(&str) -> Option<String>) -> (Self, Token) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let prepared = Prepared::new();
        let port = listener.local_addr().unwrap().port();
        let dist = settings(&origin).map(|settings| page_with(&settings, port, prepared.as_ref()));
        let cors = vec![origin.clone()];
        let options = Options { data: Data::Demo, faults: true, cors, dist, ..Options::default() };
        let server = start(options).await.unwrap();
        let token: Token = Arc::new(Mutex::new(Some("demo-teacher".to_owned())));
        let api = format!("http://{}", server.addr);
        let portal = Portal {
            pages: root.join("examples").join(example),
            dist: setting("VITRINE_DIST").into(),
            token: token.clone(),
            policy: policy(&api),
            api,
            prepared: prepared.as_ref().map(|prepared| prepared.folder.clone()),
        };
        let app = Router::new()
            .route("/portal/token", post(async |State(portal): State<Portal>| portal.token()))
            .route(
                "/vitrine/{*path}",
                get(async |State(portal): State<Portal>, At(path): At<String>| portal.file(&portal.dist, &path)),
            )
            .route("/", get(async |State(portal): State<Portal>| portal.file(&portal.pages, "index.html")))
            .route(
                "/{*path}",
                get(async |State(portal): State<Portal>, At(path): At<String>| portal.file(&portal.pages, &path)),
            )
            .with_state(portal);
        tokio::spawn(async { axum::serve(listener, app).await });
        let mut browser = Self::at(server, origin).await;
        browser.prepared = prepared;
        browser.goto("/").await;
        // Its own scripts have run.
        browser.until("return document.readyState === 'complete'").await;
        (browser, token)
    }

    /// Runs a script that hands its answer to `done`, with what [`HELP`] has.
    pub(crate) async fn later(&self, script: &str) -> serde_json::Value {
        let whole = format!("const done = arguments[arguments.length - 1];{HELP}{script}");
        self.driver.execute_async(whole, vec![]).await.unwrap().json().clone()
    }

    /// Runs a script with `$`, which finds in the first element's shadow root, and `$$` for all.
    #[allow(dead_code)]
    pub(crate) async fn inside(&self, script: &str) -> serde_json::Value {
        self.run(&format!("{INSIDE}{script}")).await
    }

    /// Waits until something holds inside of the first element.
    pub(crate) async fn until_inside(&self, condition: &str) {
        self.until(&format!("{INSIDE}{condition}")).await;
    }
}

const INSIDE: &str = "
    const element = document.querySelector('vitrine-collections');
    const $ = (selector) => element.shadowRoot.querySelector(selector);
    const $$ = (selector) => [...element.shadowRoot.querySelectorAll(selector)];
";

/// Waits, and makes elements like the first one.
const HELP: &str = "
    const until = (holds) => new Promise((done, fail) => {
      const end = performance.now() + 15000;
      (function look() {
        let held = false;
        try { held = holds(); } catch {}
        if (held) done(held);
        else if (performance.now() > end) {
          const shown = [...document.querySelectorAll('vitrine-collections')].map((one) => one.shadowRoot?.textContent.slice(0, 500));
          fail(new Error(`never: ${holds} ${shown}`));
        }
        else setTimeout(look, 4);
      })();
    });
    const make = (attributes) => {
      const first = document.querySelector('vitrine-collections');
      const made = document.createElement('vitrine-collections');
      made.setAttribute('api', first.getAttribute('api'));
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      made.token = first.token;
      return made;
    };
    const all = (element, selector) => [...element.shadowRoot.querySelectorAll(selector)];
    const rows = (element, list = 'collections') => all(element, `[data-list=${list}] [data-row]`).length;
";

impl Portal {
    fn token(&self) -> Response {
        let mut tokens = self.token.lock().unwrap();
        let Some(words) = tokens.clone() else { return StatusCode::UNAUTHORIZED.into_response() };
        let (token, later) = words.split_once(' ').unwrap_or((&words, &words));
        *tokens = Some(later.to_owned());
        token.to_owned().into_response()
    }

    fn file(&self, folder: &Path, path: &str) -> Response {
        let folder = self.prepared.as_deref().filter(|_| path == PREPARED).unwrap_or(folder);
        let Ok(bytes) = std::fs::read(folder.join(path)) else { return StatusCode::NOT_FOUND.into_response() };
        let kind = match path.rsplit('.').next() {
            Some("html") => "text/html; charset=utf-8",
            Some("js" | "mjs") => "text/javascript",
            Some("css") => "text/css",
            Some("wasm") => "application/wasm",
            Some("json") => "application/json",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let bytes = match String::from_utf8(bytes) {
            Ok(text) if folder == self.pages => {
                let text = NAMED.iter().fold(text, |text, name| text.replace(name, &self.api));
                let first_of_all = self.prepared.is_some() && path.ends_with(".html");
                if first_of_all { first(&text) } else { text }.into_bytes()
            }
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        let headers = [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_SECURITY_POLICY, self.policy.clone()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ];
        (headers, bytes).into_response()
    }
}
