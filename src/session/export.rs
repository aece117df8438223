//! A conversation for reading: plain text for a terminal, Markdown for a file.

use std::fmt::{self, Write};

use super::Header;
use crate::engine::fence::{Fences, Part};
use crate::engine::{Author, DecidedBy, Entry, State, Step, StepStatus, Verdict};
use crate::plain::plain;

/// How a conversation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// For a file; code and output are fenced.
    Markdown,
}

/// The conversation that `state` holds, free of control sequences.
#[must_use]
pub fn export(header: &Header, state: &State, format: Format) -> String {
    let mut page = Page { text: String::new(), format };
    // Writing to a string cannot fail.
    let _ = page.write(header, state);
    page.text
}

struct Page {
    text: String,
    format: Format,
}

impl Page {
    fn write(&mut self, header: &Header, state: &State) -> fmt::Result {
        let Header { id, created, model, cwd, .. } = header;
        let model = if model.is_empty() { "no model" } else { model };
        match self.format {
            Format::Text => writeln!(self.text, "{id} · {model} · {cwd}")?,
            Format::Markdown => {
                writeln!(self.text, "# Session {id}\n\n{created} · {model} · `{cwd}`")?;
            }
        }
        let entries = state.transcript().entries();
        for (n, entry) in entries.iter().enumerate() {
            match entry {
                Entry::Prompt { text, .. } => self.prompt(text)?,
                Entry::Reply { text, .. } => {
                    self.reply(text, matches!(state.transcript().after(n), Some(Entry::Step(_))))?;
                }
                Entry::Taken { text, .. } => self.reply(text, false)?,
                Entry::Draft { came, .. } => self.aside(&format!(
                    "Second opinion: {}",
                    came.as_deref().unwrap_or("it came to nothing")
                ))?,
                Entry::Step(id) => {
                    if let Some(step) = state.transcript().step(*id) {
                        self.step(step)?;
                    }
                }
                Entry::Notice { text, .. } => self.aside(text)?,
                Entry::Nudge { .. } | Entry::End { .. } => {}
            }
        }
        Ok(())
    }

    fn prompt(&mut self, text: &str) -> fmt::Result {
        let text = plain(text);
        match self.format {
            Format::Text => {
                writeln!(self.text)?;
                text.lines().try_for_each(|line| writeln!(self.text, "> {line}"))
            }
            Format::Markdown => {
                let heading = heading(&text);
                writeln!(self.text, "\n## {heading}")?;
                if heading == text.trim() {
                    return Ok(());
                }
                writeln!(self.text)?;
                text.lines().try_for_each(|line| writeln!(self.text, "> {line}"))
            }
        }
    }

    /// A reply's prose; its code too, unless the next entry is the step that it proposed.
    fn reply(&mut self, text: &str, with_step: bool) -> fmt::Result {
        let mut fences = Fences::default();
        fences.push(text);
        for part in fences.parts() {
            match part {
                Part::Prose(prose) if prose.trim().is_empty() => {}
                Part::Prose(prose) => writeln!(self.text, "\n{}", plain(prose.trim()))?,
                Part::Block { .. } if with_step => {}
                Part::Block { tag, body, .. } => self.block(&plain(&tag), &body)?,
            }
        }
        Ok(())
    }

    fn step(&mut self, step: &Step) -> fmt::Result {
        let verdict = step.decision.as_ref().map(|decision| decision.verdict);
        let what = match verdict {
            _ if step.author == Author::User => ", run by the user",
            Some(Verdict::Edited) => ", edited before it ran",
            Some(Verdict::Rejected) => ", not run",
            Some(Verdict::Approved) => "",
            None => ", not decided",
        };
        let (n, lang) = (step.id.0, step.lang.name());
        match self.format {
            Format::Text => writeln!(self.text, "\n── step {n} · {lang}{what} ──")?,
            Format::Markdown => writeln!(self.text, "\n**Step {n}** ({lang}{what})")?,
        }
        self.block(lang, &step.code)?;
        if let Some(reason) = step.decision.as_ref().and_then(|decision| decision.reason.as_ref()) {
            self.aside(reason)?;
        }
        let printed = printed(step);
        if !printed.is_empty() {
            if self.format == Format::Text {
                writeln!(self.text)?;
            }
            self.block("text", &printed)?;
        }
        match &step.told {
            Some(told) if told.by == DecidedBy::User => {
                self.aside("the user changed what the model was told of this step, to:")?;
                self.block("text", &told.text)
            }
            _ => Ok(()),
        }
    }

    fn block(&mut self, tag: &str, body: &str) -> fmt::Result {
        let body = plain(body.trim_end());
        match self.format {
            Format::Text => body.lines().try_for_each(|line| writeln!(self.text, "  {line}")),
            Format::Markdown => {
                let fence = "`".repeat(longest_run(&body).max(2) + 1);
                writeln!(self.text, "\n{fence}{tag}\n{body}\n{fence}")
            }
        }
    }

    fn aside(&mut self, text: &str) -> fmt::Result {
        let text = plain(text);
        match self.format {
            Format::Text => writeln!(self.text, "  ({text})"),
            Format::Markdown => writeln!(self.text, "\n*{text}*"),
        }
    }
}

/// Output, value and error of a step, as one text.
pub(super) fn printed(step: &Step) -> String {
    let mut text = step.output.head().to_owned();
    if step.output.omitted() > 0 {
        let _ = write!(text, "\n… {} bytes left out …\n", step.output.omitted());
    }
    text.push_str(step.output.tail());
    let mut line = |words: &str| {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(words);
    };
    if let Some(result) = &step.result {
        if let Some(value) = &result.result {
            line(value);
        }
        if let Some(error) = result.traceback.as_ref().or(result.error.as_ref()) {
            line(error);
        }
        match result.status {
            StepStatus::Interrupted => line("(interrupted)"),
            StepStatus::Timeout => line("(stopped by the time limit)"),
            StepStatus::Died => line("(the kernel ended; its variables are lost)"),
            StepStatus::Ok | StepStatus::Error | StepStatus::Exited => {}
        }
    }
    text
}

/// The first line of a prompt, short enough for a heading.
fn heading(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= 100 {
        return line.to_owned();
    }
    line.chars().take(99).chain(['…']).collect()
}

/// The longest run of backticks: a fence must be longer.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
