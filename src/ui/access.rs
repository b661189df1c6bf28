//! Who has access to a collection.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Icon, dialog::dialog, icon, name, name_of, why};
use crate::{
    api::{AccessList, CollectionId, Error, Grant, Level, Principal, Unreadable, UserId},
    app::{App, use_app},
    data::{Shown, Task},
    dom::{El, Nodes, Part, el, nodes, part},
    extras,
    i18n::I18n,
};

/// Whose access is being looked at.
#[derive(Clone, Copy)]
pub struct Opened(RwSignal<Option<CollectionId>>);

impl Opened {
    /// Nobody's.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens the dialog for a collection.
    pub fn open(self, id: CollectionId) {
        self.0.set(Some(id));
    }
}

impl Default for Opened {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens the dialog for the collection of a row or a head.
pub fn share_button(i18n: I18n, now: Memo<Option<Shown>>, class: &'static str) -> El {
    let Opened(opened) = use_app().opened;
    let label = move || now.with(|now| now.as_ref().map(|now| i18n.access_of(&name_of(i18n, &now.collection))));
    el("button")
        .class(class)
        .attr("data-permissions", "")
        .attr("aria-haspopup", "dialog")
        .attr("aria-label", label)
        .on("click", move |_| opened.set(now.with_untracked(|now| now.as_ref().map(|now| now.collection.id))))
        .with(icon(Icon::Group))
        .with(el("span").class("wide").with(i18n.access()))
}

/// The dialog itself, where one is open.
pub fn access_dialog() -> Part {
    let app = use_app();
    let Opened(opened) = app.opened;
    on_cleanup(move || {
        opened.try_set(None);
    });
    part(move || opened.get().map(|id| extras::draw(move |extras| (extras.access)(app, id))))
}

/// The dialog for one collection.
pub(crate) fn dialog_of(app: App, id: CollectionId) -> El {
    let App { i18n, opened: Opened(opened), .. } = app;
    let close = move || opened.set(None);
    let store = app.store.get_value();
    let collection = store.collection(id);
    let owner = collection.as_ref().and_then(|collection| Some(collection.owner.as_ref()?.id));
    let name = collection.map_or_else(String::new, |collection| name_of(i18n, &collection));
    let list = RwSignal::new(None::<Result<Arc<AccessList>, Error>>);
    let asking = StoredValue::new_local(None::<Task>);
    let ask = move || {
        list.set(None);
        let store = store.clone();
        asking.set_value(Some(Task::spawn(async move {
            let answer = store.api.permissions(id).await.map(Arc::new);
            list.set(Some(answer));
        })));
    };
    ask();
    let body = part(move || match list.get() {
        None => nodes().with(el("p").attr("role", "status").with(i18n.loading())),
        Some(Ok(list)) => people_and_groups(i18n, &list, owner),
        Some(Err(error)) => {
            let ask = ask.clone();
            nodes().with(
                el("p")
                    .class("note bad")
                    .attr("role", "alert")
                    .with(el("span").with(i18n.access_failed(&why(i18n, &error))))
                    .with(el("button").class("btn quiet").with(i18n.act_retry()).on("click", move |_| ask())),
            )
        }
    });
    let content = nodes()
        .with(super::dialog::body().with(body))
        .with(el("footer").with(el("button").class("btn push").with(i18n.act_done()).on("click", move |_| close())));
    dialog("", i18n.access_title(&name), Some(i18n.access_sub()), close, content)
}

/// People and groups apart, each under its heading.
fn people_and_groups(i18n: I18n, list: &AccessList, owner: Option<UserId>) -> Nodes {
    let is_group = |row: &&Result<Grant, Unreadable>| matches!(row, Ok(Grant { principal: Principal::Group(_), .. }));
    let (groups, people): (Vec<_>, Vec<_>) = list.grants.iter().partition(is_group);
    let section = |title: fn(I18n, &str) -> String, rows: Vec<&Result<Grant, Unreadable>>| {
        (!rows.is_empty()).then(|| {
            let title = title(i18n, &i18n.number(rows.len() as u64));
            let rows: Vec<El> = rows.into_iter().map(|row| entry(i18n, row, owner)).collect();
            nodes().with(el("h3").class("sect").with(title)).with(el("ul").class("people").with(rows))
        })
    };
    nodes()
        .with(list.grants.is_empty().then(|| el("p").class("note").with(i18n.access_nobody())))
        .with(section(I18n::access_people, people))
        .with(section(I18n::access_groups, groups))
}

fn entry(i18n: I18n, row: &Result<Grant, Unreadable>, owner: Option<UserId>) -> El {
    let entry = el("li").attr("data-permission", "");
    match row {
        Ok(grant) => entry.with(grant_row(i18n, grant, owner)),
        Err(row) => entry.with(super::row::unreadable_row(i18n, row.id)),
    }
}

fn grant_row(i18n: I18n, grant: &Grant, owner: Option<UserId>) -> Nodes {
    let (id, class) = match grant.principal {
        Principal::User(id) => (i18n.access_person(&id.to_string()), "ava"),
        Principal::Group(id) => (i18n.access_group(&id.to_string()), "ava g"),
    };
    let title = grant.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
    let detail = grant.email.clone().unwrap_or(id);
    let (level, _) = match &grant.level {
        _ if matches!(grant.principal, Principal::User(id) if Some(id) == owner) => (i18n.level_owner(), ""),
        Level::Admin => (i18n.level_admin(), ""),
        other => name::level(i18n, other),
    };
    nodes()
        .with(el("span").class(class).attr("aria-hidden", "true").with(initials(&title)))
        .with(
            el("div")
                .class("what")
                .with(el("bdi").class("name").with(title))
                .with(el("div").class("meta").with(el("bdi").with(detail))),
        )
        .with(el("span").class("plain").with(level))
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    // Capitals are the style sheet's affair: Unicode's tables of them would add 6 kB.
    let letter = |word: &str| word.chars().find(|letter| !letter.is_ascii_punctuation());
    let mut words = name.split_whitespace().filter_map(letter);
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Dr. Miriam Okafor"), "DO");
        assert_eq!(initials("(Lin)"), "L");
        assert_eq!(initials("<>"), "");
    }
}
