//! The page in a frame of a portal.

use serde_json::json;

use crate::support::Browser;

tasks![
    the_collections_stand_in_a_frame,
    a_refused_token_is_asked_for_through_the_frame,
    without_a_script_the_address_chooses_little,
    only_the_page_around_is_heard_and_once,
    a_portal_that_comes_late_is_heard,
    an_origin_that_is_not_listed_is_not_heard,
    nobody_else_may_hold_it,
    wrong_frame_hosts_name_themselves,
];

const ROWS: &str = "return document.querySelector('vitrine-collections').shadowRoot
    .querySelectorAll('[data-list=collections] [data-row]').length === 10";
const FRAME_HEIGHT: &str = "return document.querySelector('iframe').clientHeight";
const HEIGHT: &str = "return Math.ceil(document.querySelector('vitrine-collections').getBoundingClientRect().height)";

/// Settings by which the portal may hold the frame, and gives the token.
fn token(portal: &str) -> Option<String> {
    Some(json!({ "api": "", "sign_in": { "kind": "token" }, "frame_hosts": [portal] }).to_string())
}

/// Settings by which somebody is signed in without the portal.
fn demo(portal: &str) -> Option<String> {
    let sign_in = json!({ "kind": "demo", "identities": [{ "name": "Ana", "token": "demo-teacher" }] });
    Some(json!({ "api": "", "sign_in": sign_in, "frame_hosts": [portal] }).to_string())
}

impl Browser {
    async fn enter(&self) {
        self.driver.enter_frame(0).await.unwrap();
    }

    async fn outside(&self) {
        self.driver.enter_default_frame().await.unwrap();
    }

    /// An audit of what stands in the frame, below a heading of the page around.
    pub(crate) async fn audit_inside(&self) {
        let heading = "document.querySelector('main').prepend(Object.assign(document.createElement('h1'), { textContent: 'Portal' }))";
        self.run(heading).await;
        self.audit().await;
        self.run("document.querySelector('main > h1').remove()").await;
    }

    /// Waits until the frame is as high as what is in it, and answers that.
    async fn fitted(&self) -> f64 {
        let mut heights = (json!(0), json!(1));
        for _ in 0..200 {
            self.enter().await;
            heights.0 = self.run(HEIGHT).await;
            self.outside().await;
            heights.1 = self.run(FRAME_HEIGHT).await;
            if heights.0 == heights.1 {
                return heights.0.as_f64().unwrap();
            }
        }
        panic!("never as high as what is in it: {heights:?}");
    }
}

async fn the_collections_stand_in_a_frame() {
    let (browser, _) = Browser::portal_beside("frame", token).await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    browser.enter().await;
    browser.until(ROWS).await;
    browser.audit_inside().await;
    browser.outside().await;
    let high = browser.fitted().await;
    assert!(high > 500.0, "{high}");
    browser.run("window.told = []; addEventListener('message', ({ data }) => told.push(data))").await;
    browser.enter().await;
    let inside = "document.querySelector('vitrine-collections').shadowRoot.querySelector";
    browser.run(&format!("{inside}('[data-open]').click()")).await;
    browser.until(&format!("return {inside}('[data-list=media] [data-row]')")).await;
    browser.outside().await;
    browser.until("return document.getElementById('log').value.startsWith('navigate /collections/')").await;
    let now = browser.fitted().await;
    assert!((now - high).abs() > 1.0, "{now}");
    browser.until("return told.some((data) => data.subject === 'lti.frameResize' && data.height > 0)").await;
    // Put elsewhere in the page it is another document, and connects anew.
    browser.run("document.getElementById('log').value = ''; document.querySelector('main').prepend(document.querySelector('iframe'))").await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    browser.fitted().await;
    browser.audit().await;
}

async fn a_refused_token_is_asked_for_through_the_frame() {
    let (browser, tokens) = Browser::portal_beside("frame", token).await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    *tokens.lock().unwrap() = Some("demo-expired demo-teacher".to_owned());
    browser.reload().await;
    browser.until("return document.querySelector('iframe')").await;
    browser.enter().await;
    browser.until(ROWS).await;
    let dialog = "return document.querySelector('vitrine-collections').shadowRoot.querySelector('dialog')";
    assert_eq!(browser.run(dialog).await, json!(null));
    browser.audit_inside().await;
    browser.outside().await;
    assert_eq!(tokens.lock().unwrap().as_deref(), Some("demo-teacher"));
    browser.audit().await;
}

async fn without_a_script_the_address_chooses_little() {
    let (browser, _) = Browser::portal_beside("frame", demo).await;
    browser.goto("/script-free.html").await;
    let more = "&api=https://evil.example&media-link=https://evil.example/{id}";
    browser.run(&format!("document.querySelector('iframe').src += '{more}'")).await;
    browser.enter().await;
    browser.until("return location.search.includes('evil')").await;
    browser.until(ROWS).await;
    let asked =
        browser.run("return performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)").await;
    let here = format!("http://{}", browser.server.addr);
    assert!(asked.as_array().unwrap().iter().all(|origin| origin == &json!(here)), "{asked}");
    let set = browser.run("return document.querySelector('vitrine-collections').getAttributeNames()").await;
    assert_eq!(set, json!(["page-size"]));
    browser.audit_inside().await;
    browser.outside().await;
    browser.audit().await;
}

/// Asks the frame of this window, or of the one that opened it, to connect.
const CONNECT: &str = "
    const { port1, port2 } = new MessageChannel();
    const mine = [];
    (window.heard ??= []).push(mine);
    port1.onmessage = ({ data }) => {
      mine.push(data.type);
      if (data.type === 'token') port1.postMessage({ token: 'demo-teacher' });
    };
    (opener ?? window).frames[0].postMessage({ type: 'vitrine.connect', id: 'one' }, '*', [port2]);";

async fn only_the_page_around_is_heard_and_once() {
    let (browser, _) = Browser::portal_beside("frame", token).await;
    browser.goto("/script-free.html").await;
    browser.enter().await;
    browser.until("return document.querySelector('vitrine-collections')?.shadowRoot").await;
    browser.outside().await;
    let portal = browser.driver.window().await.unwrap();
    let own = browser.address().await;
    // Another window of the portal's own origin, and one of a foreign one.
    let mut others = Vec::new();
    for address in [own.clone(), own.replace("127.0.0.1", "localhost")] {
        browser.run(&format!("window.open('{address}')")).await;
        let tabs = browser.tabs(others.len() + 2).await;
        let other = tabs.into_iter().find(|tab| *tab != portal && !others.contains(tab)).unwrap();
        browser.driver.switch_to_window(other.clone()).await.unwrap();
        browser.until("return document.readyState === 'complete' && location.pathname.endsWith('.html')").await;
        browser.run(CONNECT).await;
        others.push(other);
        browser.driver.switch_to_window(portal.clone()).await.unwrap();
    }
    // The page around is heard, though it comes last: a token, and then the rows.
    browser.run("window.told = []; addEventListener('message', ({ data, origin }) => told.push([origin, data]))").await;
    browser.run(CONNECT).await;
    browser.until("return heard[0].includes('token')").await;
    browser.enter().await;
    browser.until(ROWS).await;
    browser.outside().await;
    let server = format!("http://{}", browser.server.addr);
    browser.until(&format!("return told.some(([origin, data]) => origin === '{server}' && data.type === 'vitrine.resize' && data.id === 'one' && data.height > 0)")).await;
    // Once more is once too often.
    browser.run(CONNECT).await;
    browser.enter().await;
    browser.run("document.querySelector('vitrine-collections').go('/collections?page=2')").await;
    browser.outside().await;
    browser.until("return heard[0].filter((type) => type === 'navigate').length === 1").await;
    assert_eq!(browser.run("return heard[1]").await, json!([]));
    for other in others {
        browser.driver.switch_to_window(other).await.unwrap();
        assert_eq!(browser.run("return heard").await, json!([[]]));
        browser.driver.close_window().await.unwrap();
    }
    browser.driver.switch_to_window(portal).await.unwrap();
    browser.audit().await;
}

async fn a_portal_that_comes_late_is_heard() {
    let (browser, _) = Browser::portal_beside("frame", token).await;
    let hurry = "const later = window.setTimeout;
        window.setTimeout = (act, time, ...rest) => later(act, time === 10_000 ? 200 : time, ...rest);";
    let hurry = browser.prepare(hurry).await;
    browser.goto("/script-free.html").await;
    browser.enter().await;
    // Nobody gives a token, and nobody is asked to type one.
    let inside = "document.querySelector('vitrine-collections').shadowRoot.querySelector";
    browser.until(&format!("return {inside}('dialog[open] button.primary')")).await;
    browser.forget(hurry).await;
    assert_eq!(browser.run(&format!("return {inside}('dialog input')")).await, json!(null));
    browser.audit_inside().await;
    browser.outside().await;
    browser.run(CONNECT).await;
    browser.enter().await;
    browser.until(ROWS).await;
    browser.until(&format!("return !{inside}('dialog')")).await;
    browser.outside().await;
    browser.audit().await;
}

async fn an_origin_that_is_not_listed_is_not_heard() {
    let (browser, _) = Browser::portal_beside("frame", demo).await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    // The server lets it be framed, the page's own settings don't: as where a server sends another policy.
    let other = browser.settings(&demo("https://other.example").unwrap()).await;
    browser.reload().await;
    browser.until("return document.querySelector('iframe')").await;
    browser.enter().await;
    browser.until(ROWS).await;
    browser.forget(other).await;
    browser.run("document.querySelector('vitrine-collections').go('/collections?page=2')").await;
    browser.until("return document.querySelector('vitrine-collections').shadowRoot.querySelector('[data-page=\"2\"] [data-row]')").await;
    browser.outside().await;
    assert_eq!(browser.text("#log").await, "nothing yet");
    assert_eq!(browser.run(FRAME_HEIGHT).await, json!(480));
    browser.audit().await;
}

/// Whether the document is one of ours, and not what an engine shows in the place of a frame that it refuses.
const OURS: &str = "return [...document.scripts].some(({ src }) => src.startsWith('http'))";

async fn nobody_else_may_hold_it() {
    let (browser, _) = Browser::portal_beside("frame", demo).await;
    browser.until("return document.getElementById('log').value.startsWith('ready')").await;
    let own = browser.address().await;
    browser.enter().await;
    assert_eq!(browser.run(OURS).await, json!(true));
    browser.outside().await;
    // The page itself nobody holds, whoever is listed.
    let put = "const [frame] = document.querySelectorAll('iframe'); window.loaded = false;
        frame.addEventListener('load', () => (window.loaded = true)); frame.src = ";
    browser.run(&format!("{put} 'http://{}/'", browser.server.addr)).await;
    browser.until("return loaded").await;
    browser.enter().await;
    assert_eq!(browser.run(OURS).await, json!(false));
    browser.outside().await;
    // And a portal of another origin holds nothing.
    browser.driver.goto(own.replace("127.0.0.1", "localhost")).await.unwrap();
    browser.until("return document.readyState === 'complete' && document.querySelector('iframe')").await;
    browser.enter().await;
    assert_eq!(browser.run(OURS).await, json!(false));
    browser.outside().await;
    assert_eq!(browser.text("#log").await, "nothing yet");
    browser.audit().await;
}

async fn wrong_frame_hosts_name_themselves() {
    let wrong = |_: &str| Some(json!({ "api": "", "frame_hosts": ["http://portal.example"] }).to_string());
    let (browser, _) = Browser::portal_beside("frame", wrong).await;
    browser.driver.goto(format!("http://{}/embed.html", browser.server.addr)).await.unwrap();
    browser.until("return document.querySelector('[role=alert]').textContent.includes('frame_hosts')").await;
    assert_eq!(browser.run("return document.querySelector('vitrine-collections')").await, json!(null));
    browser.audit_inside().await;
}
