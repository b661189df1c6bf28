//! What the person does, and what comes of it.

use super::{Access, Ask, Condition, News, Sharing, Status};
use crate::api::{
    AccessList, Change, Error, Grant, GroupId, Level, PermissionOp, Principal, Reason, Unreadable, User, UserId,
};

fn user(id: i64) -> Principal {
    Principal::User(UserId::new(id).unwrap())
}

fn group(id: i64) -> Principal {
    Principal::Group(GroupId::new(id).unwrap())
}

/// A deployment in miniature: 1 owns, people up to 50 and groups up to 20 exist; a batch is all or nothing.
struct Server {
    rows: Vec<(Principal, Level)>,
    update: bool,
    destroy: bool,
}

impl Server {
    fn new(rows: &[(Principal, Level)]) -> Self {
        Self { rows: rows.to_vec(), update: true, destroy: true }
    }

    fn list(&self) -> AccessList {
        let grant = |(principal, level): &(Principal, Level)| {
            Ok(Grant { principal: *principal, name: None, email: None, level: level.clone() })
        };
        AccessList { grants: self.rows.iter().map(grant).chain([Err(Unreadable { id: None })]).collect() }
    }

    fn change(&mut self, ops: &[PermissionOp]) -> Result<AccessList, Error> {
        let mut rows = self.rows.clone();
        for op in ops {
            let at = rows.iter().position(|(principal, _)| *principal == op.principal);
            let exists = match op.principal {
                Principal::User(id) => id.get() <= 50,
                Principal::Group(id) => id.get() <= 20,
            };
            match (&op.change, at) {
                (Change::Create(level), None) if exists => rows.push((op.principal, level.clone())),
                (Change::Update(level), Some(at)) if self.update => rows[at].1 = level.clone(),
                (Change::Destroy, Some(at)) if self.destroy => drop(rows.remove(at)),
                _ => return Err(refused()),
            }
        }
        self.rows = rows;
        Ok(self.list())
    }

    /// `p7@x.y` is person 7; `p99@x.y` is nobody.
    fn find(address: &str) -> Vec<User> {
        let id = address.trim_start_matches(['p', 'P']).split('@').next().and_then(|id| id.parse().ok());
        let id = id.filter(|id: &i64| *id <= 50).and_then(UserId::new);
        let user = |id| User { id, full_name: Some("Jo".into()), display_name: None, email: None };
        id.map(user).into_iter().collect()
    }

    /// Answers everything that is asked; the bodies of the changes.
    fn serve(&mut self, sharing: &mut Sharing) -> Vec<Vec<PermissionOp>> {
        let mut sent = Vec::new();
        while let Some(ask) = sharing.next() {
            match ask {
                Ask::List(_) => sharing.listed(Ok(self.list())),
                Ask::Find(address) => sharing.found(&address, Ok(Self::find(&address))),
                Ask::Wait(_) => sharing.waited(),
                Ask::Change(ops) => {
                    let answer = self.change(&ops);
                    sent.push(ops);
                    sharing.changed(answer);
                }
            }
        }
        sent
    }
}

fn refused() -> Error {
    Error::Invalid { status: 400, told: None }
}

fn cut_off() -> Error {
    Error::Unreachable(Reason::CutOff)
}

fn opened(server: &mut Server) -> Sharing {
    let mut sharing = Sharing::new(UserId::new(2), UserId::new(1), true);
    server.serve(&mut sharing);
    sharing
}

/// The chips, each with what is said of it.
fn shown(sharing: &Sharing) -> Vec<(String, Condition)> {
    sharing.chips().iter().map(|chip| (chip.text(), sharing.condition(chip))).collect()
}

fn holds(sharing: &Sharing, who: Principal) -> Access {
    sharing.roster.member(who).and_then(super::Member::shown)
}

#[test]
fn all_that_can_be_added_go_in_one_request() {
    let mut server = Server::new(&[(user(1), Level::Edit)]);
    let mut sharing = opened(&mut server);
    sharing.put("p7@x.y, user:8; group:9\nJane 10");
    sharing.set_level(2, Some(Level::Edit));
    assert_eq!((sharing.unsent(), sharing.add()), (5, true));
    let sent = server.serve(&mut sharing);
    let create = |principal, level| PermissionOp { principal, change: Change::Create(level) };
    let all = [create(user(7), Level::View), create(user(8), Level::Edit), create(group(9), Level::View)];
    assert_eq!(sent, [all.to_vec()]);
    assert_eq!(sharing.take_news(), [News::Added(Status { added: 3, already: 0, to_fix: 1, asking: 1 })]);
    assert_eq!(shown(&sharing), [("Jane".into(), Condition::NoAddress), ("10".into(), Condition::PersonOrGroup)]);
    assert_eq!(sharing.left().as_deref(), Some("Jane\n10"));
    sharing.decide(5, true);
    assert!(sharing.add());
    server.serve(&mut sharing);
    assert_eq!((holds(&sharing, group(10)), sharing.unsent()), (Some(Level::View), 1));
    assert!(!sharing.add(), "a bare name is never sent");
}

#[test]
fn where_one_is_refused_it_finds_out_which() {
    let mut server = Server::new(&[(user(1), Level::Edit)]);
    let mut sharing = opened(&mut server);
    // Given by somebody else since the list was read.
    server.rows.push((user(6), Level::View));
    sharing.put("user:6 user:99 user:7 p8@x.y P8@X.Y p98@x.y group:3");
    assert!(sharing.add());
    let sent = server.serve(&mut sharing);
    assert_eq!(sent.iter().map(Vec::len).collect::<Vec<_>>(), [5, 1, 1, 1, 1]);
    assert_eq!(sharing.take_news(), [News::Added(Status { added: 3, already: 1, to_fix: 2, asking: 0 })]);
    assert_eq!(
        shown(&sharing),
        [("user:99".into(), Condition::Failed(refused())), ("p98@x.y".into(), Condition::Nobody)]
    );
    let one = sharing.chips()[0].key;
    assert!(sharing.try_again(one));
    assert_eq!(server.serve(&mut sharing).len(), 1);
    assert_eq!(sharing.take(one).as_deref(), Some("user:99"));
}

#[test]
fn an_unsure_failure_asks_what_happened() {
    let mut server = Server::new(&[(user(1), Level::Edit)]);
    let mut sharing = opened(&mut server);
    sharing.put("user:7 user:8");
    assert!(sharing.add());
    let Some(Ask::Change(ops)) = sharing.next() else { panic!("it is sent") };
    server.change(&ops).unwrap();
    sharing.changed(Err(cut_off()));
    assert_eq!(server.serve(&mut sharing).len(), 0, "never sent twice");
    assert_eq!(sharing.take_news(), [News::Added(Status { added: 2, already: 0, to_fix: 0, asking: 0 })]);
    // And where it did not happen.
    sharing.put("user:9");
    assert!(sharing.add());
    assert!(matches!(sharing.next(), Some(Ask::Change(_))));
    sharing.changed(Err(cut_off()));
    server.serve(&mut sharing);
    assert_eq!(shown(&sharing), [("user:9".into(), Condition::Failed(cut_off()))]);
}

#[test]
fn it_waits_as_long_as_the_server_asks() {
    let mut server = Server::new(&[(user(1), Level::Edit), (user(2), Level::Edit), (user(3), Level::View)]);
    let mut sharing = opened(&mut server);
    sharing.put("user:7");
    assert!(sharing.add());
    assert!(matches!(sharing.next(), Some(Ask::Change(_))));
    sharing.changed(Err(Error::Wait { after: Some(2), unsure: false }));
    assert_eq!(sharing.next(), Some(Ask::Wait(2)));
    assert_eq!((sharing.next(), sharing.waiting), (None, Some(2)));
    sharing.waited();
    assert_eq!(server.serve(&mut sharing).len(), 1);
    sharing.change(user(3), Some(Level::Edit));
    assert!(matches!(sharing.next(), Some(Ask::Change(_))));
    sharing.changed(Err(Error::Wait { after: Some(1), unsure: false }));
    server.serve(&mut sharing);
    assert_eq!(server.rows[2], (user(3), Level::Edit));
}

#[test]
fn addresses_that_can_t_be_looked_up_say_so_once() {
    let mut server = Server::new(&[(user(1), Level::Edit)]);
    let mut sharing = opened(&mut server);
    sharing.put("a@b.c d@e.f user:4");
    let Some(Ask::Find(address)) = sharing.next() else { panic!("it asks") };
    sharing.found(&address, Err(Error::Forbidden(None)));
    assert!(sharing.by_id_only());
    assert!(sharing.add());
    assert_eq!(server.serve(&mut sharing).len(), 1);
    assert!(shown(&sharing).iter().all(|(_, condition)| *condition == Condition::ByIdOnly));
}

#[test]
fn a_change_shows_at_once_and_the_last_one_wins() {
    let mut server = Server::new(&[(user(1), Level::Edit), (user(3), Level::View)]);
    let mut sharing = opened(&mut server);
    sharing.change(user(3), Some(Level::Edit));
    assert_eq!(holds(&sharing, user(3)), Some(Level::Edit));
    let Some(Ask::Change(ops)) = sharing.next() else { panic!("it is sent") };
    sharing.change(user(3), Some(Level::View));
    sharing.change(user(3), None);
    assert_eq!((sharing.next(), holds(&sharing, user(3))), (None, None));
    let answer = server.change(&ops);
    sharing.changed(answer);
    server.serve(&mut sharing);
    assert_eq!((server.rows.len(), sharing.roster.shown().count()), (1, 1));
    let news = [News::Changed { who: user(3), from: Some(Level::View), to: None, undo: true }];
    assert_eq!(sharing.take_news(), news);
    sharing.change(user(3), Some(Level::View));
    server.serve(&mut sharing);
    assert_eq!(server.rows[1], (user(3), Level::View));
}

#[test]
fn a_refused_change_goes_back() {
    let mut server = Server::new(&[(user(1), Level::Edit), (user(3), Level::View)]);
    let mut sharing = opened(&mut server);
    sharing.change(user(3), None);
    assert!(matches!(sharing.next(), Some(Ask::Change(_))));
    sharing.changed(Err(Error::Forbidden(None)));
    assert_eq!(holds(&sharing, user(3)), Some(Level::View));
    assert_eq!(sharing.take_news(), [News::Refused { who: user(3), why: Error::Forbidden(None) }]);
}

#[test]
fn a_deployment_that_changes_no_levels_says_so_once() {
    let mut server = Server::new(&[(user(1), Level::Edit), (user(3), Level::View), (user(4), Level::View)]);
    (server.update, server.destroy) = (false, false);
    let mut sharing = opened(&mut server);
    sharing.change(user(3), Some(Level::Edit));
    assert!(matches!(sharing.next(), Some(Ask::Change(_))));
    sharing.change(user(4), Some(Level::Edit));
    sharing.changed(Err(refused()));
    assert_eq!(server.serve(&mut sharing).len(), 0, "the other one is not tried");
    assert_eq!((sharing.take_news(), sharing.can_update), (Vec::new(), false));
    assert_eq!((holds(&sharing, user(3)), holds(&sharing, user(4))), (Some(Level::View), Some(Level::View)));
    sharing.change(user(4), None);
    server.serve(&mut sharing);
    assert_eq!((sharing.take_news(), sharing.can_destroy), (Vec::new(), false));
    // Who has gone meanwhile is gone: that is no refusal.
    let mut server = Server::new(&[(user(1), Level::Edit), (user(3), Level::View)]);
    let mut sharing = opened(&mut server);
    server.rows.pop();
    sharing.change(user(3), None);
    server.serve(&mut sharing);
    assert!(matches!(sharing.take_news()[..], [News::Changed { to: None, .. }]) && sharing.can_destroy);
}

#[test]
fn taking_from_oneself_is_asked_for_first() {
    let mut server = Server::new(&[(user(1), Level::Edit), (user(2), Level::Edit), (group(3), Level::View)]);
    let mut sharing = opened(&mut server);
    assert!(sharing.asks_first(user(2), &None) && sharing.asks_first(user(2), &Some(Level::View)));
    assert!(!sharing.asks_first(user(2), &Some(Level::Edit)) && !sharing.asks_first(group(3), &None));
    sharing.me = None;
    assert!(sharing.asks_first(group(3), &None) && !sharing.asks_first(group(3), &Some(Level::View)));
    sharing.me = UserId::new(2);
    sharing.change(user(2), Some(Level::View));
    server.serve(&mut sharing);
    let lowered = News::Changed { who: user(2), from: Some(Level::Edit), to: Some(Level::View), undo: false };
    assert_eq!((sharing.take_news(), sharing.may_edit), (vec![lowered], false));
    assert_eq!(sharing.level_of(&super::Chip::new(0, crate::recipients::Recipient::Person(5))), Level::View);
}

#[test]
fn any_interleaving_loses_nothing_and_ends_in_what_the_server_holds() {
    let mut state = 5_u32;
    let mut random = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..300 {
        let mut server = Server::new(&[(user(1), Level::Edit), (user(2), Level::Edit), (group(1), Level::View)]);
        let mut sharing = Sharing::new(UserId::new(2), UserId::new(1), true);
        // Whom the person wants in and has not taken out again, and who was ever asked for.
        let mut typed: Vec<String> = Vec::new();
        let mut open: Vec<Ask> = Vec::new();
        let steps = 60 + random(60);
        for step in 0..steps + 400 {
            // At the end nothing new is begun, and the network is good.
            let calm = step >= steps;
            match if calm { 20 } else { random(24) } {
                0..4 => {
                    let id = 3 + random(60);
                    let text = match random(4) {
                        0 => "p".to_owned() + &id.to_string() + "@x.y",
                        1 => "group:".to_owned() + &(1 + random(25)).to_string(),
                        2 => "name".to_owned() + &id.to_string(),
                        _ => "user:".to_owned() + &id.to_string(),
                    };
                    sharing.put(&text);
                    typed.push(text);
                }
                4..6 => drop(sharing.add()),
                6 if !sharing.chips().is_empty() => {
                    let key = sharing.chips()[random(sharing.chips().len())].key;
                    if let Some(text) = sharing.take(key) {
                        typed.retain(|one| *one != text);
                    }
                }
                7..9 => {
                    let all: Vec<Principal> = sharing.roster.shown().map(|member| member.grant.principal).collect();
                    if !all.is_empty() {
                        let to = [None, Some(Level::View), Some(Level::Edit)][random(3)].clone();
                        let who = all[random(all.len())];
                        if to.is_none() {
                            // They had been added: that they go again is no loss.
                            typed.retain(|text| meant(text) != Some(who));
                        }
                        sharing.change(who, to);
                    }
                }
                _ => {
                    open.extend(std::iter::from_fn(|| sharing.next()));
                    if open.is_empty() {
                        continue;
                    }
                    let bad = if calm { 9 } else { random(10) };
                    match open.swap_remove(random(open.len())) {
                        Ask::List(_) if bad == 0 => sharing.listed(Err(cut_off())),
                        Ask::List(_) => sharing.listed(Ok(server.list())),
                        Ask::Wait(_) => sharing.waited(),
                        Ask::Find(address) if bad == 0 => sharing.found(&address, Err(cut_off())),
                        Ask::Find(address) => sharing.found(&address, Ok(Server::find(&address))),
                        Ask::Change(_) if bad == 0 => sharing.changed(Err(cut_off())),
                        Ask::Change(_) if bad == 1 => sharing.changed(Err(Error::Forbidden(None))),
                        Ask::Change(_) if bad == 2 => {
                            sharing.changed(Err(Error::Wait { after: Some(1), unsure: false }));
                        }
                        Ask::Change(ops) => {
                            let answer = server.change(&ops);
                            sharing.changed(if bad == 3 { Err(cut_off()) } else { answer });
                        }
                    }
                }
            }
        }
        assert!(sharing.next().is_none() && open.is_empty() && !sharing.is_adding(), "it comes to rest");
        sharing.retry();
        server.serve(&mut sharing);
        let mut seen: Vec<_> =
            sharing.roster.shown().map(|member| (member.grant.principal, member.shown().unwrap())).collect();
        seen.sort_by_key(|(who, _)| *who);
        let mut held: Vec<_> = server.rows.iter().map(|(who, level)| (*who, level.clone())).collect();
        held.sort_by_key(|(who, _)| *who);
        assert_eq!(seen, held);
        for text in &typed {
            let kept = sharing.chips().iter().any(|chip| chip.text() == *text);
            let there = meant(text).is_some_and(|who| server.rows.iter().any(|(one, _)| *one == who));
            assert!(kept || there, "{text} was lost");
        }
    }
}

/// Whom a text of this test means.
fn meant(text: &str) -> Option<Principal> {
    let id = |rest: &str| rest.split('@').next()?.parse().ok();
    match text.split_once(':') {
        Some(("user", rest)) => UserId::new(id(rest)?).map(Principal::User),
        Some(("group", rest)) => GroupId::new(id(rest)?).map(Principal::Group),
        _ => UserId::new(id(text.strip_prefix('p')?)?).map(Principal::User),
    }
}
