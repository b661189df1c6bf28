//! The dialog that tells the keys, and turns them off.

use leptos::prelude::event_target_checked;

use super::{super::dialog, Keys};
use crate::dom::{El, Nodes, el, nodes};

/// All keys, and the switch.
pub(super) fn dialog_of(keys: Keys) -> El {
    let i18n = keys.app.i18n;
    let arrows = || nodes().with(key("↑".to_owned())).with(" ").with(key("↓".to_owned()));
    let ends = nodes().with(key(i18n.keys_home())).with(" ").with(key(i18n.keys_end()));
    let one = |name: &str| nodes().with(key(name.to_owned()));
    let lines = [
        (arrows(), i18n.keys_walk()),
        (ends, i18n.keys_ends()),
        (nodes().with(key(i18n.keys_enter())), i18n.keys_opens()),
        (one("x"), i18n.keys_select()),
        (one("e"), i18n.keys_archive()),
        (one("s"), i18n.share()),
        (one("/"), i18n.find()),
        (one("g"), i18n.keys_turn()),
        (one("?"), i18n.keys_help()),
        (nodes().with(key(i18n.keys_escape())), i18n.keys_leave()),
    ];
    let line = |(key, does): (Nodes, String)| nodes().with(el("dt").with(key)).with(el("dd").with(does));
    let list = el("dl").class("facts").with(lines.into_iter().map(line).collect::<Vec<_>>());
    let switch = el("input")
        .attr("type", "checkbox")
        .attr("role", "switch")
        .prop("checked", move || keys.on.get().into())
        .on("change", move |event| keys.turn(event_target_checked(&event)));
    let close = move || keys.shown.set(false);
    let done = el("button").class("btn push").with(i18n.act_done()).on("click", move |_| close());
    let content = nodes()
        .with(dialog::body().with(list))
        .with(dialog::bare("footer").with(el("label").class("btn").with(switch).with(i18n.keys_on())).with(done));
    dialog::dialog("small", i18n.keys_open(), None, close, content)
}

fn key(name: String) -> El {
    el("kbd").with(name)
}
