//! Two pixels as one cell.

use ratatui::style::{Color, Style};

use super::color::nearest;
use super::depth::Depth;

/// Signs from light to full, for terminals without colour.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// The same for terminals with nothing but letters.
const LETTERS: [char; 8] = [' ', '.', ':', '-', '=', '+', '#', '@'];
/// Pixels with less alpha are not there.
const OPAQUE: u8 = 128;

/// The sign and style that show an upper and a lower pixel, both red, green, blue and alpha.
#[must_use]
pub fn pixels(upper: [u8; 4], lower: [u8; 4], depth: Depth) -> (char, Style) {
    if depth == Depth::None {
        return (shade(upper, lower, &SHADES), Style::new());
    }
    let color = |pixel| color(pixel, depth);
    match (color(upper), color(lower)) {
        (None, None) => (' ', Style::new()),
        (Some(upper), None) => ('▀', Style::new().fg(upper)),
        (None, Some(lower)) => ('▄', Style::new().fg(lower)),
        (Some(upper), Some(lower)) if upper == lower => (' ', Style::new().bg(upper)),
        (Some(upper), Some(lower)) => ('▀', Style::new().fg(upper).bg(lower)),
    }
}

/// The same where the terminal has no blocks: both pixels share one colour, or one letter.
#[must_use]
pub fn plain_pixels(upper: [u8; 4], lower: [u8; 4], depth: Depth) -> (char, Style) {
    if depth == Depth::None {
        return (shade(upper, lower, &LETTERS), Style::new());
    }
    let mean: [u8; 4] = std::array::from_fn(|part| u8::midpoint(upper[part], lower[part]));
    let style = color(mean, depth).map_or_else(Style::new, |color| Style::new().bg(color));
    (' ', style)
}

/// How cells are marked that the terminal fills with the picture of this number.
#[must_use]
pub fn picture_mark(number: u32) -> Style {
    let [_, r, g, b] = number.to_be_bytes();
    Style::new().fg(Color::Rgb(r, g, b))
}

fn color([r, g, b, a]: [u8; 4], depth: Depth) -> Option<Color> {
    (a >= OPAQUE).then(|| nearest(Color::Rgb(r, g, b), depth))
}

fn shade(upper: [u8; 4], lower: [u8; 4], signs: &[char]) -> char {
    let light = |[r, g, b, a]: [u8; 4]| {
        if a < OPAQUE { 0 } else { (usize::from(r) * 3 + usize::from(g) * 6 + usize::from(b)) / 10 }
    };
    let mean = usize::midpoint(light(upper), light(lower));
    signs.get(mean * signs.len() / 256).copied().unwrap_or(' ')
}
