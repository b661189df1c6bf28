//! A person, what they do, and what they were told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
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
    pub(super) browser: Browser,
    pub(super) site: Site,
    pub(super) chance: Chance,
    pub(super) figures: Figures,
    pub(super) done: Vec<String>,
    pub(super) wants: BTreeMap<String, Want>,
    pub(super) told: Vec<String>,
    pub(super) creates: Vec<(String, u64)>,
    pub(super) access: BTreeSet<(String, usize)>,
    made: usize,
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

    pub(super) async fn end(self) -> Figures {
        self.browser.audit().await;
        self.browser.forget(self.watch).await;
        self.browser.goto("/no/such/place").await;
        self.site.end().await;
        self.figures
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
            91..94 => {
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

    async fn turn(&self, number: usize) -> String {
        let to = *self.chance.one(&["next", "next", "previous", "first", "last"]);
        let size = *self.chance.one(&[10, 20, 50]);
        let script = format!(
            "if ({number} % 8 === 0 && one('.pager select')) {{
               one('.pager select').value = '{size}';
               one('.pager select').dispatchEvent(new Event('change', {{ bubbles: true }}));
               return;
             }}
             press(one('[data-{to}]') ?? one('[data-state] button') ?? one('.crumb a'));"
        );
        self.run(&script).await;
        format!("{to} page")
    }

    async fn open(&self, number: usize) -> String {
        let script = format!("press(one('.crumb a') ?? some(all('[data-row] [data-open]'), {number}))");
        self.run(&script).await;
        "open or back to the list".to_owned()
    }

    fn want(&mut self, id: &str, name: &str, archived: bool) {
        let since = self.told.len();
        let before = self.wants.contains_key(id);
        let archived = (!before).then_some(archived);
        self.wants.insert(id.to_owned(), Want { name: name.to_owned(), archived, since });
    }

    async fn archive(&mut self, number: usize) -> String {
        let script = format!(
            "const toggle = some(all('[data-list=collections] [data-archive]').filter(usable), {number});
             if (!toggle || one('[data-running]')) return null;
             const row = toggle.closest('[data-row]');
             const wanted = toggle.dataset.archive === 'false';
             toggle.click();
             return [row.dataset.row, name(row), wanted];"
        );
        let clicked = self.run(&script).await;
        let Some(id) = clicked[0].as_str() else { return "archive none".to_owned() };
        let archived = clicked[2].as_bool().unwrap();
        // Clicked twice before a calm: the last click counts.
        self.wants.remove(id);
        self.want(id, clicked[1].as_str().unwrap(), archived);
        format!("archive {id} {archived}")
    }

    async fn share(&mut self, number: usize) -> String {
        let script = format!(
            "const opener = some(all('[data-list=collections] [data-permissions]').filter(usable), {number});
             if (!opener) return null;
             opener.click();
             return opener.closest('[data-row]').dataset.row;"
        );
        let clicked = self.run(&script).await;
        let Some(id) = clicked.as_str().map(ToOwned::to_owned) else { return "share none".to_owned() };
        let field = "document.activeElement?.matches('[data-recipients]')";
        if !self.browser.holds(&format!("return {field} || document.querySelector('dialog [role=alert]')"), 1500).await
        {
            return format!("share {id}: nothing opens yet");
        }
        if self.run(&format!("return Boolean({field})")).await != true {
            return format!("share {id}: can't");
        }
        let user = 5 + number % 12;
        self.browser.press(format!("user:{user}").as_str()).await;
        self.run("press(one('[data-add]'))").await;
        let said = "return /1 added/.test(document.querySelector('[data-status]')?.textContent)";
        if self.browser.holds(said, 1500).await {
            self.access.insert((id.clone(), user));
        }
        format!("share {id} with {user}")
    }

    async fn create(&mut self) -> String {
        self.made += 1;
        let name = format!("chaos {} of this day", self.made);
        self.run("press(all('[data-create]')[0])").await;
        if !self.browser.holds("return document.activeElement?.id === 'vt-new-name'", 1500).await {
            return "create: nothing opens yet".to_owned();
        }
        self.figures.creates += 1;
        self.browser.press(name.as_str()).await;
        let twice = if self.chance.percent(30) { Key::Enter + Key::Enter } else { Key::Enter + "" };
        self.browser.press(twice).await;
        format!("create {name}")
    }

    async fn delete(&mut self, number: usize) -> String {
        let script = format!(
            "const row = some(all('[data-list=collections] [data-row]').filter((row) => name(row).startsWith('chaos')), {number});
             return press(row?.querySelector('[data-more]')) && row.dataset.row;"
        );
        let clicked = self.run(&script).await;
        let Some(id) = clicked.as_str().map(ToOwned::to_owned) else { return "delete none".to_owned() };
        if self.browser.holds("return document.activeElement?.matches('.menu button')", 1000).await {
            self.browser.press(Key::End + "" + Key::Enter).await;
            if self.browser.holds("return document.querySelector('[data-delete]')", 1000).await {
                self.run("press(one('[data-delete]'))").await;
                self.wants.remove(&id);
            }
        }
        format!("delete {id}")
    }

    async fn many(&mut self, number: usize) -> String {
        let act = *self.chance.one(&["archive", "unarchive"]);
        let script = format!(
            "if (one('[data-running]')) return [];
             // What is chosen on other pages would be meant as well.
             press(all('[data-bulk] button').find((it) => it.textContent === 'Clear'));
             const rows = all('[data-list=collections] [data-row]').filter((row) => row.querySelector('[data-pick]'));
             const chosen = rows.slice({number} % 7, {number} % 7 + 3);
             for (const row of chosen) if (!row.querySelector('[data-pick]').checked) row.querySelector('[data-pick]').click();
             const named = all('[data-list=collections] [data-row]').filter((row) => row.querySelector('[data-pick]')?.checked);
             return press(one('[data-act={act}]')) ? named.map((row) => [row.dataset.row, name(row)]) : [];"
        );
        let chosen = self.run(&script).await;
        for row in chosen.as_array().unwrap() {
            let (id, name) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
            // Only where nothing else is wanted of it: whichever comes last is not known then.
            self.want(id, name, act == "archive");
        }
        format!("{act} {} at once", chosen.as_array().unwrap().len())
    }

    async fn find(&self) -> String {
        if self.run("one('#vt-find')?.focus(); return document.activeElement?.id === 'vt-find'").await != true {
            return "find nothing".to_owned();
        }
        let word = *self.chance.one(&["", "chaos", "seminar", "law"]);
        self.browser.chord(Key::Control, 'a').await;
        self.browser.press(Key::Delete + word).await;
        format!("find {}", json!(word))
    }
}
