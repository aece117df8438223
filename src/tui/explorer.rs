//! The variables view as the screen holds it: whose variables, which one, the filter, and the one that is unfolded.

use super::line_edit::LineEdit;
use super::scroll::Scroll;
use crate::engine::{KernelStatus, Language, Phase, State, Variable};

/// The view over the variables of the kernels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explorer {
    /// Whose variables.
    pub lang: Language,
    /// The name under the cursor; `None` until one is there.
    pub chosen: Option<String>,
    /// What names must contain.
    pub filter: LineEdit,
    /// Whether the filter takes the keys.
    pub typing: bool,
    /// The variable that is shown in full, and where its text stands.
    pub unfolded: Option<(String, Scroll)>,
    /// Ended steps when the kernel was last asked.
    asked: Option<usize>,
    /// Whether the kernel has told since it started.
    told: bool,
}

impl Explorer {
    /// Over the variables of the kernel that ran last, or of the first that runs.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let latest = state.transcript().steps().rev().find(|step| step.result.is_some());
        let lang = latest.map(|step| step.lang).filter(|lang| runs(state, *lang));
        let lang = lang.or_else(|| kernels(state).first().copied()).unwrap_or(Language::Python);
        let (filter, unfolded) = (LineEdit::default(), None);
        Self { lang, chosen: None, filter, typing: false, unfolded, asked: None, told: false }
    }

    /// The variables that the filter lets through, the newest first.
    #[must_use]
    pub fn shown<'a>(&self, state: &'a State) -> Vec<&'a Variable> {
        let wanted = self.filter.text().to_lowercase();
        let held = state.variables(self.lang).map_or(&[][..], |held| &held.variables);
        held.iter().filter(|one| one.name.to_lowercase().contains(&wanted)).collect()
    }

    /// The place of the cursor in what is shown.
    #[must_use]
    pub fn place(&self, shown: &[&Variable]) -> usize {
        let chosen = self.chosen.as_deref();
        shown.iter().position(|one| Some(one.name.as_str()) == chosen).unwrap_or(0)
    }

    /// Moves the cursor.
    pub fn step(&mut self, state: &State, by: isize) {
        let shown = self.shown(state);
        let last = shown.len().saturating_sub(1);
        let next = self.place(&shown).saturating_add_signed(by).min(last);
        self.chosen = shown.get(next).map(|one| one.name.clone());
    }

    /// Goes on to the kernel beside this one.
    pub fn turn(&mut self, state: &State, by: isize) {
        let all = kernels(state);
        let Some(at) = all.iter().position(|lang| *lang == self.lang) else { return };
        let next = (at + all.len()).saturating_add_signed(by) % all.len();
        if all[next] != self.lang {
            let (filter, typing) = (std::mem::take(&mut self.filter), self.typing);
            *self = Self { lang: all[next], filter, typing, ..Self::new(state) };
        }
    }

    /// Whether the kernel has to be asked again: a step has ended since, or it began afresh.
    pub(super) fn wants(&mut self, state: &State) -> bool {
        let told = state.variables(self.lang).is_some();
        if self.told && !told {
            self.asked = None;
        }
        self.told = told;
        let ended = state.transcript().steps().filter(|step| step.result.is_some()).count();
        let wants =
            self.asked != Some(ended) && runs(state, self.lang) && !is_busy(state, self.lang);
        if wants {
            self.asked = Some(ended);
        }
        wants
    }
}

/// The languages whose kernels run.
#[must_use]
pub fn kernels(state: &State) -> Vec<Language> {
    Language::ALL.into_iter().filter(|lang| runs(state, *lang)).collect()
}

/// Whether a kernel runs a step, and so can tell nothing.
#[must_use]
pub fn is_busy(state: &State, lang: Language) -> bool {
    matches!(state.phase(), Phase::Running(running) if running.lang == lang)
}

fn runs(state: &State, lang: Language) -> bool {
    matches!(state.kernels().get(&lang), Some(KernelStatus::Ready { .. }))
}
