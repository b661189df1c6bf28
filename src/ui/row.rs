//! A row of the list of collections.

use std::cell::RefCell;

use web_sys::{Element, HtmlInputElement};

use super::{
    Icon,
    actions::{self, Actions},
    icon::{Sign, TILE, blank, tile},
    name, offers,
};
use crate::{
    api::{CollectionId, CollectionKind, Paging, User},
    app::App,
    config::Feature,
    data::Shown,
    dom::{El, Nodes, Parts, Slot, el, nodes, put, write},
    i18n::I18n,
    route::Route,
    signal::ArcRwSignal,
};

/// One place of the list, and what it shows.
pub(super) struct Row {
    app: App,
    pub(super) node: Element,
    pub(super) pick: Option<HtmlInputElement>,
    sign: Sign,
    link: Element,
    text: Element,
    name: Slot,
    before: Slot,
    owner: Slot,
    after: Slot,
    level: Slot,
    mark: Element,
    pub(super) actions: Actions,
    /// What the store would let go of otherwise.
    held: RefCell<Option<ArcRwSignal<Shown>>>,
    /// What is shown, and the page size that its link keeps.
    was: RefCell<Option<(Shown, u32)>>,
    dress: RefCell<Option<Dress>>,
}

/// What most rows share: written only where it changes.
#[derive(PartialEq)]
struct Dress {
    archived: bool,
    fresh: bool,
    level: &'static str,
    title: Option<String>,
}

/// A row of nothing yet, and its parts in the order in which [`Row::new`] takes them.
pub(super) fn drawn() -> (El, Vec<Element>) {
    let (sign, path) = blank();
    let pick = offers(Feature::Bulk).then(|| el("input").attr("type", "checkbox").attr("data-pick", ""));
    let link = el("a").class("name").attr("data-open", "");
    let (name, before, owner, after) = (el("bdi"), el("span"), el("bdi"), el("span"));
    let level = el("span");
    let mut parts: Vec<Element> = pick.iter().map(El::node).collect();
    parts.push(path);
    parts.extend([&link, &name, &before, &owner, &after, &level].map(El::node));
    let (acts, buttons) = actions::buttons(el("div").class("acts"), "btn quiet");
    parts.extend(buttons);
    let row = el("li")
        .with(pick)
        .with(sign.class(TILE))
        .with(
            el("div")
                .class("what")
                .with(link.with(name))
                .with(el("div").class("meta").with(before).with(owner).with(after)),
        )
        .with(el("div").class("tags").with(level))
        .with(acts);
    (row, parts)
}

impl Row {
    /// From what is like that which [`drawn`] has drawn.
    pub(super) fn new(app: App, (node, mut parts): (El, Parts)) -> Self {
        let pick = offers(Feature::Bulk).then(|| parts.next());
        let sign = Sign::new(parts.next());
        let link = parts.next();
        let text: Element = parts.next();
        let [before, owner, after] = std::array::from_fn(|_| Slot::new(&parts.next()));
        let mark: Element = parts.next();
        Self {
            app,
            node: node.node(),
            pick,
            sign,
            link,
            name: Slot::new(&text),
            text,
            before,
            owner,
            after,
            level: Slot::new(&mark),
            mark,
            actions: Actions::new(app, &mut parts),
            held: RefCell::default(),
            was: RefCell::default(),
            dress: RefCell::default(),
        }
    }

    /// What stands there, if anything.
    pub(super) fn shown(&self) -> Option<Shown> {
        self.was.borrow().as_ref().map(|(shown, _)| shown.clone())
    }

    /// Which one.
    pub(super) fn id(&self) -> Option<CollectionId> {
        self.was.borrow().as_ref().map(|(shown, _)| shown.collection.id)
    }

    /// Shows this one from now on.
    pub(super) fn watch(&self, shown: ArcRwSignal<Shown>, per_page: u32) {
        shown.with(|shown| self.show(shown, per_page));
        self.held.replace(Some(shown));
    }

    fn show(&self, shown: &Shown, per_page: u32) {
        let App { i18n, nav, .. } = self.app;
        let now = Some((shown.clone(), per_page));
        if *self.was.borrow() == now {
            return;
        }
        self.was.replace(now);
        let collection = &shown.collection;
        write(&self.node, "data-row", Some(&collection.id.to_string()));
        // The page size goes along into the collection.
        let paging = Paging { page: 1, per_page };
        write(&self.link, "href", Some(&nav.href(&Route::Collection { id: collection.id, paging, open: None })));
        let is_archived = shown.archived == Some(true);
        self.sign.set(kind_icon(&collection.kind));
        let full = name::name_of(i18n, collection);
        self.name.set(&full);
        self.before.set(&(name::kind_in_line(i18n, &collection.kind) + " · "));
        self.owner.set(collection.owner.as_ref().map_or("", User::name));
        let created = collection.created_at.as_ref();
        let created = created.map(|time| " · ".to_owned() + &i18n.created(&i18n.date(time)));
        self.after.set(created.as_deref().unwrap_or_default());
        let known = collection.permission.as_ref();
        let (text, class) = known.map_or_else(|| (String::new(), "tag"), |known| name::level(i18n, known));
        self.level.set(&text);
        if let Some(pick) = &self.pick {
            write(pick, "aria-label", Some(&i18n.bulk_pick(&full)));
        }
        // A name that may be cut can be read in full.
        let title = Some(full).filter(|full| full.len() > 60);
        self.put_on(Dress { archived: is_archived, fresh: shown.fresh, level: class, title });
        self.actions.show(shown);
    }

    fn put_on(&self, now: Dress) {
        if self.dress.borrow().as_ref() == Some(&now) {
            return;
        }
        let i18n = self.app.i18n;
        write(&self.node, "class", now.archived.then_some("off"));
        write(&self.text, "title", now.title.as_deref());
        self.mark.set_class_name(now.level);
        while let Some(tag) = self.mark.previous_element_sibling() {
            tag.remove();
        }
        let tag = |class: &'static str, text: String| el("span").class(class).with(text);
        let fresh = now.fresh.then(|| tag("tag edit", i18n.fresh()));
        let archived = now.archived.then(|| tag("tag arch", i18n.archived()));
        if let Some(tags) = self.mark.parent_node().filter(|_| now.fresh || now.archived) {
            put(&tags, nodes().with(fresh).with(archived), Some(&self.mark));
        }
        self.dress.replace(Some(now));
    }
}

fn kind_icon(kind: &CollectionKind) -> Icon {
    match kind {
        CollectionKind::Personal => Icon::PERSON,
        CollectionKind::Course | CollectionKind::CourseWide => Icon::COURSE,
        CollectionKind::Collection | CollectionKind::Other(_) => Icon::SHELF,
    }
}

/// A row that could not be read costs itself only, and says so.
pub(super) fn unreadable_row(i18n: I18n, id: Option<i64>) -> Nodes {
    let title = id.map_or_else(|| i18n.row_unreadable(), |id| i18n.row_unreadable_id(&id.to_string()));
    nodes().with(tile(Icon::WARNING)).with(
        el("div")
            .class("what")
            .attr("data-unreadable", "")
            .with(el("span").class("name").with(title))
            .with(el("div").class("meta").with(i18n.row_unreadable_why())),
    )
}
