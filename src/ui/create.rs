//! A new collection. It is sent once; where its answer is lost, the list is looked through, and the choice is
//! the person's.

mod draft;
mod send;
mod unsure;
mod wrong;

use web_sys::{Event, HtmlInputElement};

use self::{
    draft::Draft,
    send::sender,
    wrong::{Looked, Wrong},
};
use super::{
    Icon,
    dialog::{bare, dialog},
    icon,
    within::{Question, Within},
};
use crate::{
    app::App,
    dom::{El, Nodes, el, nodes, part},
    i18n::I18n,
    signal::{Memo, RwSignal},
};

/// The dialog. What was typed in one that has gone, and is asked for again, is there.
pub(crate) fn dialog_of(app: App) -> El {
    let App { i18n, ask, .. } = app;
    let wrong = Wrong::new();
    let sending = RwSignal::new(false);
    let name = field("vt-new-name", "text", wrong.name).attr("autofocus", "");
    let owner = field("vt-new-owner", "text", wrong.owner).attr("inputmode", "numeric");
    let typed = Typed { name: name.node(), owner: owner.node() };
    // What the buttons are follows what is typed.
    let written = RwSignal::new(0_u32);
    let others = el("details").with(el("summary").with(i18n.create_for_other())).with(
        el("div")
            .class("stack")
            .with(labelled(i18n.create_owner(), owner, wrong.owner))
            .with(el("p").class("hint").with(i18n.create_owner_hint())),
    );
    let others = typed.take_up(i18n, wrong, others);
    let now = typed.name.clone();
    // What may be there already is sent again only by the button that says so, once it has been looked for.
    let unsure = Memo::new(move |_| {
        written.track();
        wrong.unsure.track();
        wrong.is_about(&now.value())
    });
    let left = draft::guard(app, typed.clone());
    let send = sender(app, wrong, sending, typed.clone(), left.clone());
    let again = send.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        send(false);
    };
    let within = Within::new();
    let close = move || {
        // What is being sent goes on, and what is there already is no loss.
        let found = wrong.looked.get_untracked() == Some(Looked::Found) && wrong.is_about(&typed.name.value());
        let sent = sending.get_untracked() || found;
        let close = {
            let left = left.clone();
            move || {
                left.set(true);
                ask.close();
            }
        };
        if sent || typed.is_empty() {
            return close();
        }
        let unsure = wrong.unsure.with_untracked(Option::is_some);
        within.ask(Question {
            title: i18n.create_discard(),
            why: if unsure { i18n.create_unsure() } else { i18n.create_discard_why() },
            no: i18n.share_keep(),
            yes: i18n.share_discard(),
            act: Box::new(close),
        });
    };
    let body = el("div")
        .class("body stack")
        .with(labelled(i18n.create_name(), name, wrong.name))
        .with(others)
        .with(part(move || wrong.whole.get().map(|text| el("p").class("note bad").attr("role", "alert").with(text))))
        .with(part(move || wrong.unsure.get().map(|name| unsure::look(app, name, wrong.looked))));
    let word = move || if sending.get() { i18n.create_sending() } else { i18n.act_create() };
    let act = move || {
        if !unsure.get() {
            return el("button").class("btn primary").attr("aria-disabled", move || sending.get()).with(word);
        }
        let again = again.clone();
        el("button")
            .attr("type", "button")
            .class("btn")
            .attr("data-again", "")
            .attr("hidden", move || wrong.looked.get().is_none())
            .with(i18n.create_again())
            .on("click", move |_| again(true))
    };
    let cancel = close.clone();
    let footer = bare("footer")
        .with(
            el("button")
                .attr("type", "button")
                .class("btn push")
                .with(i18n.act_cancel())
                .on("click", move |_| cancel()),
        )
        .with(part(move || Some(act())));
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", submit)
        .on("input", move |_| written.update(|count| *count += 1))
        .with(body)
        .with(footer);
    let content = nodes().with(form).with(within.part());
    dialog("small", i18n.create_title(), Some(i18n.create_sub()), close, content).attr("data-opener", "[data-create]")
}

/// What is in the two fields.
#[derive(Clone)]
struct Typed {
    name: HtmlInputElement,
    owner: HtmlInputElement,
}

impl Typed {
    fn is_empty(&self) -> bool {
        self.name.value().trim().is_empty() && self.owner.value().trim().is_empty()
    }

    /// Takes up what was typed in a dialog that has gone, and what came of it.
    fn take_up(&self, i18n: I18n, wrong: Wrong, others: El) -> El {
        let Some(Draft { name, owner, answer }) = draft::take() else { return others };
        self.name.set_value(&name);
        self.owner.set_value(&owner);
        if let Some(error) = answer {
            wrong.tell(i18n, &name, owner.trim().parse().ok(), &error);
        }
        if owner.is_empty() { others } else { others.attr("open", "") }
    }
}

fn field(id: &'static str, kind: &'static str, wrong: RwSignal<Option<String>>) -> El {
    el("input")
        .class("field")
        .attr("id", id)
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("aria-invalid", move || wrong.with(Option::is_some))
        .attr("aria-describedby", [id, "-wrong"].concat())
}

/// A field under its label, with what is wrong about it below.
fn labelled(label: String, field: El, wrong: RwSignal<Option<String>>) -> Nodes {
    let id = field.node::<HtmlInputElement>().id();
    let text = move |text: String| nodes().with(icon(Icon::WARNING)).with(el("span").with(text));
    nodes().with(el("label").class("label").attr("for", id.clone()).with(label)).with(field).with(
        el("p")
            .class("wrong")
            .attr("id", id + "-wrong")
            .attr("role", "alert")
            .with(part(move || wrong.get().map(text))),
    )
}
