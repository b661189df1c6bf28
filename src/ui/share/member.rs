//! Somebody who has access.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use super::{desk::Desk, words};
use crate::{
    api::{Level, Principal},
    dom::{El, Slot, Stamp, el, listen, nodes, put, watch, write},
    i18n::I18n,
    sharing::{Access, Member, Sharing},
    ui::within::Question,
};

/// The value of the choice that takes access away.
const NOTHING: &str = "";

/// All that a row shows.
#[derive(PartialEq)]
struct Now {
    member: Member,
    may_edit: bool,
    can_update: bool,
    can_destroy: bool,
}

impl Now {
    fn of(sharing: &Sharing, who: Principal) -> Option<Self> {
        let member = sharing.roster.member(who)?.clone();
        let Sharing { may_edit, can_update, can_destroy, .. } = *sharing;
        Some(Self { member, may_edit, can_update, can_destroy })
    }
}

/// A row of nobody yet, and its parts in the order in which [`row`] takes them.
pub(super) fn stamp(i18n: I18n) -> Stamp {
    let avatar = el("span").attr("aria-hidden", "true");
    let (name, detail, more) = (el("bdi").class("name"), el("bdi"), el("span"));
    let plain = el("span").class("plain");
    let option = |value: &'static str, text: String| el("option").attr("value", value).with(text);
    let [view, edit, remove] =
        [option("view", i18n.level_view()), option("edit", i18n.level_edit()), option(NOTHING, i18n.share_remove())];
    let select = el("select").class("field");
    let parts = [&avatar, &name, &detail, &more, &plain, &select, &view, &edit, &remove].map(El::node);
    let row = el("li")
        .with(avatar)
        .with(el("div").class("what").with(name).with(el("div").class("meta").with(detail).with(more)))
        .with(plain)
        .with(select.with(view).with(edit).with(remove));
    Stamp::new(row, &parts)
}

/// Name, detail and level; where it can be changed, a choice.
pub(super) fn row(desk: Desk, stamp: &Stamp, who: Principal) -> El {
    let i18n = desk.app().i18n;
    let (row, mut parts) = stamp.copy();
    let avatar: Element = parts.next();
    avatar.set_class_name(if matches!(who, Principal::Group(_)) { "ava g" } else { "ava" });
    let [name, detail, more] = std::array::from_fn(|_| Slot::new(&parts.next()));
    let (plain, select): (Element, HtmlSelectElement) = (parts.next(), parts.next());
    let options: [Element; 3] = std::array::from_fn(|_| parts.next());
    let (owner, mine, level) = desk.peek(|sharing| {
        let is = |id| matches!(who, Principal::User(user) if Some(user) == id);
        (is(sharing.owner), is(sharing.me), sharing.roster.member(who).and_then(Member::shown))
    });
    let choice = if owner {
        select.remove();
        write(&plain, "title", Some(&i18n.share_owner_fixed()));
        let fixed = el("span").class("unseen").with(". ").with(i18n.share_owner_fixed());
        put(&plain, nodes().with(i18n.level_owner()).with(fixed), None);
        None
    } else {
        // A level that the server made up, or that can't be given here, is shown as long as it is held.
        if let Some(level) = level.filter(|level| !matches!(level, Level::View | Level::Edit)) {
            let other = el("option").attr("value", level.word().to_owned()).attr("disabled", "");
            put(&select, other.with(words::level(i18n, &level)), select.first_child().as_ref());
        }
        let changed = select.clone();
        listen(&select, "change", move |_| chosen(desk, who, &changed));
        Some((select, Slot::new(&plain), plain, options))
    };
    let mut was = None;
    let show = move || {
        let now = desk.read(|sharing| Now::of(sharing, who));
        if now.is_none() || was == now {
            return;
        }
        if let Some(Now { member, may_edit, can_update, can_destroy }) = &now {
            let (full, line) = words::named(i18n, member);
            avatar.set_text_content(Some(&initials(&full)));
            name.set(&full);
            detail.set(&line);
            let new = if member.new { " · ".to_owned() + &i18n.share_new() } else { String::new() };
            more.set(&if mine { new + " · " + &i18n.share_you() } else { new });
            if let Some((select, text, plain, options)) = &choice {
                let level = member.shown();
                let word = level.as_ref().map_or(NOTHING, Level::word);
                text.set(&level.as_ref().map(|level| words::level(i18n, level)).unwrap_or_default());
                let hide = |element: &Element, hidden: bool| write(element, "hidden", hidden.then_some(""));
                hide(plain, *may_edit);
                hide(select, !may_edit);
                write(select, "aria-label", Some(&i18n.share_of_member(&full)));
                let can = [*can_update || word == "view", *can_update || word == "edit", *can_destroy];
                for (option, can) in options.iter().zip(can) {
                    write(option, "disabled", (!can).then_some(""));
                }
                select.set_value(word);
            }
        }
        was = now;
    };
    watch(show);
    row.attr("data-permission", key(who))
}

fn chosen(desk: Desk, who: Principal, select: &HtmlSelectElement) {
    let value = select.value();
    let access: Access = (value != NOTHING).then(|| Level::from(value.as_str()));
    if !desk.peek(|sharing| sharing.asks_first(who, &access)) {
        change(desk, who, access, select);
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
        act: Box::new({
            let select = select.clone();
            move || change(desk, who, access, &select)
        }),
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
