//! Every task of the product with keys alone: each is begun, done and left by them, ends with the focus where the work
//! goes on, and with an audit. docs/accessibility.md lists them; keys.rs has what each key does besides.

mod hands;

use serde_json::json;
use thirtyfour::Key;

use self::hands::Hands;
use super::support::Browser;

tasks![
    by_keys_alone_pages_are_turned_and_their_size_is_chosen,
    by_keys_alone_a_collection_is_found_opened_and_left,
    by_keys_alone_the_list_is_filtered,
    by_keys_alone_one_is_archived_and_it_is_undone,
    by_keys_alone_one_is_archived_where_that_is_asked_first,
    by_keys_alone_access_is_given_changed_and_taken_away,
    by_keys_alone_a_collection_is_created,
    by_keys_alone_a_collection_is_deleted,
    by_keys_alone_an_address_is_copied_from_the_menu,
    by_keys_alone_many_are_chosen_looked_through_and_archived,
    by_keys_alone_many_are_shared,
    by_keys_alone_the_report_is_read_and_downloaded,
    by_keys_alone_media_are_listed_and_one_is_looked_at,
    by_keys_alone_a_token_is_given,
    by_keys_alone_an_ended_session_goes_on,
    by_keys_alone_somebody_signs_in_and_out,
    by_keys_alone_another_language_is_spoken,
    by_keys_alone_the_keys_are_read_and_turned_off,
    by_keys_alone_media_are_picked_for_a_portal,
    by_keys_alone_what_failed_is_tried_again,
    by_keys_alone_the_content_is_reached_at_once,
];

const ROW: &str = "[data-list=collections] [data-row]";
const MEDIUM: &str = "[data-list=media] [data-row]";
const HEADING: &str = "h1";
const NONE_OPEN: &str = "dialog, .menu";

async fn by_keys_alone_pages_are_turned_and_their_size_is_chosen() {
    let hands = Hands::at("/collections?per_page=10", ROW).await;
    hands.use_control("[data-next]").await;
    hands.sees("[data-page=\"2\"]").await;
    hands.use_control("[data-last]").await;
    hands.sees("[data-page=\"5\"]").await;
    hands.back_tab("#vt-page").await;
    hands.chord(Key::Control, 'a').await;
    hands.press("3" + Key::Enter).await;
    hands.sees("[data-page=\"3\"]").await;
    hands.stands_at("#vt-page").await;
    hands.tab(".pager select").await;
    hands.press("5").await;
    hands.holds("top.querySelectorAll('[data-row]').length > 40").await;
    hands.done(".pager select").await;
}

async fn by_keys_alone_a_collection_is_found_opened_and_left() {
    let hands = Hands::at("/", ROW).await;
    hands.tab("#vt-find").await;
    hands.press("LAW").await;
    hands.holds("top.querySelectorAll('[data-row]').length === 1").await;
    hands.use_control("[data-row] a.name").await;
    hands.sees(MEDIUM).await;
    hands.stands_at(HEADING).await;
    hands.back_tab(".crumb a").await;
    hands.enter().await;
    hands.sees(ROW).await;
    hands.stands_at(HEADING).await;
    hands.row(109).await;
    hands.enter().await;
    hands.sees(MEDIUM).await;
    hands.back().await;
    hands.sees(ROW).await;
    hands.done("[data-row=\"109\"] a.name").await;
}

async fn by_keys_alone_the_list_is_filtered() {
    let hands = Hands::at("/", ROW).await;
    hands.tab(".seg input").await;
    hands.press(Key::Right + Key::Right + "").await;
    hands.holds("[...top.querySelectorAll('[data-row]')].every((row) => row.matches('.off'))").await;
    hands.stands_at(".seg input:checked").await;
    hands.press(Key::Left + Key::Left + "").await;
    hands.holds("top.querySelectorAll('[data-row]').length === 20").await;
    hands.tab(".finding select").await;
    hands.press("P").await;
    hands.holds("top.querySelectorAll('[data-row]').length === 1").await;
    hands.done(".finding select").await;
}

async fn by_keys_alone_one_is_archived_and_it_is_undone() {
    let hands = Hands::at("/", ROW).await;
    hands.row(109).await;
    hands.use_control("[data-archive]").await;
    hands.sees("[data-row=\"109\"].off").await;
    // What did it undoes it, and so does the message.
    hands.stands_at("[data-row=\"109\"] [data-archive]").await;
    hands.enter().await;
    hands.misses("[data-row=\"109\"].off").await;
    hands.enter().await;
    hands.sees("[data-row=\"109\"].off").await;
    hands.tab("[data-toast]:last-child button").await;
    hands.press(" ").await;
    hands.misses("[data-row=\"109\"].off").await;
    hands.done("[data-row=\"109\"] [data-archive]").await;
}

async fn by_keys_alone_one_is_archived_where_that_is_asked_first() {
    let browser = Browser::open("/no/such/place").await;
    let asks = browser.also(&json!({ "confirm_archive": true })).await;
    browser.goto("/").await;
    let hands = Hands::on(browser, ROW).await;
    hands.row(109).await;
    hands.use_control("[data-archive]").await;
    hands.sees("dialog[open] #vt-archive-why").await;
    hands.escape().await;
    hands.stands_at("[data-row=\"109\"] [data-archive]").await;
    hands.enter().await;
    hands.sees("dialog[open] #vt-archive-why").await;
    hands.use_control("dialog footer .btn:last-child").await;
    hands.sees("[data-row=\"109\"].off").await;
    hands.done("[data-row=\"109\"] [data-archive]").await;
    hands.forget(asks).await;
}

async fn by_keys_alone_access_is_given_changed_and_taken_away() {
    let hands = Hands::at("/", ROW).await;
    hands.row(101).await;
    hands.use_control("[data-permissions]").await;
    hands.sees("dialog[open] [data-permission]").await;
    hands.stands_at("[data-recipients]").await;
    hands.press("user:15" + Key::Enter).await;
    hands.sees("[data-chip]").await;
    hands.use_control("[data-add]").await;
    hands.sees("[data-permission=\"user:15\"]").await;
    hands.misses("[data-chip]").await;
    hands.tab("[data-permission=\"user:15\"] select").await;
    hands.press("Can edit").await;
    hands.holds("$('[data-permission=\"user:15\"] select').value === 'edit'").await;
    hands.stands_at("[data-permission=\"user:15\"] select").await;
    hands.press(Key::End + "").await;
    hands.misses("[data-permission=\"user:15\"]").await;
    // On to the next one; and out, back to where it was opened.
    hands.stands_at("[data-permission] select").await;
    hands.use_control("dialog footer .btn").await;
    hands.misses(NONE_OPEN).await;
    hands.done("[data-row=\"101\"] [data-permissions]").await;
}

async fn by_keys_alone_a_collection_is_created() {
    let hands = Hands::at("/", ROW).await;
    hands.use_control("[data-create]").await;
    hands.stands_at("#vt-new-name").await;
    // What is missing is said where it is missing.
    hands.enter().await;
    hands.holds("$('#vt-new-name-wrong').textContent").await;
    hands.stands_at("#vt-new-name").await;
    hands.press("Anatomy lab 2027" + Key::Enter).await;
    hands.holds("at.textContent === 'Anatomy lab 2027'").await;
    hands.done("[data-row] a.name").await;
}

async fn by_keys_alone_a_collection_is_deleted() {
    let hands = Hands::at("/", ROW).await;
    hands.row(109).await;
    hands.use_control("[data-more]").await;
    hands.stands_at(".menu button").await;
    hands.press(Key::End + "" + Key::Enter).await;
    hands.stands_at_text("Cancel").await;
    hands.enter().await;
    hands.stands_at("[data-row=\"109\"] [data-more]").await;
    hands.enter().await;
    hands.stands_at(".menu button").await;
    hands.press(Key::End + "" + Key::Enter).await;
    hands.stands_at_text("Cancel").await;
    hands.use_control("[data-delete]").await;
    hands.misses("[data-row=\"109\"], dialog").await;
    hands.done("[data-row=\"110\"] [data-more]").await;
}

async fn by_keys_alone_an_address_is_copied_from_the_menu() {
    let hands = Hands::at("/collections/101", MEDIUM).await;
    hands.use_control(".head [data-more]").await;
    hands.stands_at(".menu button").await;
    hands.press(Key::Down + "").await;
    hands.escape().await;
    hands.misses(NONE_OPEN).await;
    hands.stands_at(".head [data-more]").await;
    hands.enter().await;
    hands.stands_at(".menu button").await;
    hands.press(Key::Down + Key::Down + "").await;
    hands.stands_at_text("Copy link").await;
    hands.enter().await;
    hands.sees("[data-toast]").await;
    hands.done(".head [data-more]").await;
}

async fn by_keys_alone_many_are_chosen_looked_through_and_archived() {
    let hands = Hands::at("/", ROW).await;
    hands.row(109).await;
    hands.back_tab("[data-pick]").await;
    hands.press(" ").await;
    hands.chord(Key::Shift, Key::Down).await;
    hands.chord(Key::Shift, Key::Down).await;
    hands.holds("$('[data-bulk] .said').textContent === '3 selected'").await;
    hands.back_tab("[data-act]").await;
    hands.back_tab("[data-bulk] .said + button").await;
    hands.enter().await;
    hands.sees("dialog[open] .chosen li:nth-child(3)").await;
    hands.tab(".chosen li:last-child button").await;
    hands.press(" ").await;
    hands.misses(".chosen li:nth-child(3)").await;
    hands.stands_at(".chosen li:last-child button").await;
    hands.escape().await;
    hands.misses(NONE_OPEN).await;
    hands.stands_at("[data-bulk] .said + button").await;
    hands.tab("[data-act]").await;
    hands.enter().await;
    hands.holds("$('[data-ended]')?.textContent.startsWith('2 done')").await;
    hands.sees("[data-row=\"110\"].off").await;
    hands.tab("[data-ended] button").await;
    hands.enter().await;
    hands.misses("[data-row=\"109\"].off, [data-row=\"110\"].off").await;
    hands.done("section:has([data-ended])").await;
}

async fn by_keys_alone_many_are_shared() {
    let hands = Hands::at("/", ROW).await;
    hands.row(109).await;
    hands.press("x" + Key::Down + "x").await;
    hands.holds("$('[data-bulk] .said').textContent === '2 selected'").await;
    hands.back_tab("[data-act]").await;
    hands.press(Key::Right + Key::Right + Key::Enter).await;
    hands.stands_at("dialog[open] [data-recipients]").await;
    hands.press("user:15" + Key::Enter).await;
    hands.sees("[data-chip]").await;
    hands.use_control("dialog footer .primary").await;
    hands.holds("$('[data-ended]')?.textContent.startsWith('2 done')").await;
    hands.done("[data-act=share]").await;
}

async fn by_keys_alone_the_report_is_read_and_downloaded() {
    let hands = Hands::at("/", ROW).await;
    hands.row(101).await;
    hands.press("x" + Key::Down + "x").await;
    hands.back_tab("[data-act]").await;
    hands.press(Key::End + "" + Key::Enter).await;
    hands.sees("[data-report] tbody tr").await;
    hands.misses("[data-progress]").await;
    hands.stands_at(HEADING).await;
    hands.keep_downloads().await;
    hands.use_control("[data-csv]").await;
    hands.holds("window.saved[0].includes('BIO 101')").await;
    hands.use_control("[data-find]").await;
    hands.press("weber").await;
    hands.holds("[...top.querySelectorAll('tbody tr')].every((row) => row.textContent.includes('Weber'))").await;
    hands.tab("thead th:nth-child(3) button").await;
    hands.press(" ").await;
    hands.holds("at.closest('th').ariaSort === 'ascending'").await;
    hands.use_control("tbody a").await;
    hands.sees(MEDIUM).await;
    hands.done(HEADING).await;
}

async fn by_keys_alone_media_are_listed_and_one_is_looked_at() {
    let hands = Hands::at("/collections/101", MEDIUM).await;
    hands.tab("[name=vt-view]").await;
    hands.press(Key::Right + "").await;
    hands.sees("[data-list=media].list").await;
    hands.stands_at("[name=vt-view]:checked").await;
    hands.tab("[data-list=media] li:nth-child(3) a.name").await;
    hands.enter().await;
    hands.sees("dialog[open] dl").await;
    hands.holds("at.closest('dialog')").await;
    hands.use_control("dialog dd button").await;
    hands.holds("at.textContent.includes('Copied')").await;
    hands.use_control("dialog footer .push").await;
    hands.misses(NONE_OPEN).await;
    hands.done("[data-list=media] li:nth-child(3) a.name").await;
}

async fn by_keys_alone_a_token_is_given() {
    let browser = Browser::open("/no/such/place").await;
    let token = browser.settings(r#"{"sign_in": {"kind": "token"}, "locale": "en"}"#).await;
    browser.goto("/collections").await;
    let hands = Hands::on(browser, "dialog[open] input[type=password]").await;
    hands.stands_at("dialog input").await;
    hands.enter().await;
    hands.sees("dialog [role=alert]").await;
    hands.press("demo-teacher" + Key::Enter).await;
    hands.sees(ROW).await;
    hands.misses(NONE_OPEN).await;
    hands.done(HEADING).await;
    hands.forget(token).await;
}

async fn by_keys_alone_an_ended_session_goes_on() {
    let hands = Hands::at("/", ROW).await;
    hands.row(109).await;
    hands.tab("[data-archive]").await;
    hands.fault(r#"{"path": "/api/public/v1/collections/109*", "times": 1, "status": 401}"#).await;
    hands.enter().await;
    hands.stands_at("dialog[open] .stack button").await;
    hands.enter().await;
    hands.misses(NONE_OPEN).await;
    hands.sees("[data-row=\"109\"].off").await;
    hands.stands_at("[data-row=\"109\"] [data-archive]").await;
    // Somebody else is there from now on, for whom everything begins afresh.
    hands.back_tab(".who select:not([data-language])").await;
    hands.press("S").await;
    hands.holds("$('[data-range]').textContent.endsWith('of 1,240')").await;
    hands.done(HEADING).await;
}

async fn by_keys_alone_somebody_signs_in_and_out() {
    let (browser, _gateway) = Browser::through_a_gateway("/collections").await;
    let hands = Hands::on(browser, "[data-state=signed-out]").await;
    hands.use_control("[data-state=signed-out] a").await;
    hands.sees("[name=decision]").await;
    hands.tab("[name=person]").await;
    hands.press(Key::Down + Key::Down + "").await;
    hands.use_control("[name=decision][value=allow]").await;
    hands.sees(ROW).await;
    hands.use_control("[data-sign-out]").await;
    hands.sees("[data-state=signed-out]").await;
    hands.done(HEADING).await;
}

async fn by_keys_alone_another_language_is_spoken() {
    let hands = Hands::at("/", ROW).await;
    hands.tab("[data-language]").await;
    hands.press("F").await;
    hands.holds("document.documentElement.lang === 'fr'").await;
    hands.stands_at("[data-language]").await;
    hands.press("E").await;
    hands.holds("document.documentElement.lang === 'en-US'").await;
    hands.done("[data-language]").await;
}

async fn by_keys_alone_the_keys_are_read_and_turned_off() {
    let hands = Hands::at("/", ROW).await;
    hands.use_control("[data-keys]").await;
    hands.sees("dialog[open] kbd").await;
    hands.tab("dialog [role=switch]").await;
    hands.press(" ").await;
    hands.misses("[aria-keyshortcuts]").await;
    hands.press(" ").await;
    hands.sees("[aria-keyshortcuts]").await;
    hands.escape().await;
    hands.misses(NONE_OPEN).await;
    hands.done("[data-keys]").await;
}

async fn by_keys_alone_media_are_picked_for_a_portal() {
    let (browser, _) = Browser::portal("picker").await;
    let hands = Hands::on(browser, ".pickbar").await;
    hands.sees(ROW).await;
    hands.tab(&format!("{ROW} a.name")).await;
    hands.enter().await;
    hands.sees(MEDIUM).await;
    hands.stands_at("h1, h2").await;
    for place in [1, 3] {
        hands.tab(&format!("[data-list=media] li:nth-child({place}) .pick input")).await;
        hands.press(" ").await;
        hands.stands_at(".pick input:checked").await;
    }
    hands.holds("$('.pickbar b').textContent.startsWith('2 ')").await;
    hands.use_control("[data-insert]").await;
    hands.holds("document.forms.answer.elements.content_items.value").await;
    hands.done("[data-insert]").await;
}

async fn by_keys_alone_what_failed_is_tried_again() {
    let hands = Hands::at("/", ROW).await;
    hands.tab("[data-last]").await;
    hands.fault(r#"{"path": "/api/public/v1/collections", "times": 5, "status": 403}"#).await;
    hands.enter().await;
    hands.sees("[data-state=forbidden] button").await;
    hands.clear_faults().await;
    hands.back_tab("[data-state=forbidden] button").await;
    hands.enter().await;
    hands.sees("[data-page=\"3\"] [data-row]").await;
    hands.done(HEADING).await;
}

async fn by_keys_alone_the_content_is_reached_at_once() {
    let browser = Browser::open("/no/such/place").await;
    // A browser that has nothing to draw may never say so; the keys come all the same.
    let never = browser.prepare("window.requestIdleCallback = () => 1").await;
    browser.goto("/").await;
    let hands = Hands::on(browser, ROW).await;
    hands.tab(".skip").await;
    hands.enter().await;
    hands.stands_at(HEADING).await;
    hands.tab("main *").await;
    hands.forget(never).await;
    hands.done("[data-create]").await;
}
