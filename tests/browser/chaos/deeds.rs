//! What a person does in one step; each answers what it was, for whoever reads of a failure.

use serde_json::json;
use thirtyfour::Key;

use super::person::{Person, Want};

impl Person {
    pub(super) async fn turn(&self, number: usize) -> String {
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

    pub(super) async fn open(&self, number: usize) -> String {
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

    pub(super) async fn archive(&mut self, number: usize) -> String {
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

    pub(super) async fn share(&mut self, number: usize) -> String {
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

    pub(super) async fn create(&mut self) -> String {
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

    pub(super) async fn delete(&mut self, number: usize) -> String {
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

    pub(super) async fn many(&mut self, number: usize) -> String {
        let act = *self.chance.one(&["archive", "unarchive"]);
        // What is chosen on other pages would be meant as well, and what could not be done before still is chosen.
        let script = "if (one('[data-running]')) return false;
             press(all('[data-bulk] button').find((it) => it.textContent === 'Clear'));
             return true;";
        if self.run(script).await != true {
            return format!("{act} nothing: something runs");
        }
        // Once the screen has followed: until then what was chosen is still checked.
        if !self.browser.holds("return !document.querySelector('[data-bulk][data-some]')", 1500).await {
            return format!("{act} nothing: a dialog is in the way");
        }
        let script = format!(
            "const rows = all('[data-list=collections] [data-row]').filter((row) => row.querySelector('[data-pick]'));
             const chosen = rows.slice({number} % 7, {number} % 7 + 3);
             for (const row of chosen) row.querySelector('[data-pick]').click();
             return chosen.map((row) => [row.dataset.row, name(row)]);"
        );
        // These stay chosen though another list, which was asked for before, comes into the place of theirs.
        let chosen = self.run(&script).await;
        if self.run(&format!("return press(one('[data-act={act}]'))")).await != true {
            return format!("{act} nothing: it can't be done here");
        }
        for row in chosen.as_array().unwrap() {
            let (id, name) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
            // Only where nothing else is wanted of it: whichever comes last is not known then.
            self.want(id, name, act == "archive");
        }
        format!("{act} {} at once", chosen.as_array().unwrap().len())
    }

    pub(super) async fn find(&self) -> String {
        if self.run("one('#vt-find')?.focus(); return document.activeElement?.id === 'vt-find'").await != true {
            return "find nothing".to_owned();
        }
        let word = *self.chance.one(&["", "chaos", "seminar", "law"]);
        self.browser.chord(Key::Control, 'a').await;
        self.browser.press(Key::Delete + word).await;
        format!("find {}", json!(word))
    }
}
