//! What a frame lacks.

use crate::engine::Step;
use crate::tui::terminal::graphics::Images;
use crate::tui::theme::Depth;
use crate::tui::widget::glyphs::Glyphs;

/// One thing that a step showed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The step's number in its session.
    pub step: u32,
    /// Its number within the step, from 1.
    pub n: usize,
    /// Its media type.
    pub mime: String,
    /// Its file.
    pub path: String,
}

impl Source {
    /// Everything that a step showed.
    pub fn of(step: &Step) -> impl Iterator<Item = Self> + '_ {
        step.displays.iter().enumerate().map(|(n, display)| Self {
            step: step.id.0,
            n: n + 1,
            mime: display.mime.clone(),
            path: display.path.clone(),
        })
    }

    /// Whether it is made of pixels that can be drawn.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self.mime.as_str(), "image/png" | "image/jpeg")
    }

    /// Whether it is a table of data.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        self.mime == "application/vnd.dataresource+json"
    }
}

/// The cells that a figure may take, and what they can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Room {
    /// Cells from left to right.
    pub columns: u16,
    /// Cells from top to bottom.
    pub rows: u16,
    /// Colours.
    pub depth: Depth,
    /// Signs.
    pub glyphs: Glyphs,
    /// How figures are drawn.
    pub images: Images,
    /// Pixels of a cell.
    pub cell: (u16, u16),
}

/// One thing, and for a figure the room that it is drawn for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Want {
    /// What.
    pub source: Source,
    /// For which room; `None` for what is laid out by each frame.
    pub room: Option<Room>,
}
