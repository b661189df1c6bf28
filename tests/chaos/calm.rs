//! The network is good again: what has to hold then.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use vitrine::{
    api::{CollectionId, Method, Paging, Principal},
    auth::State,
    data::{Key, Load, RowOf, spawn},
};

use crate::{
    person::{Access, Person},
    time::World,
};

type Checked = Result<(), String>;

/// Waits until nothing is under way, and holds the store against the server.
pub(crate) fn calm(world: &mut World, person: &Person) -> Checked {
    person.net.calm.set(true);
    let checked = settled(world, person).and_then(|()| {
        person.see_bulk();
        person.rests()?;
        acknowledged(person)?;
        // Somebody looks at all of it once more.
        person.listing().retry();
        let pages = look_at_all(world, person);
        if !world.settle() {
            return Err("the list goes on asking for ever".to_owned());
        }
        person.rests()?;
        equal(person, &pages.borrow())
    });
    person.net.calm.set(false);
    checked
}

fn settled(world: &mut World, person: &Person) -> Checked {
    for _ in 0..50 {
        if !world.settle() {
            return Err(format!("it never comes to rest: {:?}", person.rests()));
        }
        if person.auth.state() != State::Expired {
            return Ok(());
        }
        person.auth.signed_in(Some(format!("demo-{}", person.name())));
    }
    Err("signing in does not help".to_owned())
}

/// The collections as the server lists them.
fn listed(person: &Person) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let path = format!("/collections?page={page}&per_page=50");
        let (_, list) = person.net.truth(person.name(), Method::Get, &path);
        rows.extend(list["collections"].as_array().unwrap().clone());
        if list["meta"]["last_page"].as_i64().unwrap() <= page {
            return rows;
        }
    }
    rows
}

fn id_of(row: &Value) -> CollectionId {
    CollectionId::new(row["id"].as_i64().unwrap()).unwrap()
}

/// Whatever the person was told has to be so.
fn acknowledged(person: &Person) -> Checked {
    let notes = person.notes.borrow();
    let mut by_name: HashMap<String, Vec<CollectionId>> = HashMap::new();
    for who in &notes.makers {
        let page = |page| person.net.truth(who, Method::Get, &format!("/collections?page={page}&per_page=50")).1;
        let last = page(1)["meta"]["last_page"].as_i64().unwrap();
        for row in (1..=last).flat_map(|at| page(at)["collections"].as_array().unwrap().clone()) {
            let of = by_name.entry(row["name"].as_str().unwrap_or_default().to_owned()).or_default();
            if !of.contains(&id_of(&row)) {
                of.push(id_of(&row));
            }
        }
    }
    for (name, made) in &notes.created {
        let there = by_name.get(name).cloned().unwrap_or_default();
        let gone = made.is_some_and(|id| notes.deleted.contains(&id));
        let right = match made {
            Some(id) => there == [*id] || (gone && there.is_empty()),
            None => there.is_empty(),
        };
        if !right {
            return Err(format!("{name} was told to be {made:?} (deleted: {gone}), and there are {there:?}"));
        }
    }
    if let Some((name, times)) = person.net.creates.borrow().iter().find(|(_, times)| **times > 1) {
        return Err(format!("{name} was sent {times} times"));
    }
    for id in &notes.deleted {
        let (status, _) = person.net.truth("teacher", Method::Get, &format!("/collections/{id}"));
        if status != 404 {
            return Err(format!("{id} was told to be deleted, and the server says {status}"));
        }
    }
    for (id, want) in &notes.wants {
        let (status, answer) = person.net.truth(person.name(), Method::Get, &format!("/collections/{id}"));
        let archived = !answer["collection"]["archived_at"].is_null();
        match want.told {
            // What is so already needs no word.
            None if status == 200 && want.archived.is_some_and(|wanted| wanted != archived) => {
                return Err(format!("{id} was to be archived: {:?}, and nothing was told of it", want.archived));
            }
            Some(true) if status == 200 && want.archived.is_some_and(|wanted| wanted != archived) => {
                return Err(format!("{id} was told to be archived: {:?}, and is not so", want.archived));
            }
            _ => {}
        }
    }
    access(person)
}

fn access(person: &Person) -> Checked {
    let notes = person.notes.borrow();
    let mut lists: BTreeMap<CollectionId, Value> = BTreeMap::new();
    for ((id, principal), expected) in &notes.access {
        let list = lists
            .entry(*id)
            .or_insert_with(|| person.net.truth("teacher", Method::Get, &format!("/collections/{id}/permissions")).1);
        let (kind, number) = match principal {
            Principal::User(id) => ("user", id.get()),
            Principal::Group(id) => ("group", id.get()),
        };
        let rows = list["permissions"].as_array().or(list.as_array()).cloned();
        let Some(rows) = rows else { continue };
        let row = rows
            .iter()
            .find(|row| row["id"] == number && row["type"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(kind)));
        let level = row.and_then(|row| row["permission"].as_str());
        let right = match expected {
            Access::None => level.is_none(),
            Access::Is(wanted) => level == Some(wanted.word()),
        };
        if !right {
            return Err(format!("{principal:?} was told to have {expected:?} of {id}, and has {level:?}"));
        }
    }
    Ok(())
}

type Pages = std::rc::Rc<std::cell::RefCell<Vec<Result<std::sync::Arc<vitrine::data::Page>, vitrine::api::Error>>>>;

/// Fetches every page, one after the other.
fn look_at_all(_: &mut World, person: &Person) -> Pages {
    let (pages, store) = (Pages::default(), person.store.clone());
    let seen = pages.clone();
    spawn(async move {
        for page in 1.. {
            let fetched = store.fetch(Key::Collections(Paging { page, per_page: 50 })).await;
            let more = fetched.as_ref().is_ok_and(|page| page.more);
            seen.borrow_mut().push(fetched);
            if !more {
                return;
            }
        }
    });
    pages
}

/// The store and the screen equal the server.
fn equal(person: &Person, pages: &[Result<std::sync::Arc<vitrine::data::Page>, vitrine::api::Error>]) -> Checked {
    let rows = listed(person);
    let ids: Vec<CollectionId> = rows.iter().map(id_of).collect();
    let mut known = Vec::new();
    for page in pages {
        let page = page.as_ref().map_err(|error| format!("a page can't be had: {error:?}"))?;
        known.extend(page.rows.iter().map(|row| if let RowOf::Collection(id) = row { Ok(*id) } else { Err(()) }));
    }
    if known != ids.iter().map(|id| Ok(*id)).collect::<Vec<_>>() {
        return Err(format!("the pages hold {known:?} and the server {ids:?}"));
    }
    for (id, row) in ids.iter().zip(&rows) {
        let shown = person.store.peek(*id).ok_or_else(|| format!("{id} is not known"))?;
        let archived = !row["archived_at"].is_null();
        if shown.archived != Some(archived) || shown.collection.name.as_deref() != row["name"].as_str() {
            return Err(format!(
                "{id} is shown as archived {:?}, {:?}; the server: {row}",
                shown.archived, shown.collection.name
            ));
        }
    }
    let wanted = person.listing().key.get_untracked();
    person.listing().load.with_untracked(|load| {
        let Load::Ready(page) = load else { return Err(format!("the list shows {:?}", load.error())) };
        let Paging { page: at, per_page } = wanted.paging();
        let first = usize::try_from((at - 1) * per_page).unwrap();
        let there: Vec<RowOf> =
            ids.iter().skip(first).take(usize::try_from(per_page).unwrap()).map(|id| RowOf::Collection(*id)).collect();
        if page.key == wanted && page.rows == there {
            Ok(())
        } else {
            Err(format!("the screen shows {:?} {:?} instead of {wanted:?} {there:?}", page.key, page.rows))
        }
    })
}
