//! The network is good again: what has to hold then.

use std::time::{Duration, Instant};

use serde_json::json;

use super::person::Person;

type Checked = Result<(), String>;

/// What goes on takes no longer than this once nothing fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Nor is a write sent again for longer.
const WRITES: Duration = Duration::from_secs(20);

/// What a person sees that is still to come.
const BUSY: &str = "
    const busy = [...document.querySelectorAll('[aria-busy=true], .bones, [data-running]')].filter((it) => it.checkVisibility());
    const words = /(Adding|Creating|Deleting|looking|Looking for it).*…/.test(document.querySelector('dialog')?.textContent ?? '');
    return busy.length > 0 || words;";

pub(super) async fn calm(person: &mut Person) -> Checked {
    person.site.heal().await;
    rest(person).await?;
    // Whatever dialog is left was read; what was typed there is let go.
    for _ in 0..6 {
        if person.run("return Boolean(top())").await != true {
            break;
        }
        person.leave().await;
    }
    if person.run("return Boolean(top())").await == true {
        return Err("a dialog can't be closed".to_owned());
    }
    rest(person).await?;
    // A write that is sent once more after a pause can't be seen on the screen.
    let end = Instant::now() + WRITES;
    loop {
        person.hear().await?;
        let checked = told(person).await;
        if checked.is_ok() || Instant::now() > end {
            checked?;
            break;
        }
    }
    equal(person).await?;
    person.wants.clear();
    person.access.clear();
    person.done.clear();
    Ok(())
}

/// Waits until nothing is under way. Whoever is asked to sign in does.
async fn rest(person: &mut Person) -> Checked {
    let end = Instant::now() + PATIENCE;
    loop {
        person.run("press(signIn())").await;
        // At rest for a moment, in which what follows by itself would have begun.
        let still = "{ const busy = (() => { BUSY })() || document.querySelector('dialog .stack > button');
            if (busy) window.still = undefined;
            return !busy && performance.now() - (window.still ??= performance.now()) > 400; }";
        if person.browser.holds(&still.replace("BUSY", BUSY), 3000).await {
            person.run("window.still = undefined").await;
            return Ok(());
        }
        if Instant::now() > end {
            let shown = person
                .run("return [location.href, noted, document.querySelector('main').outerHTML.slice(-3500)]")
                .await;
            return Err(format!("it never comes to rest: {shown}"));
        }
    }
}

/// Whatever was told is so, and whatever is not as wanted was told.
async fn told(person: &Person) -> Checked {
    let rows = person.site.rows().await;
    for (id, want) in &person.wants {
        let (Some(wanted), Some(row)) = (want.archived, rows.iter().find(|row| row.id == *id)) else { continue };
        let mut words = person.told.iter().skip(want.since);
        let last = words.rfind(|text| text.contains(&want.name));
        let failed = person.told.iter().skip(want.since).any(|text| {
            (text.contains(&want.name) && (text.contains("was not ") || text.contains("not certain")))
                || text.contains("failed") && text.contains(&want.name)
                || text.contains("not tried")
        });
        if row.archived != wanted && !failed {
            let name = &want.name;
            return Err(format!("{id} {name} was to be archived: {wanted}, and is not, which nobody told: {last:?}"));
        }
    }
    for (id, user) in &person.access {
        if person.site.has_access(id, *user).await == Some(false) {
            return Err(format!("{user} was told to be given access to {id}, and has none"));
        }
    }
    for (name, _) in &person.creates {
        let there = rows.iter().filter(|row| row.name == *name).count();
        let said = |ending: &str| person.told.iter().any(|text| text.contains(&format!("“{name}” {ending}")));
        let gone = person.told.iter().any(|text| text.contains(name.as_str()) && text.contains("deleted"));
        let sent: Vec<u64> = person.creates.iter().filter(|it| it.0 == *name).map(|it| it.1).collect();
        // Sent once more only after it was refused.
        let again = sent.iter().rev().skip(1).any(|status| !(400..500).contains(status));
        if there > 1 || again {
            return Err(format!("{name} is there {there} times, and was sent: {sent:?}"));
        }
        if said("created") && there == 0 && !gone {
            return Err(format!("{name} was told to be created, and is not there"));
        }
        if said("deleted") && there > 0 {
            return Err(format!("{name} was told to be deleted, and is there"));
        }
    }
    Ok(())
}

/// Every page of the list shows what the server holds.
async fn equal(person: &Person) -> Checked {
    let rows = person.site.rows().await;
    // What is kept is old by now, and is fetched anew.
    person.run("window.ahead += 11000; (one('.crumb a') ?? one('nav a[href$=\"collections\"]') ?? one('header a')).click()").await;
    let failed = "document.querySelector('main [data-state] button')";
    if person.browser.holds(&format!("return {failed}"), 300).await {
        person.run(&format!("press({failed})")).await;
    }
    person.run("window.ahead += 11000; press(one('[data-first]'))").await;
    let size = person.run("return Number(new URLSearchParams(location.search).get('per_page') ?? 20)").await;
    let size = usize::try_from(size.as_u64().unwrap()).unwrap();
    for (at, part) in rows.chunks(size).enumerate() {
        let page = at + 1;
        let wanted: Vec<_> = part.iter().map(|row| json!([row.id, row.archived])).collect();
        let shown = format!(
            "[...document.querySelectorAll('[data-list=collections][data-page=\"{page}\"]:not([aria-busy=true]) [data-row]')]
                .map((row) => [row.dataset.row, row.classList.contains('off')])"
        );
        let same = format!("return JSON.stringify({shown}) === '{}'", json!(wanted));
        if !person.browser.holds(&same, 10_000).await {
            let shown = person.run(&format!("return [location.href, {shown}]")).await;
            return Err(format!("page {page} shows {shown}\ninstead of {}", json!(wanted)));
        }
        if page * size < rows.len() {
            person.run("press(one('[data-next]'))").await;
        }
    }
    let shown = person.run("return all('[data-row]').map((row) => [row.dataset.row, name(row)])").await;
    for row in shown.as_array().unwrap() {
        let held = rows.iter().find(|held| row[0] == held.id.as_str());
        if held.is_none_or(|held| held.name.starts_with("chaos") && row[1] != held.name.as_str()) {
            return Err(format!("{row} is shown"));
        }
    }
    Ok(())
}
