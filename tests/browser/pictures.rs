//! What is seen: a picture of each view and dialog, at three widths, light and dark, in both directions, kept in
//! `tests/pictures` and compared with a tolerance for how letters are drawn. `VITRINE_RENEW=1` writes those anew that
//! are no longer so.

mod compare;
mod picture;
mod studio;

use serde_json::json;

use self::{compare::differs, studio::AWAITED};
use super::support::{Browser, ROWS};

tasks![
    pictures_of_lists_are_as_kept,
    pictures_of_many_at_once_are_as_kept,
    pictures_of_dialogs_are_as_kept,
    pictures_of_a_collection_are_as_kept,
    pictures_of_the_report_and_of_failures_are_as_kept,
    pictures_of_what_is_awaited_are_as_kept,
    pictures_of_signing_in_are_as_kept,
    pictures_of_the_picker_are_as_kept,
    pictures_tell_a_moved_button_from_letters_drawn_otherwise,
];

/// A picture of the list, under each of some looks.
macro_rules! looks {
    ($browser:ident, $(($name:literal, $width:literal, $scheme:literal, $locale:literal): $way:expr;)*) => {$(
        let look = $browser.set($width, $scheme, $locale).await;
        $way;
        $browser.picture($name).await;
        $browser.forget(look).await;
    )*};
}

const ROW: &str = "[data-list=collections] [data-row]";
const MEDIUM: &str = "[data-list=media] [data-row]";

async fn pictures_of_lists_are_as_kept() {
    let browser = Browser::studio().await;
    looks! { browser,
        ("collections-1280-light", 1280, "light", "en"): browser.see("/collections", ROW).await;
        ("collections-420-dark-rtl", 420, "dark", "he"): browser.see("/collections", ROW).await;
        ("collections-320-light", 320, "light", "en"): browser.see("/collections", ROW).await;
        ("chosen-1280-dark-rtl", 1280, "dark", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-pick]", "[data-some]").await;
        };
        ("chosen-320-light", 320, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-pick]", "[data-some]").await;
        };
        ("find-1280-dark", 1280, "dark", "en"): browser.see("/collections?find=bio", ROW).await;
        ("find-nothing-420-light", 420, "light", "de"): browser.see("/collections?find=zzzz", "main .empty").await;
    }
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_dialogs_are_as_kept() {
    let browser = Browser::studio().await;
    let share = "[data-row=\"109\"] [data-permissions]";
    looks! { browser,
        ("create-1280-light", 1280, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-create]", "dialog[open] #vt-new-name").await;
        };
        ("create-320-dark-rtl", 320, "dark", "he"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-create]", "dialog[open] #vt-new-name").await;
        };
        ("share-1280-dark", 1280, "dark", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch(share, "dialog[open] [data-permission]").await;
        };
        ("share-320-light-rtl", 320, "light", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch(share, "dialog[open] [data-permission]").await;
        };
        ("delete-420-dark", 420, "dark", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-more]", ".menu:popover-open").await;
            browser.touch(".menu button:last-child", "dialog[open] [data-delete]").await;
        };
        ("menu-320-light-rtl", 320, "light", "he"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"101\"] [data-more]", ".menu:popover-open").await;
        };
        ("keys-1280-light-rtl", 1280, "light", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-keys]", "dialog[open] kbd").await;
        };
        ("share-many-420-light", 420, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-pick]", "[data-some]").await;
            browser.touch("[data-act=share]", "dialog[open] [data-recipients]").await;
        };
        ("create-wrong-420-light", 420, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-create]", "dialog[open] #vt-new-name").await;
            browser.touch("dialog footer .primary", "#vt-new-name-wrong:not(:empty)").await;
        };
    }
    let asks = browser.also(&json!({ "confirm_archive": true })).await;
    looks! { browser,
        ("archive-1280-dark-rtl", 1280, "dark", "ar"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-archive]", "dialog[open] #vt-archive-why").await;
        };
        ("archive-320-light", 320, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.touch("[data-row=\"109\"] [data-archive]", "dialog[open] #vt-archive-why").await;
        };
    }
    browser.forget(asks).await;
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_a_collection_are_as_kept() {
    let browser = Browser::studio().await;
    let list = "localStorage.setItem('vitrine.view', 'list')";
    looks! { browser,
        ("grid-1280-light", 1280, "light", "en"): browser.see("/collections/101", MEDIUM).await;
        ("grid-320-dark-rtl", 320, "dark", "he"): browser.see("/collections/101", MEDIUM).await;
        ("medium-420-light-rtl", 420, "light", "ar"): {
            browser.see("/collections/101?media=1001", "dialog[open] dl").await;
        };
        ("no-media-1280-dark", 1280, "dark", "en"): browser.see("/collections/117", "[data-state=empty]").await;
        ("list-1280-dark-rtl", 1280, "dark", "ar"): {
            browser.run(list).await;
            browser.see("/collections/101", MEDIUM).await;
        };
        ("list-420-light", 420, "light", "fr"): browser.see("/collections/101", MEDIUM).await;
    }
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_the_report_and_of_failures_are_as_kept() {
    let browser = Browser::studio().await;
    let report = "/report?of=101,102,109";
    looks! { browser,
        ("report-1280-light", 1280, "light", "en"): browser.see(report, "[data-report]:not(:has([data-progress]))").await;
        ("report-320-dark-rtl", 320, "dark", "he"): browser.see(report, "[data-report]:not(:has([data-progress]))").await;
        ("nothing-there-420-dark", 420, "dark", "en"): browser.see("/no/such/place", "h1").await;
        ("forbidden-1280-light-rtl", 1280, "light", "ar"): {
            browser.fault(r#"{"path": "/api/public/v1/collections", "times": 50, "status": 403}"#).await;
            browser.see("/collections", "[data-state=forbidden]").await;
        };
    }
    browser.clear_faults().await;
    browser.leave_studio().await;
}

/// What is sent to these addresses waits until it is let go.
const HELD: &str = "
    const send = window.fetch;
    const held = new Promise((done) => (window.letGo = done));
    window.fetch = (request, options) => /ADDRESSES/.test(request.url ?? String(request))
        ? held.then(() => send(request, options))
        : send(request, options);";

async fn pictures_of_many_at_once_are_as_kept() {
    let browser = Browser::studio().await;
    let held = browser.prepare(&HELD.replace("ADDRESSES", "archive$")).await;
    let choose = async || {
        browser.see("/collections", ROW).await;
        for id in [102, 109, 110] {
            browser.touch(&format!("[data-row=\"{id}\"] [data-pick]"), "[data-some]").await;
        }
    };
    let run = async |action: &str| {
        choose().await;
        browser.touch(&format!("[data-act={action}]"), "[data-running]").await;
        // The one that nobody here may change is refused before it is sent.
        browser.until("return document.querySelector('[data-running] progress').value === 1").await;
    };
    looks! { browser,
        ("all-chosen-1280-light", 1280, "light", "en"): {
            choose().await;
            browser.touch("[data-bulk] .said + button", "dialog[open] .chosen li").await;
        };
        ("all-chosen-320-dark-rtl", 320, "dark", "he"): {
            choose().await;
            browser.touch("[data-bulk] .said + button", "dialog[open] .chosen li").await;
        };
        ("running-1280-light", 1280, "light", "en"): run("archive").await;
        ("running-320-dark-rtl", 320, "dark", "ar"): run("archive").await;
        ("ended-1280-dark-rtl", 1280, "dark", "he"): {
            run("archive").await;
            browser.touch("[data-running] button", "[data-running], [data-ended]").await;
            browser.run("letGo()").await;
            browser.until("return document.querySelector('[data-ended]')").await;
        };
        ("ended-420-light", 420, "light", "en"): {
            run("unarchive").await;
            browser.run("letGo()").await;
            browser.until("return document.querySelector('[data-ended]')").await;
        };
    }
    browser.forget(held).await;
    browser.leave_studio().await;
    browser.audit().await;
}

async fn pictures_of_what_is_awaited_are_as_kept() {
    let browser = Browser::studio().await;
    // The page itself, before anything of the application is there: without its rows, and with them.
    for (addresses, name, width, scheme, there) in [
        ("[.]wasm$|collections[?]", "starting-1280-dark", 1280, "dark", "all('.bones').length"),
        ("[.]wasm$|collections[?]", "starting-420-light", 420, "light", "all('.bones').length"),
        ("[.]wasm$", "early-1280-light", 1280, "light", "all('[data-row]').length"),
        ("[.]wasm$", "early-320-dark", 320, "dark", "all('[data-row]').length"),
    ] {
        let held = browser.prepare(&HELD.replace("ADDRESSES", addresses)).await;
        let look = browser.set(width, scheme, "en").await;
        browser.goto("/collections").await;
        browser.picture_once(name, there).await;
        browser.forget(look).await;
        browser.forget(held).await;
    }
    let held = browser.prepare(&HELD.replace("ADDRESSES", "collections[?]|media[?]")).await;
    for (name, width, scheme, locale, path) in [
        ("awaited-1280-light", 1280, "light", "en", "/collections"),
        ("awaited-320-dark-rtl", 320, "dark", "ar", "/collections"),
        ("awaited-media-1280-dark-rtl", 1280, "dark", "he", "/collections/101"),
        ("awaited-media-420-light", 420, "light", "en", "/collections/101"),
    ] {
        let look = browser.set(width, scheme, locale).await;
        browser.goto(path).await;
        browser.picture_once(name, AWAITED).await;
        browser.forget(look).await;
    }
    browser.audit().await;
    browser.forget(held).await;
    browser.leave_studio().await;
}

async fn pictures_of_signing_in_are_as_kept() {
    let browser = Browser::studio().await;
    looks! { browser,
        ("sign-in-320-light", 320, "light", "en"): {
            browser.see("/collections", ROW).await;
            browser.fault(r#"{"path": "/api/public/v1/collections/101*", "times": 3, "status": 401}"#).await;
            browser.touch("[data-row=\"101\"] [data-archive]", "dialog[open]").await;
        };
    }
    browser.clear_faults().await;
    let token = browser.also(&json!({ "sign_in": { "kind": "token" } })).await;
    for (name, width, scheme, locale) in
        [("token-1280-light", 1280, "light", "en"), ("token-320-dark-rtl", 320, "dark", "he")]
    {
        let look = browser.set(width, scheme, locale).await;
        browser.goto("/collections").await;
        // Behind it nothing can be there yet.
        browser.picture_once(name, "all('dialog[open] [type=password]').length && all('[data-keys]').length").await;
        browser.forget(look).await;
    }
    browser.forget(token).await;
    let gateway = browser.also(&json!({ "sign_in": { "kind": "gateway" } })).await;
    looks! { browser,
        ("signed-out-420-dark", 420, "dark", "en"): browser.see("/collections", "[data-state=signed-out]").await;
    }
    browser.audit().await;
    browser.forget(gateway).await;
    browser.leave_studio().await;
}

async fn pictures_of_the_picker_are_as_kept() {
    let browser = Browser::studio().await;
    let picks = browser.also(&json!({ "mode": "pick", "pick_max": 3 })).await;
    let media = "return [...document.querySelector('vitrine-collections').shadowRoot.querySelectorAll('.pick input')]";
    looks! { browser,
        ("picker-1280-light", 1280, "light", "en"): {
            browser.goto("/embed.html?collection=101").await;
            browser.until(&format!("{media}.length")).await;
            browser.run(&format!("{media}.slice(0, 2).forEach((one) => one.click())")).await;
        };
        ("picker-320-dark-rtl", 320, "dark", "ar"): {
            browser.goto("/embed.html?collection=101").await;
            browser.until(&format!("{media}.length")).await;
            browser.run(&format!("{media}[0].click()")).await;
        };
        ("embedded-420-light", 420, "light", "en"): browser.goto("/embed.html").await;
    }
    browser.audit_inside().await;
    browser.forget(picks).await;
    browser.leave_studio().await;
}

async fn pictures_tell_a_moved_button_from_letters_drawn_otherwise() {
    let browser = Browser::studio().await;
    let look = browser.set(1280, "light", "en").await;
    browser.see("/collections", ROW).await;
    let kept = browser.take().await;
    // Letters at another place between two pixels are drawn with other edges.
    browser.run("document.querySelector('main').style.transform = 'translate(.4px, .3px)'").await;
    let has = browser.take().await;
    assert!(kept != has, "nothing was drawn otherwise");
    assert_eq!(differs(&kept, &has), None);
    browser.run("document.querySelector('main').style.transform = ''").await;
    for button in ["[data-create]", "[data-row=\"101\"] [data-permissions]", "[data-row=\"101\"] [data-more]"] {
        for moved in ["8px", "0 8px"] {
            browser.run(&format!("document.querySelector('{button}').style.translate = '{moved}'")).await;
            let has = browser.take().await;
            assert!(differs(&kept, &has).is_some(), "{button} {moved}");
            browser.run(&format!("document.querySelector('{button}').style.translate = ''")).await;
        }
    }
    browser.forget(look).await;
    browser.until(ROWS).await;
    browser.leave_studio().await;
    browser.audit().await;
}
