//! Reusable parts of the screen. They know neither the engine's state nor a colour: a theme tells them how things look.

pub mod diff;
pub mod editor;
pub mod glyphs;
mod grammar;
pub mod halfblock;
pub mod highlight;
pub mod hint;
pub mod markdown;
pub mod meter;
mod stable;
pub mod styled;
pub mod table;
pub mod text;
pub mod wrap;
