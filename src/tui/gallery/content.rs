//! What a file turned out to hold.

use std::sync::Arc;

use pulldown_cmark::Event;
use ratatui::text::Line;

use crate::tui::terminal::graphics::Wire;
use crate::tui::widget::json_tree::Tree;
use crate::tui::widget::sheet::Sheet;

/// A figure, drawn for one room.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its own width and height in pixels.
    pub size: (u32, u32),
    /// Its cells: columns and rows.
    pub cells: (u16, u16),
    /// Its rows, as cells show them.
    pub lines: Vec<Line<'static>>,
    /// What the terminal is sent, where it can show more than cells.
    pub wire: Option<Arc<Wire>>,
}

/// What a file turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Pixels.
    Figure(Figure),
    /// A table of data.
    Sheet(Sheet),
    /// JSON.
    Tree(Tree),
    /// A page of prose, from Markdown or HTML.
    Page(Vec<Event<'static>>),
    /// Lines of text.
    Text(String),
    /// Nothing that cells can show.
    Named,
    /// Its file is gone.
    Gone,
    /// Why it cannot be shown.
    Failed(String),
}
