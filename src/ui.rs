//! Parts that know no address and fetch nothing of their own accord.

mod announce;
mod archive_toggle;
mod copy;
mod dialog;
mod focus;
mod icon;
mod load_view;
mod media;
mod media_details;
mod menu;
mod more;
mod name;
mod pager;
mod restart;
mod row;
mod share;
mod sign_in;
mod toast;

pub use announce::{Announcer, announcements};
pub use archive_toggle::archive_toggle;
use copy::copy;
pub use focus::{focus_heading, focus_main, show_list_start};
pub use icon::{Icon, arrow, icon, sprite};
pub use load_view::{load_view, notice};
pub use media::{Layout, layout_choice, media_rows};
pub use media_details::media_dialog;
pub use more::more_button;
pub use name::{about, name_of, why};
pub use pager::pager;
pub use restart::Restart;
pub use row::collection_rows;
pub use share::{Opened, Recipients, share_button, share_dialog};
pub use sign_in::{Session, identity, sign_in};
pub use toast::{Toasts, toasts};
