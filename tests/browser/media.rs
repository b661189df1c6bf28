//! A collection and its media.

use thirtyfour::Key;

use super::support::{Browser, Engine};

tasks![
    a_medium_opens_its_details_and_the_view_is_remembered,
    each_failure_of_a_collections_media_has_its_own_words,
    a_medium_opens_by_keyboard_and_gives_the_focus_back,
    an_empty_collection_says_so,
    a_deployment_leads_to_where_a_medium_is_watched_and_ids_are_copied,
    a_picture_that_is_refused_gives_way_to_a_drawn_one,
    the_head_comes_with_what_is_tried_again,
    my_library_is_one_click_away_wherever_a_person_comes_in,
    pictures_come_without_moving_anything,
    what_is_awaited_of_media_has_their_shape,
];

async fn a_medium_opens_its_details_and_the_view_is_remembered() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.audit().await;
    browser.run("document.querySelectorAll('.seg input')[1].click()").await;
    browser.until("return document.querySelector('[data-list=media].list')").await;
    browser.click("[data-list=media] li:first-child .name").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    assert!(browser.address().await.contains("media="), "{}", browser.address().await);
    browser.audit().await;
    browser.reload().await;
    browser
        .until("return document.querySelector('dialog[open] dl') && document.querySelector('[data-list=media].list')")
        .await;
}

async fn each_failure_of_a_collections_media_has_its_own_words() {
    let cases = [
        (r#""status": 404"#, 50, "not-found"),
        (r#""status": 403"#, 50, "forbidden"),
        (r#""status": 500"#, 50, "server"),
        (r#""body": "html""#, 50, "nonsense"),
        (r#""body": "half""#, 50, "nonsense"),
        (r#""body": "empty""#, 50, "nonsense"),
        (r#""body": "cut""#, 50, Engine::chosen().cut_off()),
        (r#""status": 429, "retry_after": 120"#, 50, "wait"),
        (r#""status": 422"#, 50, "invalid"),
    ];
    let browser = Browser::open("/no/such/place").await;
    for (fault, times, state) in cases {
        browser
            .fault(&format!(r#"{{"path": "/api/public/v1/collections/101/media", "times": {times}, {fault}}}"#))
            .await;
        browser.goto("/collections/101").await;
        browser.until(&format!("return document.querySelector('[data-state=\"{state}\"]')")).await;
        // The head is there all the same, and says whose media are missing.
        browser.until("return document.querySelector('h1').textContent.startsWith('BIO 101')").await;
        browser.audit().await;
        browser.clear_faults().await;
        browser.focus("[data-state] button").await;
        browser.press(Key::Enter + "").await;
        match state {
            "forbidden" | "not-found" => browser.until("return location.pathname === '/collections'").await,
            _ => browser.until("return document.querySelector('[data-list=media] [data-row]')").await,
        }
    }
}

async fn a_medium_opens_by_keyboard_and_gives_the_focus_back() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.focus("[data-list=media] li:nth-child(3) .name").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('dialog[open] dl')").await;
    browser.until("return document.activeElement.closest('dialog')").await;
    browser.audit().await;
    browser.press(Key::Escape + "").await;
    browser.until("return !document.querySelector('dialog')").await;
    browser.until("return document.activeElement.matches('[data-list=media] li:nth-child(3) .name')").await;
    assert!(!browser.address().await.contains("media="));
}

async fn an_empty_collection_says_so() {
    let browser = Browser::open("/collections/117").await;
    browser.until("return document.querySelector('[data-state=empty]')").await;
    assert_eq!(browser.text("[data-state] h2").await, "Nothing in this collection yet");
    browser.audit().await;
}

async fn a_deployment_leads_to_where_a_medium_is_watched_and_ids_are_copied() {
    let browser = Browser::open("/no/such/place").await;
    let settings = r#"{"sign_in": {"kind": "demo", "identities": [{"name": "Ana", "token": "demo-teacher"}]},
        "media_link": "https://watch.example/{id}"}"#;
    let script = browser.settings(settings).await;
    browser.goto("/collections/101?media=1001").await;
    browser.until("return document.querySelector('dialog[open] a[href=\"https://watch.example/1001\"]')").await;
    assert_eq!(browser.text("dialog footer a").await, "Watch");
    let copy = "dialog [aria-label=\"Copy Media id\"]";
    browser.run("navigator.clipboard.writeText = (text) => Promise.resolve(window.copied = text)").await;
    browser.click(copy).await;
    browser
        .until(&format!("return window.copied === '1001' && document.querySelector('{copy}').textContent === 'Copied'"))
        .await;
    // A page without TLS has no clipboard.
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await;
    browser.click("dialog [aria-label=\"Copy Embed id\"]").await;
    browser.until("return document.querySelector('[data-toast]')?.textContent.includes('not allowed here')").await;
    browser.audit().await;
    browser.forget(script).await;
}

async fn a_picture_that_is_refused_gives_way_to_a_drawn_one() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-row=\"1004\"] img')?.naturalWidth > 0").await;
    browser.until("return document.querySelector('[data-row=\"1005\"]') && !document.querySelector('[data-row=\"1005\"] img')").await;
    browser
        .until("return document.querySelector('[data-row=\"1005\"] .thumb > svg').getBoundingClientRect().width > 0")
        .await;
    browser.audit().await;
}

async fn the_head_comes_with_what_is_tried_again() {
    let browser = Browser::open("/no/such/place").await;
    browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 50, "status": 503}"#).await;
    browser.goto("/collections/101").await;
    browser.until("return document.querySelector('[data-state=server]')").await;
    assert_eq!(browser.text("h1").await, "Collection 101");
    browser.clear_faults().await;
    browser.focus("[data-state] button").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.until("return document.querySelector('h1').textContent.startsWith('BIO 101')").await;
    browser.audit().await;
}

async fn my_library_is_one_click_away_wherever_a_person_comes_in() {
    let browser = Browser::open("/no/such/place").await;
    let link = ".topbar nav a[href$=\"/collections/3\"]";
    // One request of a list each: of this person's first page; on a page of the list, beside that one.
    for (path, asked) in [("/collections/101", 1), ("/collections?page=3", 3), ("/report?of=101", 4)] {
        browser.goto(path).await;
        browser.until(&format!("return document.querySelector('{link}')")).await;
        assert_eq!(browser.text(link).await, "My library", "{path}");
        assert_eq!(browser.asked("GET", "/api/public/v1/collections").await, asked, "{path}");
    }
    browser.click(link).await;
    browser.until("return document.querySelector('h1').textContent === 'My library'").await;
    browser.until(&format!("return document.querySelector('{link}[aria-current=page]')")).await;
    browser.audit().await;
}

async fn pictures_come_without_moving_anything() {
    let browser = Browser::open("/collections/101").await;
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    let shown = "const pictures = [...document.querySelectorAll('.thumb img')].filter(({ complete }) => complete);
        return pictures.length > 3 && pictures.every((one) => getComputedStyle(one).opacity === '1')";
    browser.until(shown).await;
    // One that the server refuses leaves its sign.
    browser
        .until(
            "const thumb = document.querySelector('[data-row=\"1005\"] .thumb');
        return !thumb.querySelector('img') && getComputedStyle(thumb.querySelector('.icon')).visibility === 'visible'",
        )
        .await;
    let place = "const thumb = document.querySelector('[data-row=\"1001\"] .thumb');
        const { x, y, width, height } = thumb.getBoundingClientRect();
        return [x, y, width, height]";
    let with = browser.run(place).await;
    // What is not there yet is not seen, and its place is the same.
    browser.run("document.querySelector('[data-row=\"1001\"] img').removeAttribute('data-here')").await;
    browser.until("return getComputedStyle(document.querySelector('[data-row=\"1001\"] img')).opacity === '0'").await;
    assert_eq!(browser.run(place).await, with);
    browser.run("document.querySelector('[data-row=\"1001\"] img').remove()").await;
    assert_eq!(browser.run(place).await, with);
    browser.audit().await;
}

async fn what_is_awaited_of_media_has_their_shape() {
    let browser = Browser::open("/").await;
    let place = |row: &str| {
        format!(
            "const row = document.querySelector('{row}');
             const of = (one) => Object.values(one.getBoundingClientRect().toJSON()).slice(0, 3).map(Math.round);
             return [of(row), of(row.firstElementChild)]"
        )
    };
    for (list, id) in [("grid", 102), ("list", 103)] {
        browser.run(&format!("localStorage.setItem('vitrine.view', '{list}')")).await;
        browser
            .fault(&format!(r#"{{"path": "/api/public/v1/collections/{id}/media", "times": 1, "latency_ms": 2500}}"#))
            .await;
        browser.goto(&format!("/collections/{id}")).await;
        browser
            .until("return document.querySelector('.bones .tile') && document.querySelector('h1').textContent")
            .await;
        browser.until("return document.querySelector('.head [data-archive]')").await;
        let awaited = browser.run(&place(".bones > li")).await;
        browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
        assert_eq!(browser.run(&place("[data-list=media] > li")).await, awaited, "{list}");
        browser.audit().await;
    }
}
