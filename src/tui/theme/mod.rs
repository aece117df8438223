//! What things look like: roles by meaning, filled from a theme file, stepped down to what the terminal can show.
//! The only folder that names colours.

pub mod ansi;
mod background;
mod color;
mod depth;
mod file;
mod load;
mod picture;
mod role;

pub use background::{light_by_env, light_by_terminal};
pub use color::contrast;
pub use depth::Depth;
pub use file::Error;
pub use load::{AUTO, BUILT_IN};
pub use picture::{picture_mark, pixels, plain_pixels};
pub use role::{Roles, Syntax, Theme, Token};
