//! What an input does: `(Screen, &State, Input) -> Vec<Command>`, without a clock, a file or a terminal.

mod ask;
mod compose;
mod consent;
mod console;
mod decide;
mod dispatch;
mod explore;
mod focus;
mod help;
mod ladder;
mod leave;
mod mention;
mod models;
mod observe;
mod palette;
mod picker;
mod question;
mod recall;
mod running;
mod scrolling;
mod slash;
mod tell;
mod typing;
mod whole;

pub use console::{typed, typed_at};
pub use dispatch::update;
pub use focus::{contexts, contexts_below};
pub(in crate::tui) use models::{is_free, is_in_use};
pub use observe::{drawn, observe};
