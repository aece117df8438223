//! What an input does: `(Screen, &State, Input) -> Vec<Command>`, without a clock, a file or a terminal.

mod compose;
mod console;
mod decide;
mod dispatch;
mod focus;
mod ladder;
mod observe;
mod scrolling;
mod typing;

pub use console::{typed, typed_at};
pub use dispatch::update;
pub use focus::contexts;
pub use observe::{drawn, observe};
