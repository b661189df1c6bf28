//! A new collection. It is sent once; where its answer is lost, the list is looked through, and the choice is
//! the person's.

mod unsure;

use web_sys::{Event, HtmlInputElement};

use super::{Icon, dialog::dialog, icon};
use crate::{
    api::{CollectionId, Error, Paging, UserId},
    app::App,
    data::spawn,
    dom::{El, Nodes, el, nodes, part},
    i18n::I18n,
    route::Route,
    shell::How,
    signal::RwSignal,
};

/// The longest name that the server takes, in characters.
const LONGEST: usize = 255;

/// What is wrong, by the field that it is about.
#[derive(Clone, Copy)]
struct Wrong {
    name: RwSignal<Option<String>>,
    owner: RwSignal<Option<String>>,
    whole: RwSignal<Option<String>>,
    /// The name that may have been created.
    unsure: RwSignal<Option<String>>,
}

impl Wrong {
    fn new() -> Self {
        let none = || RwSignal::new(None);
        Self { name: none(), owner: none(), whole: none(), unsure: none() }
    }

    fn clear(self) {
        for one in [self.name, self.owner, self.whole, self.unsure] {
            one.set(None);
        }
    }

    /// Where an answer belongs. `false` where the dialog has gone and nobody reads it.
    fn tell(self, i18n: I18n, name: String, owner: Option<UserId>, error: &Error) -> bool {
        let why = || super::why(i18n, error);
        let said = |fallback: String| error.told().map_or(fallback, str::to_owned);
        let about_owner = |text: String| self.owner.try_set(Some(text)).is_none();
        match (error, owner) {
            (error, _) if error.may_have_happened() => self.unsure.try_set(Some(name)).is_none(),
            (Error::Forbidden(_), Some(_)) => about_owner(i18n.create_not_for_others()),
            (Error::NotFound(_), Some(owner)) => about_owner(i18n.create_no_such_person(&owner.to_string())),
            // The server says of which of the two it speaks, or else it is the name.
            (Error::Invalid { .. }, Some(_)) if error.told().is_some_and(|told| told.contains("user")) => {
                about_owner(said(i18n.create_owner_wrong()))
            }
            (Error::Invalid { .. }, _) => self.name.try_set(Some(said(i18n.create_name_wrong()))).is_none(),
            _ => self.whole.try_set(Some(i18n.create_refused(&why()))).is_none(),
        }
    }
}

/// Why a name would be refused, if that is known beforehand.
fn name_refused(i18n: I18n, name: &str) -> Option<String> {
    if name.trim().is_empty() {
        return Some(i18n.create_name_missing());
    }
    if name.chars().count() > LONGEST {
        return Some(i18n.create_name_long(&i18n.number(name.chars().count() as u64)));
    }
    name.chars().any(char::is_control).then(|| i18n.create_name_control())
}

/// The dialog.
pub(crate) fn dialog_of(app: App) -> El {
    let App { i18n, ask, .. } = app;
    let wrong = Wrong::new();
    let sending = RwSignal::new(false);
    let name = field("vt-new-name", "text", wrong.name).attr("autofocus", "");
    let owner = field("vt-new-owner", "text", wrong.owner).attr("inputmode", "numeric");
    let typed = (name.node::<HtmlInputElement>(), owner.node::<HtmlInputElement>());
    let send = move |again: bool| {
        let (name, owner) = (typed.0.value(), typed.1.value());
        // What may be there already is sent again only by the button that says so.
        let unsure = wrong.unsure.with_untracked(|unsure| unsure.as_ref() == Some(&name));
        if sending.get_untracked() || unsure && !again {
            return;
        }
        wrong.clear();
        let owner: Option<UserId> = match owner.trim() {
            "" => None,
            text => match text.parse() {
                Ok(id) => Some(id),
                Err(_) => return wrong.owner.set(Some(i18n.create_owner_wrong())),
            },
        };
        if let Some(refused) = name_refused(i18n, &name) {
            return wrong.name.set(Some(refused));
        }
        sending.set(true);
        let store = app.store.get_value();
        // Not tied to the dialog: what has been asked for is carried out, and its end is told.
        spawn(async move {
            let result = store.create(name.clone(), owner).await;
            let _ = sending.try_set(false);
            match result {
                Ok(id) => created(app, id, &name).await,
                Err(error) => {
                    if !wrong.tell(i18n, name, owner, &error) {
                        app.toasts.say(i18n.create_refused(&super::why(i18n, &error)));
                    }
                }
            }
        });
    };
    let again = send.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        send(false);
    };
    let close = move || ask.close();
    let word = move || if sending.get() { i18n.create_sending() } else { i18n.act_create() };
    let others = el("details").with(el("summary").with(i18n.create_for_other())).with(
        el("div")
            .class("stack")
            .with(labelled(i18n.create_owner(), owner, wrong.owner))
            .with(el("p").class("hint").with(i18n.create_owner_hint())),
    );
    let body = el("div")
        .class("body stack")
        .with(labelled(i18n.create_name(), name, wrong.name))
        .with(others)
        .with(part(move || wrong.whole.get().map(|text| el("p").class("note bad").attr("role", "alert").with(text))))
        .with(part(move || {
            wrong.unsure.get().map(|name| {
                unsure::look(app, name, {
                    let again = again.clone();
                    move || again(true)
                })
            })
        }));
    let footer = el("footer")
        .with(
            el("button").attr("type", "button").class("btn push").with(i18n.act_cancel()).on("click", move |_| close()),
        )
        .with(
            el("button")
                .class("btn primary")
                .attr("aria-disabled", move || sending.get() || wrong.unsure.with(Option::is_some))
                .with(word),
        );
    let form = el("form").attr("novalidate", "").on("submit", submit).with(body).with(footer);
    dialog("small", i18n.create_title(), Some(i18n.create_sub()), close, form).attr("data-opener", "[data-create]")
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
    let text = move |text: String| nodes().with(icon(Icon::Warning)).with(el("span").with(text));
    nodes().with(el("label").class("label").attr("for", id.clone()).with(label)).with(field).with(
        el("p")
            .class("wrong")
            .attr("id", id + "-wrong")
            .attr("role", "alert")
            .with(part(move || wrong.get().map(text))),
    )
}

/// It is there: shown where it landed, marked and focused.
async fn created(app: App, id: CollectionId, name: &str) {
    app.ask.close();
    app.toasts.say(app.i18n.create_done(name));
    show(app, id).await;
}

async fn show(app: App, id: CollectionId) {
    let route = app.nav.address.get_untracked().route;
    let per_page = route.paging().map_or_else(|| app.config.with_value(|config| config.page_size), |at| at.per_page);
    let page = app.store.get_value().whereabouts(id, per_page).await;
    app.aim.set(Some(id));
    let route = match page {
        Some(page) => Route::collections(Paging { page, per_page }),
        None => Route::Collection { id, paging: Paging { page: 1, per_page }, open: None },
    };
    app.nav.go(&route, How::Push);
}
