//! Every language: which one somebody gets, how they get another, and what becomes of them where it can't be had.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    a_french_browser_gets_french_in_one_file,
    a_browser_that_speaks_none_of_the_languages_gets_english,
    a_language_that_can_not_be_had_leaves_english,
    another_language_is_chosen_by_keyboard_and_remembered,
    where_another_language_can_not_be_had_it_says_so_and_stays,
    the_deployment_decides_and_limits,
    arabic_runs_from_right_to_left_and_counts_in_six_ways,
    what_could_not_start_is_said_in_the_persons_language,
];

/// How many language files the page has fetched.
const FILES: &str = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/words-')).length";

impl Browser {
    /// Has the browser prefer these languages, from the next load on.
    async fn prefers(&self, tags: &[&str]) -> Value {
        let script = "Object.defineProperty(navigator, 'languages', { get: () => TAGS })";
        self.prepare(&script.replace("TAGS", &json!(tags).to_string())).await
    }

    /// Adds settings to those of the server, from the next load on.
    pub(crate) async fn also(&self, settings: &Value) -> Value {
        let script = "const plain = window.fetch;
            window.fetch = (request, options) => (request.url ?? String(request)).endsWith('/config.json')
                ? plain(request, options).then((answer) => answer.json())
                    .then((theirs) => new Response(JSON.stringify({ ...theirs, ...SETTINGS })))
                : plain(request, options);";
        self.prepare(&script.replace("SETTINGS", &settings.to_string())).await
    }

    /// Has the language files answered so, from the next load on.
    async fn words(&self, answer: &str) -> Value {
        let script = "const whole = window.fetch;
            window.fetch = (request, options) => (request.url ?? String(request)).includes('/words-')
                ? ANSWER
                : whole(request, options);";
        self.prepare(&script.replace("ANSWER", answer)).await
    }

    /// Holds once the document is in a language, and has rows.
    async fn until_spoken(&self, lang: &str, dir: &str) {
        self.until(ROWS).await;
        self.until(&format!("return document.documentElement.lang === '{lang}'")).await;
        self.until(&format!("return document.documentElement.dir === '{dir}'")).await;
    }
}

async fn a_french_browser_gets_french_in_one_file() {
    let browser = Browser::open("/no/such/place").await;
    let french = browser.prefers(&["fr-CA", "en-US"]).await;
    browser.goto("/collections").await;
    browser.until_spoken("fr-CA", "ltr").await;
    assert_eq!(browser.run(&format!("return {FILES}")).await, json!(1));
    assert_eq!(browser.text("main .sub").await, "Tout ce qui vous appartient et tout ce qui est partagé avec vous");
    assert_eq!(browser.attribute("[data-language]", "aria-label").await.as_deref(), Some("Langue"));
    assert_eq!(browser.run("return document.querySelector('[data-language]').value").await, "fr");
    // Dates are written as the region writes them.
    let day = "new Intl.DateTimeFormat('fr-CA', { dateStyle: 'medium' }).format(new Date('2024-09-02T12:00Z'))";
    let month = browser.run(&format!("return {day}.replace(/[^a-zé.]/g, '')")).await;
    let month = month.as_str().unwrap();
    assert!(browser.text("main").await.contains(month), "{month}");
    browser.audit().await;
    // What is fetched later speaks it too, and needs no other file.
    browser.click("[data-create]").await;
    browser.until("return document.querySelector('dialog[open] h2')?.textContent === 'Nouvelle collection'").await;
    assert_eq!(browser.run(&format!("return {FILES}")).await, json!(1));
    browser.audit().await;
    browser.forget(french).await;
}

async fn a_browser_that_speaks_none_of_the_languages_gets_english() {
    let browser = Browser::open("/no/such/place").await;
    let others = browser.prefers(&["it-IT", "zh-TW"]).await;
    browser.goto("/collections").await;
    browser.until_spoken("en", "ltr").await;
    assert_eq!(browser.run(&format!("return {FILES}")).await, json!(0));
    browser.forget(others).await;
    let hebrew = browser.prefers(&["it", "iw", "fr"]).await;
    browser.goto("/collections").await;
    browser.until_spoken("iw", "rtl").await;
    browser.forget(hebrew).await;
    browser.audit().await;
}

async fn a_language_that_can_not_be_had_leaves_english() {
    let browser = Browser::open("/no/such/place").await;
    let french = browser.prefers(&["fr"]).await;
    for answer in [
        "Promise.resolve(new Response('', { status: 404 }))",
        "Promise.reject(new TypeError('Failed to fetch'))",
        "Promise.resolve(new Response('<!doctype html>'))",
        "Promise.resolve(new Response('[\"00000000\", \"Nouvelle collection\"]'))",
    ] {
        let words = browser.words(answer).await;
        browser.goto("/collections").await;
        browser.until_spoken("en", "ltr").await;
        assert_eq!(browser.text("main .sub").await, "Everything you own and everything shared with you", "{answer}");
        browser.forget(words).await;
    }
    browser.audit().await;
    browser.forget(french).await;
}

async fn another_language_is_chosen_by_keyboard_and_remembered() {
    let browser = Browser::open("/collections").await;
    browser.until(ROWS).await;
    browser.click("[data-row=\"101\"] [data-pick]").await;
    let asked = browser.asked("GET", "/api/public/v1/collections").await;
    browser.focus("[data-language]").await;
    browser.press("F").await;
    browser.until_spoken("fr", "ltr").await;
    browser.until("return document.activeElement.matches('[data-language]')").await;
    assert_eq!(browser.text("main .sub").await, "Tout ce qui vous appartient et tout ce qui est partagé avec vous");
    // What was chosen is still chosen, and what was fetched is not fetched again.
    browser.until("return document.querySelector('main').textContent.includes('1 sélectionnée')").await;
    assert_eq!(browser.asked("GET", "/api/public/v1/collections").await, asked);
    browser.audit().await;
    browser.reload().await;
    browser.until_spoken("fr", "ltr").await;
    browser.focus("[data-language]").await;
    browser.press("E").await;
    browser.until_spoken("en-US", "ltr").await;
    assert_eq!(browser.text("main .sub").await, "Everything you own and everything shared with you");
    browser.audit().await;
}

async fn where_another_language_can_not_be_had_it_says_so_and_stays() {
    let browser = Browser::open("/no/such/place").await;
    let words = browser.words("Promise.reject(new TypeError('Failed to fetch'))").await;
    browser.goto("/collections").await;
    browser.until(ROWS).await;
    browser.focus("[data-language]").await;
    browser.press("D").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('Deutsch')").await;
    browser.until("return document.querySelector('[data-language]').value === 'en'").await;
    browser.until_spoken("en-US", "ltr").await;
    assert_eq!(browser.run("return localStorage.getItem('vitrine-locale')").await, Value::Null);
    browser.audit().await;
    browser.forget(words).await;
    browser.press(Key::Tab + "").await;
}

async fn the_deployment_decides_and_limits() {
    let browser = Browser::open("/no/such/place").await;
    let german = browser.prefers(&["de-AT"]).await;
    let decided = browser.also(&json!({ "locale": "fr" })).await;
    browser.goto("/collections").await;
    browser.until_spoken("fr", "ltr").await;
    browser.until("return !document.querySelector('[data-language]')").await;
    browser.forget(decided).await;
    let limited = browser.also(&json!({ "locales": ["fr", "en"] })).await;
    browser.goto("/collections").await;
    browser.until_spoken("en", "ltr").await;
    let names = "return [...document.querySelector('[data-language]').options].map(({ lang, text }) => lang + ' ' + text).join()";
    assert_eq!(browser.run(names).await, "en English,fr Français");
    browser.forget(limited).await;
    let wrong = browser.also(&json!({ "locale": "tlh" })).await;
    browser.goto("/collections").await;
    browser.until("return document.querySelector('[data-state=config]')?.textContent.includes('locale')").await;
    browser.audit().await;
    browser.forget(wrong).await;
    browser.forget(german).await;
}

async fn arabic_runs_from_right_to_left_and_counts_in_six_ways() {
    let browser = Browser::open("/no/such/place").await;
    let arabic = browser.prefers(&["ar"]).await;
    browser.goto("/collections").await;
    browser.until_spoken("ar", "rtl").await;
    let locale: Value = serde_json::from_str(include_str!("../../locales/ar.json")).unwrap();
    let forms = &locale["bulk.selected"];
    for (count, category) in [(1, "one"), (2, "two"), (3, "few"), (11, "many")] {
        let picks = format!(
            "for (const pick of [...document.querySelectorAll('[data-pick]')].slice(0, {count})) if (!pick.checked) pick.click()"
        );
        browser.run(&picks).await;
        let number = browser.run(&format!("return new Intl.NumberFormat('ar').format({count})")).await;
        let wanted = forms[category].as_str().unwrap().replace("{count}", number.as_str().unwrap());
        browser.until(&format!("return document.querySelector('main').textContent.includes('{wanted}')")).await;
    }
    browser.audit().await;
    browser.forget(arabic).await;
}

async fn what_could_not_start_is_said_in_the_persons_language() {
    let browser = Browser::open("/no/such/place").await;
    let french = browser.prefers(&["fr-CA", "en"]).await;
    // The application can't be had, neither its script nor its wasm, nor from what the browser has kept.
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    browser.fault(r#"{"path": "/vitrine-*", "times": 1000, "status": 404}"#).await;
    let said = async |lang: &str, dir: &str, words: &str, on: &str| {
        browser.goto("/collections").await;
        browser.until("return document.querySelector('main [role=alert] button')").await;
        let has = "return [document.documentElement.lang, document.documentElement.dir,
            document.querySelector('[role=alert] h1').textContent, document.querySelector('[role=alert] button').textContent]";
        let has = browser.run(has).await;
        assert_eq!(has, json!([lang, dir, words, on]));
        browser.audit().await;
    };
    let word = |lang: &str, key: &str| {
        let file = format!("{}/locales/{lang}.json", env!("CARGO_MANIFEST_DIR"));
        let texts: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        texts[key].as_str().unwrap().to_owned()
    };
    let says = async |lang: &str, dir: &str| {
        said(lang, dir, &word(lang, "boot.failed"), &word(lang, "act.reload")).await;
    };
    says("fr", "ltr").await;
    // What the person has chosen here before, and what the deployment decides.
    browser.run("localStorage.setItem('vitrine-locale', 'ar')").await;
    says("ar", "rtl").await;
    let decided = browser.also(&json!({ "locale": "de" })).await;
    says("de", "ltr").await;
    browser.forget(decided).await;
    // Where the texts can't be had either, English.
    browser.fault(r#"{"path": "/again-*", "times": 1000, "status": 404}"#).await;
    said("en", "ltr", &word("en", "boot.failed"), &word("en", "act.reload")).await;
    browser.clear_faults().await;
    browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": false })).await;
    browser.forget(french).await;
    browser.press(Key::Tab + "" + Key::Enter).await;
    browser.until_spoken("ar", "rtl").await;
}
