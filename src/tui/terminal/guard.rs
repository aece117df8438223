//! Enters and leaves the full screen; leaving works from anywhere, any number of times.

use std::fs::File;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use ratatui::layout::Size;
use rustix::termios::{OptionalActions, QueueSelector, Termios};

/// Alternate screen, bracketed paste, focus reports, cursor hidden.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l\x1b[2J";
/// Unambiguous keys (kitty), and nothing more of that protocol; terminals without it ignore this.
const KEYS: &[u8] = b"\x1b[>1u";
/// Buttons and wheel, with coordinates beyond column 223.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// A terminal that takes nothing for so long is left as it is.
const STUCK: Duration = Duration::from_millis(300);
/// All of that undone, and what another program may have left on; some terminals miss a pop, so keys are reset too.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[=0u\x1b[>4;0m\x1b[0m\x1b[?25h\x1b[?1049l";

/// How the terminal is asked to tell keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCodes {
    /// Each with a code of its own, where the terminal can.
    Unambiguous,
    /// As every terminal does.
    Usual,
}

/// The terminal's own descriptor, and the modes to give back.
#[derive(Debug)]
pub struct Guard {
    tty: File,
    cooked: Termios,
    entered: AtomicBool,
    /// Whether the mouse is ours.
    mouse: AtomicBool,
    /// What is switched on at the beginning.
    enter: Vec<u8>,
}

impl Guard {
    /// Takes the terminal that standard output is on; nothing is changed yet.
    pub fn of_stdout(keys: KeyCodes) -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other("standard input and output are not a terminal"));
        }
        let tty = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let cooked = rustix::termios::tcgetattr(&tty)?;
        let asked = if keys == KeyCodes::Unambiguous { KEYS } else { b"" };
        let enter = [ENTER, asked].concat();
        let (entered, mouse) = (AtomicBool::new(false), AtomicBool::new(false));
        Ok(Self { tty, cooked, entered, mouse, enter })
    }

    /// Raw mode and the alternate screen; keys typed before are dropped.
    pub fn enter(&self) -> io::Result<()> {
        let mut raw = self.cooked.clone();
        raw.make_raw();
        rustix::termios::tcsetattr(&self.tty, OptionalActions::Now, &raw)?;
        self.entered.store(true, Ordering::SeqCst);
        (&self.tty).write_all(&self.enter)?;
        if self.mouse.load(Ordering::SeqCst) { (&self.tty).write_all(MOUSE_ON) } else { Ok(()) }
    }

    /// Takes the mouse, or gives it back; what this is to be written for comes with it.
    pub fn mouse(&self, taken: bool) -> &'static [u8] {
        self.mouse.store(taken, Ordering::SeqCst);
        if taken { MOUSE_ON } else { MOUSE_OFF }
    }

    /// Gives the terminal back as it was; a second call does nothing. Errors are of no use to anyone here.
    pub fn leave(&self) {
        if self.entered.swap(false, Ordering::SeqCst) {
            self.put(LEAVE.to_vec());
            let _ = rustix::termios::tcsetattr(&self.tty, OptionalActions::Now, &self.cooked);
        }
    }

    /// Gives the terminal back from whoever had it last, such as an editor that did not end by itself.
    pub fn restore(&self) {
        self.entered.store(true, Ordering::SeqCst);
        self.leave();
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
        self.put(format!("{text}\n").into_bytes());
    }

    /// Writes, but does not wait for a line that stands still: whoever ends is not to hang.
    fn put(&self, bytes: Vec<u8>) {
        let (done, over) = sync_channel::<()>(0);
        let begun = self.tty.try_clone().and_then(|mut tty| {
            std::thread::Builder::new().name("farewell".into()).spawn(move || {
                let _ = tty.write_all(&bytes);
                drop(done);
            })
        });
        if begun.is_ok() {
            let _ = over.recv_timeout(STUCK);
        }
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
