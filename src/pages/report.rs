//! Who can open what.

use crate::{
    api::CollectionId,
    app::use_i18n,
    dom::{El, el},
};

/// A table of collections, people and groups, and levels: of these collections, or of all.
pub(super) fn page(of: Vec<CollectionId>) -> El {
    let i18n = use_i18n();
    let _ = of;
    super::title(move || i18n.report_title());
    super::content().with(el("h1").attr("tabindex", "-1").with(i18n.report_title()))
}
