//! What the documents promise to a portal: the lines of README.md, React, part names, names of landmarks.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Browser, Engine, lacks, setting};

tasks![
    the_lines_of_the_readme_show_the_collections,
    react_in_strict_mode_has_one_instance_each,
    parts_are_styled_from_outside,
    two_elements_have_names_of_their_own,
];

const ROWS: &str = "return $$('[data-list=collections] [data-row]').length === 10";

/// The first block of a language in README.md's section on embedding.
fn block(language: &str) -> String {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## Embed\n").unwrap();
    let (_, block) = section.split_once(&format!("\n```{language}\n")).unwrap();
    block.split_once("\n```").unwrap().0.to_owned()
}

async fn the_lines_of_the_readme_show_the_collections() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("index.html"), block("html")).unwrap();
    std::fs::write(folder.join("portal.js"), block("js")).unwrap();
    let (browser, _) = Browser::portal(folder.to_str().unwrap()).await;
    browser.until_inside(ROWS).await;
    browser.audit().await;
}

async fn react_in_strict_mode_has_one_instance_each() {
    let example = Path::new(&setting("VITRINE_EXAMPLES")).join("react");
    let (browser, _) = Browser::portal(example.to_str().unwrap()).await;
    browser.until_inside(ROWS).await;
    let second = "document.querySelectorAll('vitrine-collections')[1].shadowRoot";
    browser.until(&format!("return {second}.querySelector('[data-list=media] [data-row]')")).await;
    let log = "document.getElementById('log').textContent";
    browser.until(&format!("return {log}.includes('library ready') && {log}.includes('course ready')")).await;
    let count = format!("return [...document.querySelectorAll('vitrine-collections')].map((one) => one.shadowRoot.querySelectorAll('[data-list]').length)
        .concat({log}.split('library ready').length, {log}.split('course ready').length)");
    assert_eq!(browser.run(&count).await, json!([1, 1, 2, 2]));
    // Each asks once for what it shows.
    let asked = "return performance.getEntriesByType('resource').filter(({ name }) => /\\/collections\\?page=1&|\\/101\\/media\\?page=1&/.test(name)).length";
    assert_eq!(browser.run(asked).await, json!(2));
    // The portal's router has the address; an event arrives once, and so does one step of its history.
    let counted = "window.steps = 0;
        const push = history.pushState;
        history.pushState = function (...state) { window.steps += 1; push.apply(this, state); };";
    browser.run(counted).await;
    browser.inside("element.go('/collections?page=2')").await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    browser.until("return new URL(location).searchParams.get('at') === '/collections?page=2'").await;
    browser.until(&format!("return {log}.split('library navigate /collections?page=2').length === 2")).await;
    assert_eq!(browser.run("return steps").await, json!(1));
    browser.audit().await;
    if Engine::chosen() == Engine::WebKit {
        lacks("steps of history that a script takes");
    }
    // Away, which takes the elements out, and back to where it was.
    browser.run("document.querySelector('a[href=\"/about\"]').click()").await;
    browser.until("return location.pathname === '/about' && !document.querySelector('vitrine-collections')").await;
    browser.back().await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    browser.back().await;
    browser.until_inside("return $('[data-page=\"1\"] [data-row]')").await;
    browser.reload().await;
    browser.until_inside(ROWS).await;
    browser.audit().await;
}

async fn parts_are_styled_from_outside() {
    let (browser, _) = Browser::portal("plain").await;
    browser.until_inside(ROWS).await;
    let style = "const sheet = new CSSStyleSheet();
        sheet.replaceSync('vitrine-collections::part(button) { border-radius: 3px } vitrine-collections::part(row) { outline: 3px solid red }');
        document.adoptedStyleSheets = [sheet];";
    browser.run(style).await;
    let shown = browser
        .inside(
            "return [getComputedStyle($('.btn')).borderRadius, getComputedStyle($('[data-list] > li')).outlineWidth]",
        )
        .await;
    assert_eq!(shown, json!(["3px", "3px"]));
    browser.run("document.adoptedStyleSheets = []").await;
    // All that the documents name is there, though some of it comes later.
    let named = "return [...new Set($$('[part]').flatMap((one) => [...one.part]))].sort()";
    browser.inside("$('[data-create]').click()").await;
    browser.until_inside("return $('dialog[open]')").await;
    let mut seen = browser.inside(named).await;
    browser.inside("$('dialog[open] header button').click()").await;
    browser.until_inside("return !$('dialog')").await;
    browser.inside("$('.pager input').value = '0'; $('.pager form').requestSubmit()").await;
    browser.until_inside("return $('.toast')").await;
    seen.as_array_mut().unwrap().extend(browser.inside(named).await.as_array().unwrap().clone());
    let mut seen: Vec<String> = serde_json::from_value(seen).unwrap();
    seen.sort();
    seen.dedup();
    let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding.md");
    let documented = std::fs::read_to_string(documented).unwrap();
    let (_, table) = documented.split_once("| part |").unwrap();
    let mut parts: Vec<&str> = table
        .lines()
        .skip(2)
        .map_while(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(part, _)| part)
        .collect();
    parts.sort_unstable();
    assert_eq!(seen, parts);
    browser.audit().await;
}

async fn two_elements_have_names_of_their_own() {
    let (browser, _) = Browser::portal("plain").await;
    browser.until_inside(ROWS).await;
    // Alone it needs none.
    let names = "return [...document.querySelectorAll('vitrine-collections')].map((one) => one.shadowRoot.querySelector('.pager').ariaLabelledByElements?.map((by) => by.ariaLabel ?? by.textContent).join(' ') ?? null)";
    assert_eq!(browser.run(names).await, json!([null]));
    // Two that show the same are told apart by their labels, others by what they show.
    browser.later("
        const first = document.querySelector('vitrine-collections');
        const [second, third] = [make({ label: 'Archive', 'page-size': '10' }), make({ collection: '101', 'page-size': '10' })];
        for (const [at, one] of [second, third].entries()) {
          const heading = document.createElement('h2');
          heading.textContent = `More ${at}`;
          document.querySelector('main').append(heading, one);
        }
        until(() => rows(second) === 10 && rows(third, 'media')).then(() => done(true), (error) => done(String(error)));").await;
    browser.audit().await;
    let told = browser.run(names).await;
    let told: Vec<&str> = told.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[1].ends_with(" Archive") && told[0].ends_with(" Collections"), "{told:?}");
    // What is alone again is called as before.
    browser.run("document.querySelectorAll('vitrine-collections').forEach((one, at) => at && one.remove())").await;
    browser
        .until(&format!("{} === null", names.replace("return ", "return (").replace("?? null)", "?? null))[0]")))
        .await;
    browser.audit().await;
}
