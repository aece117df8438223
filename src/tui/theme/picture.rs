//! Two pixels as one cell.

use ratatui::style::{Color, Style};

use super::color::nearest;
use super::depth::Depth;

/// Signs from light to full, for terminals without colour.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// Pixels with less alpha are not there.
const OPAQUE: u8 = 128;

/// The sign and style that show an upper and a lower pixel, both red, green, blue and alpha.
#[must_use]
pub fn pixels(upper: [u8; 4], lower: [u8; 4], depth: Depth) -> (char, Style) {
    if depth == Depth::None {
        let light = |[r, g, b, a]: [u8; 4]| {
            if a < OPAQUE { 0 } else { (u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b)) / 10 }
        };
        let mean = u32::midpoint(light(upper), light(lower));
        let sign = SHADES.into_iter().nth((mean as usize) / 52).unwrap_or('█');
        return (sign, Style::new());
    }
    let color = |[r, g, b, a]: [u8; 4]| (a >= OPAQUE).then(|| nearest(Color::Rgb(r, g, b), depth));
    match (color(upper), color(lower)) {
        (None, None) => (' ', Style::new()),
        (Some(upper), None) => ('▀', Style::new().fg(upper)),
        (None, Some(lower)) => ('▄', Style::new().fg(lower)),
        (Some(upper), Some(lower)) => ('▀', Style::new().fg(upper).bg(lower)),
    }
}
