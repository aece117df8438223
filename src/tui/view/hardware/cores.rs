//! Every core: a bar each where there are few, a column each where there are many.

use ratatui::text::{Line, Span};

use super::pen::Pen;
use crate::engine::Core;
use crate::tui::widget::{meter, plot};
use crate::words::Part;

/// Columns of one core with its bar, the gap behind it included.
const CELL: usize = 17;
/// Columns of its number and its share.
const WORDS: usize = 8;
/// More rows of bars than these become columns.
const ROWS: usize = 2;

pub(super) fn rows(cores: &[Core], pen: Pen<'_>) -> Vec<Line<'static>> {
    let room = pen.width.saturating_sub(super::pen::NAME);
    let beside = (room / CELL).max(1);
    if cores.len().div_ceil(beside) <= ROWS {
        bars(cores, beside, pen)
    } else {
        columns(cores, room, pen)
    }
}

fn bars(cores: &[Core], beside: usize, pen: Pen<'_>) -> Vec<Line<'static>> {
    let ui = &pen.theme.ui;
    let mut number = 0;
    let rows = cores.chunks(beside).enumerate().map(|(row, chunk)| {
        let mut spans = vec![pen.name(if row == 0 { pen.text(Part::Cores) } else { "" })];
        for core in chunk {
            let style = if core.ours { ui.text } else { ui.faint };
            spans.push(Span::styled(
                format!("{number:<2} "),
                if core.ours { ui.muted } else { ui.faint },
            ));
            let bar = meter::bar(
                f64::from(core.percent) / 100.0,
                CELL - WORDS - 1,
                pen.theme,
                pen.glyphs,
            );
            spans.extend(bar);
            spans.push(Span::styled(format!("{:>4.0}%", core.percent), style));
            spans.push(Span::raw(" "));
            number += 1;
        }
        Line::from(spans)
    });
    rows.collect()
}

/// As many cores in a row as there is room for; those of others are faint.
fn columns(cores: &[Core], room: usize, pen: Pen<'_>) -> Vec<Line<'static>> {
    let ui = &pen.theme.ui;
    let rows = cores.chunks(room.max(1)).enumerate().map(|(row, chunk)| {
        let mut spans = vec![pen.name(if row == 0 { pen.text(Part::Cores) } else { "" })];
        for core in chunk {
            let share = [f64::from(core.percent)];
            let column = plot::plot(&share, 100.0, (1, 1), pen.theme, pen.glyphs);
            let style = if core.ours { ui.gauge_fill } else { ui.faint };
            spans.extend(column.into_iter().flatten().map(|span| span.style(style)));
        }
        Line::from(spans)
    });
    rows.collect()
}
