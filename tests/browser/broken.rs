//! The application breaks: its memory is overwritten, and the next thing that a person does ends in a trap, as a panic
//! does. What was built is tested as it is, without a build of its own.

use serde_json::json;
use thirtyfour::Key;

use super::support::{Browser, ROWS};

tasks![
    the_page_is_where_it_was_with_what_was_typed,
    a_broken_element_is_started_again,
    what_was_typed_into_an_element_is_there_again,
    a_frame_tells_the_page_around,
];

/// Keeps hold of the memory of each application that is started, and of where the first one ended then.
pub(crate) const MEMORIES: &str = "
    window.memories = [];
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => {
      const made = await start.apply(WebAssembly, all);
      memories.push(...Object.values(made.instance.exports).filter((one) => one instanceof WebAssembly.Memory));
      window.heap ??= memories[0]?.buffer.byteLength;
      return made;
    };";

/// Overwrites all that the newest application knows: what lies above its stack (build.rs).
const BREAK: &str = "new Uint8Array(memories.at(-1).buffer).fill(255, 1 << 18);";

async fn the_page_is_where_it_was_with_what_was_typed() {
    let browser = Browser::open("/no/such/place").await;
    let script = browser.prepare(MEMORIES).await;
    browser.goto("/collections?page=2&per_page=10").await;
    browser.until(ROWS).await;
    browser.until("return performance.getEntriesByType('resource').some(({ name }) => name.includes('/again-'))").await;
    // Somebody else's error is none of ours.
    browser
        .run("window.dispatchEvent(new ErrorEvent('error', { error: new Error('an extension of the browser') }))")
        .await;
    let row = "[data-row]:nth-child(3)";
    let id = browser.attribute(row, "data-row").await.unwrap();
    browser.click(&format!("{row} [data-pick]")).await;
    browser.click("[data-create]").await;
    browser.until("return document.activeElement.id === 'vt-new-name'").await;
    browser.press("Field recordings").await;
    browser.run(BREAK).await;
    browser.press(Key::Enter + "").await;
    let said = "return document.querySelector('[role=alert]')?.textContent.includes('Something went wrong')";
    browser.until(said).await;
    assert_eq!(browser.run("return document.querySelectorAll('dialog, header, [data-row]').length").await, 0);
    browser.audit().await;
    browser.focus("[role=alert] button").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open] #vt-new-name')?.value === 'Field recordings'").await;
    assert!(browser.address().await.ends_with("/collections?page=2&per_page=10"));
    assert_eq!(browser.run("return sessionStorage.length").await, 0);
    let picked = format!("return document.querySelector('[data-row=\"{id}\"] [data-pick]').checked");
    assert_eq!(browser.run(&picked).await, true);
    browser.audit().await;
    // It is more than a look: it can be sent.
    browser.press(Key::Enter + "").await;
    browser
        .until("return document.activeElement.closest('[data-row]')?.textContent.includes('Field recordings')")
        .await;
    // What has no dialog of its own any more goes into no other one.
    let other = "
        const { name } = performance.getEntriesByType('resource').find(({ name }) => name.includes('/again-'));
        import(name).then(({ follow }) => follow(document.getElementById('app'),
          { picked: [], opener: '[data-gone]', typed: ['for somewhere else', ''], chosen: [] })).then(done, done)";
    browser.later(other).await;
    browser.click("[data-create]").await;
    browser.until("return document.activeElement.id === 'vt-new-name'").await;
    browser.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
    assert_eq!(browser.run("return document.activeElement.value").await, "");
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    // In the page's language, and with a dialog that came from a menu.
    browser.run("const choice = document.querySelector('[data-language]'); choice.value = 'ar'; choice.dispatchEvent(new Event('change', { bubbles: true }))").await;
    browser.until("return document.documentElement.lang === 'ar'").await;
    browser.click("[data-row] [data-more]").await;
    browser.until("return document.activeElement.matches('[role=menuitem]')").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement.matches('dialog[open] [data-recipients]')").await;
    browser.press("zoe@campus.example, max@campus.example").await;
    browser.until("return document.querySelectorAll('[data-chip]').length === 1").await;
    browser.run("const level = document.querySelector('dialog[open] select.field'); level.value = 'edit'; level.dispatchEvent(new Event('change', { bubbles: true }))").await;
    browser.run(BREAK).await;
    browser.press(Key::End + "").await;
    browser.until("return document.querySelector('[role=alert] h1')?.textContent.includes('حدث خطأ')").await;
    browser.audit().await;
    browser.click("[role=alert] button").await;
    browser.until("return document.querySelectorAll('dialog[open] [data-chip]').length === 2").await;
    browser.until("return document.querySelector('dialog[open] select.field').value === 'edit'").await;
    browser.audit().await;
    browser.run("localStorage.clear()").await;
    browser.forget(script).await;
}

async fn portal() -> Browser {
    let (browser, _) = Browser::portal("plain").await;
    let script = browser.prepare(MEMORIES).await;
    browser.goto("/").await;
    browser.forget(script).await;
    browser.until_inside("return $$('[data-list=collections] [data-row]').length === 10").await;
    let known = "return performance.getEntriesByType('resource').some(({ name }) => name.includes('/again-'))";
    browser.until(known).await;
    browser
}

async fn a_broken_element_is_started_again() {
    let browser = portal().await;
    browser
        .run("window.told = []; document.addEventListener('error', ({ type, detail }) => told.push([type, detail]))")
        .await;
    // Two elements share what breaks.
    let both = "document.querySelector('vitrine-collections').after(make({ 'page-size': '10' })); done(true)";
    browser.later(both).await;
    browser
        .until("return document.querySelectorAll('vitrine-collections')[1].shadowRoot?.querySelector('[data-row]')")
        .await;
    browser.inside("element.go('/collections?page=2')").await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    let around = browser.run("window.alive = document.querySelector('h1'); return document.title").await;
    browser.run(BREAK).await;
    // What was under way may have met it first.
    browser.inside("$('[data-next]')?.click()").await;
    browser.until_inside("return $('[role=alert] button')").await;
    let other = "document.querySelectorAll('vitrine-collections')[1].shadowRoot.querySelector";
    browser.until(&format!("return {other}('[role=alert] button')")).await;
    browser.until("return told.filter(([, detail]) => detail?.reason === 'broken').length === 2").await;
    // The page around is as it was.
    assert_eq!(browser.run("return [document.title, window.alive.isConnected]").await, json!([around, true]));
    browser.audit().await;
    browser.inside("$('[role=alert] button').focus()").await;
    browser.press(Key::Enter + "").await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    // What is left of the first one breaks again: the second one does not care.
    let first = "
        const [script] = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /vitrine-[0-9a-f]+\\.js$/.test(name));
        const error = new WebAssembly.RuntimeError('unreachable');
        error.stack = `RuntimeError: unreachable\\n    at f (${script}:1:200)`;
        window.dispatchEvent(new ErrorEvent('error', { error }));";
    browser.run(first).await;
    browser.inside("$('[data-open]').click()").await;
    browser.until_inside("return $('[data-list=media] [data-row]')").await;
    browser.run(BREAK).await;
    browser.inside("element.go('/collections')").await;
    browser.until_inside("return $('[role=alert] button')").await;
    browser.inside("$('[role=alert] button').click()").await;
    browser.until_inside("return $('[data-list] [data-row]')").await;
    browser.audit().await;
}

/// The level for all who are being added.
const LEVEL: &str = "$$('dialog[open] select').find((one) => !one.closest('[data-chip], [data-permission]'))";

async fn what_was_typed_into_an_element_is_there_again() {
    let browser = portal().await;
    // Where nobody has touched a page, Firefox gives the first key to nobody.
    browser.click("h1").await;
    browser.inside("$('[data-create]').click()").await;
    browser.until_inside("return $('dialog[open] input') === element.shadowRoot.activeElement").await;
    browser.press("Field recordings").await;
    browser.run(BREAK).await;
    browser.press(Key::Enter + "").await;
    browser.until_inside("return $('[role=alert] button')").await;
    browser.inside("$('[role=alert] button').click()").await;
    browser.until_inside("return $('dialog[open] input')?.value === 'Field recordings'").await;
    browser.audit().await;
    browser.inside("$('dialog[open] input').focus()").await;
    browser.press(Key::Enter + "").await;
    browser.until_inside("return $$('[data-row] .name').some((name) => name.textContent === 'Field recordings')").await;
    // People who had been chosen, what was still being typed, and the level for them.
    browser.inside("$('[data-row] [data-permissions]').click()").await;
    browser.until_inside("return $('dialog[open] [data-recipients]') === element.shadowRoot.activeElement").await;
    browser.press("zoe@campus.example, max@campus.example").await;
    browser.until_inside("return $$('[data-chip]').length === 1").await;
    browser
        .inside(&format!("const level = {LEVEL}; level.value = 'edit'; level.dispatchEvent(new Event('change'))"))
        .await;
    browser.run(BREAK).await;
    browser.press(Key::End + "").await;
    browser.until_inside("return $('[role=alert] button')").await;
    browser.inside("$('[role=alert] button').click()").await;
    browser.until_inside("return $$('[data-chip]').length === 2").await;
    let chips = browser.inside("return $$('[data-chip] bdi').map((chip) => chip.textContent).join()").await;
    assert_eq!(chips, "zoe@campus.example,max@campus.example");
    browser.until_inside(&format!("return {LEVEL}.value === 'edit'")).await;
    browser.audit().await;
}

async fn a_frame_tells_the_page_around() {
    let settings = |portal: &str| {
        let sign_in = json!({ "kind": "demo", "identities": [{ "name": "Ana", "token": "demo-teacher" }] });
        Some(json!({ "api": "", "sign_in": sign_in, "frame_hosts": [portal] }).to_string())
    };
    let (browser, _) = Browser::portal_beside("frame", settings).await;
    let script = browser.prepare(MEMORIES).await;
    browser.goto("/").await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    browser.driver.enter_frame(0).await.unwrap();
    browser.until_inside("return $$('[data-list=collections] [data-row]').length === 10").await;
    browser.forget(script).await;
    browser.inside("element.go('/collections?page=2')").await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    browser.run(BREAK).await;
    // What was under way may have met it first.
    browser.inside("$('[data-next]')?.click()").await;
    browser.until_inside("return $('[role=alert] button')").await;
    browser.driver.enter_default_frame().await.unwrap();
    browser.until("return document.getElementById('log').value.startsWith('error broken')").await;
    browser.driver.enter_frame(0).await.unwrap();
    browser.inside("$('[role=alert] button').click()").await;
    browser.until_inside("return $('[data-page=\"2\"] [data-row]')").await;
    browser.driver.enter_default_frame().await.unwrap();
    browser.audit().await;
}
