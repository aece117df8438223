//! Pictures for terminals that show more than cells: which way they are sent, and the bytes of each way.
//!
//! Our own encoders, not the crate `ratatui-image`: that one asks the terminal questions while keys arrive, switches
//! options of the user's tmux on, and hides its bytes in cells, where the frame writer can neither count nor bound
//! them, nor clear what a picture left behind. What is needed of it is three short formats.

mod iterm2;
mod kitty;
mod sixel;
mod way;
mod wire;

pub(super) use kitty::forget as take_back;
pub use kitty::placeholders;
pub use way::Images;
pub use wire::{CELL, LIMIT, Placed, Spread, Wire, encode};
