//! What an answer leads to: code rejected, changed, shown again; kernels afresh.

use super::edit::Changed;
use super::outside::{self, Edited};
use super::question::Within;
use super::run::Cut;
use super::talk::Talk;
use crate::engine::{Command, Language, Phase, StepId};
use crate::plain::{one_line, plain, revealed};
use crate::words::{Between, Guide, Said};

impl Talk<'_> {
    pub(super) fn reject(&mut self, step: StepId, reason: Option<String>) {
        let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        self.driver.command(Command::Reject { step, reason });
    }

    pub(super) async fn edit_outside(&mut self, step: StepId, code: &str) -> Result<(), Cut> {
        let lang = self.driver.state().proposal().map_or(Language::Python, |step| step.lang);
        match outside::edit(code, lang, self.locale, &mut self.signals).await {
            Edited::Text(text) => self.edited(step, text),
            Edited::Failed(why) => self.voice.fill(Said::Warning, &[&one_line(&why)]),
            Edited::Ended(code) => return Err(Cut::Killed(code)),
        }
        Ok(())
    }

    /// The changed code is shown, and still waits.
    pub(super) fn edited(&mut self, step: StepId, code: String) {
        if self.driver.state().proposal().is_none_or(|proposal| proposal.code == code) {
            self.voice.tell(Between::Unchanged);
            return;
        }
        self.driver.command(Command::Edit { step, code });
        self.report();
        if let Some(step) = self.driver.state().proposal() {
            self.voice.code(step, Said::Edited);
        }
    }

    pub(super) fn change(&mut self, line: &str) {
        let Within::Edit(draft) = &mut self.within else { return };
        let (step, changed) = (draft.step, draft.change(line));
        match changed {
            Changed::Line(number, Some(text)) => {
                self.voice.line(&format!("{number}  {}", plain(&text)));
            }
            Changed::Line(number, None) => self.voice.line(&format!("-{number}")),
            Changed::Show => {
                let text = draft.text();
                self.voice.numbered(&text);
            }
            Changed::Done(text) => {
                self.within = Within::Nothing;
                self.edited(step, text);
            }
            Changed::Discarded => drop(self.leave_within()),
            Changed::Unclear => self.voice.line(self.locale.text(Guide::Change)),
        }
    }

    /// The next of the languages that this machine runs.
    pub(super) fn change_language(&mut self, id: StepId) {
        let state = self.driver.state();
        let Some(step) = state.proposal() else { return };
        let known = &state.settings().languages;
        let others = Language::ALL.iter().cycle().skip_while(|lang| **lang != step.lang).skip(1);
        let next = others.take(Language::ALL.len() - 1).find(|lang| known.contains(lang));
        let Some(lang) = next.copied() else { return self.voice.tell(Between::NoOther) };
        self.driver.command(Command::ChangeLanguage { step: id, lang });
        self.show();
    }

    /// The last step: its code, and what it printed.
    pub(super) fn show(&mut self) {
        let Some(step) = self.driver.state().transcript().steps().next_back() else {
            return self.voice.tell(Between::NoStep);
        };
        self.voice.code(step, if step.decision.is_none() { Said::Review } else { Said::Edited });
        if !step.output.is_empty() {
            self.voice.fill(Said::Output, &[&step.id.0]);
            for part in [step.output.head(), step.output.tail()] {
                for line in plain(part).lines() {
                    self.voice.line(&format!("  {line}"));
                }
            }
        }
        let result = step.result.as_ref();
        if let Some(text) = result.and_then(|it| it.traceback.as_ref().or(it.result.as_ref())) {
            self.voice.line(&plain(text));
        }
    }

    pub(super) fn reset(&mut self) {
        let kernels: Vec<_> = self.driver.state().kernels().keys().copied().collect();
        for lang in kernels {
            self.driver.command(Command::RestartKernel { lang });
        }
        self.voice.tell(Between::StartsAfresh);
    }

    pub(super) fn show_outgoing(&mut self) {
        let Phase::Consenting(consenting) = self.driver.state().phase() else { return };
        for message in &consenting.messages {
            self.voice.line(&format!("[{:?}]", message.role).to_lowercase());
            self.voice.line(&revealed(&message.text));
        }
    }
}
