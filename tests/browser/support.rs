//! A server with demo data, a browser on it, and what a test asks of both.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{LazyLock, Mutex},
};

use libtest_mimic::Trial;
use serde_json::{Value, json};
use thirtyfour::{
    By, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, TypingData, WebDriver, WebElement,
    WindowHandle, error::WebDriverErrorInner,
};
use tokio::runtime::Runtime;
use vitrine_server::{Data, Options, Running, start};

/// Holds once the list of collections has rows.
pub(crate) const ROWS: &str = "return document.querySelectorAll('[data-list=collections] [data-row]').length > 0";

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

pub(crate) fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// A browser's session, used by one test after another: each test has a server, and so an origin, of its own.
struct Session {
    driver: WebDriver,
    process: Child,
}

/// The sessions that no test uses now.
static IDLE: Mutex<Vec<Session>> = Mutex::new(Vec::new());

/// One for all tests, since a session lives longer than a test.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A test of this file: what a person does.
pub(crate) fn task<F: Future<Output = ()>>(name: &str, run: impl FnOnce() -> F + Send + 'static) -> Trial {
    Trial::test(name, move || {
        RUNTIME.block_on(run());
        Ok(())
    })
}

/// Ends every browser.
pub(crate) fn end() {
    let idle = std::mem::take(&mut *IDLE.lock().unwrap());
    idle.into_iter().for_each(Session::end);
}

impl Session {
    async fn start() -> Self {
        let (process, port) = driver();
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            "--lang=en-US",
            // A tab that is not in front runs as fast as the one that is.
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-renderer-backgrounding",
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        // Where a test speaks TLS, its certificate is its own.
        capabilities.accept_insecure_certs(true).unwrap();
        capabilities.set_binary(&setting("CHROMIUM")).unwrap();
        // What a page asks on leaving is what a test is about.
        capabilities.set("unhandledPromptBehavior", "ignore").unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.unwrap();
        Self { driver, process }
    }

    fn end(mut self) {
        // The browser first: a driver that is killed leaves it behind.
        let _ = RUNTIME.block_on(self.driver.quit());
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One browser on one server.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    #[allow(dead_code)]
    pub(crate) server: Running,
    origin: String,
    session: Option<Session>,
}

impl Browser {
    /// Starts a server and opens a path of it, at the width of a laptop.
    pub(crate) async fn open(path: &str) -> Self {
        let dist = setting("VITRINE_DIST").into();
        let options = Options { data: Data::Demo, dist: Some(dist), faults: true, ..Options::default() };
        let server = start(options).await.unwrap();
        let origin = format!("http://{}", server.addr);
        let browser = Self::at(server, origin).await;
        browser.goto(path).await;
        browser
    }

    /// A browser for pages of an origin, at the width of a laptop.
    pub(crate) async fn at(server: Running, origin: String) -> Self {
        let idle = IDLE.lock().unwrap().pop();
        let session = match idle {
            Some(session) => session,
            None => Session::start().await,
        };
        let browser = Self { driver: session.driver.clone(), server, origin, session: Some(session) };
        browser.resize(1280, 900).await;
        // A full history would lose steps of this test (the oldest that nobody's click led to), not of one before.
        browser.devtools("Page.resetNavigationHistory", json!({})).await;
        browser
    }

    /// Gives the page a width and a height in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// A command of the DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    pub(crate) async fn goto(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.origin)).await.unwrap();
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
        let mut asked = 0;
        let held = loop {
            asked += 1;
            match self.driver.execute_async(UNTIL, vec![json!(condition)]).await {
                Ok(held) => break held.json() == &json!(true),
                // The document that was asked has gone, which the driver calls so, and at once: the next one is asked.
                Err(gone) if asked < 9 && matches!(*gone, WebDriverErrorInner::ScriptTimeout(_)) => {}
                Err(other) => panic!("{other}"),
            }
        };
        if !held {
            let page: String = self.text("main").await.chars().take(1500).collect();
            let shadow = "return [...document.querySelectorAll('vitrine-collections')].map((one) => one.shadowRoot?.textContent).join()";
            let shadow: String = self.run(shadow).await.as_str().unwrap_or_default().chars().take(1500).collect();
            let rest = [shadow, self.text(".toasts").await, self.text("dialog").await].concat();
            panic!("never held: {condition}\n{}\n{page}\n{rest}", self.address().await);
        }
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

    /// Has a script run before the page does, at each load; answers what [`Browser::forget`] takes.
    pub(crate) async fn prepare(&self, script: &str) -> Value {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// Gives the page other settings, from the next load on.
    pub(crate) async fn settings(&self, settings: &str) -> Value {
        let script = "const send = window.fetch;
            window.fetch = (request, options) => (request.url ?? String(request)).endsWith('/config.json')
                ? Promise.resolve(new Response(SETTINGS))
                : send(request, options);";
        self.prepare(&script.replace("SETTINGS", &json!(settings).to_string())).await
    }

    pub(crate) async fn forget(&self, script: Value) {
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", script).await;
    }

    /// The tabs, once there are so many.
    pub(crate) async fn tabs(&self, count: usize) -> Vec<WindowHandle> {
        for _ in 0..1000 {
            let tabs = self.driver.windows().await.unwrap();
            if tabs.len() == count {
                return tabs;
            }
        }
        panic!("there are never {count} tabs");
    }

    /// Puts the focus on an element, as Tab would.
    pub(crate) async fn focus(&self, selector: &str) {
        self.run(&format!("document.querySelector('{selector}').focus()")).await;
    }

    /// Types keys to whatever has the focus, one after the other, as a keyboard does: unlike `send_keys` of an
    /// element, which scrolls to it first.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Types a key while another is held down.
    pub(crate) async fn chord(&self, held: thirtyfour::Key, key: impl Into<char>) {
        self.driver.action_chain().key_down(held.clone()).send_keys(key.into()).key_up(held).perform().await.unwrap();
    }

    /// How often the server was asked so.
    pub(crate) async fn asked(&self, method: &str, path: &str) -> usize {
        let script = "
            const [done] = arguments;
            fetch('/_log').then((answer) => answer.text()).then(done, () => done('{}'));";
        let log = self.driver.execute_async(script, vec![]).await.unwrap();
        let log: Value = serde_json::from_str(log.json().as_str().unwrap()).unwrap();
        let same = |entry: &&Value| entry["method"] == method && entry["path"] == path;
        log["log"].as_array().unwrap().iter().filter(same).count()
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
        let Some(session) = self.session.take() else { return };
        if std::thread::panicking() {
            // In whatever state the failure left it: nobody else's.
            std::thread::spawn(|| session.end());
        } else {
            IDLE.lock().unwrap().push(session);
        }
    }
}

/// Starts a driver on a port of its own choice: once more where another process took the port meanwhile.
fn driver() -> (Child, u16) {
    let started = (0..3).find_map(|_| start_driver());
    started.expect("the driver says its port")
}

fn start_driver() -> Option<(Child, u16)> {
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
    if port.is_none() {
        // It has ended, or is about to.
        let _ = process.kill();
        let _ = process.wait();
    }
    port.map(|port| (process, port))
}
