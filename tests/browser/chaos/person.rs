//! A person, what they do, and what they were told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use thirtyfour::Key;
use vitrine_server::{Options, start};

use super::{chance::Chance, site::Site};
use crate::support::{Browser, ROWS};

/// What of the page can be seen and reached now, in the helpers of all scripts.
const HELP: &str = "
    const one = (selector) => document.querySelector(selector);
    const all = (selector) => [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility());
    const some = (list, number) => list[number % list.length];
    const plain = (text) => text.replace(/[\\u2068\\u2069]/g, '');
    const top = () => [...document.querySelectorAll('dialog[open]')].at(-1);
    const usable = (it) => it && it.getAttribute('aria-disabled') !== 'true' && !it.disabled;
    const press = (it) => { if (usable(it)) { it.click(); return true; } return false; };
    const signIn = () => [...document.querySelectorAll('dialog .stack > button')].find((it) => it.textContent.includes('Ana'));
    const name = (row) => plain(row.querySelector('.name').textContent);";

/// Counted.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) steps: u64,
    pub(super) calms: u64,
    pub(super) faults: u64,
    pub(super) restarts: u64,
    pub(super) told: u64,
    pub(super) creates: u64,
}

impl Figures {
    pub(super) fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.calms += other.calms;
        self.faults += other.faults;
        self.restarts += other.restarts;
        self.told += other.told;
        self.creates += other.creates;
    }
}

/// How a collection is to be, as it was wanted last.
pub(super) struct Want {
    pub(super) name: String,
    /// Nothing: either will do, since several things were wanted of it at once.
    pub(super) archived: Option<bool>,
    /// What was told before.
    pub(super) since: usize,
}

pub(super) struct Person {
    seed: u64,
    pub(super) browser: Browser,
    pub(super) site: Site,
    pub(super) chance: Chance,
    pub(super) figures: Figures,
    pub(super) done: Vec<String>,
    pub(super) wants: BTreeMap<String, Want>,
    pub(super) told: Vec<String>,
    pub(super) creates: Vec<(String, u64)>,
    pub(super) access: BTreeSet<(String, usize)>,
    pub(super) made: usize,
    watch: Value,
}

impl Person {
    pub(super) async fn new(seed: u64) -> Self {
        let site = Site::new(seed).await;
        // The browser has a server of its own, which nobody asks for anything.
        let idle = start(Options::default()).await.unwrap();
        let browser = Browser::at(idle, format!("http://{}", site.addr)).await;
        let watch = browser.prepare(include_str!("watch.js")).await;
        browser.goto("/").await;
        browser.until(ROWS).await;
        Self {
            seed,
            browser,
            site,
            chance: Chance::new(seed),
            figures: Figures::default(),
            done: Vec::new(),
            wants: BTreeMap::new(),
            told: Vec::new(),
            creates: Vec::new(),
            access: BTreeSet::new(),
            made: 0,
            watch,
        }
    }

    pub(super) async fn end(mut self) -> Figures {
        self.browser.audit().await;
        self.browser.forget(self.watch.take()).await;
        self.browser.goto("/no/such/place").await;
        self.site.end().await;
        std::mem::take(&mut self.figures)
    }

    pub(super) async fn run(&self, script: &str) -> Value {
        self.browser.run(&format!("{HELP}{script}")).await
    }

    /// Takes what the page noted.
    pub(super) async fn hear(&mut self) -> Result<(), String> {
        let script = "const { told, errors, creates } = noted; const taken = JSON.stringify([told, errors, creates]);
            noted.told = []; noted.errors = []; return taken;";
        let noted: Value = serde_json::from_str(self.run(script).await.as_str().unwrap()).unwrap();
        let texts = |at: usize| noted[at].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned());
        self.told.extend(texts(0));
        self.figures.told += noted[0].as_array().unwrap().len() as u64;
        let sent = noted[2].as_array().unwrap().iter();
        self.creates = sent.map(|it| (it[0].as_str().unwrap().to_owned(), it[1].as_u64().unwrap())).collect();
        let errors: Vec<_> = texts(1).collect();
        if errors.is_empty() { Ok(()) } else { Err(format!("thrown: {errors:?}")) }
    }

    /// One step: something may begin to fail, and then they do something.
    pub(super) async fn act(&mut self) {
        self.figures.steps += 1;
        if self.chance.percent(30) {
            self.figures.faults += 1;
            self.site.fail(&self.chance).await;
        }
        let number = self.chance.below(1000);
        let what = match self.chance.below(100) {
            _ if self.in_dialog(number).await => "in a dialog".to_owned(),
            0..20 => self.turn(number).await,
            20..28 => self.open(number).await,
            28..52 => self.archive(number).await,
            52..62 => self.share(number).await,
            62..72 => self.create().await,
            72..78 => self.delete(number).await,
            78..86 => self.many(number).await,
            86..91 => self.find().await,
            // What lies before the first page is not ours.
            91..94 if self.run("return navigation.canGoBack").await == true => {
                self.browser.back().await;
                "back".to_owned()
            }
            94..96 => {
                // What was under way is given up, and nothing of it is told.
                self.forget_wants();
                let _ = self.hear().await;
                self.browser.reload().await;
                "reload".to_owned()
            }
            96..98 => {
                self.figures.restarts += 1;
                self.site.restart().await;
                "restart".to_owned()
            }
            _ => "wait".to_owned(),
        };
        self.done.push(what);
        // A moment of thought, some of the times.
        let pause = *self.chance.one(&[0, 0, 0, 50, 300, 900]);
        let pause = format!("return performance.now() - (window.since ??= performance.now()) >= {pause}");
        self.browser.until(&pause).await;
        self.run("window.since = undefined").await;
    }

    pub(super) fn forget_wants(&mut self) {
        self.wants.values_mut().for_each(|want| want.archived = None);
    }

    /// Where a dialog is open there is nothing else to be done.
    async fn in_dialog(&self, number: usize) -> bool {
        let script = "
            const dialog = top();
            if (!dialog) return 'none';
            if (signIn() && dialog.contains(signIn())) return press(NUMBER % 5 ? signIn() : dialog.querySelector('.push')) && 'signing';
            return 'open';";
        let dialog = self.run(&script.replace("NUMBER", &number.to_string())).await;
        if dialog == "open" && number.is_multiple_of(2) {
            self.leave().await;
        }
        dialog != "none"
    }

    /// Closes the uppermost dialog, whatever was typed there.
    pub(super) async fn leave(&self) {
        self.browser.press(Key::Escape + "").await;
        self.run("if (top()?.textContent.includes('Discard')) press(top().querySelector('[data-yes]'))").await;
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { seed, figures, done, .. } = self;
            eprintln!("VITRINE_SEED={seed} brings it back, step {}: {}", figures.steps, done.join(", "));
        }
    }
}
