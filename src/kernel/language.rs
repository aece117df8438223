//! What a language must tell the runner: how its driver is started and spoken to.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::protocol::Start;
use super::{Variable, bash, node, python};
use crate::engine::{Checked, Language, Variables};

/// How one language's driver is started and spoken to; lives in the runner, across restarts of the driver.
pub(in crate::kernel) trait Dialect {
    /// How to start a driver; `Err` is one sentence that says what is missing and what to do.
    /// The driver finds its control socket at descriptor 0, its output is one pipe, and it must
    /// answer with [`Said::Ready`] or [`Said::Failed`].
    fn launch(&mut self, start: &Start, nonce: &str) -> Result<Launch, String>;

    /// How to start a driver for one step at its controlling terminal, which stands at descriptors 1
    /// and 2; the state goes over to it and back. `None` where steps of this language cannot do that.
    fn launch_at_terminal(
        &mut self,
        _start: &Start,
        _nonce: &str,
        _swaps: &[Swap],
    ) -> Option<Result<Launch, String>> {
        None
    }

    /// Whether [`launch_at_terminal`](Self::launch_at_terminal) gives anything.
    fn has_terminal(&self) -> bool {
        false
    }

    /// The bytes that make the driver run a step.
    fn step(&mut self, n: u32, nonce: &str, code: &str) -> io::Result<Vec<u8>>;

    /// The bytes that answer a program's wish for input; `None` means that nobody will answer.
    fn reply(&mut self, text: Option<&str>) -> Vec<u8> {
        line(&serde_json::json!({ "t": "reply", "v": text }))
    }

    /// The bytes that ask for the variables, where the driver can tell them.
    fn variables(&self) -> Option<Vec<u8>> {
        None
    }

    /// The variables, where they are known without the driver.
    fn told(&self) -> Option<Variables> {
        None
    }

    /// The bytes that ask for one variable in full, where the driver can tell it.
    fn show(&self, _name: &str) -> Option<Vec<u8>> {
        None
    }

    /// One variable in full, where it is known without the driver.
    fn shown(&self, _name: &str) -> Option<String> {
        None
    }

    /// The bytes that make the driver look at code without running it, where it can; see [`Said::Checked`].
    fn check(&self, _id: u64, _code: &str, _trial_s: u32) -> Option<Vec<u8>> {
        None
    }

    /// The folder that the dialect keeps for its drivers, if any.
    fn folder(&self) -> Option<PathBuf> {
        None
    }

    /// The bytes that end the driver.
    fn quit(&self) -> Vec<u8> {
        line(&serde_json::json!({ "t": "quit" }))
    }

    /// What the user and the model are told when a driver was replaced after its death.
    fn loss(&self) -> &'static str {
        "its variables are lost"
    }

    /// Whether a driver that ends right after a step with the status `exited` is replaced without
    /// loss: no death is reported, and its background processes live on.
    fn survives_exit(&self) -> bool {
        false
    }
}

/// A driver's command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::kernel) struct Launch {
    /// The program, found and executable.
    pub(in crate::kernel) program: PathBuf,
    /// Its arguments.
    pub(in crate::kernel) args: Vec<OsString>,
    /// Variables set beside those that every driver gets.
    pub(in crate::kernel) env: Vec<(OsString, OsString)>,
    /// What is written to the control socket before anything else.
    pub(in crate::kernel) greeting: Vec<u8>,
}

/// A variable of the environment that has another value at a terminal; `None` is unset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::kernel) struct Swap {
    pub(in crate::kernel) name: &'static str,
    /// In a kernel.
    pub(in crate::kernel) kernel: Option<String>,
    /// At a terminal.
    pub(in crate::kernel) terminal: Option<String>,
}

/// One line of a driver: JSON, on its control socket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(in crate::kernel) enum Said {
    /// It takes steps now.
    /// `line`: the descriptor of a memory file that holds the line it executes, 0 between steps.
    Ready {
        version: String,
        #[serde(default)]
        line: Option<i32>,
    },
    /// It cannot work; `error` says why and what to do.
    Failed { error: String },
    /// A step ended. `k` is the nonce, as in all that follow.
    Done {
        k: String,
        n: u32,
        status: Ended,
        #[serde(default)]
        result: Option<String>,
        #[serde(default)]
        error: Option<String>,
        #[serde(default)]
        traceback: Option<String>,
        #[serde(default)]
        cwd: Option<String>,
    },
    /// A program waits for a line of input.
    Stdin {
        k: String,
        n: u32,
        #[serde(default)]
        prompt: String,
        #[serde(default)]
        secret: bool,
    },
    /// A program shows something richer than text; `data` is base64.
    Display { k: String, n: u32, mime: String, data: String },
    /// What the session holds.
    Vars { k: String, variables: Vec<Variable>, more: u64 },
    /// One variable in full.
    Shown { k: String, name: String, text: String },
    /// What is known of code that was not run; `id` is that of the wish.
    Checked {
        k: String,
        id: u64,
        #[serde(flatten)]
        found: Checked,
    },
}

/// How a driver says a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::kernel) enum Ended {
    /// Ran to its end.
    Ok,
    /// Raised, or ended with a status other than 0.
    Error,
    /// Stopped by an interrupt.
    Interrupted,
    /// Asked for the end of the kernel.
    Exited,
}

/// The dialect of a language.
pub(in crate::kernel) fn dialect(lang: Language) -> Box<dyn Dialect> {
    match lang {
        Language::Python => Box::new(python::Python::default()),
        Language::Bash => Box::new(bash::Bash::default()),
        Language::JavaScript => Box::new(node::Node::default()),
    }
}

/// A message as one line.
pub(in crate::kernel) fn line(message: &serde_json::Value) -> Vec<u8> {
    format!("{message}\n").into_bytes()
}
