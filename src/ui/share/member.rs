//! Somebody who has access.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, HtmlSelectElement};

use super::{desk::Desk, words};
use crate::{
    api::{Level, Principal},
    dom::{El, el, nodes},
    sharing::{Access, Member},
    signal::Memo,
    ui::within::Question,
};

/// The value of the choice that takes access away.
const NOTHING: &str = "";

/// Name, detail and level; where it can be changed, a choice.
pub(super) fn row(desk: Desk, who: Principal) -> El {
    let i18n = desk.app().i18n;
    let member = Memo::new(move |_| desk.read(|sharing| sharing.roster.member(who).cloned()));
    let named = move || member.with(|member| member.as_ref().map(|member| words::named(i18n, member)));
    let name = move || named().map(|(name, _)| name);
    let (owner, mine) = desk.peek(|sharing| {
        let is = |id| matches!(who, Principal::User(user) if Some(user) == id);
        (is(sharing.owner), is(sharing.me))
    });
    let more = move || {
        let new = member.with(|member| member.as_ref().is_some_and(|member| member.new));
        let text = if new { " · ".to_owned() + &i18n.share_new() } else { String::new() };
        if mine { text + " · " + &i18n.share_you() } else { text }
    };
    let class = if matches!(who, Principal::Group(_)) { "ava g" } else { "ava" };
    let row =
        el("li")
            .attr("data-permission", key(who))
            .with(el("span").class(class).attr("aria-hidden", "true").with(move || name().map(|name| initials(&name))))
            .with(el("div").class("what").with(el("bdi").class("name").with(name)).with(
                el("div").class("meta").with(el("bdi").with(move || named().map(|(_, detail)| detail))).with(more),
            ));
    if owner {
        let fixed =
            nodes().with(i18n.level_owner()).with(el("span").class("unseen").with(". ").with(i18n.share_owner_fixed()));
        return row.with(el("span").class("plain").attr("title", i18n.share_owner_fixed()).with(fixed));
    }
    let may_edit = move || desk.read(|sharing| sharing.may_edit);
    let plain =
        move || member.with(|member| member.as_ref().and_then(Member::shown)).map(|level| words::level(i18n, &level));
    row.with(el("span").class("plain").attr("hidden", may_edit).with(plain))
        .with(choice(desk, who, member).attr("hidden", move || !may_edit()))
}

/// The levels, and taking access away.
fn choice(desk: Desk, who: Principal, member: Memo<Option<Member>>) -> El {
    let i18n = desk.app().i18n;
    let shown = move || member.with(|member| member.as_ref().and_then(Member::shown));
    let name = move || member.with(|member| member.as_ref().map(|member| words::named(i18n, member).0));
    let is = move |word: &'static str| shown().is_some_and(|level| level.word() == word);
    let no_update = move || !desk.read(|sharing| sharing.can_update);
    // A level that the server made up, or that can't be given here, is shown as long as it is held.
    let other = untrack(shown).filter(|level| !matches!(level, Level::View | Level::Edit));
    let other = other.map(|level| {
        el("option").attr("value", level.word().to_owned()).attr("disabled", "").with(words::level(i18n, &level))
    });
    let option = |word: &'static str, text: String| {
        el("option").attr("value", word).attr("disabled", move || no_update() && !is(word)).with(text)
    };
    el("select")
        .class("field")
        .attr("aria-label", move || name().map(|name| i18n.share_of_member(&name)))
        .with(other)
        .with(option("view", i18n.level_view()))
        .with(option("edit", i18n.level_edit()))
        .with(
            el("option")
                .attr("value", NOTHING)
                .attr("disabled", move || !desk.read(|sharing| sharing.can_destroy))
                .with(i18n.share_remove()),
        )
        .prop("value", move || JsValue::from_str(shown().as_ref().map_or(NOTHING, Level::word)))
        .on("change", move |event| chosen(desk, who, &event))
}

fn chosen(desk: Desk, who: Principal, event: &Event) {
    let Some(select) = event.target().and_then(|select| select.dyn_into::<HtmlSelectElement>().ok()) else { return };
    let value = select.value();
    let access: Access = (value != NOTHING).then(|| Level::from(value.as_str()));
    if !desk.peek(|sharing| sharing.asks_first(who, &access)) {
        change(desk, who, access, &select);
        return;
    }
    let i18n = desk.app().i18n;
    let (name, shown, known) = desk.peek(|sharing| {
        let member = sharing.roster.member(who);
        let name = member.map(|member| words::named(i18n, member).0).unwrap_or_default();
        (name, member.and_then(Member::shown), sharing.me.is_some())
    });
    // Until it is answered, it is as it was.
    select.set_value(shown.as_ref().map_or(NOTHING, Level::word));
    let (title, yes) = match (&access, known) {
        (None, true) => (i18n.share_own_remove(), i18n.share_remove()),
        (None, false) => (i18n.share_maybe_own_remove(&name), i18n.share_remove()),
        (Some(_), true) => (i18n.share_own_lower(), i18n.share_lower()),
        (Some(_), false) => (i18n.share_maybe_own_lower(&name), i18n.share_lower()),
    };
    let why = if known { i18n.share_own_why() } else { i18n.share_maybe_own_why() };
    desk.within().ask(Question {
        title,
        why,
        no: i18n.share_keep_as_is(),
        yes,
        act: Box::new(move || change(desk, who, access, &select)),
    });
}

/// Changes it at once. Where the row goes, the focus goes to the next one.
fn change(desk: Desk, who: Principal, access: Access, select: &HtmlSelectElement) {
    if access.is_none() {
        let select_of = |row: Option<web_sys::Element>| {
            row.and_then(|row| row.query_selector("select:not([hidden])").ok().flatten())?
                .dyn_into::<HtmlElement>()
                .ok()
        };
        let row = select.closest("li").ok().flatten();
        let next = row.as_ref().and_then(|row| select_of(row.next_element_sibling()));
        match next.or_else(|| row.and_then(|row| select_of(row.previous_element_sibling()))) {
            Some(next) => {
                // A row that has gone can't be focused.
                let _ = next.focus();
            }
            None => desk.focus_field(),
        }
    }
    desk.act(|sharing| sharing.change(who, access));
}

fn key(who: Principal) -> String {
    match who {
        Principal::User(id) => "user:".to_owned() + &id.to_string(),
        Principal::Group(id) => "group:".to_owned() + &id.to_string(),
    }
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
