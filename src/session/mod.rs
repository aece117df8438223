//! Sessions on disk: the journal that is written, found again, replayed and exported.

mod archive;
mod error;
mod export;
mod header;
mod import;
mod journal;
mod keep;
mod notebook;
mod read;
mod replay;
mod stamp;

pub use archive::{Summary, find, latest, list, open_latest, remove};
pub use error::Error;
pub use export::{Format, export};
pub use header::{Header, VERSION};
pub use import::import;
pub use journal::{Journal, Opened};
pub use keep::{find_kept, keep, kept_files};
pub use notebook::notebook;
pub use read::read;
pub use replay::{recall, replay};
