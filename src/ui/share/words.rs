//! What the person is told.

use std::rc::Rc;

use super::desk::Inner;
use crate::{
    api::{Error, Level, Principal},
    i18n::I18n,
    sharing::{Access, Condition, Member, News, Sharing, Status},
    ui::{name, why},
};

/// What is going on, while it does; then what the last addition came to, and what is left for the person to do.
pub(super) fn status(i18n: I18n, sharing: &Sharing, last: Option<&Status>) -> Option<String> {
    if let Some(seconds) = sharing.waiting {
        return Some(i18n.share_wait(seconds));
    }
    if sharing.is_adding() {
        return Some(i18n.share_adding());
    }
    let (added, already) = last.map_or((0, 0), |last| (last.added, last.already));
    let now = Status { added, already, to_fix: sharing.to_fix(), asking: sharing.asking() };
    Some(came_to(i18n, &now)).filter(|text| !text.is_empty())
}

/// “5 added · 1 to fix · 1 to answer”.
pub(super) fn came_to(i18n: I18n, status: &Status) -> String {
    let parts = [
        (status.added, I18n::share_added as fn(I18n, u64) -> String),
        (status.already, I18n::share_already),
        (status.to_fix, I18n::share_to_fix),
        // One that asks is not wrong.
        (status.asking, I18n::share_to_answer),
    ];
    let counted = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(i18n, count as u64));
    counted.collect::<Vec<_>>().join(" · ")
}

/// The name to show, and the line under it.
pub(super) fn named(i18n: I18n, member: &Member) -> (String, String) {
    let grant = &member.grant;
    let id = match grant.principal {
        Principal::User(id) => i18n.access_person(&id.to_string()),
        Principal::Group(id) => i18n.access_group(&id.to_string()),
    };
    let name = grant.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
    (name, grant.email.clone().unwrap_or(id))
}

/// The word for a level in a list of those who have access.
pub(super) fn level(i18n: I18n, level: &Level) -> String {
    match level {
        Level::Admin => i18n.level_admin(),
        other => name::level(i18n, other).0,
    }
}

/// What is wrong with a chip, or else to be said of it.
pub(super) fn about_chip(i18n: I18n, condition: &Condition) -> Option<String> {
    Some(match condition {
        Condition::Ready => return None,
        Condition::Sending => i18n.share_adding(),
        Condition::Looking => i18n.share_looking(),
        Condition::PersonOrGroup => i18n.share_person_or_group(),
        Condition::NoAddress => i18n.share_no_address(),
        Condition::Nobody => i18n.share_nobody(),
        Condition::Several => i18n.share_several(),
        Condition::ByIdOnly => i18n.share_id_only(),
        Condition::Already => i18n.share_has_access(),
        Condition::Failed(Error::Forbidden(_)) => i18n.share_forbidden(),
        Condition::Failed(Error::Invalid { .. } | Error::NotFound(_)) => i18n.share_unknown(),
        Condition::Failed(Error::Wait { after: Some(seconds), .. }) => i18n.share_wait_first(*seconds),
        Condition::Failed(error) => why(i18n, error),
    })
}

/// Tells what happened, once.
pub(super) fn tell(desk: &Rc<Inner>, news: News) {
    let i18n = desk.app.i18n;
    let name = |who: Principal| {
        let state = desk.state();
        state.roster.member(who).map(|member| named(i18n, member).0).unwrap_or_default()
    };
    match news {
        News::Added(status) => desk.tell_status(status),
        News::Changed { who, from, to, undo } => {
            let text = changed(i18n, &name(who), &to);
            let toasts = desk.app.toasts;
            if undo {
                let desk = desk.clone();
                toasts.offer(text, i18n.act_undo(), move || desk.act(|sharing| sharing.change(who, from)));
            } else {
                desk.leave_choices();
                toasts.say(text);
            }
        }
        News::Refused { who, why: error } => {
            desk.app.toasts.say(i18n.share_refused(&name(who), &why(i18n, &error)));
        }
    }
}

fn changed(i18n: I18n, name: &str, to: &Access) -> String {
    match to {
        Some(now) => i18n.share_changed(name, &level(i18n, now)),
        None => i18n.share_removed(name),
    }
}
