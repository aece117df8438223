//! How a running step is doing, and what steps leave behind.

use serde::{Deserialize, Serialize};

/// How a running step is doing, as its runner last saw it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// Whether it goes on.
    pub motion: Motion,
    /// Run time so far in milliseconds, without the time it stood still or waited for the user.
    pub elapsed_ms: u64,
    /// The time limit in milliseconds, extensions included; `None` without one.
    pub limit_ms: Option<u64>,
    /// Time since it last printed something, in milliseconds.
    pub silent_ms: u64,
    /// Processor use of it and all it started since the last look; 100 is one core.
    pub cpu_percent: f32,
    /// Memory of it and all it started, in bytes.
    pub memory: u64,
    /// The memory limit in bytes; `None` without one.
    pub memory_limit: Option<u64>,
    /// Processes of it and all it started.
    pub processes: u32,
    /// The line of the step that is being executed, from 1, where the language can tell.
    pub line: Option<u32>,
}

/// Whether a step goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// It runs.
    #[default]
    Going,
    /// It stands still until the user lets it go on.
    Paused,
}

/// A process that a step started and left running.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// Its process id.
    pub pid: u32,
    /// Its command line, cut to what a person can read.
    pub command: String,
    /// Since when it runs, in milliseconds before now.
    pub age_ms: u64,
    /// Its memory in bytes.
    pub memory: u64,
}

/// Columns and rows of the terminal that an interactive step runs at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalSize {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}
