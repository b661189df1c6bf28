//! The entry that `embed.js` loads: an element in somebody else's page.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, ShadowRoot};

use crate::{
    api::{Fetch, Until},
    app::{App, use_app},
    config::{Config, Wrong},
    i18n::{I18n, Spoken, choose::choose, load, preferred},
    shell::{
        Host, Port, Start,
        element::{self, Place},
    },
    signal::StoredValue,
    start::{Refused, no_settings, put},
    ui,
};

/// Draws an element into `into`, which stands in `shadow`: at this address, by settings as in `config.json`. The
/// port is handed a function that is told what to do: to `go` to an address, to `reload`, or, twice, to `stop`.
#[wasm_bindgen]
pub fn element(shadow: ShadowRoot, into: HtmlElement, settings: &str, address: String, port: Port) {
    let config = Config::read(settings);
    let (decided, offered) =
        config.as_ref().map_or((None, &[][..]), |config| (config.locale.as_deref(), &config.locales));
    let choice = choose(decided, None, &preferred(), offered);
    let host = Host::new(port);
    // Before anything is mounted, only this one runs.
    spawn_local(async move {
        let words = host.words(choice.language);
        let spoken = load::begin(choice, words).await;
        draw(shadow, into, config, &address, host, spoken);
    });
}

fn draw(
    shadow: ShadowRoot,
    into: HtmlElement,
    config: Result<Config, Wrong>,
    address: &str,
    host: Host,
    spoken: Spoken,
) {
    let hand = host.hand();
    let owner = Owner::new();
    let (transport, leave) = Until::new(Fetch::default());
    let (drawn, shown) = owner.with(|| {
        let i18n = I18n::new(spoken);
        i18n.tell(Some(into.clone().into()));
        match config {
            Ok(config) => {
                let place = Place::new(address, config.page_size);
                let app = StoredValue::new_local(None::<App>);
                let around = into.clone();
                let draw = move || {
                    let start = Start { config, transport: Rc::new(transport) };
                    let nodes = element::element(start, i18n, shadow, &around, place, host);
                    app.set_value(Some(use_app()));
                    nodes
                };
                (put(into, Box::new(draw)), app.get_value().map(|app| (place, app)))
            }
            Err(wrong) => {
                let refused = Refused::Wrong(wrong);
                host.tell("error", &[("reason", "settings"), ("message", &refused.words(i18n).1)]);
                (put(into, Box::new(move || no_settings(i18n, &refused, true))), None)
            }
        }
    });
    let (mut held, mut leave) = (Some(drawn), Some(leave));
    let told = move |word: String, value: String| match (&*word, shown) {
        ("go", Some((place, _))) => place.go(&value),
        ("reload", Some((_, app))) => ui::begin_afresh(app, None),
        // Requests end first. What they, and frames that are due, would write to goes when it is told once more.
        // (Where nothing is shown any word does so: there is nothing to lose.)
        _ if leave.take().is_none() => {
            drop(held.take());
            owner.cleanup();
        }
        (_, Some((_, app))) => ui::end(app),
        _ => {}
    };
    hand(Closure::<dyn FnMut(String, String)>::new(told).into_js_value());
}
