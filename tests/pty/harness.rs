//! A terminal with the workspace in it: press keys, wait for text, read back every byte.

use std::io::{Read as _, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longer than anything may take on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A workspace on a terminal of its own, in a home of its own.
pub(super) struct Workspace {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    bytes: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// Everything that was written to the terminal.
    pub(super) log: Vec<u8>,
    /// Its home, which goes with this value.
    pub(super) home: tempfile::TempDir,
}

impl Workspace {
    /// Starts it with these arguments on a terminal of this size.
    #[track_caller]
    pub(super) fn start(columns: u16, rows: u16, args: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().expect("home"), columns, rows, args)
    }

    #[track_caller]
    pub(super) fn start_in(
        home: tempfile::TempDir,
        columns: u16,
        rows: u16,
        args: &[&str],
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).expect("pty");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ci-tui"));
        command.args(args);
        command.cwd(home.path());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("XDG_")) {
            command.env_remove(name);
        }
        for name in ["NO_COLOR", "COLORTERM", "CI_TUI_MODELS", "CI_TUI_MODEL"] {
            command.env_remove(name);
        }
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("COLORFGBG", "15;0");
        let child = pty.slave.spawn_command(command).expect("spawn");
        let mut reader = pty.master.try_clone_reader().expect("reader");
        let (sender, bytes) = sync_channel(1024);
        std::thread::spawn(move || {
            let mut piece = [0; 8192];
            while let Ok(length @ 1..) = reader.read(&mut piece) {
                if sender.send(piece[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = Some(pty.master.take_writer().expect("writer"));
        let parser = parser_of(columns, rows);
        let (master, log) = (Some(pty.master), Vec::new());
        Self { child, master, keys, bytes, parser, log, home }
    }

    /// Types these bytes.
    #[track_caller]
    pub(super) fn press(&mut self, keys: &str) {
        let terminal = self.keys.as_mut().expect("the terminal is there");
        terminal.write_all(keys.as_bytes()).expect("write");
        terminal.flush().expect("flush");
    }

    /// What stands on the screen now.
    pub(super) fn screen(&mut self) -> String {
        while let Ok(piece) = self.bytes.try_recv() {
            self.take(&piece);
        }
        self.parser.screen().contents()
    }

    fn take(&mut self, piece: &[u8]) {
        self.parser.process(piece);
        self.log.extend_from_slice(piece);
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub(super) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen no longer shows this text.
    #[track_caller]
    pub(super) fn wait_without(&mut self, text: &str) {
        self.wait_until(text, |screen| !screen.contains(text));
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(&self.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(piece) => self.take(&piece),
                Err(_) => panic!("waited for {what:?} in vain:\n{}", self.screen()),
            }
        }
    }

    /// The bytes that arrive within this time.
    pub(super) fn bytes_within(&mut self, time: Duration) -> Vec<u8> {
        let (deadline, before) = (Instant::now() + time, self.log.len());
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(piece) => self.take(&piece),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.log.split_off(before)
    }

    /// The terminal's new size.
    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("the terminal is there").resize(size).expect("resize");
        self.parser = parser_of(columns, rows);
    }

    /// Sends a signal to the program alone.
    pub(super) fn signal(&self, signal: rustix::process::Signal) {
        let pid = self.child.process_id().and_then(|pid| i32::try_from(pid).ok());
        let pid = pid.and_then(rustix::process::Pid::from_raw).expect("it runs");
        rustix::process::kill_process(pid, signal).expect("kill");
    }

    /// Waits for the end and returns the exit code, and how long it took.
    #[track_caller]
    pub(super) fn end(&mut self) -> (u32, Duration) {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("wait") {
                let took = started.elapsed();
                self.screen();
                return (status.exit_code(), took);
            }
            assert!(started.elapsed() < PATIENCE, "it never ended:\n{}", self.screen());
            // Its output is read meanwhile, or it would wait for us.
            if let Ok(piece) = self.bytes.recv_timeout(Duration::from_millis(5)) {
                self.take(&piece);
            }
        }
    }

    /// Whether this sequence was ever written to the terminal.
    pub(super) fn wrote(&self, sequence: &str) -> bool {
        self.log.windows(sequence.len()).any(|window| window == sequence.as_bytes())
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // A failed test leaves nothing behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn parser_of(columns: u16, rows: u16) -> vt100::Parser {
    let size = |cells| std::num::NonZeroU16::new(cells).expect("a size");
    vt100::Parser::new(size(rows), size(columns), 0)
}
