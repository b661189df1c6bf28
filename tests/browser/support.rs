//! A server with demo data, a browser on it, and what a test asks of both.

mod engine;
mod prepared;
mod session;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::LazyLock,
    time::{Duration, Instant},
};

use libtest_mimic::{Completion, Trial};
use serde_json::{Value, json};
use thirtyfour::{
    By, TypingData, WebDriver, WebElement, WindowHandle,
    error::{WebDriverErrorInner, WebDriverResult},
};
use tokio::{runtime::Runtime, time::timeout};
use vitrine_server::{Data, Options, Running, start};

pub(crate) use engine::{Engine, MAIN};
pub(crate) use prepared::{FILE as PREPARED, Prepared, first};
pub(crate) use session::end;
use session::{SCREEN, Session};

/// Holds once the list of collections has rows.
pub(crate) const ROWS: &str = "return document.querySelectorAll('[data-list=collections] [data-row]').length > 0 && document.querySelector('#content')";

/// Looks at every frame until the condition holds that takes the place of the word, for so long at most. It is part of
/// the script, since the page's policy is against making functions from text.
const UNTIL: &str = "
    const [done] = arguments;
    const holds = () => { CONDITION };
    const end = performance.now() + LIMIT;
    (function look() {
      let held = false;
      try { held = Boolean(holds()); } catch {}
      if (held || performance.now() > end) done(held); else setTimeout(look, 8);
    })();";

const AUDIT: &str = "
    const done = arguments[arguments.length - 1];
    // What fades is looked at once it has.
    const inside = [...document.querySelectorAll('vitrine-collections')].map(({ shadowRoot }) => shadowRoot);
    const all = [document, ...inside].flatMap((root) => root?.getAnimations() ?? []);
    const fades = all.filter(({ effect }) => effect.getComputedTiming().endTime < 5000);
    const faded = Promise.allSettled(fades.map(({ finished }) => finished));
    Promise.race([faded, new Promise((go) => setTimeout(go, 2000))])
      .then(() => axe.run(document, { resultTypes: ['violations'] }))
      .then(({ violations }) =>
        done(violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | '))));";

pub(crate) fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test`"))
}

/// One for all tests, since a session lives longer than a test.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A test of this file: what a person does.
pub(crate) fn task<F: Future<Output = ()>>(name: &str, run: impl FnOnce() -> F + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || match catch_unwind(AssertUnwindSafe(|| RUNTIME.block_on(run()))) {
        Ok(()) => Ok(Completion::Completed),
        Err(why) => match why.downcast::<Lacks>() {
            Ok(lacks) => Ok(Completion::ignored_with(format!("needs {} of Chromium", lacks.0))),
            Err(why) => resume_unwind(why),
        },
    })
}

/// What a test needs and an engine has not, which ends the test without a verdict.
struct Lacks(String);

/// Ends the test without a verdict.
pub(crate) fn lacks(what: &str) -> ! {
    resume_unwind(Box::new(Lacks(what.to_owned())))
}

/// One browser on one server.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    #[allow(dead_code)]
    pub(crate) server: Running,
    origin: String,
    session: Option<Session>,
    /// What runs before the page's own scripts, where the driver can't see to that.
    pub(crate) prepared: Option<Prepared>,
}

impl Browser {
    /// Starts a server and opens a path of it, at the width of a laptop.
    pub(crate) async fn open(path: &str) -> Self {
        let prepared = Prepared::new();
        let dist = prepared.as_ref().map_or_else(|| setting("VITRINE_DIST").into(), |prepared| prepared.folder.clone());
        let options = Options { data: Data::Demo, dist: Some(dist), faults: true, ..Options::default() };
        let server = start(options).await.unwrap();
        let origin = format!("http://{}", server.addr);
        let mut browser = Self::at(server, origin).await;
        browser.prepared = prepared;
        browser.goto(path).await;
        browser
    }

    /// A browser for pages of an origin, at the width of a laptop.
    pub(crate) async fn at(server: Running, origin: String) -> Self {
        let session = Session::idle_or_new().await;
        let browser = Self { driver: session.driver.clone(), server, origin, session: Some(session), prepared: None };
        browser.resize(1280, 900).await;
        if Engine::chosen() == Engine::Chromium {
            // A full history would lose steps of this test (the oldest that nobody's click led to), not of one before.
            browser.devtools("Page.resetNavigationHistory", json!({})).await;
        }
        browser
    }

    /// Ends the browser with the test: the next one is not to know what this one has learned.
    #[allow(dead_code)]
    pub(crate) fn end(mut self) {
        self.session.take().into_iter().for_each(Session::leave);
    }

    /// Gives the page a width and a height in CSS pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        if Engine::chosen() == Engine::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
            return;
        }
        // What the window has around the page.
        let around = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]").await;
        let around = |at: usize| u32::try_from(around[at].as_i64().unwrap()).unwrap_or_default();
        let (width_all, height_all) = (width + around(0), height + around(1));
        // In the middle of the screen, where its pointer is: without that, a window has no focus on it.
        let at = |whole: u32, part: u32| i64::from(whole.saturating_sub(part) / 2);
        let (x, y) = (at(SCREEN.0, width_all), at(SCREEN.1, height_all));
        self.driver.set_window_rect(x, y, width_all, height_all).await.unwrap();
        self.until(&format!("return innerWidth === {width} && innerHeight === {height}")).await;
    }

    /// A command of the DevTools protocol. An engine without it gives no verdict on the test.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        if Engine::chosen() != Engine::Chromium {
            lacks(command);
        }
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Nodes, listeners and heap once what is not needed has gone.
    pub(crate) async fn held(&self) -> [f64; 3] {
        for _ in 0..3 {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await;
        }
        let metrics = self.devtools("Performance.getMetrics", json!({})).await;
        ["Nodes", "JSEventListeners", "JSHeapUsedSize"].map(|name| {
            let one = metrics["metrics"].as_array().unwrap().iter().find(|one| one["name"] == name);
            one.unwrap()["value"].as_f64().unwrap()
        })
    }

    pub(crate) async fn goto(&self, path: &str) {
        settled(self.driver.goto(format!("{}{path}", self.origin)).await);
    }

    pub(crate) async fn reload(&self) {
        settled(self.driver.refresh().await);
    }

    pub(crate) async fn back(&self) {
        settled(self.driver.back().await);
    }

    pub(crate) async fn address(&self) -> String {
        self.driver.current_url().await.unwrap().to_string()
    }

    /// Waits for a condition, and says whether it holds within so many milliseconds.
    pub(crate) async fn holds(&self, condition: &str, limit: u32) -> bool {
        let end = Instant::now() + Duration::from_millis(limit.into());
        let mut lost = 0;
        loop {
            // A driver may forget what a document was asked that has gone.
            let part = end.saturating_duration_since(Instant::now()).min(Duration::from_secs(3));
            let script = UNTIL.replace("CONDITION", condition).replace("LIMIT", &part.as_millis().to_string());
            let asked = self.driver.execute_async(script, vec![]);
            match timeout(part + Duration::from_secs(5), asked).await {
                Ok(Ok(held)) if held.json() == &json!(true) => return true,
                Ok(Ok(held)) if held.json() == &json!(false) => {
                    if Instant::now() >= end {
                        return false;
                    }
                }
                // Or call it so, or answer by nothing, and at once: the next one is asked.
                Ok(Err(other)) if !has_gone(&other) => panic!("{other}"),
                other if lost == 9 => panic!("answered {other:?} to {condition}"),
                _ => lost += 1,
            }
        }
    }

    /// Waits for a condition, and fails the test where it never holds.
    pub(crate) async fn until(&self, condition: &str) {
        if !self.holds(condition, Engine::chosen().patience()).await {
            let page: String = self.text("main").await.chars().take(1500).collect();
            let shadow = "return [...document.querySelectorAll('vitrine-collections')].map((one) => one.shadowRoot?.textContent).join()";
            let shadow: String = self.run(shadow).await.as_str().unwrap_or_default().chars().take(1500).collect();
            let rest = [shadow, self.text(".toasts").await, self.text("dialog").await].concat();
            let focus = self.run("return document.activeElement?.cloneNode().outerHTML").await;
            panic!("never held: {condition}\n{}\nfocus: {focus}\n{page}\n{rest}", self.address().await);
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
        // Clear of the pager, which stays at the window's end; and drawn there.
        let centre = "const [at, done] = arguments;
            at.scrollIntoView({ block: 'center', behavior: 'instant' });
            AGAIN ? requestAnimationFrame(() => requestAnimationFrame(done)) : done();";
        for again in 0..4 {
            let centre = centre.replace("AGAIN", &again.to_string());
            self.driver.execute_async(centre, vec![element.to_json().unwrap()]).await.unwrap();
            match element.click().await {
                // Something came above it between the two, or it is not drawn yet.
                Err(not_yet) if again < 3 && is_not_yet(&not_yet) => {}
                clicked => return clicked.unwrap(),
            }
        }
    }

    /// The text of an element, without the marks that isolate names.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let text = self.run(&format!("return document.querySelector('{selector}')?.textContent ?? ''")).await;
        text.as_str().unwrap().replace(['\u{2068}', '\u{2069}'], "")
    }

    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).await.attr(name).await.unwrap()
    }

    /// Has a script run before the page does, at each load; answers what [`Browser::forget`] takes. In a block: what
    /// one of them names, another one may name too.
    pub(crate) async fn prepare(&self, script: &str) -> Value {
        let script = format!("{{ {script} }}");
        if let Some(prepared) = &self.prepared {
            return json!(prepared.add(&script));
        }
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
        if let Some(prepared) = &self.prepared {
            prepared.forget(script.as_u64().unwrap());
            return;
        }
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", script).await;
    }

    /// The tabs, once there are so many.
    pub(crate) async fn tabs(&self, count: usize) -> Vec<WindowHandle> {
        if Engine::chosen() == Engine::WebKit {
            lacks("tabs that a page opens");
        }
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
        self.come_back().await;
        self.driver.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Firefox goes from a page's last place to its own bars, where the driver's keys do not follow: with the focus there
    /// they reach the page, and do nothing. Nor does the first key where a focus has not been drawn yet, in WebKit neither.
    async fn come_back(&self) {
        if Engine::chosen() != Engine::Chromium {
            let drawn = "if (!document.hasFocus()) window.focus();
                const [done] = arguments;
                requestAnimationFrame(() => requestAnimationFrame(done));
                setTimeout(done, 200);";
            self.driver.execute_async(drawn, vec![]).await.unwrap();
        }
    }

    /// Types a key while another is held down.
    pub(crate) async fn chord(&self, held: thirtyfour::Key, key: impl Into<char>) {
        self.come_back().await;
        self.driver.action_chain().key_down(held.clone()).send_keys(key.into()).key_up(held).perform().await.unwrap();
    }

    /// Has all of a list laid out, far from the window as it may be: what is not, Firefox says to be where it was last.
    pub(crate) async fn lay_out(&self) {
        let script = "
            const inside = [...document.querySelectorAll('vitrine-collections')].map(({ shadowRoot }) => shadowRoot);
            for (const top of [document, ...inside])
              for (const one of top.querySelectorAll('li')) one.style.contentVisibility = 'visible';";
        self.run(script).await;
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

/// WebKit's driver at times waits in vain for a page's last event. What a test needs of the page, it waits for itself.
fn settled(opened: WebDriverResult<()>) {
    match opened {
        Err(late) if Engine::chosen() == Engine::WebKit && is_late(&late) => {}
        other => other.unwrap(),
    }
}

fn is_late(error: &WebDriverErrorInner) -> bool {
    matches!(error, WebDriverErrorInner::WebDriverTimeout(_))
}

/// Whether what was to be clicked may be there in a moment.
fn is_not_yet(error: &WebDriverErrorInner) -> bool {
    use WebDriverErrorInner::{ElementClickIntercepted, ElementNotInteractable};
    matches!(error, ElementClickIntercepted(_) | ElementNotInteractable(_))
}

/// Whether a driver says so of a document that went while it was asked.
fn has_gone(error: &WebDriverErrorInner) -> bool {
    match error {
        WebDriverErrorInner::ScriptTimeout(_) => true,
        other => other.to_string().contains("unload"),
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(session) = self.session.take() else { return };
        if std::thread::panicking() {
            session.leave();
        } else {
            session.keep();
        }
    }
}
