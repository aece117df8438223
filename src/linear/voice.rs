//! What happens, in lines: who speaks, which step it is, how it ended.

use std::collections::VecDeque;
use std::time::Instant;

use super::pace::Pace;
use crate::engine::{EndReason, Level, Report, State, Step, StepStatus, Verdict};
use crate::plain::{Plain, Printed, Prose, one_line, plain, revealed};
use crate::words::{Between, Locale, Said, Texts};

/// Lines of one step that a terminal shows; the rest is counted.
const SHOWN: usize = 200;
/// Lines of the end of it.
const LAST: usize = 10;

/// Turns reports into lines.
#[derive(Debug)]
pub(super) struct Voice {
    locale: Locale,
    /// Whether a person reads it as it comes.
    live: bool,
    prose: Prose,
    plain: Plain,
    pace: Pace,
    printed: Printed,
    lines: usize,
    last: VecDeque<String>,
    /// The reply so far as it was told, to know whether the answer was among it.
    told: String,
    speaking: bool,
    /// The reply is complete; a step may still come of it.
    replied: bool,
    failed: bool,
    out: String,
    /// The line that was begun is not over.
    open: bool,
}

impl Voice {
    pub(super) fn new(locale: Locale, live: bool) -> Self {
        Self {
            locale,
            live,
            prose: Prose::default(),
            plain: Plain::default(),
            pace: Pace::default(),
            printed: Printed::default(),
            lines: 0,
            last: VecDeque::new(),
            told: String::new(),
            speaking: false,
            replied: false,
            failed: false,
            out: String::new(),
            open: false,
        }
    }

    /// What there is to write now.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Whether there is anything to write.
    pub(super) fn is_silent(&self) -> bool {
        self.out.is_empty()
    }

    /// A fixed sentence on a line of its own.
    pub(super) fn tell(&mut self, text: impl Texts) {
        self.line(self.locale.text(text));
    }

    /// A sentence with its values.
    pub(super) fn fill(&mut self, text: impl Texts, values: &[&dyn std::fmt::Display]) {
        let text = self.locale.fill(text, values);
        self.line(&text);
    }

    /// Lines of their own.
    pub(super) fn line(&mut self, text: &str) {
        if self.open {
            self.out.push('\n');
            self.open = false;
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// The beginning of a line that the user ends.
    pub(super) fn ask(&mut self, words: &str) {
        if self.open {
            self.out.push('\n');
        }
        self.out.push_str(words);
        self.open = true;
    }

    /// The user has ended the line; `seen` where a terminal showed it already.
    pub(super) fn answered(&mut self, seen: bool, text: &str) {
        if !seen {
            self.out.push_str(&plain(text).replace('\n', "\n  "));
            self.out.push('\n');
        }
        self.open = false;
    }

    /// When held words become due.
    pub(super) fn due(&self) -> Option<Instant> {
        self.pace.due()
    }

    /// Words that have waited long enough.
    pub(super) fn overdue(&mut self) {
        let words = self.pace.overdue(Instant::now());
        self.speak(&words);
    }

    pub(super) fn report(&mut self, report: &Report, state: &State) {
        match report {
            Report::Session { .. } | Report::Prompt { .. } => {}
            Report::Text { delta } => {
                if std::mem::take(&mut self.replied) {
                    self.reply_over();
                }
                let text = self.plain.push(delta).replace('\r', "");
                let prose = self.prose.push(&text);
                let words = self.pace.push(&prose, Instant::now());
                self.speak(&words);
            }
            Report::Stats(_) => {
                let words = self.pace.finish();
                self.speak(&words);
                self.replied = true;
            }
            Report::Step { n, .. } => {
                self.prose.drop_block();
                self.reply_over();
                let asks = state.proposal().is_some_and(|step| step.id.0 == *n);
                if let Some(step) = state.transcript().step(crate::engine::StepId(*n)) {
                    self.code(step, if asks { Said::Review } else { Said::Unasked });
                }
            }
            Report::Decision { n, verdict, .. } => {
                let text = match verdict {
                    Verdict::Approved => Said::Runs,
                    Verdict::Edited => Said::RunsEdited,
                    Verdict::Rejected => Said::NotRun,
                };
                self.fill(text, &[n]);
            }
            Report::Output { n, text } => self.output(*n, text),
            Report::Result { n, status, result, duration_ms, error, .. } => {
                self.result(*n, *status, [result, error], *duration_ms, state);
            }
            Report::Notice { level, text } => {
                self.failed |= *level == Level::Error;
                let said = match level {
                    Level::Info => Said::Note,
                    Level::Warning => Said::Warning,
                    Level::Error => Said::Failure,
                };
                self.fill(said, &[&one_line(text)]);
            }
            Report::End { reason, answer, .. } => self.end(*reason, answer),
        }
    }

    /// A step's code with its line numbers, and what speaks against it.
    pub(super) fn code(&mut self, step: &Step, heading: Said) {
        self.fill(heading, &[&step.id.0, &step.lang.name()]);
        self.numbered(&step.code);
        for doubt in &step.doubts {
            self.fill(Said::Warning, &[&one_line(&doubt.text)]);
        }
    }

    /// Lines with their numbers.
    pub(super) fn numbered(&mut self, code: &str) {
        let code = revealed(code.trim_end());
        let width = code.lines().count().to_string().len();
        for (n, line) in code.lines().enumerate() {
            self.line(&format!("{:>width$}  {line}", n + 1));
        }
    }

    fn speak(&mut self, words: &str) {
        let words = if self.speaking { words } else { words.trim_start() };
        if words.is_empty() {
            return;
        }
        if !self.speaking {
            self.speaking = true;
            let name = self.locale.text(Said::Assistant);
            self.ask(name);
        }
        self.told.push_str(words);
        self.out.push_str(words);
        self.open = !words.ends_with('\n');
    }

    fn reply_over(&mut self) {
        let rest = self.prose.finish();
        let held = self.pace.push(&rest, Instant::now()) + &self.pace.finish();
        self.speak(held.trim_end());
        if self.open {
            self.out.push('\n');
            self.open = false;
        }
        (self.speaking, self.replied) = (false, false);
        self.plain = Plain::default();
    }

    fn output(&mut self, n: u32, text: &str) {
        if self.printed.begin(n) {
            self.fill(Said::Output, &[&n]);
            (self.lines, self.last) = (0, VecDeque::new());
        }
        let lines = self.printed.push(text);
        self.print(lines);
    }

    fn print(&mut self, lines: Vec<String>) {
        for line in lines {
            self.lines += 1;
            if !self.live || self.lines <= SHOWN {
                self.line(&format!("  {line}"));
                continue;
            }
            if self.lines == SHOWN + 1 {
                self.tell(Said::Holding);
            }
            self.last.push_back(line);
            if self.last.len() > LAST {
                self.last.pop_front();
            }
        }
    }

    fn result(
        &mut self,
        n: u32,
        status: StepStatus,
        [value, error]: [&Option<String>; 2],
        ms: f64,
        state: &State,
    ) {
        let rest = self.printed.finish();
        self.print(rest);
        let last = std::mem::take(&mut self.last);
        if self.live && !last.is_empty() {
            self.fill(Said::NotShown, &[&self.lines.saturating_sub(SHOWN + last.len())]);
            for line in last {
                self.line(&format!("  {line}"));
            }
        }
        for (text, said) in [(value, Said::Value), (error, Said::Failure)] {
            if let Some(text) = text {
                let text = plain(text.trim_end()).replace('\n', "\n  ");
                self.fill(said, &[&text]);
            }
        }
        if let Some(step) = state.transcript().step(crate::engine::StepId(n)) {
            for display in &step.displays {
                self.fill(Said::Shows, &[&display.kind(), &display.path]);
            }
        }
        let how = match status {
            StepStatus::Ok => Said::EndedOk,
            StepStatus::Error => Said::EndedBad,
            StepStatus::Interrupted => Said::EndedStopped,
            StepStatus::Timeout => Said::EndedLate,
            StepStatus::Exited => Said::EndedExit,
            StepStatus::Died => Said::EndedDead,
        };
        self.fill(how, &[&n, &format!("{:.1}", ms / 1000.0)]);
    }

    fn end(&mut self, reason: EndReason, answer: &str) {
        self.reply_over();
        let answer = plain(answer.trim());
        if reason == EndReason::Answered && !self.told.contains(&answer) {
            let name = self.locale.text(Said::Assistant);
            self.line(&format!("{name}{answer}"));
        }
        self.told.clear();
        let failed = std::mem::take(&mut self.failed);
        match reason {
            EndReason::Answered | EndReason::Rejected => {}
            EndReason::MaxSteps => self.tell(Between::LimitSteps),
            EndReason::Repeated => self.tell(Between::Repeats),
            EndReason::MaxTokens => self.tell(Between::LimitTokens),
            EndReason::Interrupted => self.tell(Between::CutOff),
            EndReason::Error if failed => {}
            EndReason::Error => self.tell(Between::GoesNoFurther),
        }
    }
}
