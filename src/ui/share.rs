//! Sharing a collection: who has access, and giving, changing and taking it away.

mod chip;
mod desk;
mod field;
mod member;
mod members;
mod words;

use self::desk::Desk;
use super::{
    dialog::{bare, dialog},
    name_of, toast,
    within::Question,
};
use crate::{
    api::{CollectionId, Level, PermissionOp},
    app::{App, use_app},
    dom::{El, Nodes, Part, el, nodes},
    sharing::Sharing,
};

/// The field for recipients by itself, for giving many collections to the same people: it looks addresses up and
/// marks what can't be right, and sends nothing.
#[derive(Clone, Copy)]
pub struct Recipients(Desk);

impl Recipients {
    /// Nobody yet. `may_edit`: whether Can edit may be given.
    #[must_use]
    pub fn new(may_edit: bool) -> Self {
        let app = use_app();
        let me = app.store.with_value(|store| store.me().get_untracked()).map(|me| me.id);
        Self(Desk::new(app, None, Sharing::gather(me, None, may_edit)))
    }

    /// The field and the level for all.
    #[must_use]
    pub fn field(self) -> Nodes {
        field::recipients(self.0, None)
    }

    /// What is to be sent for each collection; what still stands in the field counts.
    #[must_use]
    pub fn ops(self) -> Vec<PermissionOp> {
        self.0.commit();
        self.0.peek(Sharing::ops)
    }

    /// Closes the dialog that this is in; asks first where somebody in it would be forgotten.
    pub fn leave(self, close: impl Fn() + 'static) {
        leave(self.0, close);
    }

    /// What [`Recipients::leave`] asks.
    #[must_use]
    pub fn question(self) -> Part {
        self.0.within().part()
    }

    /// How many addresses are being looked up, and how many chips a person has to put right: until both are
    /// none, [`Recipients::ops`] leaves somebody out. Whoever reads this hears of every change.
    #[must_use]
    pub fn not_ready(self) -> (usize, usize) {
        self.0.read(|sharing| (sharing.looking(), sharing.to_fix() + sharing.asking()))
    }
}

/// Closes, once it is clear that nobody who was typed is forgotten.
fn leave(desk: Desk, close: impl Fn() + 'static) {
    let i18n = desk.app().i18n;
    desk.commit();
    match desk.peek(Sharing::unsent) as u64 {
        0 => close(),
        count => desk.within().ask(Question {
            title: i18n.share_discard_title(count),
            why: i18n.share_discard_why(),
            no: i18n.share_keep(),
            yes: i18n.share_discard(),
            act: Box::new(close),
        }),
    }
}

/// The dialog for one collection.
pub(crate) fn dialog_of(app: App, id: CollectionId) -> El {
    let App { i18n, ask, .. } = app;
    let store = app.store.get_value();
    let collection = store.collection(id);
    let owner = collection.as_ref().and_then(|collection| Some(collection.owner.as_ref()?.id));
    let may_edit = collection.as_ref().and_then(|collection| collection.permission.clone()) != Some(Level::View);
    let name = collection.map_or_else(String::new, |collection| name_of(i18n, &collection));
    let desk = Desk::new(app, Some(id), Sharing::new(store.me().get_untracked().map(|me| me.id), owner, may_edit));
    let field = field::recipients(desk, Some(field::add_button(desk)));
    let close = move || leave(desk, move || ask.close());
    let say = move || desk.read(|sharing| words::status(i18n, sharing, desk.status().as_ref()));
    let done = el("button").class("btn push").with(i18n.act_done()).on("click", move |_| close());
    let body = super::dialog::body()
        .with(field)
        .with(el("p").class("note").attr("role", "status").attr("data-status", "").with(say))
        .with(members::list(desk));
    let content = nodes()
        .with(body)
        .with(toast::messages())
        .with(bare("footer").with(el("p").class("hint").with(i18n.share_saved())).with(done))
        .with(desk.within().part());
    let opener =
        ["[data-row=\"", &id.to_string(), "\"] [data-permissions], :not([data-row] *)[data-permissions]"].concat();
    let dialog =
        dialog("share", i18n.share_title(&name), Some(i18n.access_sub()), close, content).attr("data-opener", opener);
    field::follow_pointer(desk, dialog)
}
