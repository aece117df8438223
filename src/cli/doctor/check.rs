//! One line of the report, and the report.

use std::io::Write;
use std::process::ExitCode;

use serde::Serialize;
use serde_json::json;

use crate::plain::one_line;

/// What was found about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Check {
    name: &'static str,
    state: State,
    text: String,
    advice: Option<String>,
}

/// How it stands with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// The main job works, with less comfort, speed or safety.
    Warn,
    /// The main job cannot be done without it.
    Missing,
}

impl Check {
    pub(super) fn ok(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, state: State::Ok, text: text.into(), advice: None }
    }

    pub(super) fn warn(
        name: &'static str,
        text: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { name, state: State::Warn, text: text.into(), advice: Some(advice.into()) }
    }

    pub(super) fn missing(
        name: &'static str,
        text: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { name, state: State::Missing, text: text.into(), advice: Some(advice.into()) }
    }
}

/// Prints the report; the exit code says whether the main job can be done.
pub(super) fn print(
    checks: &[Check],
    as_json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let missing = checks.iter().filter(|check| check.state == State::Missing).count();
    if as_json {
        writeln!(out, "{}", json!({ "v": 1, "ok": missing == 0, "checks": checks }))?;
    } else {
        for Check { name, state, text, advice } in checks {
            let word = match state {
                State::Ok => "ok",
                State::Warn => "warn",
                State::Missing => "missing",
            };
            writeln!(out, "{word:<8} {name:<10} {}", one_line(text))?;
            if let Some(advice) = advice {
                writeln!(out, "{:<19} -> {}", "", one_line(advice))?;
            }
        }
        match missing {
            0 => writeln!(out, "\nci-tui can do its work here.")?,
            1 => writeln!(out, "\nOne thing is missing; ci-tui cannot do its work yet.")?,
            n => writeln!(out, "\n{n} things are missing; ci-tui cannot do its work yet.")?,
        }
    }
    Ok(if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
