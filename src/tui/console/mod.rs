//! The terminal of an interactive step: what its program has drawn, what is typed at it, what it asks us.

mod emulator;
mod encode;
mod glyph;
mod terminal;

pub use emulator::Emulator;
pub use encode::Modes;
pub use glyph::Glyph;
pub use terminal::Console;
