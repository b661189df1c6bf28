//! Turning pages: by mouse, by keyboard, by address.

use thirtyfour::Key;

use super::support::{Browser, Engine, ROWS, lacks};

tasks![
    a_person_pages_through_collections_by_mouse,
    a_person_pages_and_opens_a_collection_by_keyboard,
    twenty_quick_clicks_on_next_show_page_21,
    an_address_that_asks_for_what_is_not_there_lands_somewhere_sensible_and_says_so,
    back_leads_to_the_row_and_the_place_that_a_person_left,
    a_place_is_not_given_back_to_who_has_gone_on,
    who_has_gone_on_within_a_new_page_stays_there,
    back_from_a_page_that_could_not_be_had_leads_to_the_row,
    a_page_seen_before_is_there_in_the_same_frame,
    the_page_size_is_chosen_and_carried_along,
    a_link_opens_in_a_tab_of_its_own,
    a_late_answer_is_never_shown,
    the_list_stays_where_it_is_while_the_pager_is_used,
];

async fn a_person_pages_through_collections_by_mouse() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    assert_eq!(browser.text("[data-range]").await, "1–20 of 46");
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    assert!(browser.address().await.ends_with("/collections?page=2"), "{}", browser.address().await);
    browser.until("return document.querySelector('[data-announcement]').textContent === 'Page 2 of 3'").await;
    browser.click("[data-last]").await;
    browser.until("return document.querySelector('[data-page=\"3\"]')").await;
    assert_eq!(browser.attribute("[data-next]", "aria-disabled").await.as_deref(), Some("true"));
    browser.back().await;
    browser.until("return document.querySelector('#content [data-page=\"2\"]')").await;
    browser.reload().await;
    browser.until("return document.querySelector('#content [data-page=\"2\"]')").await;
    browser.audit().await;
}

async fn a_person_pages_and_opens_a_collection_by_keyboard() {
    let browser = Browser::open("/collections?per_page=10").await;
    browser.until(ROWS).await;
    let field = browser.find("#vt-page").await;
    field.send_keys(Key::Control + "a").await.unwrap();
    field.send_keys("3" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-page=\"3\"]')").await;
    browser.find("[data-first]").await.send_keys(" ").await.unwrap();
    browser.until("return document.querySelector('[data-page=\"1\"]')").await;
    browser.find("[data-row=\"101\"] [data-open]").await.send_keys("" + Key::Enter).await.unwrap();
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    assert!(browser.address().await.ends_with("/collections/101?per_page=10"), "{}", browser.address().await);
    assert_eq!(browser.driver.title().await.unwrap(), "BIO 101 – Cell biology, autumn term · Vitrine");
    browser.audit().await;
}

async fn twenty_quick_clicks_on_next_show_page_21() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.choose_identity("librarian").await;
    browser.until("return document.querySelector('[data-range]').textContent.endsWith('of 1,240')").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 200, "latency_ms": 60}"#).await;
    // What is on the screen at each change: the page that the list says it shows, and its first row.
    browser
        .run(
            "const list = () => document.querySelector('[data-list]');
             window.seen = [];
             new MutationObserver(() => requestAnimationFrame(() => {
               const page = list()?.dataset.page;
               if (page) window.seen.push(page + ':' + list().querySelector('[data-row]').dataset.row);
             })).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
             for (let i = 0; i < 20; i += 1) document.querySelector('[data-next]').click();",
        )
        .await;
    browser.until("return window.seen.at(-1)?.startsWith('21:')").await;
    assert_eq!(browser.text("[data-range]").await, "401–420 of 1,240");
    assert!(browser.address().await.ends_with("?page=21"));
    let seen = browser.run("return [...new Set(window.seen)]").await;
    let seen: Vec<(u32, i64)> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|seen| seen.as_str().unwrap().split_once(':').unwrap())
        .map(|(page, row)| (page.parse().unwrap(), row.parse().unwrap()))
        .collect();
    assert_eq!(seen.last().unwrap().0, 21, "{seen:?}");
    // Rows are in the order of their ids: forward only, and never one page's rows under another's number.
    assert!(seen.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{seen:?}");
    browser.audit().await;
}

async fn an_address_that_asks_for_what_is_not_there_lands_somewhere_sensible_and_says_so() {
    let browser = Browser::open("/collections?page=999").await;
    browser
        .until("return document.querySelector('[data-notice]') && document.querySelector('[data-page=\"3\"]')")
        .await;
    assert_eq!(browser.text("[data-notice]").await, "There is no page 999. This is the last one, page 3.");
    browser.goto("/collections?page=-4&per_page=33").await;
    browser
        .until("return document.querySelector('[data-notice]') && document.querySelector('[data-page=\"1\"]')")
        .await;
    browser.goto("/collections?page=99999999999999999999").await;
    browser
        .until("return document.querySelector('[data-notice]') && document.querySelector('[data-page=\"1\"]')")
        .await;
    assert_eq!(browser.text("[data-notice]").await, "That page number is not valid. This is the first page.");
    browser.goto("/no/such/place").await;
    browser.until("return document.querySelector('h1')?.textContent === 'There is nothing at this address'").await;
    browser.audit().await;
}

async fn back_leads_to_the_row_and_the_place_that_a_person_left() {
    let browser = Browser::open("/collections?page=2").await;
    browser.until(ROWS).await;
    let row = browser.run("return [...document.querySelectorAll('[data-row]')][15].dataset.row").await;
    let link = format!("[data-row=\"{}\"] [data-open]", row.as_str().unwrap());
    let script = format!("document.querySelector('{link}').scrollIntoView({{ block: 'center', behavior: 'instant' }})");
    browser.run(&script).await;
    // Whoever focuses it may be taken a little further.
    browser.focus(&link).await;
    let top = browser.run("return Math.round(scrollY)").await;
    assert!(top.as_i64().unwrap() > 0);
    browser.press(Key::Enter + "").await;
    browser.until("return location.pathname !== '/collections'").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    browser.back().await;
    browser.until(&format!("return document.activeElement?.matches('{link}')")).await;
    browser.driver.forward().await.unwrap();
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    browser.back().await;
    browser.until(&format!("return document.activeElement?.matches('{link}')")).await;
    assert_eq!(browser.run("return Math.round(scrollY)").await, top);
    browser.audit().await;
}

async fn a_place_is_not_given_back_to_who_has_gone_on() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.focus("[data-row=\"109\"] [data-open]").await;
    browser.press(Key::Enter + "").await;
    browser.until("return document.activeElement === document.querySelector('h1')").await;
    // A browser that has much to do draws its next frame late.
    browser
        .run("window.late = []; window.requestAnimationFrame = (draw) => window.late.push(draw); history.back()")
        .await;
    browser.until("return document.querySelector('#content [data-row=\"109\"]') && window.late.length > 0").await;
    browser.focus("#vt-find").await;
    browser.run("delete window.requestAnimationFrame; for (const draw of window.late) draw(performance.now())").await;
    assert_eq!(browser.run("return document.activeElement.id").await, "vt-find");
    browser.audit().await;
}

async fn who_has_gone_on_within_a_new_page_stays_there() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    // A browser that has much to do draws its next frame late.
    browser.run("window.late = []; window.requestAnimationFrame = (draw) => window.late.push(draw)").await;
    browser.choose_identity("librarian").await;
    browser
        .until(
            "return window.late.length > 0 && document.querySelector('[data-range]')?.textContent.endsWith('of 1,240')",
        )
        .await;
    browser.focus("#vt-find").await;
    let draw = "for (const draw of window.late.splice(0)) draw(performance.now())";
    browser.run(draw).await;
    assert_eq!(browser.run("return document.activeElement.id").await, "vt-find");
    // Who has not is led to its heading.
    browser.focus(".who select").await;
    browser.choose_identity("student").await;
    browser.until("return window.late.length > 0 && document.querySelector('h1')").await;
    browser.run(draw).await;
    assert_eq!(browser.run("return document.activeElement.localName").await, "h1");
    browser.run("delete window.requestAnimationFrame").await;
    browser.audit().await;
}

async fn back_from_a_page_that_could_not_be_had_leads_to_the_row() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.focus("[data-row=\"109\"] [data-open]").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 100, "status": 403}"#).await;
    // By a script, so that the focus stays; WebKit's Back passes over what no person did.
    browser.run("document.querySelector('[data-last]').click()").await;
    if Engine::chosen() == Engine::WebKit {
        lacks("steps of history that a script takes");
    }
    browser.until("return document.querySelector('[data-state=forbidden]')").await;
    browser.clear_faults().await;
    browser.back().await;
    browser.until("return document.activeElement?.matches('[data-row=\"109\"] [data-open]')").await;
    browser.audit().await;
}

async fn a_page_seen_before_is_there_in_the_same_frame() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    browser.click("[data-next]").await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 100, "latency_ms": 3000}"#).await;
    let shown = "
        const [done] = arguments;
        document.querySelector('[data-previous]').click();
        requestAnimationFrame(() => done(document.querySelector('[data-list]').dataset.page));";
    let shown = browser.driver.execute_async(shown, vec![]).await.unwrap();
    assert_eq!(shown.json(), "1");
    browser.audit().await;
}

async fn the_page_size_is_chosen_and_carried_along() {
    let browser = Browser::open("/collections?page=2").await;
    browser.until(ROWS).await;
    browser.focus(".pager select").await;
    // From 20 to 10: the first row that was seen stays on the screen.
    browser.press(Key::Up + "").await;
    browser.until("return location.search === '?page=3&per_page=10'").await;
    browser.until("return document.querySelectorAll('[data-page=\"3\"] [data-row]').length === 10").await;
    browser.until("return document.activeElement?.matches('.pager select')").await;
    let href = browser.attribute("[data-row] [data-open]", "href").await.unwrap();
    assert!(href.ends_with("?per_page=10"), "{href}");
    browser.audit().await;
}

async fn a_link_opens_in_a_tab_of_its_own() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    let link = browser.find("[data-row=\"101\"] [data-open]").await;
    let chord = browser.driver.action_chain().key_down(Key::Control).click_element(&link).key_up(Key::Control);
    chord.perform().await.unwrap();
    let tabs = browser.tabs(2).await;
    assert!(browser.address().await.ends_with("/"), "the first tab stays where it is");
    browser.driver.switch_to_window(tabs[1].clone()).await.unwrap();
    browser.until("return document.querySelector('[data-list=media] [data-row]')").await;
    assert!(browser.address().await.ends_with("/collections/101"));
    browser.audit().await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(tabs[0].clone()).await.unwrap();
}

async fn a_late_answer_is_never_shown() {
    let browser = Browser::open("/no/such/place").await;
    // The first answer comes last.
    browser.fault(r#"{"path": "/api/public/v1/collections", "times": 1, "latency_ms": 1500}"#).await;
    browser.goto("/collections?page=1").await;
    browser.until("return document.querySelector('.bones') && document.querySelector('[data-next]')").await;
    browser.run("window.late = []; new MutationObserver(() => window.late.push(document.querySelector('[data-list]')?.dataset.page)).observe(document.body, { subtree: true, childList: true, attributes: true })").await;
    browser.focus("#vt-page").await;
    browser.chord(Key::Control, 'a').await;
    browser.press("2" + Key::Enter).await;
    browser.until("return document.querySelector('[data-page=\"2\"]')").await;
    browser
        .until(
            "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('page=3')).length > 0",
        )
        .await;
    let late = browser.run("return window.late.includes('1')").await;
    assert_eq!(late, false);
    browser.audit().await;
}

async fn the_list_stays_where_it_is_while_the_pager_is_used() {
    let browser = Browser::open("/").await;
    browser.until(ROWS).await;
    // What the browser scrolls by itself, it has scrolled by the third frame.
    let settled = "
        const [done] = arguments;
        const frame = (left) => left ? requestAnimationFrame(() => frame(left - 1)) : done(scrollY);
        frame(3);";
    let top = async || browser.driver.execute_async(settled, vec![]).await.unwrap().json().clone();
    for selector in ["#vt-page", "[data-next]", ".pager select"] {
        browser.focus(selector).await;
        assert_eq!(top().await, 0, "{selector}");
    }
    browser.focus("#vt-page").await;
    browser.press("3").await;
    assert_eq!(top().await, 0, "typing");
    browser.press(Key::Tab + "").await;
    assert_eq!(top().await, 0, "leaving");
    browser.audit().await;
}
