//! What the UI process may ask of one kernel's task.

use std::time::Duration;

use tokio::sync::oneshot;

use super::protocol::ToRunner;
use crate::engine::{Checked, StepId, TerminalSize, Variables};

/// The last interrupt that was wished for, and how many there were: never lost, however much waits.
pub(in crate::kernel) type Press = (StepId, u64);

/// What is asked of a kernel.
#[derive(Debug)]
pub(in crate::kernel) enum Ask {
    Run {
        step: StepId,
        code: String,
        limit: Duration,
    },
    RunAtTerminal {
        step: StepId,
        code: String,
        size: TerminalSize,
    },
    /// What only the runner has to know; nothing where there is none.
    Pass(ToRunner),
    /// Another program from the next start on.
    UseProgram {
        program: String,
    },
    Answer {
        step: StepId,
        text: Option<String>,
    },
    Variables {
        answer: oneshot::Sender<Variables>,
    },
    /// Look at code without running it, in a kernel that is started for it if need be.
    Check {
        code: String,
        trial_s: u32,
        answer: oneshot::Sender<Checked>,
    },
    Restart,
    Close {
        done: oneshot::Sender<()>,
    },
}
