//! Who has access to a collection.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Icon,
    dialog::dialog,
    icon,
    live::{any, part, text},
    name, name_of, why,
};
use crate::{
    api::{AccessList, CollectionId, Error, Grant, Level, Principal, Unreadable, UserId},
    data::{Shown, Task, use_store},
    i18n::{I18n, use_i18n},
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
}

impl Default for Opened {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens the dialog for the collection of a row or a head.
pub fn share_button(i18n: I18n, now: Memo<Option<Shown>>, class: &'static str) -> impl IntoView {
    let Opened(opened) = expect_context();
    let label = move || {
        let name = now.with(|now| now.as_ref().map_or_else(String::new, |now| name_of(i18n, &now.collection)));
        i18n.access_of(&name)
    };
    let click = move |_| opened.set(now.with_untracked(|now| now.as_ref().map(|now| now.collection.id)));
    view! {
        <button class=class data-permissions="" aria-haspopup="dialog" aria-label=text(label) on:click=click>
            {icon(Icon::Group)}
            <span class="wide">{i18n.access()}</span>
        </button>
    }
}

/// The dialog itself, where one is open.
pub fn access_dialog() -> impl IntoView {
    let i18n = use_i18n();
    let Opened(opened) = expect_context();
    let list = RwSignal::new(None::<Result<Arc<AccessList>, Error>>);
    let asking = StoredValue::new_local(None::<Task>);
    let store = StoredValue::new_local(use_store());
    let ask = move |id: CollectionId| {
        list.set(None);
        let store = store.get_value();
        asking.set_value(Some(Task::spawn(async move {
            let answer = store.api.permissions(id).await.map(Arc::new);
            list.set(Some(answer));
        })));
    };
    Effect::new(move || match opened.get() {
        Some(id) => ask(id),
        None => asking.set_value(None),
    });
    on_cleanup(move || {
        opened.try_set(None);
    });
    let close = move || opened.set(None);
    part(move || {
        any(opened.get().map(|id| {
            let collection = use_store().collection(id);
            let owner = collection.as_ref().and_then(|collection| Some(collection.owner.as_ref()?.id));
            let name = collection.map_or_else(String::new, |collection| name_of(i18n, &collection));
            let heading = i18n.access_title(&name);
            dialog(
                "",
                move || heading.clone(),
                Some(i18n.access_sub()),
                close,
                move || {
                    view! {
                        <div class="body" tabindex="0" role="region" aria-labelledby="vt-dialog-title">
                            {part(move || match list.get() {
                                None => view! { <p role="status">{i18n.loading()}</p> }.into_any(),
                                Some(Ok(list)) => people_and_groups(i18n, &list, owner).into_any(),
                                Some(Err(error)) => view! {
                                    <p class="note bad" role="alert">
                                        <span>{i18n.access_failed(&why(i18n, &error))}</span>
                                        <button class="btn quiet" on:click=move |_| ask(id)>{i18n.act_retry()}</button>
                                    </p>
                                }.into_any(),
                            })}
                        </div>
                        <footer>
                            <button class="btn push" on:click=move |_| close()>{i18n.act_done()}</button>
                        </footer>
                    }
                },
            )
        }))
    })
}

/// People and groups apart, each under its heading.
fn people_and_groups(i18n: I18n, list: &AccessList, owner: Option<UserId>) -> impl IntoView + use<> {
    let is_group = |row: &&Result<Grant, Unreadable>| matches!(row, Ok(Grant { principal: Principal::Group(_), .. }));
    let groups: Vec<_> = list.grants.iter().filter(is_group).cloned().collect();
    let people: Vec<_> = list.grants.iter().filter(|row| !is_group(row)).cloned().collect();
    let section = move |title: String, rows: Vec<Result<Grant, Unreadable>>| {
        (!rows.is_empty()).then(|| {
            view! {
                <h3 class="sect">{title}</h3>
                <ul class="people">{rows.into_iter().map(|row| entry(i18n, row, owner)).collect_view()}</ul>
            }
        })
    };
    let count = |rows: &[Result<Grant, Unreadable>]| i18n.number(rows.len() as u64);
    let (people_title, groups_title) = (i18n.access_people(&count(&people)), i18n.access_groups(&count(&groups)));
    view! {
        {list.grants.is_empty().then(|| view! { <p class="note">{i18n.access_nobody()}</p> })}
        {section(people_title, people)}
        {section(groups_title, groups)}
    }
}

fn entry(i18n: I18n, row: Result<Grant, Unreadable>, owner: Option<UserId>) -> impl IntoView {
    match row {
        Ok(grant) => view! { <li data-permission="">{grant_row(i18n, &grant, owner)}</li> }.into_any(),
        Err(row) => view! { <li data-permission="">{super::row::unreadable_row(i18n, row.id)}</li> }.into_any(),
    }
}

fn grant_row(i18n: I18n, grant: &Grant, owner: Option<UserId>) -> impl IntoView + use<> {
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
    view! {
        <span class=class aria-hidden="true">{initials(&title)}</span>
        <div class="what">
            <bdi class="name">{title}</bdi>
            <div class="meta"><bdi>{detail}</bdi></div>
        </div>
        <span class="plain">{level}</span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
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
