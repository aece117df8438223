//! One thing that a step showed: drawn where it can be, named with its file where not.

use std::rc::Rc;
use std::sync::Arc;

use ratatui::style::Style;
use ratatui::text::Line;

use super::ending::{Block, Layout, Picture};
use crate::engine::Display;
use crate::tui::Action;
use crate::tui::gallery::{Content, Figure, Room, Source, Want};
use crate::tui::keymap::Context;
use crate::tui::terminal::graphics::{Images, Spread};
use crate::tui::view::cache::key;
use crate::tui::widget::sheet::{self, Sheet};
use crate::tui::widget::{json_tree, markdown};
use crate::words::Shown;

/// The lowest room of a figure.
const LOWEST: usize = 4;

/// The block of one thing.
pub(super) fn block(source: &Source, layout: &mut Layout<'_>) -> Block {
    let (images, locale) = (layout.screen.gallery.images, layout.screen.locale);
    if source.is_figure() && images == Images::Off {
        return named(source, layout);
    }
    let want = Want { source: source.clone(), room: source.is_figure().then(|| room(layout)) };
    if layout.screen.gallery.lacks(&want) {
        layout.wants.push(want.clone());
    }
    let content = layout.screen.gallery.get(&want);
    // A value that a table shows is not written below it for a moment either.
    layout.told = match content.as_deref() {
        None => source.is_sheet(),
        Some(Content::Sheet(sheet)) => sheet.is_result,
        Some(_) => false,
    };
    match content.as_deref() {
        None => words(layout, locale.text(Shown::Drawing), layout.theme.ui.faint),
        Some(Content::Figure(figure)) => of_figure(source, figure, layout),
        Some(Content::Sheet(sheet)) => of_sheet(source, sheet, layout),
        Some(Content::Named) => named(source, layout),
        Some(Content::Gone) => {
            let key = layout.screen.keymap.key_for(&[Context::Output], Action::Keep);
            let kind = locale.known::<Shown>(kind(source));
            let text = match key {
                Some(key) => locale.fill(Shown::GoneUnkept, &[&kind, &key]),
                None => locale.fill(Shown::Gone, &[&kind]),
            };
            words(layout, &text, layout.theme.ui.muted)
        }
        Some(Content::Failed(why)) => {
            let mut rows = layout.text("", why, layout.theme.ui.warning);
            rows.extend(layout.text("", &source.path, layout.theme.ui.link));
            Block { rows: Rc::new(rows), ..Block::default() }
        }
        Some(Content::Tree(tree)) => cached(source, layout, |layout| {
            json_tree::lines(tree, layout.width, locale, layout.theme)
        }),
        Some(Content::Text(text)) => {
            cached(source, layout, |layout| layout.text("", text, layout.theme.ui.text))
        }
        Some(Content::Page(events)) => cached(source, layout, |layout| {
            let (theme, glyphs) = (layout.theme, layout.screen.glyphs);
            let highlighter = &layout.screen.cache.highlighter;
            let mut code =
                |language: &str, code: &str| highlighter.highlight(language, code, theme);
            let events = events.iter().cloned();
            let (rows, _) = markdown::render_events(events, layout.width, theme, glyphs, &mut code);
            if rows.is_empty() {
                return layout.text("", locale.text(Shown::NoText), theme.ui.faint);
            }
            rows
        }),
    }
}

fn room(layout: &Layout<'_>) -> Room {
    let gallery = &layout.screen.gallery;
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Room {
        columns: cells(layout.width),
        // Its caption has a row of its own.
        rows: cells(layout.height.saturating_sub(1).max(LOWEST)),
        depth: layout.theme.depth,
        glyphs: layout.screen.glyphs,
        images: gallery.images,
        cell: gallery.cell,
    }
}

fn of_figure(source: &Source, figure: &Figure, layout: &Layout<'_>) -> Block {
    let depth = layout.theme.depth as u8;
    let look = (source, figure.cells, depth, figure.wire.is_some(), layout.screen.locale);
    let rows = layout.screen.cache.display(key(look), || {
        let sign = layout.screen.glyphs.pick(("·", "×"), ("-", "x"));
        let (width, height) = figure.size;
        let caption =
            layout.screen.locale.fill(Shown::Pixels, &[&sign.0, &width, &sign.1, &height]);
        let mut rows = layout.text("", &caption, layout.theme.ui.muted);
        rows.truncate(1);
        rows.extend(figure.lines.iter().cloned());
        rows
    });
    let picture = figure.wire.as_ref().map(|wire| Picture {
        row: 1,
        cells: figure.cells,
        wire: Arc::clone(wire),
        covers: wire.spread == Spread::OverCells,
    });
    Block { rows, picture, ..Block::default() }
}

fn of_sheet(source: &Source, sheet: &Sheet, layout: &mut Layout<'_>) -> Block {
    layout.furthest = layout.furthest.max(sheet.last_start(layout.width));
    let aside = layout.screen.aside.min(sheet.last_start(layout.width));
    let theme = (&layout.theme.name, layout.theme.depth as u8);
    let look = (source, layout.width, aside, theme, layout.screen.locale);
    let rows = layout.screen.cache.display(key(look), || {
        let screen = layout.screen;
        sheet.lines(layout.width, aside, screen.locale, layout.theme, screen.glyphs)
    });
    Block { rows, text: sheet.text(), head: Some(sheet::HEAD_LINE), picture: None }
}

fn cached(
    source: &Source,
    layout: &Layout<'_>,
    build: impl FnOnce(&Layout<'_>) -> Vec<Line<'static>>,
) -> Block {
    let theme = (&layout.theme.name, layout.theme.depth as u8);
    let look = (source, layout.width, theme, layout.screen.locale);
    let rows = layout.screen.cache.display(key(look), || build(layout));
    Block { rows, ..Block::default() }
}

/// A line with its file.
pub(super) fn named(source: &Source, layout: &Layout<'_>) -> Block {
    let name = layout.screen.locale.known::<Shown>(kind(source));
    let rows = layout.text(&format!("{name}: "), &source.path, layout.theme.ui.link);
    Block { rows: Rc::new(rows), ..Block::default() }
}

fn words(layout: &Layout<'_>, text: &str, style: Style) -> Block {
    Block { rows: Rc::new(layout.text("", text, style)), ..Block::default() }
}

/// What a person would call it.
fn kind(source: &Source) -> &'static str {
    Display { mime: source.mime.clone(), path: String::new() }.kind()
}
