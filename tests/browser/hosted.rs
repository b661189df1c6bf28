//! The folder on servers that are not ours: nginx and Caddy, by the recipes that are checked in, with the API behind.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use axum::{Router, response::Html, routing::get};
use tokio::net::TcpListener;
use vitrine_server::{Data, Options};

use super::{
    servers::{Server, free},
    support::{Browser, Engine, ROWS, setting},
};

tasks![
    nginx_sends_the_page_by_its_recipe,
    caddy_sends_the_page_by_its_recipe,
    under_a_path_links_and_reloads_stay_below_it,
    an_element_takes_the_folder_from_another_origin,
    a_changed_byte_is_refused,
    a_tab_goes_on_or_says_that_there_is_a_new_version,
    an_element_that_comes_late_says_that_there_is_a_new_version,
];

/// The folder on a server, and a browser there.
struct Hosted {
    browser: Browser,
    /// A copy of the folder, for a test to change.
    folder: PathBuf,
    origin: String,
    _server: Server,
}

impl Drop for Hosted {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Puts the folder on nginx, below a path that begins with a slash and ends with none.
async fn hosted(below: &str, cors: Vec<String>) -> Hosted {
    on(below, cors, async |at, api, root| {
        let changes = [
            ("listen 80;", format!("listen {at};")),
            ("/srv/vitrine;", format!("{};", root.display())),
            ("http://127.0.0.1:8090;", format!("http://{api};")),
            ("(api|auth)", "(api|auth|thumbnails|_log|_faults)".to_owned()),
            ("$uri /index.html;", format!("$uri {below}/index.html;")),
        ];
        Server::nginx(at, &recipe("nginx.conf", &changes)).await
    })
    .await
}

/// A recipe, with what it names being what is here.
fn recipe(name: &str, changes: &[(&str, String)]) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/static").join(name);
    changes.iter().fold(fs::read_to_string(file).unwrap(), |recipe, (as_written, here)| {
        assert!(recipe.contains(as_written), "{as_written}");
        recipe.replace(as_written, here)
    })
}

/// Puts the folder on a server that `start` starts: at an address, before an API, with a folder.
async fn on(
    below: &str,
    cors: Vec<String>,
    start: impl AsyncFnOnce(SocketAddr, SocketAddr, &Path) -> Server,
) -> Hosted {
    let options = Options { data: Data::Demo, faults: true, cors, ..Options::default() };
    let server = vitrine_server::start(options).await.unwrap();
    let at = free().await;
    let origin = format!("http://{at}");
    let root = std::env::temp_dir().join(format!("vitrine-hosted-{}", at.port()));
    let folder = root.join(below.trim_start_matches('/'));
    fs::create_dir_all(&folder).unwrap();
    for file in fs::read_dir(setting("VITRINE_DIST")).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    let settings = r#"{"sign_in": {"kind": "demo", "identities": [{"name": "Ana", "token": "demo-teacher"}]}}"#;
    fs::write(folder.join("config.json"), settings).unwrap();
    let running = start(at, server.addr, &root).await;
    let browser = Browser::at(server, origin.clone()).await;
    Hosted { browser, folder: root, origin, _server: running }
}

/// Changes a file of the folder; what is packed beside it goes.
fn change(file: &Path, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    fs::write(file, change(fs::read(file).unwrap())).unwrap();
    for end in [".br", ".gz"] {
        let _ = fs::remove_file([file.to_str().unwrap(), end].concat());
    }
}

/// The file of a folder whose name begins and ends so.
fn named(folder: &Path, start: &str, end: &str) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let fits = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap();
        name.starts_with(start) && name.ends_with(end)
    };
    files.into_iter().find(fits).unwrap()
}

const HEADERS: &str = "
    const [path, done] = arguments;
    fetch(path).then(({ status, headers }) => done([status, ...['content-type', 'content-encoding', 'cache-control',
      'access-control-allow-origin', 'cross-origin-resource-policy', 'content-security-policy', 'vary']
      .map((name) => headers.get(name) ?? '')].join('|')), () => done('no answer'));";

impl Hosted {
    async fn headers(&self, path: &str) -> String {
        let headers = self.browser.driver.execute_async(HEADERS, vec![path.into()]).await.unwrap();
        headers.json().as_str().unwrap().to_owned()
    }
}

async fn nginx_sends_the_page_by_its_recipe() {
    // Debian's knows no brotli.
    sends_the_page(&hosted("", Vec::new()).await, "gzip").await;
}

async fn caddy_sends_the_page_by_its_recipe() {
    let hosted = on("", Vec::new(), async |at, api, root| {
        let changes = [
            ("vitrine.example {", format!("http://{at} {{")),
            ("root * /srv/vitrine", format!("root * {}", root.display())),
            ("reverse_proxy 127.0.0.1:8090", format!("reverse_proxy {api}")),
            ("path /api/* /auth/*", "path /api/* /auth/* /thumbnails/* /_log /_faults".to_owned()),
        ];
        Server::caddy(at, &recipe("Caddyfile", &changes)).await
    })
    .await;
    // WebKit asks for brotli only over TLS.
    sends_the_page(&hosted, if Engine::chosen() == Engine::WebKit { "gzip" } else { "br" }).await;
}

/// What is fetched twice. Engines other than Chromium count what they fetch ahead and what is then taken from there as
/// two, of which the second one came from no network.
fn twice() -> String {
    let counts = if Engine::chosen() == Engine::Chromium { "true" } else { "transferSize > 0" };
    "return performance.getEntriesByType('resource').filter(({ transferSize }) => COUNTS).map(({ name }) => name)
        .filter((name, at, all) => /[.](js|wasm|css)$/.test(name) && all.indexOf(name) !== at)"
        .replace("COUNTS", counts)
}

/// The page works as on our own server, and every header is as the policy says.
async fn sends_the_page(hosted: &Hosted, packed: &str) {
    let browser = &hosted.browser;
    browser.goto("/collections?page=2&per_page=10").await;
    browser.until("return document.querySelector('#content [data-page=\"2\"] [data-row]')").await;
    assert_eq!(browser.run(&twice()).await, serde_json::json!([]));
    browser.reload().await;
    browser.until("return document.querySelector('#content [data-page=\"2\"] [data-row]')").await;
    browser.audit().await;
    let policy = vitrine_policy::Policy::default().page();
    for path in ["/", "/collections/101"] {
        let expected = format!("200|text/html; charset=utf-8|{packed}|no-cache|||{policy}|Accept-Encoding");
        assert_eq!(hosted.headers(path).await, expected, "{path}");
    }
    let script = named(&hosted.folder, "vitrine-", ".js");
    let wasm = named(&hosted.folder, "vitrine-", "_bg.wasm");
    for (file, kind, cache) in [
        (script.as_path(), "text/javascript; charset=utf-8", vitrine_policy::FOREVER),
        (&wasm, "application/wasm", vitrine_policy::FOREVER),
        (Path::new("embed.js"), "text/javascript; charset=utf-8", vitrine_policy::REVALIDATE),
    ] {
        let name = file.file_name().unwrap().to_str().unwrap();
        let expected = format!("200|{kind}|{packed}|{cache}|*|cross-origin|{policy}|Accept-Encoding");
        assert_eq!(hosted.headers(&format!("/{name}")).await, expected);
    }
    assert!(hosted.headers("/config.json").await.contains("|no-cache|||"));
    // A missing file is no page, and nothing hidden is shown.
    fs::write(hosted.folder.join(".secret"), "s").unwrap();
    for path in ["/vitrine-0123456789abcdef.js", "/.secret"] {
        assert!(hosted.headers(path).await.starts_with("404|"), "{path}");
    }
    browser.reload().await;
    browser.until(ROWS).await;
    // Firefox keeps no whole copy of files of which only the headers were read, as above.
    if Engine::chosen() != Engine::Firefox {
        assert_eq!(browser.run(&twice()).await, serde_json::json!([]));
    }
}

async fn under_a_path_links_and_reloads_stay_below_it() {
    let hosted = hosted("/a/videos", Vec::new()).await;
    let browser = &hosted.browser;
    // What docs/hosting.md tells whoever has only the folder.
    let page = hosted.folder.join("a/videos/index.html");
    change(&page, |html| String::from_utf8(html).unwrap().replace("=/", "=/a/videos/").into_bytes());
    browser.goto("/a/videos/").await;
    browser.until(ROWS).await;
    let links = "return [...document.querySelectorAll('a[href]')].map((link) => link.pathname)
        .filter((path) => !path.startsWith('/a/videos/'))";
    assert_eq!(browser.run(links).await, serde_json::json!([]));
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    assert!(browser.address().await.ends_with("/a/videos/collections?page=2"));
    browser.click("[data-open]").await;
    browser.until("return document.querySelector('.crumb') && location.pathname.includes('/collections/')").await;
    assert!(browser.address().await.contains("/a/videos/collections/"));
    browser.reload().await;
    browser.until("return document.querySelector('.crumb') && location.pathname.includes('/collections/')").await;
    browser.back().await;
    browser.until("return document.querySelector('#content [data-page=\"2\"] [data-row]')").await;
    browser.goto("/a/videos/report").await;
    browser.until("return document.querySelector('main h1')").await;
    // What the page's start has asked for was used: one request a list.
    browser.goto("/a/videos/collections?per_page=10").await;
    browser.until(ROWS).await;
    let asked = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('page=1&')).length";
    assert_eq!(browser.run(asked).await, 1);
    browser.audit().await;
}

async fn an_element_takes_the_folder_from_another_origin() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let portal = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let hosted = hosted("", vec![portal.clone()]).await;
    let (files, api) = (&hosted.origin, format!("http://{}", hosted.browser.server.addr));
    // The strictest policy that docs/hosting.md tells a portal.
    let policy = format!(
        "default-src 'none'; script-src {files} 'wasm-unsafe-eval'; style-src 'self'; img-src {api}; \
         connect-src {files} {api}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    );
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Portal</title><main><h1>Videos</h1>\
         <vitrine-collections api={api} locale=de></vitrine-collections></main>\
         <script type=module src={files}/embed.js></script></html>"
    );
    let isolated = [
        ("content-security-policy", policy),
        // The strictest of all: what is not marked as everybody's is not even fetched.
        ("cross-origin-embedder-policy", "require-corp".to_owned()),
    ];
    let app = Router::new().route("/", get(async move || (isolated, Html(page))));
    tokio::spawn(async { axum::serve(listener, app).await });
    let browser = &hosted.browser;
    browser.driver.goto(&portal).await.unwrap();
    browser.until("return document.querySelector('vitrine-collections')").await;
    browser.run("document.querySelector('vitrine-collections').token = async () => 'demo-teacher'").await;
    browser.until_inside("return $('[data-list=collections] [data-row]')").await;
    // In German, whose texts are there too, and with what the second file has.
    browser.until_inside("return $('[data-create]').textContent === 'Neue Sammlung'").await;
    browser.inside("$('[data-create]').click()").await;
    browser.until_inside("return $('dialog[open]')").await;
    browser.audit().await;
}

async fn a_changed_byte_is_refused() {
    let hosted = hosted("", Vec::new()).await;
    let browser = &hosted.browser;
    // What was refused must not be kept.
    browser.devtools("Network.enable", serde_json::json!({})).await;
    browser.devtools("Network.setCacheDisabled", serde_json::json!({ "cacheDisabled": true })).await;
    for (start, end) in [("boot-", ".js"), ("vitrine-", ".js"), ("vitrine-", "_bg.wasm")] {
        let file = named(&hosted.folder, start, end);
        let before = fs::read(&file).unwrap();
        change(&file, |mut bytes| {
            // Where it would do no harm: a space after a script, an empty section after wasm.
            bytes.extend_from_slice(if end.ends_with("js") { b"\n" } else { &[0, 1, 0] });
            bytes
        });
        browser.goto("/").await;
        match start {
            // The page does not begin: nothing of it runs.
            "boot-" => {
                browser
                    .until(
                        "return performance.getEntriesByType('resource').some(({ name }) => name.includes('/boot-'))",
                    )
                    .await;
            }
            _ => {
                browser
                    .until(
                        "return document.querySelector('.note[role=alert]')?.textContent.includes('could not start')",
                    )
                    .await;
            }
        }
        assert_eq!(browser.run(ROWS).await, false, "{start}");
        fs::write(&file, before).unwrap();
        browser.goto("/").await;
        browser.until(ROWS).await;
    }
    // The second file, when it is wanted: it says so, and is asked for again.
    let file = named(&hosted.folder, "extras-", ".wasm");
    let before = fs::read(&file).unwrap();
    change(&file, |bytes| [&bytes[..], &[0, 1, 0]].concat());
    browser.goto("/").await;
    browser.until(ROWS).await;
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('.toasts button')").await;
    assert_eq!(browser.run("return document.querySelector('dialog') !== null").await, false);
    fs::write(&file, before).unwrap();
    browser.click(".toasts button").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.devtools("Network.setCacheDisabled", serde_json::json!({ "cacheDisabled": false })).await;
    browser.audit().await;
}

async fn a_tab_goes_on_or_says_that_there_is_a_new_version() {
    let hosted = hosted("", Vec::new()).await;
    let browser = &hosted.browser;
    let page = hosted.folder.join("index.html");
    browser.goto("/").await;
    browser.until(ROWS).await;
    // Another build takes the place of this one, under the names of its own.
    let extras = named(&hosted.folder, "extras-", ".wasm");
    let german = named(&hosted.folder, "words-de-", ".json");
    let away = |file: &Path| file.with_extension("away");
    for file in [&extras, &german] {
        fs::rename(file, away(file)).unwrap();
    }
    let script = named(&hosted.folder, "vitrine-", ".js");
    let renamed = script.with_file_name("vitrine-0000000000000000.js");
    fs::rename(&script, &renamed).unwrap();
    let [before, after] = [&script, &renamed].map(|file| file.file_name().unwrap().to_str().unwrap().to_owned());
    change(&page, |html| String::from_utf8(html).unwrap().replace(&before, &after).into_bytes());
    // What the tab has goes on.
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"] [data-row]')").await;
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('new version')").await;
    browser.audit().await;
    fs::rename(away(&extras), &extras).unwrap();
    browser.click("[data-toast] button").await;
    let loaded = format!(
        "return document.querySelector('[href*=\"{after}\"]') && document.querySelector('[data-page=\"2\"] [data-row]')"
    );
    browser.until(&loaded).await;
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('dialog[open]')").await;
    browser.press(thirtyfour::Key::Escape).await;
    browser.until("return !document.querySelector('dialog[open]')").await;
    // A language that is gone.
    fs::rename(&renamed, &script).unwrap();
    change(&page, |html| String::from_utf8(html).unwrap().replace(&after, &before).into_bytes());
    let speak = "const select = document.querySelector('[data-language]'); select.value = 'de';
        select.dispatchEvent(new Event('change', { bubbles: true }))";
    browser.run(speak).await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('new version')").await;
    fs::rename(away(&german), &german).unwrap();
    browser.click("[data-toast] button").await;
    browser
        .until(&format!(
            "return document.querySelector('[href*=\"{before}\"]') && document.querySelector('[data-row]')"
        ))
        .await;
    browser.run(speak).await;
    browser.until("return document.documentElement.lang === 'de'").await;
    browser.run("localStorage.clear()").await;
    browser.audit().await;
}

async fn an_element_that_comes_late_says_that_there_is_a_new_version() {
    let hosted = hosted("", Vec::new()).await;
    let browser = &hosted.browser;
    let portal = r#"<!doctype html><html lang="en"><title>Portal</title><script type="module" src="/embed.js"></script>
        <main><h1>Portal</h1></main>"#;
    fs::write(hosted.folder.join("portal.html"), portal).unwrap();
    browser.goto("/portal.html").await;
    browser.until("return customElements.get('vitrine-collections')").await;
    // Another build takes the place of this one.
    let module = hosted.folder.join("embed.js");
    let script = named(&hosted.folder, "vitrine-", ".js");
    let renamed = script.with_file_name("vitrine-0000000000000000.js");
    fs::rename(&script, &renamed).unwrap();
    let [before, after] = [&script, &renamed].map(|file| file.file_name().unwrap().to_str().unwrap().to_owned());
    change(&module, |text| String::from_utf8(text).unwrap().replace(&before, &after).into_bytes());
    for end in [".br", ".gz"] {
        let _ = fs::remove_file(hosted.folder.join(format!("embed.js{end}")));
    }
    browser.run("document.querySelector('main').append(document.createElement('vitrine-collections'))").await;
    browser.until_inside("return $('[role=alert]')?.textContent.includes('new version')").await;
    browser.audit().await;
    browser.inside("$('[role=alert] button').click()").await;
    browser
        .until("return customElements.get('vitrine-collections') && !document.querySelector('vitrine-collections')")
        .await;
    browser.run("document.querySelector('main').append(document.createElement('vitrine-collections'))").await;
    browser.until_inside("return $('h1, h2, [aria-level]')").await;
    browser.audit().await;
}
