//! The conversation: which question stands, and what the user's line does to it.

use std::io::{self, IsTerminal as _};
use std::time::Instant;

use super::answer::{Verdict, verdict};
use super::edit::Draft;
use super::lines::{Heard, Lines};
use super::question::{Question, Within, letters};
use super::run::Cut;
use super::slash::{self, Typed};
use super::start::Start;
use super::voice::Voice;
use crate::engine::{Command, EndReason, Entry, ModelStatus, Phase, StepId};
use crate::headless::{Output, Signals};
use crate::plain::one_line;
use crate::runtime::Driver;
use crate::tui::keymap::Keymap;
use crate::words::{Between, Guide, Locale, Said};

/// All that the conversation holds.
pub(super) struct Talk<'a> {
    pub(super) driver: Driver,
    pub(super) signals: Signals,
    pub(super) output: Output,
    pub(super) lines: Lines,
    pub(super) voice: Voice,
    /// The question whose words were written last.
    pub(super) asked: Option<Question>,
    /// Whether a person types.
    pub(super) is_terminal: bool,
    /// What the latest turn came to, as an exit code.
    pub(super) code: u8,
    /// The exit code of a turn that ends because nobody was left to decide.
    pub(super) undecided: Option<u8>,
    /// When something was told last.
    pub(super) told: Instant,
    /// The model that was told of, and whether it was ready.
    pub(super) model: Option<(String, bool)>,
    /// Until when ctrl-c quits.
    pub(super) armed: Option<Instant>,
    /// What the user is in the middle of.
    pub(super) within: Within,
    keymap: Keymap,
    /// The language that is spoken.
    pub(super) locale: Locale,
    start: Start<'a>,
}

impl<'a> Talk<'a> {
    pub(super) fn open(driver: Driver, start: Start<'a>) -> anyhow::Result<Self> {
        let keymap = Keymap::load(&start.paths.config)?;
        let env = |name: &str| std::env::var(name).ok();
        let locale = start.config.ui.language.parse();
        let locale = locale.unwrap_or_else(|()| Locale::detect(env));
        let is_terminal = io::stdin().is_terminal();
        let voice = Voice::new(locale, io::stdout().is_terminal());
        Ok(Self {
            driver,
            signals: Signals::new()?,
            output: Output::new(io::stdout()),
            lines: Lines::of_stdin(is_terminal)?,
            voice,
            asked: None,
            is_terminal,
            code: 0,
            undecided: None,
            told: Instant::now(),
            model: None,
            armed: None,
            within: Within::Nothing,
            keymap,
            locale,
            start,
        })
    }

    /// The first words, the model, and the first prompt.
    pub(super) async fn begin(&mut self) {
        if let Some(why) = self.start.why.sentence() {
            self.voice.tell(why);
        }
        if self.is_terminal {
            self.voice.tell(Between::Welcome);
        }
        self.take_up();
        self.driver.settle().await;
        if let Some(model) = self.driver.state().settings().model.clone() {
            self.driver.command(Command::UseModel { model });
        } else {
            self.voice.tell(Between::NoModel);
        }
        if let Some(text) = self.start.prompt.take() {
            self.voice.ask(self.locale.text(Said::You));
            self.voice.answered(false, &text);
            self.driver.command(Command::Submit { text });
        }
    }

    /// Where a session goes on, its last words.
    fn take_up(&mut self) {
        let entries = self.driver.state().transcript().entries();
        let prompt = entries.iter().rev().find_map(|entry| match entry {
            Entry::Prompt { text, .. } => Some(text.clone()),
            _ => None,
        });
        let reply =
            entries.iter().rev().find_map(|entry| entry.words().map(|(_, text)| text.to_owned()));
        let Some(prompt) = prompt else { return };
        self.voice.tell(Between::TakenUp);
        for (who, text) in [(Said::You, Some(prompt)), (Said::Assistant, reply)] {
            if let Some(text) = text {
                self.voice.ask(self.locale.text(who));
                self.voice.answered(false, text.trim());
            }
        }
    }

    /// Asks what is to be asked; again, where something was told in between.
    pub(super) fn ask(&mut self) {
        let state = self.driver.state();
        // Before the first question the model is waited for, so that nothing is told into it.
        let loads = matches!(state.model(), ModelStatus::Loading { .. });
        let question = Question::standing(state, &self.within)
            .filter(|question| !(loads && matches!(question, Question::Prompt { begun: false })));
        if question == self.asked && (question.is_none() || self.voice.is_silent()) {
            return;
        }
        if question != self.asked {
            self.introduce(question.as_ref());
            if let Some(question) = &question {
                self.lines.ask(question.is_secret());
            }
        }
        if let Some(question) = &question {
            let words = question.words(self.locale, &self.keymap);
            self.voice.ask(&words);
        }
        self.asked = question;
    }

    /// What is to be known before a question can be answered.
    fn introduce(&mut self, question: Option<&Question>) {
        let state = self.driver.state();
        match question {
            Some(Question::Send(_)) => {
                let Phase::Consenting(consenting) = state.phase() else { return };
                let out = &consenting.outgoing;
                let values: [&dyn std::fmt::Display; 5] =
                    [&out.host, &out.way(), &out.messages, &out.bytes, &out.hidden()];
                self.voice.fill(Between::Leaves, &values);
            }
            Some(Question::Leave) => {
                let left: Vec<_> = state.leftovers().values().flatten().collect();
                self.voice.fill(Between::Leftovers, &[&left.len()]);
                for program in left {
                    self.voice.line(&format!("  {} {}", program.pid, one_line(&program.command)));
                }
            }
            _ => {}
        }
    }

    /// Gives up what the user is in the middle of; whether there was anything.
    pub(super) fn leave_within(&mut self) -> bool {
        let within = std::mem::take(&mut self.within);
        self.asked = None;
        if matches!(within, Within::Edit(_)) {
            self.voice.tell(Between::Unchanged);
        }
        within != Within::Nothing
    }

    /// What the user's line does.
    pub(super) async fn answer(&mut self, heard: Heard) -> Result<(), Cut> {
        let read = self.lines.was_read(&heard);
        let Some(question) = self.asked.take() else { return Ok(()) };
        let seen = self.is_terminal && heard.text.is_some() && !question.is_secret();
        let shown =
            if question.is_secret() { "" } else { heard.text.as_deref().unwrap_or_default() };
        self.voice.answered(seen, shown);
        let Some(text) = heard.text else {
            self.no_more(&question);
            return Ok(());
        };
        if question.is_decision() && !read {
            self.voice.tell(Between::TooSoon);
            return Ok(());
        }
        match question {
            Question::Prompt { .. } => self.prompt(&text),
            Question::Step { step, code } => return self.decide(step, code, &text).await,
            Question::Reason(step) => {
                self.within = Within::Nothing;
                self.reject(step, Some(text));
            }
            Question::Change => self.change(&text),
            Question::Input { step, .. } => {
                self.driver.command(Command::AnswerInput { step, text: Some(text) });
            }
            question => self.choose(question, text.trim()),
        }
        Ok(())
    }

    /// Questions with a letter or two.
    fn choose(&mut self, question: Question, letter: &str) {
        let command = match (question, letter) {
            (Question::Send(request), "y") => Command::AllowSending { request },
            (Question::Send(request), "n") => Command::RefuseSending { request },
            (Question::Send(_), "s") => return self.show_outgoing(),
            (Question::Held(step), "g") => Command::LetOutputGo { step },
            (Question::Tell(step), "t") => Command::Tell { step, text: None },
            (Question::Stalled, "r") => Command::RestartModel,
            (Question::Held(_) | Question::Tell(_) | Question::Stalled, "x") => Command::Interrupt,
            (Question::Leave, "e") => Command::Quit,
            (Question::Leave, "k") => {
                let kernels: Vec<_> = self.driver.state().leftovers().keys().copied().collect();
                for lang in kernels {
                    self.driver.command(Command::KeepProcesses { lang });
                }
                Command::Quit
            }
            (Question::Leave, "s") => {
                self.within = Within::Nothing;
                return;
            }
            _ => return self.voice.tell(Between::Unclear),
        };
        self.driver.command(command);
    }

    /// The input is over, or ctrl-d was typed.
    fn no_more(&mut self, question: &Question) {
        match question {
            Question::Prompt { .. } => self.quit(),
            Question::Input { step, .. } => {
                self.driver.command(Command::AnswerInput { step: *step, text: None });
            }
            Question::Reason(step) => {
                self.within = Within::Nothing;
                self.reject(*step, None);
            }
            Question::Change => drop(self.leave_within()),
            Question::Leave => self.driver.command(Command::Quit),
            Question::Step { step, .. } => {
                self.voice.fill(Between::NoMoreInput, &[&step.0]);
                self.undecided = Some(EndReason::Rejected.exit_code());
                self.driver.command(Command::Interrupt);
            }
            _ => self.driver.command(Command::Interrupt),
        }
    }

    fn quit(&mut self) {
        if self.driver.state().leftovers().is_empty() || !self.is_terminal {
            self.driver.command(Command::Quit);
        } else {
            self.within = Within::Leaving;
        }
    }

    fn prompt(&mut self, line: &str) {
        let begun = match std::mem::take(&mut self.within) {
            Within::Prompt(begun) => begun,
            _ => String::new(),
        };
        if let Some(line) = line.strip_suffix('\\') {
            self.within = Within::Prompt(format!("{begun}{line}\n"));
            return;
        }
        let typed = if begun.is_empty() { slash::read(line) } else { Typed::Prompt(begun + line) };
        match typed {
            Typed::Prompt(text) if text.trim().is_empty() => {}
            Typed::Prompt(text) => self.driver.command(Command::Submit { text }),
            Typed::Help => self.voice.line(self.locale.text(Guide::Prompt)),
            Typed::Show => self.show(),
            Typed::Reset => self.reset(),
            Typed::Model(Some(model)) => self.driver.command(Command::UseModel { model }),
            Typed::Model(None) => match self.driver.state().model() {
                ModelStatus::Ready(info) => self.voice.fill(Between::ModelIs, &[&info.name]),
                _ => self.voice.tell(Between::NoModel),
            },
            Typed::Quit => self.quit(),
            Typed::Unknown(word) => self.voice.fill(Between::NoCommand, &[&one_line(&word)]),
        }
    }

    async fn decide(&mut self, step: StepId, code: String, line: &str) -> Result<(), Cut> {
        match verdict(&self.keymap, line) {
            Verdict::Approve(scope) => self.driver.command(Command::Approve { step, code, scope }),
            Verdict::Edit => {
                self.voice.numbered(&code);
                self.within = Within::Edit(Draft::new(step, &code));
            }
            Verdict::EditOutside if self.is_terminal => {
                return self.edit_outside(step, &code).await;
            }
            Verdict::EditOutside => self.voice.tell(Between::NoTerminal),
            Verdict::Reject(None) => self.within = Within::Reason(step),
            Verdict::Reject(reason) => self.reject(step, reason),
            Verdict::ChangeLanguage => self.change_language(step),
            Verdict::Show => self.show(),
            Verdict::Help => {
                let letters = letters(&self.keymap);
                let values: Vec<&dyn std::fmt::Display> =
                    letters.iter().map(|letter| letter as &dyn std::fmt::Display).collect();
                self.voice.line(&self.locale.fill(Guide::Decide, &values));
            }
            Verdict::OnlyThere => self.voice.tell(Between::OnlyHere),
            Verdict::Unclear => self.voice.tell(Between::Unclear),
        }
        Ok(())
    }

    /// How to go on another time.
    pub(super) fn farewell(&mut self) {
        let state = self.driver.state();
        if self.is_terminal && !state.transcript().entries().is_empty() {
            self.voice.fill(Between::GoOnWith, &[&state.settings().session]);
            let words = self.voice.take();
            self.output.try_write(words);
        }
    }
}
