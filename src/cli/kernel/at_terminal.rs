//! A step at a terminal, typed at by a script.

use super::current::Current;
use super::job::{Job, LANGUAGES};
use super::session::Session;
use super::wire::{Reply, reply};
use crate::engine::{Language, StepId, TerminalSize};

impl Session {
    pub(super) fn exec_at_terminal(
        &mut self,
        code: String,
        lang: Option<&str>,
        size: TerminalSize,
    ) -> anyhow::Result<()> {
        let Some(lang) = self.named(lang) else {
            return reply(&Reply::Error { message: LANGUAGES.into() });
        };
        if size.columns == 0 || size.rows == 0 {
            let message = "a terminal has one column and one row at least".into();
            return reply(&Reply::Error { message });
        }
        self.queue(|n| Job::AtTerminal { n, lang, code, size });
        Ok(())
    }

    pub(super) fn begin_at_terminal(
        &mut self,
        n: u32,
        lang: Language,
        code: String,
        size: TerminalSize,
    ) {
        self.kernels.run_at_terminal(StepId(n), lang, code, size);
        self.current = Some(Current::new(n, lang));
    }

    /// Hands keys to the step that runs; a step without a terminal never sees them.
    pub(super) fn type_at(&mut self, text: &str) -> anyhow::Result<()> {
        let Some(current) = &self.current else { return nothing_runs() };
        self.kernels.type_at(StepId(current.n), current.lang, text.as_bytes());
        Ok(())
    }

    pub(super) fn resize(&mut self, columns: u16, rows: u16) -> anyhow::Result<()> {
        let Some(current) = &self.current else { return nothing_runs() };
        let size = TerminalSize { columns: columns.max(1), rows: rows.max(1) };
        self.kernels.resize(StepId(current.n), current.lang, size);
        Ok(())
    }
}

fn nothing_runs() -> anyhow::Result<()> {
    reply(&Reply::Error { message: "no step runs at a terminal now".into() })
}
