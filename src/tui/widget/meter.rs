//! Gauges as text: a bar, and a line of the recent past.

use ratatui::text::Span;

use super::glyphs::Glyphs;
use crate::tui::theme::Theme;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_HEIGHTS: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];

/// A bar filled from 0 to 1, exactly `width` cells.
#[must_use]
pub fn bar(ratio: f64, width: usize, theme: &Theme, glyphs: Glyphs) -> Vec<Span<'static>> {
    let eighths = scaled(ratio, width * 8);
    let (filled, track) = match glyphs {
        Glyphs::Unicode => {
            let part = EIGHTHS[eighths % 8];
            let whole = eighths / 8;
            let rest = width - whole - usize::from(!part.is_empty());
            (format!("{}{part}", "█".repeat(whole)), "░".repeat(rest))
        }
        Glyphs::Ascii => ("#".repeat(eighths / 8), "-".repeat(width - eighths / 8)),
    };
    vec![Span::styled(filled, theme.ui.gauge_fill), Span::styled(track, theme.ui.gauge_track)]
}

/// The last `width` values between 0 and `most`, the newest at the right, exactly `width` cells.
#[must_use]
pub fn sparkline(
    values: &[f64],
    most: f64,
    width: usize,
    theme: &Theme,
    glyphs: Glyphs,
) -> Span<'static> {
    let heights = glyphs.pick(HEIGHTS, ASCII_HEIGHTS);
    let recent = &values[values.len().saturating_sub(width)..];
    let blank = std::iter::repeat_n(' ', width - recent.len());
    let drawn = recent.iter().map(|value| {
        let ratio = if most > 0.0 { value / most } else { 0.0 };
        heights[scaled(ratio, heights.len()).min(heights.len() - 1)]
    });
    Span::styled(blank.chain(drawn).collect::<String>(), theme.ui.gauge_fill)
}

/// A share of `whole` steps; never more, and none for what is no number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
pub(super) fn scaled(ratio: f64, whole: usize) -> usize {
    let ratio = if ratio.is_nan() { 0.0 } else { ratio.clamp(0.0, 1.0) };
    (ratio * whole as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Theme;

    fn theme() -> Theme {
        Theme::built_in("midnight").expect("known").expect("usable")
    }

    fn drawn(ratio: f64, glyphs: Glyphs) -> String {
        bar(ratio, 4, &theme(), glyphs).iter().map(|span| span.content.as_ref()).collect()
    }

    #[test]
    fn a_bar_fills_by_eighths_of_a_cell() {
        let shown =
            [0.0, 0.4, 0.5, 1.0, 7.0, -1.0, f64::NAN].map(|ratio| drawn(ratio, Glyphs::Unicode));
        assert_eq!(shown, ["░░░░", "█▋░░", "██░░", "████", "████", "░░░░", "░░░░"]);
        assert_eq!(
            [0.0, 0.5, 1.0].map(|ratio| drawn(ratio, Glyphs::Ascii)),
            ["----", "##--", "####"]
        );
    }

    #[test]
    fn a_sparkline_ends_with_the_newest_value() {
        let line = |values: &[f64], glyphs| {
            sparkline(values, 8.0, 5, &theme(), glyphs).content.into_owned()
        };
        assert_eq!(line(&[0.0, 4.0, 8.0], Glyphs::Unicode), "  ▁▅█");
        assert_eq!(line(&[9.0, 9.0, 0.0, 1.0, 2.0, 3.0, 99.0], Glyphs::Unicode), "▁▂▃▄█");
        assert_eq!(line(&[], Glyphs::Ascii), "     ");
    }
}
