//! Values over time as columns, several rows high, from the left on; the newest is the last.

use ratatui::text::Span;

use super::glyphs::Glyphs;
use super::meter;
use crate::tui::theme::Theme;

const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 9] = [' ', '_', '.', ':', '-', '=', '+', '*', '#'];

/// The last `width` values between 0 and `most`, `rows` rows from the top down, each exactly `width` cells.
#[must_use]
pub fn plot(
    values: &[f64],
    most: f64,
    (width, rows): (usize, usize),
    theme: &Theme,
    glyphs: Glyphs,
) -> Vec<Vec<Span<'static>>> {
    let signs = glyphs.pick(EIGHTHS, ASCII);
    let recent = &values[values.len().saturating_sub(width)..];
    let heights: Vec<usize> = recent
        .iter()
        .map(|value| {
            let ratio = if most > 0.0 { value / most } else { 0.0 };
            // What is known is seen, however small; a full column leaves a gap to what stands above.
            meter::scaled(ratio, rows * 8 - 1).max(1)
        })
        .collect();
    let row = |below: usize| {
        let mut spans = Vec::new();
        // Only the top of a column is bright, so that a high plot is a line and no wall.
        for run in heights.chunk_by(|one, next| (*one > below * 8 + 8) == (*next > below * 8 + 8)) {
            let cells = run.iter().map(|height| signs[height.saturating_sub(below * 8).min(8)]);
            let inner = run[0] > below * 8 + 8;
            let style = if inner { theme.ui.gauge_track } else { theme.ui.gauge_fill };
            spans.push(Span::styled(cells.collect::<String>(), style));
        }
        spans.push(Span::raw(" ".repeat(width - recent.len())));
        spans
    };
    (0..rows).rev().map(row).collect()
}

/// Means of so many values each that all fit; a group keeps its values while others come behind it.
#[must_use]
pub fn grouped(values: &[f64], before: usize, kept: usize, width: usize) -> Vec<f64> {
    let size = kept.div_ceil(width.max(1)).max(1);
    let mut groups: Vec<(usize, f64, f64)> = Vec::new();
    for (n, value) in values.iter().enumerate() {
        let group = (before + n) / size;
        match groups.last_mut() {
            Some((last, sum, count)) if *last == group => {
                *sum += value;
                *count += 1.0;
            }
            _ => groups.push((group, *value, 1.0)),
        }
    }
    groups.into_iter().map(|(_, sum, count)| sum / count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[f64], size: (usize, usize), glyphs: Glyphs) -> Vec<String> {
        let theme = Theme::built_in("midnight").expect("known").expect("usable");
        let rows = plot(values, 8.0, size, &theme, glyphs);
        let text = |row: Vec<Span<'_>>| row.iter().map(|span| span.content.as_ref()).collect();
        rows.into_iter().map(text).collect()
    }

    #[test]
    fn columns_rise_over_several_rows() {
        assert_eq!(
            drawn(&[0.0, 2.0, 4.0, 6.0, 8.0], (6, 2), Glyphs::Unicode),
            ["   ▃▇ ", "▁▄███ "]
        );
        assert_eq!(drawn(&[9.0, 1.0, f64::NAN], (2, 1), Glyphs::Ascii), ["__"]);
        assert_eq!(drawn(&[], (3, 1), Glyphs::Unicode), ["   "]);
    }

    #[test]
    fn a_group_does_not_change_while_others_come() {
        let values = [1.0, 3.0, 5.0, 7.0, 9.0];
        assert_eq!(grouped(&values, 0, 6, 3), [2.0, 6.0, 9.0]);
        // The first value has gone; the second group stays as it was.
        assert_eq!(grouped(&values[1..], 1, 6, 3), [3.0, 6.0, 9.0]);
        assert_eq!(grouped(&values, 0, 5, 9), values);
    }
}
