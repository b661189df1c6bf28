//! Sends a creation, once, and shows what it came to.

use std::{cell::Cell, rc::Rc};

use super::{
    Typed,
    draft::{self, Draft},
    wrong::{Wrong, name_refused},
};
use crate::{
    api::{CollectionId, Error, Paging, UserId},
    app::App,
    data::spawn,
    route::Route,
    shell::How,
    signal::RwSignal,
    ui::why,
};

/// Sends what is typed, unless something is wrong with it; the flag is for what may have been created already. What is
/// being sent needs no keeping when the dialog goes: `left`.
pub(super) fn sender(
    app: App,
    wrong: Wrong,
    sending: RwSignal<bool>,
    typed: Typed,
    left: Rc<Cell<bool>>,
) -> Rc<dyn Fn(bool)> {
    let i18n = app.i18n;
    Rc::new(move |again| {
        let (name, text) = (typed.name.value(), typed.owner.value());
        if sending.get_untracked() || wrong.is_about(&name) && !again {
            return;
        }
        wrong.clear();
        let owner: Option<UserId> = match text.trim() {
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
        left.set(true);
        let (store, left) = (app.store.get_value(), left.clone());
        // Not tied to the dialog: what has been asked for is carried out, and its end is told.
        spawn(async move {
            let result = store.create(name.clone(), owner).await;
            let seen = sending.try_set(false).is_none();
            match result {
                Ok(id) => created(app, id, &name, seen).await,
                Err(error) => {
                    left.set(false);
                    // Somebody else who is there now hears nothing of it.
                    if !wrong.tell(i18n, &name, owner, &error) && error != Error::Aborted {
                        let text = if error.may_have_happened() {
                            i18n.create_unsure()
                        } else {
                            i18n.create_refused(&why(i18n, &error))
                        };
                        draft::keep(app, text, Draft { name, owner: text_of(owner), answer: Some(error) });
                    }
                }
            }
        });
    })
}

fn text_of(owner: Option<UserId>) -> String {
    owner.map_or_else(String::new, |id| id.to_string())
}

/// It is there: shown where it landed, marked and focused. Whoever has closed the dialog meanwhile is elsewhere, and
/// only told.
async fn created(app: App, id: CollectionId, name: &str, seen: bool) {
    let text = app.i18n.create_done(name);
    if !seen {
        return app.toasts.offer(text, app.i18n.create_show(), move || spawn(show(app, id)));
    }
    app.ask.close();
    app.toasts.say(text);
    show(app, id).await;
}

/// Where it is in the list, marked and focused.
pub(super) async fn show(app: App, id: CollectionId) {
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
