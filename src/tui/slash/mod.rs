//! Commands of the composer: `/undo`, `%undo` and `:undo` are one and the same, and the model sees none of them.
//!
//! One table says what there is; the popup over the composer, the palette and the help read it.

mod offer;
mod read;
mod table;

pub use offer::{Offer, Popup, hint, offers};
pub use read::{Typed, nearest, read};
pub use table::{Arguments, COMMANDS, Known, Slash};
