//! The panel at the left: files, variables, the contents of the session, and find and replace over all steps.
//!
//! On a wide screen it stands beside the panes, on a narrow one it lies over them while it has the focus. What needs
//! the disk is asked of a thread of its own ([`Reader`]); everything else is read from the engine's state.

mod contents;
mod csv;
mod files;
mod find;
mod folder;
mod panel;
mod preview;
mod reader;
mod replace;
mod search;

pub use contents::{Contents, Heading, Item, Kind};
pub use files::{Files, Row};
pub use find::{Field, Find, Scope, Syntax};
pub use folder::{Filed, Folder, Sort, read_folder, walk};
pub use panel::{Seek, Side, Tab};
pub use preview::{Preview, Shown, read_preview};
pub use reader::{News, Reader, Task};
pub use replace::{Change, Replacing};
pub use search::{Match, Part, Pattern};
