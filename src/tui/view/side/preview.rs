//! A file over the panes: text with its meanings marked, a table, a picture, or bytes.

use std::fmt::Write as _;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::frame::{bytes, harmless};
use crate::engine::State;
use crate::tui::gallery::{Content, Room, Source, Want};
use crate::tui::layout;
use crate::tui::screen::Screen;
use crate::tui::side::{Preview, Shown};
use crate::tui::terminal::graphics::{Images, Placed};
use crate::tui::theme::Theme;
use crate::tui::view::cache::{Rows, key};
use crate::tui::view::code::numbered;
use crate::tui::view::draw::Seen;
use crate::tui::view::pane::{self, Mood};
use crate::tui::widget::{text, wrap};
use crate::words::Side;

/// Text beyond stays unmarked: marking it would be felt.
const MARKED: usize = 48 << 10;
/// Bytes in a row.
const ROW: usize = 16;

/// Draws the file over the panes.
pub(in crate::tui::view) fn draw(
    frame: &mut Frame<'_>,
    full: Rect,
    preview: &Preview,
    _state: &State,
    screen: &Screen,
    theme: &Theme,
    seen: &mut Seen,
) {
    let area = layout::canvas(full.as_size(), screen);
    frame.render_widget(Clear, area);
    let width = usize::from(area.width.saturating_sub(2).max(1));
    let height = usize::from(area.height.saturating_sub(2));
    let look = Look { screen, theme, width, height };
    let (rows, mut note) = look.rows(preview, seen);
    let (scroll, first) = preview.scroll.settle(rows.len(), height);
    let below = rows.len().saturating_sub(first + height);
    if below > 0 {
        let more = screen.locale.fill(Side::MoreBelow, &[&below]);
        note = if note.is_empty() { more } else { format!("{note} · {more}") };
    }
    let title = harmless(&preview.path.to_string_lossy());
    let looks = (theme, screen.glyphs);
    let inner = pane::frame(frame, area, &title, &note, Mood::Calm, true, looks);
    pane::rows(frame, inner, rows.iter().skip(first));
    (seen.help, seen.code) = (Some(scroll), None);
    for placed in &mut seen.pictures {
        // It was placed as if it stood at the top of the inside.
        placed.area.x += inner.x;
        placed.area.y += inner.y;
        placed.area = placed.area.intersection(inner);
    }
}

struct Look<'a> {
    screen: &'a Screen,
    theme: &'a Theme,
    width: usize,
    height: usize,
}

impl Look<'_> {
    fn rows(&self, preview: &Preview, seen: &mut Seen) -> (Rows, String) {
        let (locale, ui) = (self.screen.locale, &self.theme.ui);
        // What lies below has its pictures no more.
        seen.pictures.clear();
        let words = |words: &str| Rows::new(self.wrapped(words, ui.muted));
        match &preview.shown {
            Shown::Reading => (words(locale.text(Side::Reading)), String::new()),
            Shown::Failed(why) => {
                (words(&locale.fill(Side::NotReadable, &[&harmless(why)])), String::new())
            }
            Shown::Text { language, text, cut } => {
                let note = if *cut { locale.text(Side::Cut) } else { "" };
                (self.text(language, text), note.to_owned())
            }
            Shown::Sheet(sheet) => {
                let aside = preview.aside.min(sheet.last_start(self.width));
                seen.aside = Some(aside);
                let rows = sheet.lines(self.width, aside, locale, self.theme, self.screen.glyphs);
                (Rows::new(rows), String::new())
            }
            Shown::Picture { mime, path, version } => {
                let source =
                    Source { step: 0, n: *version, mime: (*mime).into(), path: path.clone() };
                (self.picture(source, seen), String::new())
            }
            Shown::Bytes { head, all } => {
                let note = locale.fill(Side::FirstBytes, &[&head.len(), &bytes(*all)]);
                (Rows::new(self.hex(head)), note)
            }
        }
    }

    fn wrapped(&self, words: &str, style: ratatui::style::Style) -> Vec<Line<'static>> {
        wrap::wrap(&Line::styled(words.to_owned(), style), self.width, &[])
    }

    fn text(&self, language: &str, body: &str) -> Rows {
        let look = (language, self.width, &self.theme.name, self.theme.depth as u8);
        self.screen.cache.display(key(("file", body, look)), || {
            let clean = text::sanitize(body);
            let lines = if body.len() <= MARKED {
                self.screen.cache.highlighter.highlight(language, &clean, self.theme)
            } else {
                let style = self.theme.ui.text;
                clean.lines().map(|line| Line::styled(line.to_owned(), style)).collect()
            };
            let count = lines.len();
            let lines = lines.into_iter().enumerate().map(|(n, line)| (n + 1, line));
            numbered(lines, count, self.width, self.theme)
        })
    }

    fn picture(&self, source: Source, seen: &mut Seen) -> Rows {
        let (locale, gallery) = (self.screen.locale, &self.screen.gallery);
        let muted = self.theme.ui.muted;
        if gallery.images == Images::Off {
            return Rows::new(self.wrapped(locale.text(Side::Outputless), muted));
        }
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let room = Room {
            columns: cells(self.width),
            rows: cells(self.height.max(1)),
            depth: self.theme.depth,
            glyphs: self.screen.glyphs,
            images: gallery.images,
            cell: gallery.cell,
        };
        let want = Want { source, room: Some(room) };
        if gallery.lacks(&want) {
            seen.wants.push(want.clone());
        }
        match gallery.get(&want).as_deref() {
            Some(Content::Figure(figure)) => {
                if let Some(wire) = &figure.wire {
                    let area = Rect::new(0, 0, figure.cells.0, figure.cells.1);
                    seen.pictures.push(Placed { area, wire: std::sync::Arc::clone(wire) });
                }
                Rows::new(figure.lines.clone())
            }
            Some(Content::Failed(why)) => Rows::new(self.wrapped(&harmless(why), muted)),
            _ => Rows::new(self.wrapped(locale.text(Side::Drawing), muted)),
        }
    }

    /// Addresses, bytes as numbers, and as letters where they are some.
    fn hex(&self, head: &[u8]) -> Vec<Line<'static>> {
        // Eight cells for the address, and four for each byte with its letter.
        let per = (self.width.saturating_sub(11) / 4).clamp(4, ROW) / 4 * 4;
        let row = |(n, part): (usize, &[u8])| {
            let mut numbers = String::new();
            for byte in part {
                // Writing to a string cannot fail.
                let _ = write!(numbers, "{byte:02x} ");
            }
            let letter =
                |byte: &u8| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' };
            let letters: String = part.iter().map(letter).collect();
            Line::from(vec![
                Span::styled(format!("{:08x}  ", n * per), self.theme.ui.line_number),
                Span::styled(format!("{numbers:width$} ", width = per * 3), self.theme.ui.text),
                Span::styled(letters, self.theme.ui.muted),
            ])
        };
        head.chunks(per).enumerate().map(row).collect()
    }
}
