//! Standard output and the signals of an evaluation: whatever is waited for, they are heeded.

use std::io::{self, IsTerminal as _};

use crate::headless::{Output, Signals, Wish};

/// Why an evaluation ends before its last case.
#[derive(Debug)]
pub(super) enum Cut {
    /// Nobody reads our output.
    Gone,
    /// A signal: the exit code.
    Signal(u8),
    /// It cannot go on.
    Failed(anyhow::Error),
}

/// Who reads, and who may interrupt.
#[derive(Debug)]
pub(super) struct Face {
    output: Output,
    signals: Signals,
    terminal: bool,
}

impl Face {
    /// Must be called within a tokio runtime.
    pub(super) fn new() -> io::Result<Self> {
        let terminal = io::stdout().is_terminal();
        Ok(Self { output: Output::new(io::stdout()), signals: Signals::new()?, terminal })
    }

    /// Columns of the terminal; `None` in a pipe.
    pub(super) fn width(&self) -> Option<usize> {
        let size = if self.terminal { crossterm::terminal::size().ok() } else { None };
        size.map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
    }

    /// Does something, unless it is cut short.
    pub(super) async fn heed<T>(
        &mut self,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> Result<T, Cut> {
        tokio::select! {
            done = work => done.map_err(Cut::Failed),
            wish = self.signals.next() => Err(Cut::Signal(code(wish))),
            () = self.output.gone() => Err(Cut::Gone),
        }
    }

    /// Prints whole lines.
    pub(super) async fn say(&mut self, text: String) -> Result<(), Cut> {
        let text = if self.terminal { format!("{CLEAR}{text}") } else { text };
        self.put(text).await
    }

    /// Says what is going on until the next line, where it can be taken back.
    pub(super) async fn status(&mut self, text: &str) -> Result<(), Cut> {
        match self.width() {
            Some(width) => {
                let text: String = text.chars().take(width.saturating_sub(1)).collect();
                self.put(format!("{CLEAR}{text}")).await
            }
            None => Ok(()),
        }
    }

    async fn put(&mut self, text: String) -> Result<(), Cut> {
        tokio::select! {
            room = self.output.room() => {
                room.map_err(|_| Cut::Gone)?.send(text);
                Ok(())
            }
            wish = self.signals.next() => Err(Cut::Signal(code(wish))),
        }
    }

    /// Waits for the end of something that is over soon; a further signal does not wait.
    pub(super) async fn settle(&mut self, end: impl Future<Output = ()>) {
        tokio::select! {
            () = end => {}
            _ = self.signals.next() => {}
        }
    }

    /// Waits until everything is written.
    pub(super) async fn finish(self) -> io::Result<()> {
        let Self { output, mut signals, .. } = self;
        tokio::select! {
            written = output.finish() => written,
            _ = signals.next() => Ok(()),
        }
    }
}

/// Back to the beginning of an empty line.
const CLEAR: &str = "\r\x1b[2K";

fn code(wish: Wish) -> u8 {
    match wish {
        Wish::Interrupt => 130,
        Wish::End(code) => code,
    }
}
