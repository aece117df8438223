//! What an input does: `(Screen, &State, Input) -> Vec<Command>`, without a clock, a file or a terminal.

mod ask;
mod change;
mod colon;
mod compose;
mod consent;
mod console;
mod decide;
mod dispatch;
mod explore;
mod focus;
mod ladder;
mod leave;
mod mention;
mod models;
mod mouse;
mod observe;
mod pick;
mod recall;
mod running;
mod scrolling;
mod seek;
mod side;
mod tell;
mod turns;
mod typing;
mod whole;

pub use console::{typed, typed_at};
pub use dispatch::update;
pub use focus::contexts;
pub(in crate::tui) use models::{is_free, is_in_use};
pub use observe::{drawn, observe};
pub(in crate::tui) use seek::hear as hear_matches;
pub use seek::{is_choosing, is_seeking, seek};
pub use side::{hear_files, reread};
