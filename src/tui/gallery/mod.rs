//! What steps showed, made ready to be drawn: files are read, decoded and scaled in a thread of their own.
//!
//! A frame says which things it lacks ([`Want`]), the loop hands them to the [`Loader`], and what comes back
//! ([`Content`]) is kept in the [`Gallery`], where the next frame finds it. Nothing here waits for a disk while a key waits.

mod content;
mod load;
mod loader;
mod store;
mod want;

pub use content::{Content, Figure};
pub use load::{Decode, load};
pub use loader::{Loader, News, Task};
pub use store::Gallery;
pub use want::{Room, Source, Want};
