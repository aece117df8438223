//! Every text of the screen, in every language of the screen, side by side.
//!
//! A part of the screen has one list here; the code names a text, and a language that lacks it does not compile.
//! Prompts, what programs print, notices of the journal and the command line stay English.

mod attention;
mod chat;
mod composer;
mod footer;
mod gauges;
mod hardware;
mod hints;
mod keys;
mod linear;
mod locale;
mod models;
mod output;
mod outside;
mod overlays;
mod palette;
mod panes;
mod reading;
mod side;
mod slash;
mod status;
mod texts;

pub use attention::{Call, Mouse};
pub use chat::{Chat, StepEnd, TurnEnd};
pub use composer::Composer;
pub use footer::{Deciding, NotNow, Telling, Toast};
pub use gauges::Gauge;
pub use hardware::{Machine, Part, Speed};
pub use hints::{Asks, Does};
pub use keys::{KeyDesc, Place};
pub use linear::{Between, Guide, Query, Said};
pub use locale::Locale;
pub use models::{Choosing, Column, Fact, Panel};
pub use output::{Sheet, Shown};
pub use outside::{Lent, Pythons};
pub use overlays::{Leaves, Leftovers, Told, Vars};
pub use palette::{HelpText, PaletteText, ThemeText};
pub use panes::{Note, Title};
pub use reading::Reading;
pub use side::{Side, SideKeys};
pub use slash::{CommandDoes, CommandText, FactText, Question};
pub use status::{Stand, Status, Trouble, Welcome};
pub use texts::Texts;
