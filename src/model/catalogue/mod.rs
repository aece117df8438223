//! The models known by name, what they need, and which of them are on this machine.

mod entry;
mod fit;
mod list;
mod places;
mod resolve;
mod speed;
mod user;

pub(in crate::model) use entry::usual;
pub use entry::{Entry, Packages, Purpose, Size, parameter_label};
pub use fit::{Fit, Shape, fit};
pub use list::{Catalogue, Unknown};
pub use places::{State, state};
pub(in crate::model) use places::{part_path, state_in};
pub use resolve::{ResolveError, Resolved, resolve, resolve_in};
pub use speed::{Bandwidth, read_per_token};
pub use user::UserModelsError;
