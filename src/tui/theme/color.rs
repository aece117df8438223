//! Colours: their names, their contrast, and the nearest one a poorer terminal can show.

use ratatui::style::{Color, Modifier, Style};

use super::depth::Depth;

/// The colours of the user's palette that a theme file may name.
pub(super) const ANSI: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright_black", Color::DarkGray),
    ("bright_red", Color::LightRed),
    ("bright_green", Color::LightGreen),
    ("bright_yellow", Color::LightYellow),
    ("bright_blue", Color::LightBlue),
    ("bright_magenta", Color::LightMagenta),
    ("bright_cyan", Color::LightCyan),
    ("bright_white", Color::White),
];

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Reads `#rrggbb` or the name of a palette colour.
pub(super) fn parse(word: &str) -> Option<Color> {
    if let Some(hex) = word.strip_prefix('#') {
        let bits = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
        let [_, r, g, b] = bits.to_be_bytes();
        return Some(Color::Rgb(r, g, b));
    }
    ANSI.iter().find(|(name, _)| *name == word).map(|(_, color)| *color)
}

/// A role's style with the colours of a depth.
pub(super) fn step_down(role: &str, style: Style, depth: Depth) -> Style {
    let mut stepped = Style {
        fg: style.fg.map(|c| nearest(c, depth)),
        bg: style.bg.map(|c| nearest(c, depth)),
        ..style
    };
    if depth == Depth::None
        && role != "cursor_line"
        && style.bg.is_some_and(|bg| bg != Color::Reset)
    {
        stepped = stepped.add_modifier(Modifier::REVERSED);
    }
    stepped
}

/// The colour of a depth that is nearest to another.
pub(super) fn nearest(color: Color, depth: Depth) -> Color {
    match (color, depth) {
        (_, Depth::None) => Color::Reset,
        (Color::Rgb(r, g, b), Depth::Ansi256) => Color::Indexed(nearest_of_256((r, g, b))),
        (Color::Rgb(r, g, b), Depth::Ansi16) => nearest_of_16((r, g, b)),
        (Color::Indexed(index @ 16..), Depth::Ansi16) => nearest_of_16(rgb_of(index)),
        (color, _) => color,
    }
}

fn nearest_of_256(wanted: (u8, u8, u8)) -> u8 {
    (16..=255).min_by_key(|index| distance(wanted, rgb_of(*index))).unwrap_or(16)
}

/// The hue decides, not the distance: a pale red must stay red, for red has a meaning.
fn nearest_of_16((r, g, b): (u8, u8, u8)) -> Color {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let bright = most > 215;
    if most - least < 45 {
        return match most {
            0..64 => Color::Black,
            64..178 => Color::DarkGray,
            178..242 => Color::Gray,
            242.. => Color::White,
        };
    }
    let (normal, strong) = match hue((r, g, b), most, least) {
        20..75 => (Color::Yellow, Color::LightYellow),
        75..166 => (Color::Green, Color::LightGreen),
        166..200 => (Color::Cyan, Color::LightCyan),
        200..260 => (Color::Blue, Color::LightBlue),
        260..335 => (Color::Magenta, Color::LightMagenta),
        _ => (Color::Red, Color::LightRed),
    };
    if bright { strong } else { normal }
}

/// Degrees on the colour circle, red at 0.
fn hue((r, g, b): (u8, u8, u8), most: u8, least: u8) -> i32 {
    let part = |x: u8, y: u8| 60 * (i32::from(x) - i32::from(y)) / i32::from(most - least);
    let degrees = if most == r {
        part(g, b)
    } else if most == g {
        120 + part(b, r)
    } else {
        240 + part(r, g)
    };
    degrees.rem_euclid(360)
}

/// What xterm shows for an index beyond the first 16, which are the user's own.
fn rgb_of(index: u8) -> (u8, u8, u8) {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let step = |n: u8| STEPS[usize::from(n % 6)];
    let cube = index.saturating_sub(16);
    (step(cube / 36), step(cube / 6), step(cube))
}

/// The "redmean" distance: cheap, and close to what eyes see.
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> i64 {
    let gap = |x: u8, y: u8| i64::from(x) - i64::from(y);
    let mean = i64::midpoint(i64::from(a.0), i64::from(b.0));
    let (r, g, b) = (gap(a.0, b.0), gap(a.1, b.1), gap(a.2, b.2));
    (512 + mean) * r * r + 1024 * g * g + (767 - mean) * b * b
}

/// The WCAG contrast of two 24-bit colours, 1 to 21; `None` where the terminal decides what is shown.
#[must_use]
pub fn contrast(a: Color, b: Color) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

fn luminance(color: Color) -> Option<f64> {
    let Color::Rgb(r, g, b) = color else { return None };
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_steps_down_to_its_nearest() {
        assert_eq!(nearest(Color::Rgb(255, 0, 0), Depth::Ansi256), Color::Indexed(196));
        assert_eq!(nearest(Color::Rgb(18, 18, 18), Depth::Ansi256), Color::Indexed(233));
        assert_eq!(nearest(Color::Rgb(250, 5, 5), Depth::Ansi16), Color::LightRed);
        assert_eq!(nearest(Color::Rgb(156, 207, 122), Depth::Ansi16), Color::Green);
        assert_eq!(nearest(Color::Rgb(201, 164, 240), Depth::Ansi16), Color::LightMagenta);
        assert_eq!(nearest(Color::Rgb(255, 255, 255), Depth::Ansi16), Color::White);
        assert_eq!(nearest(Color::Indexed(196), Depth::Ansi16), Color::LightRed);
        assert_eq!(nearest(Color::Red, Depth::Ansi256), Color::Red);
        assert_eq!(nearest(Color::Rgb(1, 2, 3), Depth::TrueColor), Color::Rgb(1, 2, 3));
        assert_eq!(nearest(Color::Red, Depth::None), Color::Reset);
    }

    #[test]
    fn every_exact_colour_of_the_256_steps_down_to_itself() {
        for index in 16..=255 {
            let (r, g, b) = rgb_of(index);
            let Color::Indexed(found) = nearest(Color::Rgb(r, g, b), Depth::Ansi256) else {
                panic!("not an index")
            };
            assert_eq!(rgb_of(found), (r, g, b));
        }
    }

    #[test]
    fn without_colour_a_background_becomes_reverse_video() {
        let style = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(9, 9, 9));
        let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
        assert_eq!(
            step_down("selection", style, Depth::None),
            plain.add_modifier(Modifier::REVERSED)
        );
        assert_eq!(step_down("cursor_line", style, Depth::None), plain);
    }

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        let found = contrast(Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)).expect("known");
        assert!((found - 21.0).abs() < 1e-9);
        assert_eq!(contrast(Color::Red, Color::Rgb(0, 0, 0)), None);
    }
}
