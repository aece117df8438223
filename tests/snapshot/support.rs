//! A frame as text that shows its styles too.

use std::fmt::Write;

use ci_tui::tui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

/// The rows of a frame, then every run of cells that does not look ordinary: `row:column "text" style`.
pub(super) fn shoot(buffer: &Buffer) -> String {
    let (rows, width) = (rows(buffer), usize::from(buffer.area.width));
    let mut shot = String::new();
    for row in &rows {
        writeln!(shot, "│{}│", row.concat_symbols()).expect("write");
    }
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        while x < width {
            let style = row.0[x].style();
            let long = row.0[x..].iter().take_while(|cell| cell.style() == style).count();
            let look = look(style);
            if !look.is_empty() {
                let text = Row(&row.0[x..x + long]).concat_symbols();
                writeln!(shot, "{y}:{x} {text:?}{look}").expect("write");
            }
            x += long;
        }
    }
    shot
}

/// Lines drawn into a buffer of this width, as high as they are.
pub(super) fn drawn(lines: &[Line<'_>], width: u16) -> Buffer {
    let height = u16::try_from(lines.len()).expect("few lines");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    Paragraph::new(lines.to_vec()).render(buffer.area, &mut buffer);
    buffer
}

/// A theme compiled in, with all its colours.
pub(super) fn theme(name: &str) -> Theme {
    Theme::built_in(name).expect("built in").expect("usable")
}

struct Row<'a>(&'a [Cell]);

impl Row<'_> {
    /// The text of cells; the cell behind a wide sign belongs to it.
    fn concat_symbols(&self) -> String {
        let mut text = String::new();
        let mut covered = 0;
        for cell in self.0 {
            if covered == 0 {
                text.push_str(cell.symbol());
                covered = ci_tui::tui::widget::text::width(cell.symbol()).max(1);
            }
            covered -= 1;
        }
        text
    }
}

fn rows(buffer: &Buffer) -> Vec<Row<'_>> {
    buffer.content().chunks(usize::from(buffer.area.width).max(1)).map(Row).collect()
}

/// A style in words, nothing where it is ordinary.
pub(super) fn look(style: Style) -> String {
    let mut look = String::new();
    for (name, color) in [("fg", style.fg), ("bg", style.bg)] {
        match color {
            None | Some(Color::Reset) => {}
            Some(color) => write!(look, " {name}={color}").expect("write"),
        }
    }
    if style.add_modifier != Modifier::empty() {
        write!(look, " {:?}", style.add_modifier).expect("write");
    }
    look
}
