//! Ids: every one an int64, none ever a JavaScript number.

use std::{fmt, num::NonZeroI64, str::FromStr};

/// A text that is no id: an id is a positive int64 in decimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAnId;

fn positive(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|id| digits && *id > 0)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(NonZeroI64);

        impl $name {
            /// The id with this number, where it is positive.
            #[must_use]
            pub fn new(id: i64) -> Option<Self> {
                NonZeroI64::new(id).filter(|id| id.get() > 0).map(Self)
            }

            /// Its number.
            #[must_use]
            pub fn get(self) -> i64 {
                self.0.get()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                positive(text).and_then(Self::new).ok_or(NotAnId)
            }
        }
    )*};
}

ids! {
    /// Which collection.
    CollectionId;
    /// Which medium.
    MediaId;
    /// Which user.
    UserId;
    /// Which group.
    GroupId;
}
