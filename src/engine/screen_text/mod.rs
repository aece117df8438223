//! Output of programs as a terminal would show it, line by line, with nothing in it that acts on a terminal.

mod cells;
mod elsewhere;
mod grid;
mod row;
mod screen;
mod sgr;
mod text_line;

pub use screen::ScreenText;
pub use text_line::{AnsiColor, Sgr, TextLine, TextSpan};
