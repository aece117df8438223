//! Collects a frame, to be written in one go; a frame without a change has no byte.

use std::io::{self, Write as _};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::graphics::Placed;
use super::shown::Shown;

/// Terminals that know it show the frame at once; others ignore it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// Bytes of cells that need no such brackets.
const SMALL: usize = 256;
/// How a picture ends: every colour and attribute off, one after the other.
const LONG_RESETS: [&[u8]; 2] = [b"\x1b[39m\x1b[49m\x1b[59m\x1b[0m", b"\x1b[39m\x1b[49m\x1b[0m"];
/// The same in one.
const RESET: &[u8] = b"\x1b[m";

/// A ratatui backend that only collects; whoever owns it sends the frame off.
#[derive(Debug)]
pub struct FrameWriter {
    /// The frame so far.
    bytes: Vec<u8>,
    /// What goes with it and shows nothing.
    along: Vec<u8>,
    size: Size,
    /// What the terminal's cursor is, as far as we know.
    shown: Option<Cursor>,
    wanted: Cursor,
    pictures: Shown,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cursor {
    visible: bool,
    at: Position,
}

impl FrameWriter {
    /// For a terminal of this size, which the caller keeps up to date.
    #[must_use]
    pub fn new(size: Size) -> Self {
        let (bytes, wanted) = (Vec::new(), Cursor::default());
        let pictures = Shown::default();
        Self { bytes, along: Vec::new(), size, shown: None, wanted, pictures }
    }

    /// The terminal's new size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// Forgets what the cursor is and which pictures there are, after another program had the terminal.
    pub fn forget(&mut self) {
        self.shown = None;
        self.pictures = Shown::default();
    }

    /// The pictures of the frame; each is sent once, however many frames show it.
    pub fn place(&mut self, pictures: Vec<Placed>) {
        let (before, after) = self.pictures.show(pictures);
        // What is taken away goes first: the cells of this frame stand there next.
        self.bytes.splice(0..0, before);
        self.bytes.extend(after);
    }

    /// Sends this with the next frame, behind its cells.
    pub fn send_along(&mut self, bytes: &[u8]) {
        self.along.extend_from_slice(bytes);
    }

    /// Ends the frame: its bytes, none where nothing has changed.
    pub fn frame(&mut self) -> Vec<u8> {
        if self.bytes.is_empty() && self.along.is_empty() && self.shown == Some(self.wanted) {
            return Vec::new();
        }
        let Cursor { visible, at } = self.wanted;
        let mut frame = Vec::with_capacity(self.bytes.len() + 40);
        // A few cells are shown at once anyway.
        let whole = self.bytes.len() > SMALL;
        if whole {
            frame.extend_from_slice(BEGIN);
        }
        frame.append(&mut self.bytes);
        if visible {
            // Writing to memory cannot fail.
            let _ = write!(frame, "\x1b[{};{}H", u32::from(at.y) + 1, u32::from(at.x) + 1);
        }
        if self.shown.is_none_or(|shown| shown.visible != visible) {
            frame.extend_from_slice(if visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
        if whole {
            frame.extend_from_slice(END);
        }
        frame.append(&mut self.along);
        self.shown = Some(self.wanted);
        frame
    }
}

/// A blank shows no ink: it takes the colour of what stands before it, which then need not be changed.
fn uncolour_blanks(cells: &mut [(u16, u16, Cell)]) {
    let mut ink = None;
    for (_, _, cell) in cells {
        match ink {
            Some(ink) if cell.symbol() == " " && cell.modifier.is_empty() => cell.fg = ink,
            _ => ink = Some(cell.fg),
        }
    }
}

impl Backend for FrameWriter {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        let mut cells: Vec<(u16, u16, Cell)> =
            content.map(|(x, y, cell)| (x, y, cell.clone())).collect();
        uncolour_blanks(&mut cells);
        let cells = cells.iter().map(|(x, y, cell)| (*x, *y, cell));
        CrosstermBackend::new(&mut self.bytes).draw(cells)?;
        if let Some(long) = LONG_RESETS.iter().find(|long| self.bytes.ends_with(long)) {
            self.bytes.truncate(self.bytes.len() - long.len());
            self.bytes.extend_from_slice(RESET);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted.at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted.at = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.pictures.cleared();
        CrosstermBackend::new(&mut self.bytes).clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.pictures.cleared();
        CrosstermBackend::new(&mut self.bytes).clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    /// Nothing yet: the frame is not over before [`frame`](Self::frame).
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
