//! What can be done with a collection, where it stands.

use super::{archive_toggle, more_button, share_button};
use crate::{
    app::{use_config, use_i18n},
    config::Feature,
    data::Shown,
    dom::{Nodes, nodes},
    signal::Memo,
};

/// Whether something is offered here.
pub fn offers(feature: Feature) -> bool {
    use_config().offers(feature)
}

/// The buttons of a collection; those that the deployment offers.
pub fn collection_actions(now: Memo<Option<Shown>>, class: &'static str) -> Nodes {
    let i18n = use_i18n();
    nodes()
        .with(offers(Feature::Share).then(|| share_button(i18n, now, class)))
        .with(offers(Feature::Archive).then(|| archive_toggle(i18n, now, class)))
        .with(more_button(now, class))
}
