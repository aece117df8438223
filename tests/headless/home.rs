//! A user of our own: the real binary with a home directory that lasts as long as a test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use ci_tui::config::Paths;

/// A home directory with a project in it.
pub(super) struct Home(tempfile::TempDir);

/// What a command came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

impl Home {
    pub(super) fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("home"));
        fs::create_dir(home.project()).expect("project");
        home
    }

    pub(super) fn project(&self) -> PathBuf {
        self.0.path().join("project")
    }

    /// The folders as the binary sees them.
    pub(super) fn paths(&self) -> Paths {
        let folder = |name: &str| self.0.path().join(name).join("ci-tui");
        Paths {
            config: folder("config"),
            data: folder("data"),
            state: folder("state"),
            shared_models: None,
            model_folders: Vec::new(),
        }
    }

    pub(super) fn write(path: &Path, text: &str) -> PathBuf {
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(path, text).expect("write");
        path.to_owned()
    }

    pub(super) fn user_config(&self, text: &str) -> PathBuf {
        Self::write(&self.paths().config.join("config.toml"), text)
    }

    pub(super) fn project_config(&self, text: &str) -> PathBuf {
        Self::write(&self.project().join(".ci-tui.toml"), text)
    }

    /// The binary, started in the project.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ci-tui"));
        let root = self.0.path();
        command
            .args(args)
            .current_dir(self.project())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", root)
            .env("XDG_CONFIG_HOME", root.join("config"))
            .env("XDG_DATA_HOME", root.join("data"))
            .env("XDG_STATE_HOME", root.join("state"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(super) fn run(&self, args: &[&str]) -> Ended {
        ended(self.command(args))
    }
}

/// Runs a command to its end, within a minute.
pub(super) fn ended(mut command: Command) -> Ended {
    let mut child = command.spawn().expect("start");
    let deadline = Instant::now() + Duration::from_mins(1);
    let pid = rustix::process::Pid::from_child(&child);
    let (told, waiting) = std::sync::mpsc::sync_channel::<()>(0);
    let watch = std::thread::spawn(move || {
        if waiting
            .recv_timeout(deadline - Instant::now())
            .is_err_and(|error| error == std::sync::mpsc::RecvTimeoutError::Timeout)
        {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
    });
    drop(child.stdin.take());
    let Output { status, stdout, stderr } = child.wait_with_output().expect("wait");
    drop(told);
    watch.join().expect("watch");
    Ended {
        code: status.code(),
        out: String::from_utf8(stdout).expect("UTF-8"),
        err: String::from_utf8(stderr).expect("UTF-8"),
    }
}
