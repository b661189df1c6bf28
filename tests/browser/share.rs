//! Sharing a collection.

use serde_json::json;
use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    who_has_access_opens_over_the_list_and_gives_the_focus_back,
    many_are_added_at_once,
    chips_are_made_edited_and_removed_by_keyboard,
    where_one_is_refused_the_dialog_finds_out_which,
    a_level_is_changed_and_access_taken_away_with_a_way_back,
    what_takes_from_oneself_is_asked_for_first,
    where_it_is_unknown_who_one_is_every_removal_asks_first,
    closing_with_something_unsent_asks_once,
    whom_an_address_takes_away_can_be_gone_on_with,
    one_that_only_asks_is_not_wrong,
    signed_out_in_the_middle_it_goes_on,
    what_failed_stays_with_its_reason_and_can_be_tried_again,
    what_was_cut_off_after_it_was_sent_is_looked_up,
    a_refused_change_goes_back_and_says_why,
    who_may_view_can_share_a_view_and_nothing_more,
    without_a_search_people_are_added_by_id,
    an_address_that_is_typed_suggests_its_person,
    a_list_that_fails_can_be_asked_for_again,
    it_fits_a_narrow_dark_window,
];

const PERMISSIONS: &str = "/api/public/v1/collections/109/permissions";

impl Browser {
    /// Opens the dialog of a collection in the list, once its list is there.
    async fn share(&self, id: u32) {
        self.until(ROWS).await;
        self.click(&format!("[data-row=\"{id}\"] [data-permissions]")).await;
        self.until("return document.querySelector('dialog[open] [data-permission]')").await;
    }

    /// Pastes a text into the field.
    async fn paste(&self, text: &str) {
        let script = "
            const field = document.querySelector('[data-recipients]');
            field.focus();
            field.value += TEXT;
            field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));";
        self.run(&script.replace("TEXT", &json!(text).to_string())).await;
    }

    async fn until_status(&self, text: &str) {
        self.until(&format!("return document.querySelector('[data-status]').textContent === '{text}'")).await;
    }

    async fn until_chips(&self, texts: &[&str]) {
        let texts = json!(texts);
        self.until(&format!(
            "return JSON.stringify([...document.querySelectorAll('[data-chip] .word')].map((chip) => chip.textContent.replace(/[\\u2068\\u2069]/g, ''))) === JSON.stringify({texts})"
        ))
        .await;
    }

    /// Chooses in the row of somebody: `view`, `edit`, or nothing.
    async fn choose(&self, who: &str, value: &str) {
        let script = format!(
            "const select = document.querySelector('[data-permission=\"{who}\"] select');
             select.focus();
             select.value = '{value}';
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        );
        self.run(&script).await;
    }

    async fn until_level(&self, who: &str, value: &str) {
        self.until(&format!(
            "return document.querySelector('[data-permission=\"{who}\"] select')?.value === '{value}'"
        ))
        .await;
    }
}

async fn who_has_access_opens_over_the_list_and_gives_the_focus_back() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.find("[data-row=\"101\"] [data-permissions]").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelectorAll('dialog[open] [data-permission]').length > 8").await;
    browser.until("return document.activeElement.matches('[data-recipients]')").await;
    assert!(browser.text("[data-permission] .plain").await.starts_with("Owner"));
    browser.audit().await;
    // More than eight can be searched.
    browser.focus("dialog input[type=search]").await;
    browser.press("weber").await;
    browser.until("return document.querySelectorAll('[data-permission]').length === 1").await;
    browser.press("x").await;
    browser.until("return document.querySelector('dialog').textContent.includes('Nobody in this list matches')").await;
    browser.press(Key::Escape + "").await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.activeElement.matches('[data-row=\"101\"] [data-permissions]')").await;
}

async fn many_are_added_at_once() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.paste("H.Park@uni.example, Noa <n.levi@uni.example>\nuser:15; group:42 118 Jane h.park@uni.example").await;
    browser
        .until_chips(&[
            "Helen Park",
            "נועה לוי",
            "Person 15",
            "Group 42",
            "118person or group?",
            "Janeuse an e-mail or an id",
        ])
        .await;
    browser.audit().await;
    browser.click("[data-chip=\"5\"] .mini + .mini").await;
    browser.until("return document.activeElement.textContent === 'Group 118'").await;
    // One level for all, and another for one.
    browser.find("dialog .adder > select").await.send_keys("Can edit").await.unwrap();
    browser.find("[data-chip=\"3\"] select").await.send_keys("Can view").await.unwrap();
    browser.click("[data-add]").await;
    browser.until_status("5 added · 1 to fix").await;
    browser.until_chips(&["Janeuse an e-mail or an id"]).await;
    browser.until_level("user:1", "edit").await;
    browser.until_level("user:15", "view").await;
    browser.until_level("group:118", "edit").await;
    assert!(browser.text("[data-permission=\"group:42\"] .meta").await.contains("added now"));
    browser.audit().await;
    // What is typed counts as well, and the button is not missed though the chip appears under the pointer.
    browser.focus("[data-recipients]").await;
    browser.press("user:16").await;
    browser.click("[data-add]").await;
    browser.until_status("1 added · 1 to fix").await;
}

async fn chips_are_made_edited_and_removed_by_keyboard() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.press("user:15,group:42 Jane Doe" + Key::Enter).await;
    browser.until_chips(&["Person 15", "Group 42", "Janeuse an e-mail or an id", "Doeuse an e-mail or an id"]).await;
    // The first Backspace goes to the last chip, the second takes it away.
    browser.press(Key::Backspace + "").await;
    browser.until("return document.activeElement.textContent.startsWith('Doe')").await;
    browser.press(Key::Backspace + "").await;
    browser.until("return document.activeElement.textContent.startsWith('Jane')").await;
    browser.until_chips(&["Person 15", "Group 42", "Janeuse an e-mail or an id"]).await;
    browser.press(Key::Left + "").await;
    browser.press(Key::Left + "").await;
    browser.until("return document.activeElement.textContent === 'Person 15'").await;
    browser.press(Key::Delete + "").await;
    browser.until("return document.activeElement.textContent === 'Group 42'").await;
    // Tab goes to what is in the chip, and on to the field.
    browser.press(Key::Tab + "").await;
    browser.until("return document.activeElement.matches('[data-chip] select')").await;
    browser.press(Key::Tab + "").await;
    browser.until("return document.activeElement.matches('[data-chip] .drop')").await;
    browser.press(Key::Tab + "").await;
    browser.until("return document.activeElement.matches('[data-recipients]')").await;
    // Enter on a chip puts its text back.
    browser.press(Key::Left + "").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.value === 'Jane'").await;
    browser.press("@x.example" + Key::Enter).await;
    browser.until_chips(&["Group 42", "Jane@x.examplenobody here has this e-mail"]).await;
    browser.audit().await;
}

async fn where_one_is_refused_the_dialog_finds_out_which() {
    let browser = Browser::open("/").await;
    browser.share(101).await;
    // Somebody else gives access meanwhile.
    let other = "
        const body = JSON.stringify([{ id: 1, action: 'create', type: 'user', permission: 'view' }]);
        const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer demo-teacher' };
        fetch('/api/public/v1/collections/101/permissions', { method: 'POST', headers, body })
            .then(({ ok }) => (window.given = ok));";
    browser.run(other).await;
    browser.until("return window.given").await;
    browser.paste("user:1 user:9999 user:16 user:15 j.weber@uni.example Jane").await;
    browser.until("return document.querySelector('dialog').textContent.includes('already has access')").await;
    browser.click("[data-add]").await;
    browser.until_status("2 added · 2 already have access · 2 to fix").await;
    browser.until_chips(&["Person 9999not found here", "Janeuse an e-mail or an id"]).await;
    browser.audit().await;
    browser.click("[data-again]").await;
    browser.until_status("2 to fix").await;
    browser.until_chips(&["Person 9999not found here", "Janeuse an e-mail or an id"]).await;
    // Put right, it goes.
    browser.click("[data-chip] .word").await;
    browser.until("return document.activeElement.value === 'user:9999'").await;
    browser.press("" + Key::Backspace + Key::Backspace + Key::Backspace + Key::Backspace + "11" + Key::Enter).await;
    browser.click("[data-add]").await;
    browser.until_status("1 added · 1 to fix").await;
}

async fn a_level_is_changed_and_access_taken_away_with_a_way_back() {
    let browser = Browser::open("/").await;
    browser.share(101).await;
    browser.focus("[data-permission=\"user:6\"] select").await;
    browser.press("Can edit").await;
    browser.until_level("user:6", "edit").await;
    browser.until("return document.querySelector('dialog [data-toast]')").await;
    assert_eq!(browser.text("dialog [data-toast] span").await, "Prof. Jonas Weber: Can edit");
    browser.audit().await;
    browser.click("dialog [data-toast] button").await;
    browser.until_level("user:6", "view").await;
    browser.choose("user:6", "").await;
    browser.until("return !document.querySelector('[data-permission=\"user:6\"]')").await;
    browser.until("return document.activeElement.matches('[data-permission=\"user:8\"] select')").await;
    browser.until("return document.querySelector('dialog').textContent.includes('no longer has access')").await;
    // The way back is there after closing, too.
    browser.click("dialog footer button").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.focus("[data-toast]:last-child button").await;
    browser.press(Key::Enter + "").await;
    browser
        .until("return document.querySelector('.toasts').textContent.includes('Prof. Jonas Weber\\u2069: Can view')")
        .await;
    browser.share(101).await;
    browser.until_level("user:6", "view").await;
    browser.audit().await;
    // It is not for somebody else.
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog') && document.querySelector('[data-toast]')").await;
    browser.choose_identity("Sofia").await;
    browser.until("return !document.querySelector('[data-toast]')").await;
}

async fn what_takes_from_oneself_is_asked_for_first() {
    let browser = Browser::open("/").await;
    browser.share(101).await;
    browser.choose("user:3", "view").await;
    browser.until("return document.querySelector('[role=alertdialog][open]').contains(document.activeElement)").await;
    browser.until_level("user:3", "edit").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until("return document.activeElement.matches('[data-permission=\"user:3\"] select')").await;
    browser.choose("user:3", "view").await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return document.querySelector('dialog').textContent.includes('Can view and nothing more')").await;
    browser.until("return document.querySelector('[data-permission=\"user:3\"] .plain').checkVisibility()").await;
    browser.until("return document.activeElement.matches('[data-recipients]')").await;
    browser.audit().await;
}

async fn where_it_is_unknown_who_one_is_every_removal_asks_first() {
    // Without the list no library is seen, and so nobody's name.
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 50, "status": 403}"#).await;
    browser.goto("/collections/101").await;
    browser.until("return document.querySelector('.head [data-permissions]')").await;
    browser.click(".head [data-permissions]").await;
    browser.until("return document.querySelector('[data-permission=\"user:6\"]')").await;
    browser.choose("user:6", "").await;
    browser.until("return document.querySelector('[role=alertdialog][open]')").await;
    assert_eq!(browser.text("[role=alertdialog] h2").await, "Remove the access of Prof. Jonas Weber?");
    browser.audit().await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return !document.querySelector('[data-permission=\"user:6\"]')").await;
    browser.until("return document.activeElement.matches('[data-permission=\"user:8\"] select')").await;
    // To give more needs no question.
    browser.choose("user:9", "edit").await;
    browser
        .until("return document.querySelector('dialog [data-toast]:last-child')?.textContent.includes('Can edit')")
        .await;
}

async fn closing_with_something_unsent_asks_once() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.press("user:15, user:16" + Key::Escape).await;
    browser.until("return document.querySelector('[role=alertdialog][open]')").await;
    assert_eq!(browser.text("[role=alertdialog] h2").await, "Discard 2 not added yet?");
    browser.audit().await;
    browser.press(Key::Enter + "").await;
    browser.until("return !document.querySelector('[role=alertdialog]')").await;
    browser.until_chips(&["Person 15", "Person 16"]).await;
    browser.click("dialog footer .push").await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.activeElement.matches('[data-row=\"109\"] [data-permissions]')").await;
    // Nobody was added.
    browser.share(109).await;
    browser.until("return document.querySelectorAll('[data-permission]').length === 1").await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
}

async fn whom_an_address_takes_away_can_be_gone_on_with() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.click("[data-row] [data-permissions]:not([aria-disabled])").await;
    browser.until("return document.activeElement.matches('[data-recipients]')").await;
    browser.press("user:15, group:42, user:16").await;
    browser.back().await;
    browser
        .until("return !document.querySelector('dialog') && document.querySelector('#content [data-page=\"1\"]')")
        .await;
    browser.click("[data-toast] button").await;
    browser.until_chips(&["Person 15", "Group 42", "Person 16"]).await;
    browser.audit().await;
    // Let go of on purpose, nothing is offered.
    browser.press(Key::Escape + "").await;
    browser.click("[role=alertdialog] [data-yes]").await;
    browser.until("return !document.querySelector('dialog') && !document.querySelector('[data-toast]')").await;
}

async fn one_that_only_asks_is_not_wrong() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.paste("118 Jane").await;
    browser.until_status("1 to fix · 1 to answer").await;
    browser.until("return document.querySelectorAll('.chip.bad').length === 1").await;
    browser.audit().await;
    browser.run("document.querySelector('.chip.bad .drop').click()").await;
    // Adding leads to the question.
    browser.focus("[data-recipients]").await;
    browser.press("17" + Key::Enter).await;
    browser.until_status("2 to answer").await;
    browser.run("document.querySelector('[data-add]').click()").await;
    browser.until("return document.activeElement.matches('.mini')").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.textContent === 'Person 118'").await;
}

async fn signed_out_in_the_middle_it_goes_on() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "status": 401 }).to_string()).await;
    browser.paste("user:15 group:42 Jane").await;
    browser.click("[data-add]").await;
    browser.until("return document.querySelector('dialog.small[open]')").await;
    browser.audit().await;
    browser.click("dialog.small .stack button").await;
    browser.until_status("2 added · 1 to fix").await;
    browser.until_chips(&["Janeuse an e-mail or an id"]).await;
    browser.until("return document.querySelector('dialog').contains(document.activeElement)").await;
    browser.audit().await;
}

async fn what_failed_stays_with_its_reason_and_can_be_tried_again() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "status": 403 }).to_string()).await;
    browser.paste("user:15 user:16").await;
    browser.click("[data-add]").await;
    browser.until_status("2 to fix").await;
    browser.until_chips(&["Person 15you may not give this access", "Person 16you may not give this access"]).await;
    browser.audit().await;
    browser.focus("[data-chip=\"1\"] [data-again]").await;
    browser.press(Key::Enter + "").await;
    browser.until_status("1 added · 1 to fix").await;
    // The server asks to wait: it goes on by itself.
    let wait = json!({ "method": "POST", "path": PERMISSIONS, "status": 429, "retry_after": 1 });
    browser.fault(&wait.to_string()).await;
    browser.click("[data-add]").await;
    browser.until_status("The server asks to wait. Trying again in 1 second.").await;
    browser.audit().await;
    browser.until_status("1 added").await;
    // Longer than a person would: it says so.
    browser
        .fault(&json!({ "method": "POST", "path": PERMISSIONS, "status": 429, "retry_after": 90 }).to_string())
        .await;
    browser.paste("group:42").await;
    browser.click("[data-add]").await;
    browser
        .until("return document.querySelector('[data-chip]').textContent.includes('wait 90 seconds, then try again')")
        .await;
    browser.audit().await;
}

async fn what_was_cut_off_after_it_was_sent_is_looked_up() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "body": "cut" }).to_string()).await;
    browser.paste("user:15 user:16").await;
    browser.click("[data-add]").await;
    // A browser may send it again of its own accord, and is then told that they are there.
    let there =
        "return ['2 added', '2 already have access'].includes(document.querySelector('[data-status]').textContent)";
    browser.until(there).await;
    browser.until_level("user:16", "view").await;
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "body": "half" }).to_string()).await;
    browser.paste("group:42").await;
    browser.click("[data-add]").await;
    browser.until_status("1 added").await;
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "body": "cut" }).to_string()).await;
    browser.choose("user:15", "edit").await;
    browser.until("return document.querySelector('dialog [data-toast]')?.textContent.includes('Can edit')").await;
    browser.until_level("user:15", "edit").await;
    // Where nothing was done, it stays to be tried again.
    browser.fault(&json!({ "method": "POST", "path": PERMISSIONS, "status": 500 }).to_string()).await;
    browser.paste("group:118").await;
    browser.click("[data-add]").await;
    browser.until_chips(&["Group 118the server failed (500)"]).await;
    browser.audit().await;
}

async fn a_refused_change_goes_back_and_says_why() {
    let browser = Browser::open("/").await;
    browser.share(101).await;
    let path = PERMISSIONS.replace("109", "101");
    browser.fault(&json!({ "method": "POST", "path": path, "status": 403 }).to_string()).await;
    browser.choose("user:6", "edit").await;
    browser.until("return document.querySelector('dialog [data-toast]')?.textContent.includes('is as it was')").await;
    browser.until_level("user:6", "view").await;
    // A deployment that changes no levels.
    browser.fault(&json!({ "method": "POST", "path": path, "status": 422 }).to_string()).await;
    browser.choose("user:6", "edit").await;
    browser
        .until("return document.querySelector('[data-refused]').textContent.startsWith('Levels can’t be changed here')")
        .await;
    browser.until_level("user:6", "view").await;
    browser.until("return document.querySelector('[data-permission=\"user:6\"] [value=edit]').disabled").await;
    browser.audit().await;
    // What works goes on.
    browser.choose("user:6", "").await;
    browser.until("return !document.querySelector('[data-permission=\"user:6\"]')").await;
}

async fn who_may_view_can_share_a_view_and_nothing_more() {
    let browser = Browser::open("/").await;
    browser.share(102).await;
    browser.until("return document.querySelector('.adder > select [value=edit]').disabled").await;
    browser
        .until("return document.querySelector('#vt-share-hint').textContent.includes('Can view and nothing more')")
        .await;
    browser.until("return ![...document.querySelectorAll('[data-permission] select')].some((select) => select.checkVisibility())").await;
    browser.press("k.mensah@uni.example" + Key::Enter).await;
    browser.until_chips(&["Kofi Mensah"]).await;
    browser.click("[data-add]").await;
    browser.until_status("1 added").await;
    assert_eq!(browser.text("[data-permission=\"user:15\"] .plain").await, "Can view");
    browser.audit().await;
}

async fn without_a_search_people_are_added_by_id() {
    let browser = Browser::open("/").await;
    browser.fault(r#"{"path": "/api/public/v1/users/search*", "times": 100, "status": 404}"#).await;
    browser.share(109).await;
    browser.press("h.park@uni.example, user:15" + Key::Enter).await;
    browser.until_chips(&["h.park@uni.exampleuse an id", "Person 15"]).await;
    browser.until("return document.querySelector('#vt-share-hint').textContent === 'People can’t be found by e-mail here. Add them by their id.'").await;
    browser.click("[data-add]").await;
    browser.until_status("1 added · 1 to fix").await;
    browser.audit().await;
}

async fn an_address_that_is_typed_suggests_its_person() {
    let browser = Browser::open("/").await;
    browser.share(109).await;
    browser.press("y.tanaka@uni.example").await;
    browser.until("return document.querySelector('[data-suggestion]')").await;
    assert_eq!(browser.text("[data-suggestion]").await, "Yuki Tanaka · y.tanaka@uni.example");
    browser.audit().await;
    browser.click("[data-suggestion]").await;
    browser.until_chips(&["Yuki Tanaka"]).await;
    browser.until("return document.activeElement.matches('[data-recipients]') && !document.querySelector('[data-suggestion]')").await;
    // By mouse a chip goes with its cross.
    browser.press("user:15,").await;
    browser.until_chips(&["Yuki Tanaka", "Person 15"]).await;
    browser.click("[data-chip] .drop").await;
    browser.until_chips(&["Person 15"]).await;
    browser.until("return document.activeElement.textContent === 'Person 15'").await;
}

async fn a_list_that_fails_can_be_asked_for_again() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.fault(&json!({ "method": "GET", "path": PERMISSIONS, "status": 403 }).to_string()).await;
    browser.click("[data-row=\"109\"] [data-permissions]").await;
    browser.until("return document.querySelector('dialog [role=alert]')").await;
    browser.audit().await;
    browser.click("dialog [role=alert] button").await;
    browser.until("return document.querySelector('[data-permission=\"user:3\"]')").await;
    browser.until("return !document.querySelector('dialog [role=alert]')").await;
    browser.audit().await;
}

async fn it_fits_a_narrow_dark_window() {
    let browser = Browser::open("/").await;
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.devtools("Emulation.setEmulatedMedia", dark).await;
    browser.resize(320, 700).await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"101\"] [data-more]").await;
    browser.until("return document.activeElement.textContent === 'Share'").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelectorAll('dialog[open] [data-permission]').length > 8").await;
    browser.paste("h.park@uni.example, 7 not-an-address-but-something-much-longer-than-the-window user:9999").await;
    browser.until("return document.querySelectorAll('[data-chip]').length === 4").await;
    browser.click("[data-add]").await;
    browser.until_status("1 added · 2 to fix · 1 to answer").await;
    let fits = "return ['html', 'dialog', 'dialog .body', '.to'].every((one) => {
        const { scrollWidth, clientWidth } = document.querySelector(one);
        return scrollWidth <= clientWidth;
    })";
    browser.until(fits).await;
    let small = "return [...document.querySelectorAll('dialog .drop, dialog .mini, dialog .word')].every((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width >= 24 && height >= 24;
    })";
    browser.until(small).await;
    browser.audit().await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": [] })).await;
}
