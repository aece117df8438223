//! A run in words, for people and pipes: prose as it comes, steps under a heading, their output indented.

use crate::engine::{EndReason, Report, StepStatus, Verdict};
use crate::plain::{Plain, Printed, Prose, one_line, plain};

/// What a report comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// For standard output.
    pub(super) out: String,
    /// For standard error.
    pub(super) err: String,
}

/// Turns reports into words.
#[derive(Debug, Default)]
pub(super) struct Text {
    prose: Prose,
    plain: Plain,
    printed: Printed,
    /// The reply as shown, to know whether the answer was among it.
    shown: String,
    /// Nothing is on the last line yet.
    fresh: bool,
    begun: bool,
    reply_over: bool,
    failed: bool,
}

impl Text {
    pub(super) fn tell(&mut self, report: &Report) -> Told {
        let mut told = Told::default();
        match report {
            Report::Session { .. } | Report::Prompt { .. } => {}
            Report::Stats(_) => self.reply_over = true,
            Report::Text { delta } => self.delta(delta, &mut told.out),
            Report::Step { n, lang, code } => {
                self.prose.drop_block();
                self.heading(&format!("── step {n} · {} ──", lang.name()), &mut told.out);
                self.add(&format!("{}\n", plain(code.trim_end())), &mut told.out);
                self.shown.clear();
            }
            Report::Decision { verdict, reason, .. } => {
                self.flush_prose(&mut told.out);
                if let (Verdict::Rejected, Some(reason)) = (verdict, reason) {
                    self.add(&format!("  (not run: {})\n", one_line(reason)), &mut told.out);
                }
            }
            Report::Output { n, text } => {
                let heading = self.printed.begin(*n);
                if heading {
                    self.heading(&format!("── output of step {n} ──"), &mut told.out);
                }
                let lines = self.printed.push(text);
                self.add(&indented(&lines), &mut told.out);
            }
            Report::Result { n, status, result, error, duration_ms, .. } => {
                self.result(*n, *status, [result, error], *duration_ms, &mut told.out);
            }
            Report::Notice { level, text } => {
                self.failed |= *level == crate::engine::Level::Error;
                told.err = format!("ci-tui: {}\n", one_line(text));
            }
            Report::End { reason, answer, .. } => {
                self.flush_prose(&mut told.out);
                let answer = plain(answer.trim());
                if *reason == EndReason::Answered && !self.shown.contains(&answer) {
                    self.heading(&answer, &mut told.out);
                }
                self.fresh_line(&mut told.out);
                told.err = self
                    .farewell(*reason)
                    .map_or_else(String::new, |why| format!("ci-tui: {why}\n"));
            }
        }
        told
    }

    fn delta(&mut self, delta: &str, out: &mut String) {
        if self.reply_over {
            self.flush_prose(out);
            self.fresh_line(out);
            self.plain = Plain::default();
            self.shown.clear();
            self.reply_over = false;
        }
        let text = self.plain.push(delta).replace('\r', "");
        let prose = self.prose.push(&text);
        self.show(&prose, out);
    }

    fn flush_prose(&mut self, out: &mut String) {
        let rest = self.prose.finish();
        self.show(&rest, out);
    }

    fn show(&mut self, prose: &str, out: &mut String) {
        self.shown.push_str(prose);
        self.add(prose, out);
    }

    fn result(
        &mut self,
        n: u32,
        status: StepStatus,
        values: [&Option<String>; 2],
        duration_ms: f64,
        out: &mut String,
    ) {
        let rest = self.printed.finish();
        self.add(&indented(&rest), out);
        let how = match status {
            StepStatus::Ok | StepStatus::Error => None,
            StepStatus::Interrupted => Some("interrupted"),
            StepStatus::Timeout => Some("stopped by the time limit"),
            StepStatus::Exited => Some("called exit"),
            StepStatus::Died => Some("its kernel ended, the variables are lost"),
        };
        let how = how.map(|how| format!("({how} after {:.1} s)", duration_ms / 1000.0));
        for words in values.into_iter().flatten().chain(how.as_ref()) {
            if self.printed.begin(n) {
                self.heading(&format!("── output of step {n} ──"), out);
            }
            for line in plain(words).lines() {
                self.add(&format!("  {line}\n"), out);
            }
        }
        self.add("\n", out);
    }

    /// A line of its own with an empty one before it, unless it is the first.
    fn heading(&mut self, text: &str, out: &mut String) {
        self.fresh_line(out);
        self.add(&format!("{text}\n"), out);
    }

    fn fresh_line(&mut self, out: &mut String) {
        if self.begun && !self.fresh {
            self.add("\n", out);
        }
    }

    fn add(&mut self, text: &str, out: &mut String) {
        if !text.is_empty() {
            self.begun = true;
            self.fresh = text.ends_with('\n');
            out.push_str(text);
        }
    }

    /// What the user can do about an end that is no answer.
    fn farewell(&self, reason: EndReason) -> Option<&'static str> {
        match reason {
            EndReason::Answered => None,
            EndReason::Rejected => {
                Some("the step was not run; with --approve all steps run without being asked about")
            }
            EndReason::MaxSteps => Some("stopped at the limit of steps; --max-steps raises it"),
            EndReason::Repeated => {
                Some("stopped because the model repeats itself; put the question another way")
            }
            EndReason::MaxTokens => {
                Some("stopped at the token limit of a reply; --max-tokens raises it")
            }
            EndReason::Interrupted => Some("interrupted"),
            EndReason::Error if self.failed => None,
            EndReason::Error => {
                Some("the turn could not go on; `ci-tui doctor` looks for the cause")
            }
        }
    }
}

fn indented(lines: &[String]) -> String {
    lines.iter().flat_map(|line| ["  ", line, "\n"]).collect()
}
