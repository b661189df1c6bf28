//! The engines that the tests run in, and what everybody has to be able to do in each.

use serde_json::{Value, json};
use thirtyfour::Capabilities;

use super::setting;

/// The main tasks, by the names of their tests: what `VITRINE_TASKS=main` leaves.
pub(crate) const MAIN: [&str; 11] = [
    "a_person_pages_through_collections_by_mouse",
    "a_person_pages_and_opens_a_collection_by_keyboard",
    "back_leads_to_the_row_and_the_place_that_a_person_left",
    "archiving_shows_at_once_and_can_be_undone",
    "many_are_added_at_once",
    "a_new_collection_is_shown_where_it_landed",
    "deleting_asks_first_and_leads_on_to_the_next_row",
    "many_are_archived_and_it_can_be_undone",
    "a_search_goes_through_every_page_and_is_in_the_address",
    "an_ended_session_keeps_what_is_shown_and_goes_on_after_signing_in",
    "five_lines_show_the_collections",
];

/// A profile of Firefox (zip, Base64) with one file, `chrome/userChrome.css`: `:root{min-width:0!important}`. Its window
/// would be 450 pixels wide at least.
const SLIM: &str = "UEsDBBQAAAAAAAAAIQANGcDUHAAAABwAAAAVAAAAY2hyb21lL3VzZXJDaHJvbWUuY3NzOnJvb3R7bWluLXdpZHRoOjAhaW1wb3J0YW50fVBL\
    AQIUAxQAAAAAAAAAIQANGcDUHAAAABwAAAAVAAAAAAAAAAAAAACAAQAAAABjaHJvbWUvdXNlckNocm9tZS5jc3NQSwUGAAAAAAEAAQBDAAAATwAAAAAA";

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The one that `VITRINE_BROWSER` names, and Chromium where it names none.
    pub(crate) fn chosen() -> Self {
        match std::env::var("VITRINE_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("VITRINE_BROWSER: there is no engine {other}"),
        }
    }

    /// How long (ms) is waited for what has to come. Firefox and WebKit draw without help of a graphics card here, and
    /// beside other work take several times as long.
    pub(crate) fn patience(self) -> u32 {
        match self {
            Self::Chromium => 10_000,
            Self::Firefox | Self::WebKit => 25_000,
        }
    }

    /// What is told of an answer that was cut off. WebKit takes it for the whole one.
    pub(crate) fn cut_off(self) -> &'static str {
        if self == Self::WebKit { "nonsense" } else { "unreachable" }
    }

    /// What a session asks its driver for.
    pub(super) fn capabilities(self) -> Capabilities {
        let (name, options) = match self {
            Self::Chromium => ("chrome", ("goog:chromeOptions", chromium())),
            Self::Firefox => {
                let preferences = json!({
                    // Its list of what was downloaded would take the next key.
                    "browser.download.alwaysOpenPanel": false,
                    // As would its own search, by "/".
                    "accessibility.typeaheadfind.manual": false,
                    // Reads what is in the profile.
                    "toolkit.legacyUserProfileCustomizations.stylesheets": true,
                });
                let options = json!({
                    "binary": setting("FIREFOX"),
                    "args": ["-headless"],
                    "prefs": preferences,
                    "profile": SLIM,
                });
                ("firefox", ("moz:firefoxOptions", options))
            }
            Self::WebKit => {
                let options = json!({ "binary": setting("MINIBROWSER"), "args": ["--automation"] });
                ("MiniBrowser", ("webkitgtk:browserOptions", options))
            }
        };
        let all = json!({
            "browserName": name,
            options.0: options.1,
            // Where a test speaks TLS, its certificate is its own.
            "acceptInsecureCerts": true,
            "timeouts": { "pageLoad": if self == Self::WebKit { 40_000 } else { 300_000 } },
            // What a page asks on leaving is what a test is about.
            "unhandledPromptBehavior": "ignore",
        });
        all.as_object().cloned().unwrap().into()
    }
}

fn chromium() -> Value {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
        "--lang=en-US",
        // A tab that is not in front runs as fast as the one that is.
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
    ];
    json!({ "binary": setting("CHROMIUM"), "args": arguments })
}
