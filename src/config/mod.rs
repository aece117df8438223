//! Every option: its default, its meaning, and where it comes from.

mod edit;
mod error;
mod key;
mod layer;
mod load;
mod nearest;
mod options;
mod origin;
mod paths;
mod show;

pub use edit::set_text;
pub use error::Error;
pub use load::{Loaded, Overrides, load, load_with};
pub use options::{Config, Generation, Kernel, Limits, Models, Remote, Ui};
pub use origin::Origin;
pub use paths::Paths;
pub use show::{DEFAULT_FILE, show};
