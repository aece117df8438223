//! Enters and leaves the full screen; leaving works from anywhere, any number of times.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::layout::Size;
use rustix::termios::{OptionalActions, QueueSelector, Termios};

/// Alternate screen, bracketed paste, focus reports, unambiguous keys (kitty), cursor hidden.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[>1u\x1b[?25l\x1b[2J";
/// All of that undone, and what another program may have left on; some terminals miss a pop, so keys are reset too.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[=0u\x1b[>4;0m\x1b[0m\x1b[?25h\x1b[?1049l";

/// The terminal's own descriptor, and the modes to give back.
#[derive(Debug)]
pub struct Guard {
    tty: File,
    cooked: Termios,
    entered: AtomicBool,
}

impl Guard {
    /// Takes the terminal that standard output is on; nothing is changed yet.
    pub fn of_stdout() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other("standard input and output are not a terminal"));
        }
        let tty = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let cooked = rustix::termios::tcgetattr(&tty)?;
        Ok(Self { tty, cooked, entered: AtomicBool::new(false) })
    }

    /// Raw mode and the alternate screen; keys typed before are dropped.
    pub fn enter(&self) -> io::Result<()> {
        let mut raw = self.cooked.clone();
        raw.make_raw();
        rustix::termios::tcsetattr(&self.tty, OptionalActions::Now, &raw)?;
        self.entered.store(true, Ordering::SeqCst);
        (&self.tty).write_all(ENTER)
    }

    /// Gives the terminal back as it was; a second call does nothing. Errors are of no use to anyone here.
    pub fn leave(&self) {
        if self.entered.swap(false, Ordering::SeqCst) {
            let _ = (&self.tty).write_all(LEAVE);
            let _ = rustix::termios::tcsetattr(&self.tty, OptionalActions::Now, &self.cooked);
        }
    }

    /// Forgets what was typed while another program had the terminal.
    pub fn drop_typed(&self) {
        let _ = rustix::termios::tcflush(&self.tty, QueueSelector::IFlush);
    }

    /// Becomes the workspace of another session, on the same terminal; returns only where that fails.
    #[must_use]
    pub fn succeed(&self, session: &str, cwd: &str) -> anyhow::Error {
        let begun = || -> io::Result<std::convert::Infallible> {
            let mut program = Command::new(std::env::current_exe()?);
            program.args(["--resume", session, "-C", cwd]);
            // Ours point to the log.
            program.stdout(self.descriptor()?).stderr(self.descriptor()?);
            Err(program.exec())
        };
        let Err(error) = begun();
        anyhow::anyhow!("cannot go on with it: {error}; use `ci-tui --resume {session}`")
    }

    /// Says something after [`leave`](Self::leave), on a line of its own.
    pub fn say(&self, text: &str) {
        let _ = (&self.tty).write_all(format!("{text}\n").as_bytes());
    }

    /// Columns and rows; (0, 0) where the terminal does not say.
    #[must_use]
    pub fn size(&self) -> Size {
        rustix::termios::tcgetwinsize(&self.tty)
            .map_or(Size::ZERO, |size| Size::new(size.ws_col, size.ws_row))
    }

    /// Width and height of a cell in pixels, where the terminal says.
    #[must_use]
    pub fn cell(&self) -> Option<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(&self.tty).ok()?;
        let cell =
            (size.ws_xpixel.checked_div(size.ws_col)?, size.ws_ypixel.checked_div(size.ws_row)?);
        (cell.0 > 0 && cell.1 > 0).then_some(cell)
    }

    /// Another descriptor of the terminal, for a child or a writer.
    pub fn descriptor(&self) -> io::Result<OwnedFd> {
        self.tty.as_fd().try_clone_to_owned()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.leave();
    }
}
