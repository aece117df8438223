//! The colours that programs print, fitted to the terminal.

use ratatui::style::{Color, Modifier, Style};

use super::color::nearest;
use super::depth::Depth;
use crate::engine::screen_text::{AnsiColor, Sgr};

/// The style a program asked for, over the style of what it asked nothing for.
#[must_use]
pub fn printed(sgr: &Sgr, base: Style, depth: Depth) -> Style {
    let color = |color: AnsiColor| {
        let wanted = match color {
            AnsiColor::Indexed(index) => Color::Indexed(index),
            AnsiColor::Rgb(r, g, b) => Color::Rgb(r, g, b),
        };
        nearest(wanted, depth)
    };
    let mut style = base;
    style.fg = sgr.fg.map(color).or(base.fg);
    style.bg = sgr.bg.map(color).or(base.bg);
    let modifiers = [
        (sgr.bold, Modifier::BOLD),
        (sgr.dim, Modifier::DIM),
        (sgr.italic, Modifier::ITALIC),
        (sgr.underline, Modifier::UNDERLINED),
        (sgr.reverse, Modifier::REVERSED),
    ];
    let chosen = modifiers.into_iter().filter(|(on, _)| *on);
    chosen.fold(style, |style, (_, modifier)| style.add_modifier(modifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_asks_for_lies_over_the_theme() {
        let base = Style::new().fg(Color::Rgb(1, 2, 3));
        let sgr = Sgr { bg: Some(AnsiColor::Rgb(255, 0, 0)), bold: true, ..Sgr::default() };
        let with = |bg| base.bg(bg).add_modifier(Modifier::BOLD);
        assert_eq!(printed(&sgr, base, Depth::TrueColor), with(Color::Rgb(255, 0, 0)));
        assert_eq!(printed(&sgr, base, Depth::Ansi256), with(Color::Indexed(196)));
        assert_eq!(printed(&sgr, base, Depth::Ansi16), with(Color::LightRed));
        assert_eq!(printed(&sgr, base, Depth::None), with(Color::Reset));
    }

    #[test]
    fn the_first_sixteen_colours_stay_the_users_own() {
        let sgr = Sgr { fg: Some(AnsiColor::Indexed(1)), ..Sgr::default() };
        assert_eq!(
            printed(&sgr, Style::new(), Depth::TrueColor),
            Style::new().fg(Color::Indexed(1))
        );
    }
}
