//! The lines of `ci-tui kernel`.

use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::engine::{
    Display, Doubt, Language, Leftover, Mended, StepStatus, TerminalSize, Tried, Watch,
};
use crate::kernel::Variable;

/// A line of standard input.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub(super) enum Request {
    /// Run this.
    Exec {
        code: String,
        lang: Option<String>,
        timeout_s: Option<f64>,
        /// At a terminal of this size; shell steps only, and without a time limit.
        terminal: Option<TerminalSize>,
    },
    /// Type this at the terminal of the running step.
    Type { text: String },
    /// The terminal of the running step has this size now.
    Resize { columns: u16, rows: u16 },
    /// Start every kernel afresh.
    Reset {},
    /// Tell the variables of a kernel.
    Vars { lang: Option<String> },
    /// Tell one variable of a kernel in full.
    Show { name: String, lang: Option<String> },
    /// Tell what is known of code, without running it.
    Check {
        code: String,
        lang: Option<String>,
        #[serde(default)]
        trial: u32,
    },
    /// A line for a program that reads its input.
    Input { text: String },
    /// Interrupt the running step; again: harder.
    Interrupt {},
    /// Let the running step stand still.
    Pause {},
    /// Let it go on.
    Continue {},
    /// Let it take so much longer.
    Extend { seconds: u32 },
    /// Let it use so much more memory.
    Memory { mib: u64 },
    /// Tell what runs in the background.
    Left {},
    /// Spare that at the end.
    Keep {},
}

/// A line of standard output.
#[derive(Debug, Serialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub(super) enum Reply {
    /// A step ended.
    Done {
        n: u32,
        status: StepStatus,
        output: String,
        /// Bytes that `output` lacks, where it lacks any.
        #[serde(skip_serializing_if = "Option::is_none")]
        omitted: Option<u64>,
        /// Where they are, until the session ends.
        #[serde(skip_serializing_if = "Option::is_none")]
        output_file: Option<String>,
        result: Option<String>,
        error: Option<String>,
        traceback: Option<String>,
        cwd: Option<String>,
        duration_ms: f64,
        display: Vec<Display>,
    },
    /// A step printed this much more.
    Output { n: u32, text: String },
    /// A step reads a line of input.
    Input { n: u32, prompt: String, secret: bool },
    /// What a kernel holds, the newest first; `null` where that cannot be told.
    Vars { lang: Language, variables: Option<Vec<Variable>>, more: u64 },
    /// How a step is doing.
    Watch {
        n: u32,
        #[serde(flatten)]
        watch: Watch,
    },
    /// What runs in the background.
    Left { processes: Vec<Leftover> },
    /// One variable in full; `null` where that cannot be told.
    Shown { lang: Language, name: String, text: Option<String> },
    /// What is known of code that was not run; `mended` where it should run in another form.
    Checked {
        lang: Language,
        doubts: Vec<Doubt>,
        mended: Option<Mended>,
        #[serde(skip_serializing_if = "Option::is_none")]
        tried: Option<Tried>,
    },
    /// Fresh kernels stand.
    Ready,
    /// A line was not understood.
    Error { message: String },
}

/// Writes a line of standard output.
pub(super) fn reply(reply: &Reply) -> anyhow::Result<()> {
    let line = without_controls(serde_json::to_string(reply)?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// JSON leaves DEL and the C1 controls as they are, which a terminal may obey.
fn without_controls(json: String) -> String {
    let is_control = |c: char| matches!(c, '\u{7f}'..='\u{9f}');
    if !json.contains(is_control) {
        return json;
    }
    let escaped = json.chars().map(|c| match c {
        c if is_control(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.collect()
}
