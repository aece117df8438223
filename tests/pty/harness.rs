//! A terminal with the workspace in it: press keys, wait for text, read back every byte.

use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};
use rustix::termios::Winsize;

use super::line::Line;
use super::terminal::{self, Piece, Terminal};

/// Longer than anything may take on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);
/// Names the family of one test in the environment of all its processes.
const MARK: &str = "CI_TUI_FAMILY";

/// What the surroundings of the tests may have set, and the workspace must not see.
const FOREIGN: &str = "SSH_CONNECTION SSH_TTY TMUX STY TERM_PROGRAM NO_COLOR COLORTERM CI_TUI_MODELS CI_TUI_MODEL \
    VISUAL EDITOR HF_HOME HF_HUB_CACHE HF_HUB_OFFLINE OLLAMA_MODELS LLAMA_CACHE";

/// How a workspace is started.
pub(super) struct Setup {
    home: tempfile::TempDir,
    columns: u16,
    rows: u16,
    args: Vec<String>,
    env: Vec<(String, String)>,
    program: Vec<String>,
    patience: Duration,
    line: Option<Line>,
}

impl Setup {
    /// Without a model, on 80 columns and 24 rows, in a home of its own.
    pub(super) fn new() -> Self {
        Self::at(tempfile::tempdir().expect("home"))
    }

    /// In a home that another workspace has lived in.
    pub(super) fn at(home: tempfile::TempDir) -> Self {
        let program = vec![env!("CARGO_BIN_EXE_ci-tui").to_owned()];
        Self {
            home,
            columns: 80,
            rows: 24,
            args: vec![],
            env: vec![],
            program,
            patience: PATIENCE,
            line: None,
        }
    }

    /// With a model that answers from this script.
    pub(super) fn scripted(script: &str) -> Self {
        let mut setup = Self::new();
        std::fs::write(setup.home.path().join("replies"), script).expect("script");
        setup.args.extend(["-m".into(), "scripted:replies".into()]);
        setup
    }

    /// Its home, to put things into.
    pub(super) fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    pub(super) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// Waits this long where a real model is at work.
    pub(super) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub(super) fn args(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|arg| (*arg).to_owned()));
        self
    }

    pub(super) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Behind a line such as this one.
    pub(super) fn behind(mut self, line: &Line) -> Self {
        self.line = Some(line.clone());
        self
    }

    /// Starts this program instead, which gets the workspace's command line as its last arguments.
    pub(super) fn within(mut self, program: &[&str]) -> Self {
        let workspace = std::mem::take(&mut self.program);
        self.program = program.iter().map(|word| (*word).to_owned()).chain(workspace).collect();
        self
    }

    /// A file in its home.
    pub(super) fn file(self, name: &str, text: &str) -> Self {
        std::fs::write(self.home.path().join(name), text).expect("write");
        self
    }

    #[track_caller]
    pub(super) fn start(self) -> Workspace {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let (terminal, slave) = Terminal::open(size(self.columns, self.rows));
        let modes = terminal.modes();
        let mut command = Command::new("setsid");
        command.arg("-c").args(&self.program).args(&self.args).current_dir(self.home.path());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("XDG_")) {
            command.env_remove(name);
        }
        for name in FOREIGN.split_whitespace() {
            command.env_remove(name);
        }
        command.env("HOME", self.home.path()).env(MARK, &mark);
        command.envs([("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("COLORFGBG", "15;0")]);
        command.envs(self.env);
        let tty = || Stdio::from(slave.try_clone().expect("descriptor"));
        let started = Instant::now();
        let child = command.stdin(tty()).stdout(tty()).stderr(tty()).spawn().expect("spawn");
        drop(slave);
        let (bytes, reading) = match &self.line {
            Some(line) => line.carry(&terminal),
            None => terminal::read(&terminal),
        };
        Workspace {
            child,
            line: self.line,
            terminal: Some(terminal),
            reading: Some(reading),
            bytes,
            parser: parser_of(self.columns, self.rows),
            modes,
            mark,
            patience: self.patience,
            log: Vec::new(),
            heard: started,
            started,
            home: self.home,
        }
    }
}

/// A workspace on a terminal of its own, in a home of its own.
pub(super) struct Workspace {
    child: Child,
    terminal: Option<Terminal>,
    line: Option<Line>,
    /// Ends the reader when it is dropped.
    reading: Option<OwnedFd>,
    bytes: Receiver<Piece>,
    parser: vt100::Parser,
    modes: String,
    mark: String,
    patience: Duration,
    /// Everything that was written to the terminal.
    pub(super) log: Vec<u8>,
    /// When the latest bytes arrived.
    pub(super) heard: Instant,
    /// Just before its process was started.
    pub(super) started: Instant,
    /// Its home, which goes with this value.
    pub(super) home: tempfile::TempDir,
}

impl Workspace {
    /// Starts it with a model and these arguments on a terminal of this size.
    #[track_caller]
    pub(super) fn start(columns: u16, rows: u16, args: &[&str]) -> Self {
        Setup::scripted("=== reply\nHello.\n").size(columns, rows).args(args).start()
    }

    /// Types these bytes.
    #[track_caller]
    pub(super) fn press(&mut self, keys: &str) {
        let terminal = self.terminal.as_ref().expect("the terminal is there");
        match &self.line {
            Some(line) => line.press(terminal, keys),
            None => terminal.write(keys.as_bytes()),
        }
    }

    /// What stands on the screen now.
    pub(super) fn screen(&mut self) -> String {
        while let Ok(piece) = self.bytes.try_recv() {
            self.take(&piece);
        }
        self.parser.screen().contents()
    }

    /// The screen as it stands, looks and all.
    pub(super) fn shown(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn take(&mut self, piece: &Piece) {
        self.parser.process(&piece.bytes);
        self.log.extend_from_slice(&piece.bytes);
        self.heard = piece.at;
    }

    /// Waits until the screen shows this text.
    #[track_caller]
    pub(super) fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen no longer shows this text.
    #[track_caller]
    pub(super) fn wait_without(&mut self, text: &str) {
        self.wait_until(&format!("no {text}"), |screen| !screen.contains(text));
    }

    /// Waits until the screen is so.
    #[track_caller]
    pub(super) fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + self.patience;
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
        self.pieces_within(time).concat()
    }

    /// What arrives within this time, in the pieces in which it came.
    pub(super) fn pieces_within(&mut self, time: Duration) -> Vec<Vec<u8>> {
        let deadline = Instant::now() + time;
        let mut pieces = Vec::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(piece) => {
                    self.take(&piece);
                    pieces.push(piece.bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return pieces,
            }
        }
    }

    /// Lets this much time pass.
    pub(super) fn let_pass(&mut self, milliseconds: u64) {
        self.bytes_within(Duration::from_millis(milliseconds));
    }

    /// Asks, goes to the proposal that follows, and lets it stand until a key counts.
    #[track_caller]
    pub(super) fn ask(&mut self, prompt: &str) {
        self.press(prompt);
        self.wait_for(prompt);
        self.press("\r");
    }

    /// Waits for the proposal of this step, goes there, and lets it stand until a key counts.
    #[track_caller]
    pub(super) fn review(&mut self, step: u32) {
        self.wait_until(&format!("step {step} to review"), |screen| {
            // A frame may arrive in pieces: its last line says whether the code has the focus.
            let waits = screen.contains(&format!("step {step}: waits for your decision"));
            waits && (screen.contains("to review") || screen.contains("a run"))
        });
        if self.screen().contains("tab to review") {
            self.press("\t");
            self.wait_without("tab to review");
        }
        self.let_pass(600);
    }

    /// The terminal's new size.
    pub(super) fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.as_ref().expect("the terminal is there").resize(size(columns, rows));
        self.parser = parser_of(columns, rows);
    }

    /// Takes the terminal away, as a closed window or a lost line does.
    pub(super) fn hang_up(&mut self) {
        self.reading = None;
        self.terminal = None;
        // The reader is gone once it hangs up.
        while self.bytes.recv_timeout(PATIENCE).is_ok() {}
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal to the program alone.
    pub(super) fn signal(&self, signal: Signal) {
        kill(self.pid(), signal);
    }

    /// Its processes that live, itself among them: id and command line.
    pub(super) fn family(&self) -> Vec<(u32, String)> {
        terminal::marked(&format!("{MARK}={}", self.mark))
    }

    /// Waits until a process of the family has this in its command line; its id.
    #[track_caller]
    pub(super) fn member(&mut self, command: &str) -> u32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let family = self.family();
            if let Some((pid, _)) = family.iter().find(|(_, line)| line.contains(command)) {
                return *pid;
            }
            assert!(Instant::now() < deadline, "no {command} among {family:?}");
            self.let_pass(20);
        }
    }

    /// How the terminal's line discipline stands, in words that can be compared.
    pub(super) fn line_modes(&self) -> (String, String) {
        let now = self.terminal.as_ref().expect("the terminal is there").modes();
        (self.modes.clone(), now)
    }

    /// Waits for the end and returns the exit code, and how long it took.
    #[track_caller]
    pub(super) fn end(&mut self) -> (i32, Duration) {
        use std::os::unix::process::ExitStatusExt as _;
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("wait") {
                let took = started.elapsed();
                // The reader is gone once it has read what was written last.
                while let Ok(piece) = self.bytes.recv_timeout(PATIENCE) {
                    self.take(&piece);
                }
                let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
                return (code.expect("a code"), took);
            }
            assert!(started.elapsed() < PATIENCE, "it never ended:\n{}", self.screen());
            // Its output is read meanwhile, or it would wait for us.
            if let Ok(piece) = self.bytes.recv_timeout(Duration::from_millis(2)) {
                self.take(&piece);
            }
        }
    }

    /// Whether this sequence was ever written to the terminal.
    pub(super) fn wrote(&self, sequence: &str) -> bool {
        self.log.windows(sequence.len()).any(|window| window == sequence.as_bytes())
    }

    /// Whether there is a file of this name in its home.
    pub(super) fn has(&self, name: &str) -> bool {
        self.home.path().join(name).exists()
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // A failed test leaves nothing behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
        for (pid, _) in self.family() {
            kill(pid, Signal::KILL);
        }
    }
}

/// Sends a signal to one process, if it is still there.
pub(super) fn kill(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).expect("a process id");
    let _ = rustix::process::kill_process(pid, signal);
}

fn size(columns: u16, rows: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn parser_of(columns: u16, rows: u16) -> vt100::Parser {
    let size = |cells| std::num::NonZeroU16::new(cells).expect("a size");
    vt100::Parser::new(size(rows), size(columns), 0)
}

/// A script of a reply that goes on for minutes and never repeats itself.
pub(super) fn endless(speed: u32) -> String {
    let words: Vec<_> = (0..9000).map(|n| format!("word{n}")).collect();
    format!(":speed {speed}\n=== reply\n{}\n", words.join(" "))
}
