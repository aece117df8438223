//! Frames of the workspace: drawn, sent off, and drawn anew once another program had the terminal.

use std::io;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossterm::event::EventStream;
use ratatui::layout::Size;

use super::errand::FAREWELL;
use super::run::Workspace;
use super::terminal::Guard;
use super::{update, view};

impl Workspace<'_> {
    pub(super) fn draw(&mut self) -> io::Result<()> {
        self.screen.tick(self.started.elapsed());
        // Something may have waited for nothing but this time.
        self.follow();
        update::seek(&mut self.screen, self.driver.state(), &self.theme);
        let (state, screen) = (self.driver.state(), &self.screen);
        let theme = screen.preview().unwrap_or(&self.theme);
        let mut seen = view::Seen::default();
        self.terminal.draw(|frame| seen = view::draw(frame, state, screen, theme))?;
        self.terminal.backend_mut().place(std::mem::take(&mut seen.pictures));
        let mut bytes = self.terminal.backend_mut().frame();
        bytes.append(&mut self.aside);
        self.pacer.drawn(bytes.len());
        self.outlet.send(bytes)?;
        self.screen.now = self.started.elapsed();
        let picked = self.screen.picking.is_some();
        update::drawn(&mut self.screen, &seen);
        self.gauged.drawn(self.driver.state(), self.screen.now);
        if picked && self.screen.picking.is_none() {
            // The only thing to choose was chosen by the frame itself.
            self.pacer.touch_now();
        }
        if let Some(then) = self.screen.wakes_at() {
            self.pacer.touch_at((self.started + then).into());
        }
        Ok(())
    }

    /// Goes on searching for a moment; what was found shows with the next frame.
    pub(super) fn seek(&mut self) {
        let until = Instant::now() + Duration::from_millis(4);
        while update::is_seeking(&self.screen) && Instant::now() < until {
            update::seek(&mut self.screen, self.driver.state(), &self.theme);
        }
        self.pacer.touch();
    }

    /// Sends bytes to the terminal with the next frame.
    pub(super) fn send_along(&mut self, bytes: &[u8]) {
        self.terminal.backend_mut().send_along(bytes);
        self.pacer.touch_now();
    }

    /// Asks the terminal for its size again and paints everything.
    pub(super) fn resize(&mut self) {
        let size = size_of(&self.guard);
        if size != self.screen.size {
            self.screen.size = size;
            self.terminal.backend_mut().resize(size);
        }
    }

    /// Paints everything again.
    pub(super) fn repaint(&mut self) -> io::Result<()> {
        self.resize();
        self.terminal.backend_mut().forget();
        self.terminal.clear()?;
        self.pacer.touch_now();
        Ok(())
    }

    /// Hands the terminal to another program.
    pub(super) fn leave(&mut self) {
        // Two readers would share the keys.
        self.keys = None;
        self.outlet.settle(FAREWELL);
        self.guard.leave();
    }

    /// Somebody else stopped us, and the shell has changed the terminal meanwhile.
    pub(super) fn wake(&mut self) -> anyhow::Result<()> {
        if std::mem::take(&mut self.stopped) {
            return Ok(());
        }
        self.leave();
        self.come_back()
    }

    /// Takes the terminal again.
    pub(super) fn come_back(&mut self) -> anyhow::Result<()> {
        self.guard.drop_typed();
        self.guard.enter().context("cannot use the terminal again")?;
        self.keys = Some(EventStream::new());
        Ok(self.repaint()?)
    }
}

/// What the terminal says; a terminal that does not know its size is taken for the usual one.
pub(super) fn size_of(guard: &Guard) -> Size {
    match guard.size() {
        Size { width: 0, .. } | Size { height: 0, .. } => Size::new(80, 24),
        size => size,
    }
}
