//! What people come for, and what of it a deployment leaves out.

use serde_json::Value;

/// What people come for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// To look, and to change what they may.
    Browse,
    /// To look.
    ReadOnly,
    /// To choose media for the page around.
    Pick,
}

/// What a deployment may leave out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feature {
    /// New collections.
    Create,
    /// Archiving and unarchiving.
    Archive,
    /// Access of others.
    Share,
    /// Deleting.
    Delete,
    /// Choosing many, to act on them.
    Bulk,
    /// Who can open what.
    Report,
}

/// The names of features in the settings.
const FEATURES: [(&str, Feature); 6] = [
    ("create", Feature::Create),
    ("archive", Feature::Archive),
    ("share", Feature::Share),
    ("delete", Feature::Delete),
    ("bulk", Feature::Bulk),
    ("report", Feature::Report),
];

/// The features that are set to `false`; `None` where one of them is not known, or is neither on nor off.
pub(super) fn left_out(features: &Value) -> Option<Vec<Feature>> {
    let mut without = Vec::new();
    for (name, on) in features.as_object()? {
        let (_, feature) = FEATURES.iter().find(|(known, _)| known == name)?;
        if !on.as_bool()? {
            without.push(*feature);
        }
    }
    Some(without)
}
