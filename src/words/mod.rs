//! Every text of the screen, in every language of the screen, side by side.
//!
//! A part of the screen has one list here; the code names a text, and a language that lacks it does not compile.
//! Prompts, what programs print, notices of the journal and the command line stay English.

mod composer;
mod footer;
mod locale;
mod texts;

pub use composer::Composer;
pub use footer::Toast;
pub use locale::Locale;
pub use texts::Texts;
