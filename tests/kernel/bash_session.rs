//! A `ci-tui kernel` that tests talk to: every wait has a deadline, and nothing may live on after it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const DEADLINE: Duration = Duration::from_secs(30);

/// A running kernel with an empty folder of its own as directory and home.
pub(super) struct Session {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<Value>,
    /// Marks every process that the session starts, through its environment.
    mark: String,
    folder: tempfile::TempDir,
}

/// What a step gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Done {
    pub(super) status: String,
    pub(super) output: String,
    pub(super) result: Option<String>,
    pub(super) error: Option<String>,
    pub(super) traceback: Option<String>,
    pub(super) cwd: Option<String>,
    pub(super) took: Duration,
}

impl Session {
    pub(super) fn start(lang: &str) -> Self {
        Self::start_with(lang, &[])
    }

    pub(super) fn start_with(lang: &str, env: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mark = format!("CI_TUI_TEST_MARK={}", folder.path().display());
        let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
        command.args(["kernel", "--lang", lang]).current_dir(folder.path());
        command.env("HOME", folder.path()).env("CI_TUI_TEST_MARK", folder.path());
        command.envs(env.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let value = serde_json::from_str(&line).expect("a line of JSON");
                if sender.send(value).is_err() {
                    return;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, lines, mark, folder }
    }

    /// The folder where the kernel starts, as the kernel names it.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn send(&mut self, line: &Value) {
        let input = self.input.as_mut().expect("the session is open");
        writeln!(input, "{line}").expect("the kernel reads");
    }

    pub(super) fn run(&mut self, code: &str) -> Done {
        self.send(&json!({ "op": "exec", "code": code }));
        self.done()
    }

    pub(super) fn run_within(&mut self, code: &str, timeout_s: f64) -> Done {
        self.send(&json!({ "op": "exec", "code": code, "timeout_s": timeout_s }));
        self.done()
    }

    /// Runs code and interrupts it once it has made the file `started` in the first folder.
    pub(super) fn run_interrupted(&mut self, code: &str) -> Done {
        let sign = self.folder().join("started");
        let _ = std::fs::remove_file(&sign);
        self.send(&json!({ "op": "exec", "code": code }));
        let end = Instant::now() + DEADLINE;
        while !sign.exists() {
            assert!(Instant::now() < end, "the step never began: {code}");
            let answer = self.lines.recv_timeout(Duration::from_millis(10));
            assert!(answer.is_err(), "the step ended too early: {answer:?}");
        }
        // The sign is made before the wait begins; an interrupt that comes between is as good.
        let pressed = Instant::now();
        self.send(&json!({ "op": "interrupt" }));
        Done { took: Duration::ZERO, ..self.done() }.taking(pressed.elapsed())
    }

    fn done(&mut self) -> Done {
        let answer = self.lines.recv_timeout(DEADLINE).expect("an answer in time");
        assert_eq!(answer["op"], "done", "{answer}");
        let text = |key: &str| answer[key].as_str().map(ToOwned::to_owned);
        Done {
            status: text("status").expect("a status"),
            output: text("output").expect("output"),
            result: text("result"),
            error: text("error"),
            traceback: text("traceback"),
            cwd: text("cwd"),
            took: Duration::from_secs_f64(answer["duration_ms"].as_f64().unwrap_or(0.0) / 1000.0),
        }
    }

    /// Runs code that must succeed, and gives its output.
    pub(super) fn output(&mut self, code: &str) -> String {
        let done = self.run(code);
        assert_eq!(done.status, "ok", "{code}: {done:?}");
        done.output
    }

    /// Ends the session: it exits by itself and every process it started is gone.
    pub(super) fn finish(mut self) {
        drop(self.input.take());
        let end = Instant::now() + Duration::from_secs(10);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "the kernel did not end with its input");
            let _ = self.lines.recv_timeout(Duration::from_millis(20));
        };
        assert!(status.success(), "{status}");
        while let Some(alive) = self.survivor() {
            assert!(Instant::now() < end, "still alive: {alive}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    /// The command line of a process that carries our mark.
    #[cfg(target_os = "linux")]
    fn survivor(&self) -> Option<String> {
        let entries = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        entries.map(|entry| entry.path()).find_map(|path| {
            let environ = std::fs::read(path.join("environ")).ok()?;
            let mark = self.mark.as_bytes();
            environ.split(|byte| *byte == 0).find(|variable| *variable == mark)?;
            let line = std::fs::read(path.join("cmdline")).ok()?;
            Some(format!(
                "{} {}",
                path.display(),
                String::from_utf8_lossy(&line).replace('\0', " ")
            ))
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn survivor(&self) -> Option<String> {
        None
    }
}

impl Done {
    fn taking(self, took: Duration) -> Self {
        Self { took, ..self }
    }

    /// Status, output and error: what most tests compare.
    pub(super) fn gist(&self) -> (&str, &str, Option<&str>) {
        (&self.status, &self.output, self.error.as_deref())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
