//! A `ci-tui kernel` process that is spoken to as a script would, and looked at from outside.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The longest that any answer may take.
const DEADLINE: Duration = Duration::from_mins(1);

/// A session; when dropped, it must end cleanly and leave no process behind.
pub(super) struct Session {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<Value>,
}

impl Session {
    pub(super) fn python() -> Self {
        Self::with(&["--lang", "python"])
    }

    pub(super) fn bash() -> Self {
        Self::with(&["--lang", "bash"])
    }

    /// A Python session in a folder of its own.
    pub(super) fn in_folder() -> (Self, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().to_string_lossy().into_owned();
        (Self::with(&["--lang", "python", "-C", &path]), folder)
    }

    /// A session with these options; `CI_TUI_TEST_PYTHON` names a Python for all that name none.
    pub(super) fn with(args: &[&str]) -> Self {
        let mut command = kernel();
        if let Some(python) = std::env::var_os("CI_TUI_TEST_PYTHON")
            && !args.contains(&"--python")
        {
            command.arg("--python").arg(python);
        }
        Self::start(command.args(args))
    }

    pub(super) fn start(command: &mut Command) -> Self {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("ci-tui starts");
        let stdout = BufReader::new(child.stdout.take().expect("stdout"));
        let (sender, lines) = sync_channel(1024);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let value = serde_json::from_str(&line).expect("a JSON line");
                if sender.send(value).is_err() {
                    return;
                }
            }
        });
        Self { stdin: child.stdin.take(), child, lines }
    }

    pub(super) fn send(&mut self, request: &Value) {
        let stdin = self.stdin.as_mut().expect("open");
        writeln!(stdin, "{request}").expect("ci-tui reads");
    }

    pub(super) fn begin(&mut self, code: &str) {
        self.send(&json!({ "op": "exec", "code": code }));
    }

    pub(super) fn interrupt(&mut self) {
        self.send(&json!({ "op": "interrupt" }));
    }

    /// The next line, tellings of how a step is doing aside.
    pub(super) fn next(&mut self) -> Value {
        loop {
            let line = self.next_of_all();
            if line["op"] != "watch" {
                return line;
            }
        }
    }

    pub(super) fn next_of_all(&mut self) -> Value {
        self.lines.recv_timeout(DEADLINE).expect("an answer within the deadline")
    }

    /// The next telling of how the step is doing for which this holds; `None` if it ends before.
    pub(super) fn watch(&mut self, holds: impl Fn(&Value) -> bool) -> Option<Value> {
        let asked = Instant::now();
        loop {
            let line = self.next_of_all();
            assert!(asked.elapsed() < DEADLINE, "never told: {line}");
            if line["op"] == "done" {
                return None;
            }
            if line["op"] == "watch" && holds(&line) {
                return Some(line);
            }
        }
    }

    /// Lines that come within this time.
    pub(super) fn lines_within(&mut self, time: Duration) -> Vec<Value> {
        let end = Instant::now() + time;
        let left = || end.saturating_duration_since(Instant::now());
        std::iter::from_fn(|| self.lines.recv_timeout(left()).ok()).collect()
    }

    /// Ends the input and waits until the process has ended by itself.
    pub(super) fn end(&mut self) {
        self.stdin = None;
        let ended = within(DEADLINE, || self.child.try_wait().expect("wait").is_some());
        assert!(ended, "ci-tui kernel ends with its input");
    }

    /// Runs a step to its end.
    pub(super) fn exec(&mut self, code: &str) -> Done {
        self.begin(code);
        self.done()
    }

    pub(super) fn exec_within(&mut self, code: &str, seconds: f64) -> Done {
        self.send(&json!({ "op": "exec", "code": code, "timeout_s": seconds }));
        self.done()
    }

    pub(super) fn done(&mut self) -> Done {
        loop {
            let line = self.next();
            if line["op"] == "done" {
                return Done(line);
            }
        }
    }

    /// Begins a step of a session with `--stream` and waits until it has printed `go`.
    pub(super) fn begin_and_await_go(&mut self, code: &str) {
        self.begin(code);
        let mut printed = String::new();
        while !printed.contains("go") {
            let line = self.next();
            assert_eq!(line["op"], "output", "{line}");
            printed += line["text"].as_str().expect("text");
        }
    }

    /// The next step works as if nothing had been.
    pub(super) fn assert_well(&mut self) {
        let done = self.exec("print('well'); 1 + 1");
        assert_eq!((done.status(), done.result(), done.output()), ("ok", "2", "well\n"));
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn runner(&self) -> u32 {
        *children(self.pid()).first().expect("a runner")
    }

    pub(super) fn driver(&self) -> u32 {
        *children(self.runner()).first().expect("a driver")
    }

    /// The open descriptors of the interface, its first runner and that one's driver.
    pub(super) fn files(&self) -> [usize; 3] {
        [self.pid(), self.runner(), self.driver()].map(open_files)
    }

    pub(super) fn kill(&mut self) {
        self.child.kill().expect("kill");
        self.child.wait().expect("wait");
        self.stdin = None;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let below = descendants(self.pid());
        self.stdin = None;
        let ended =
            within(Duration::from_secs(5), || self.child.try_wait().expect("wait").is_some());
        if !ended {
            let _ = self.child.kill();
        }
        if !std::thread::panicking() {
            assert!(ended, "ci-tui kernel ends with its input");
            assert_gone(&below);
        }
    }
}

/// The command to test, without options.
pub(super) fn kernel() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
    command.arg("kernel");
    command
}

/// Says something in the report of the tests, whether they pass or not.
pub(super) fn note(words: &str) {
    let _ = writeln!(std::io::stderr(), "  {words}");
}

/// The answer to an `exec`.
#[derive(Debug)]
pub(super) struct Done(pub(super) Value);

impl Done {
    pub(super) fn status(&self) -> &str {
        self.text("status")
    }
    pub(super) fn output(&self) -> &str {
        self.text("output")
    }
    pub(super) fn result(&self) -> &str {
        self.text("result")
    }
    pub(super) fn error(&self) -> &str {
        self.text("error")
    }
    pub(super) fn traceback(&self) -> &str {
        self.text("traceback")
    }
    pub(super) fn millis(&self) -> f64 {
        self.0["duration_ms"].as_f64().expect("a number")
    }
    fn text(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap_or_default()
    }
}

pub(super) fn assert_gone(pids: &[u32]) {
    let mut left = Vec::new();
    let gone = within(Duration::from_secs(1), || {
        left = pids.iter().filter(|pid| is_alive(**pid)).copied().collect();
        left.is_empty()
    });
    assert!(gone, "processes left behind: {left:?}");
}

/// Whether something becomes true in time; nothing tells us of the end of a stranger's child.
#[expect(clippy::disallowed_methods, reason = "a stranger's child has no event for us")]
pub(super) fn within(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    loop {
        if holds() {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub(super) fn is_alive(pid: u32) -> bool {
    stat(pid).is_some()
}

pub(super) fn children(parent: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").expect("proc").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| stat(*pid) == Some(parent)).collect()
}

pub(super) fn descendants(root: u32) -> Vec<u32> {
    let direct = children(root);
    let below: Vec<_> = direct.iter().flat_map(|pid| descendants(*pid)).collect();
    direct.into_iter().chain(below).collect()
}

pub(super) fn open_files(pid: u32) -> usize {
    std::fs::read_dir(Path::new("/proc").join(pid.to_string()).join("fd")).expect("fds").count()
}

/// Memory that a process holds, in bytes.
pub(super) fn resident(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("it lives");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
}

/// The parent of a process that lives.
fn stat(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    (fields.next()? != "Z").then(|| fields.next()?.parse().ok())?
}
