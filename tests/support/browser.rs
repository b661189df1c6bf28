//! A server with demo data, a browser on it, and what a test asks of both.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use thirtyfour::{By, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, WebElement};
use vitrine_server::{Data, Options, Running, start};

/// Looks at every frame until `condition` holds, ten seconds at most.
const UNTIL: &str = "
    const [condition, done] = arguments;
    const holds = new Function(condition);
    const end = performance.now() + 10000;
    (function look() {
      let held = false;
      try { held = Boolean(holds()); } catch {}
      if (held || performance.now() > end) done(held); else setTimeout(look, 8);
    })();";

const AUDIT: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      done(violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | '))));";

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// A driver's process, ended with the test.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One browser on one server.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    server: Running,
    _process: Driver,
}

impl Browser {
    /// Starts a server and opens a path of it.
    pub(crate) async fn open(path: &str) -> Self {
        let dist = setting("VITRINE_DIST").into();
        let options = Options { data: Data::Demo, dist: Some(dist), faults: true, ..Options::default() };
        let server = start(options).await.unwrap();
        let (process, port) = driver();
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in
            ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900", "--lang=en-US"]
        {
            capabilities.add_arg(argument).unwrap();
        }
        capabilities.set_binary(&setting("CHROMIUM")).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.unwrap();
        let browser = Self { driver, server, _process: process };
        browser.goto(path).await;
        browser
    }

    pub(crate) async fn goto(&self, path: &str) {
        self.driver.goto(format!("http://{}{path}", self.server.addr)).await.unwrap();
    }

    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    pub(crate) async fn back(&self) {
        self.driver.back().await.unwrap();
    }

    pub(crate) async fn address(&self) -> String {
        self.driver.current_url().await.unwrap().to_string()
    }

    /// Waits for a condition, and fails the test where it never holds.
    pub(crate) async fn until(&self, condition: &str) {
        let held = self.driver.execute_async(UNTIL, vec![json!(condition)]).await.unwrap();
        assert_eq!(held.json(), &json!(true), "never held: {condition}\n{}", self.text("body").await);
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        self.driver.execute(script, vec![]).await.unwrap().json().clone()
    }

    pub(crate) async fn find(&self, selector: &str) -> WebElement {
        self.driver.find(By::Css(selector)).await.unwrap()
    }

    pub(crate) async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        // Clear of the pager, which stays at the window's end.
        let centre = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver.execute(centre, vec![element.to_json().unwrap()]).await.unwrap();
        element.click().await.unwrap();
    }

    /// The text of an element, without the marks that isolate names.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let text = self.run(&format!("return document.querySelector('{selector}')?.textContent ?? ''")).await;
        text.as_str().unwrap().replace(['\u{2068}', '\u{2069}'], "")
    }

    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).await.attr(name).await.unwrap()
    }

    /// Becomes the demo identity whose name has this word in it.
    pub(crate) async fn choose_identity(&self, word: &str) {
        let script = format!(
            "const select = document.querySelector('.who select');
             select.value = [...select.options].find((option) => option.text.includes('{word}')).value;
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        );
        self.run(&script).await;
    }

    /// Has the server fail as told, for the next requests that match.
    pub(crate) async fn fault(&self, fault: &str) {
        self.ask("POST", fault).await;
    }

    pub(crate) async fn clear_faults(&self) {
        self.ask("DELETE", "").await;
    }

    async fn ask(&self, method: &str, body: &str) {
        let script = "
            const [method, body, done] = arguments;
            const headers = { 'Content-Type': 'application/json' };
            fetch('/_faults', { method, headers, body: body || undefined }).then(({ ok }) => done(ok), () => done(false));";
        let ok = self.driver.execute_async(script, vec![json!(method), json!(body)]).await.unwrap();
        assert_eq!(ok.json(), &json!(true), "{method} {body}");
    }

    /// No violation of any rule that axe-core checks.
    pub(crate) async fn audit(&self) {
        let axe = std::fs::read_to_string(setting("VITRINE_AXE")).unwrap();
        self.driver.execute(axe, vec![]).await.unwrap();
        let violations = self.driver.execute_async(AUDIT, vec![]).await.unwrap();
        assert_eq!(violations.json(), &json!([]));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its driver; a session that is left needs no word.
        self.driver.clone().leak().ok();
    }
}

/// Starts a driver on a port of its own choice.
fn driver() -> (Driver, u16) {
    let mut process = Command::new(setting("CHROMEDRIVER"))
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(process.stdout.take().unwrap());
    let port = output
        .lines()
        .map_while(Result::ok)
        .find_map(|line| line.rsplit_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok());
    (Driver(process), port.expect("the driver says its port"))
}
