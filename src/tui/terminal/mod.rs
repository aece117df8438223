//! The terminal itself: its descriptor, its modes, one write a frame, and what happens when it goes away.

pub mod clipboard;
pub mod graphics;
mod guard;
mod log;
mod notify;
mod outlet;
mod panic;
mod shown;
mod signals;
mod watchdog;
mod writer;

pub use guard::{Guard, KeyCodes};
pub use log::redirect_output;
pub use notify::{Notifier, tmux_passes};
pub use outlet::{Outlet, Written};
pub use panic::install as install_panic_hook;
pub use signals::{Asked, Signals};
pub use watchdog::{HUNG_UP, Watchdog};
pub use writer::FrameWriter;
