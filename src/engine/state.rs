//! The engine's whole state; only `update` writes it, everyone may read it.

use std::collections::{BTreeMap, BTreeSet};

use super::meter::Meter;
use super::{
    Advice, CheckId, FileNote, Gauges, HardwareSample, Language, Leftover, LoadId, ModelInfo,
    Opinions, Phase, Policy, RequestId, Sampling, Step, StepId, Survey, Transcript, TurnId,
    Variables,
};

/// What a session is started with.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The session's id, as in its file name.
    pub session: String,
    /// The working directory of the kernels.
    pub cwd: String,
    /// Catalogue name, path or `scripted:FILE`; `None` until the user chose one.
    pub model: Option<String>,
    /// When steps run without a person's key.
    pub policy: Policy,
    /// Steps that one turn may run.
    pub max_steps: u32,
    /// How replies are sampled.
    pub sampling: Sampling,
    /// Whether nobody is there to be asked: a turn that cannot go on ends.
    pub unattended: bool,
    /// Whether code is looked at before it is proposed; sessions from before that replay without.
    pub checks: bool,
    /// Seconds that second opinions of one turn may take; 0 asks for none.
    pub opinions_s: u32,
    /// Whether the next prompt is computed as far as it is known before it is asked.
    pub ahead: bool,
    /// Languages the machine can run, as the model is told.
    pub languages: Vec<Language>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            session: String::new(),
            cwd: String::new(),
            model: None,
            policy: Policy::Ask,
            max_steps: 10,
            sampling: Sampling { temperature: 0.0, top_p: 0.95, seed: None, max_tokens: 1024 },
            unattended: false,
            checks: false,
            opinions_s: 0,
            ahead: false,
            languages: vec![Language::Python, Language::Bash],
        }
    }
}

/// How it stands with the model process.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ModelStatus {
    /// No model was chosen yet.
    #[default]
    None,
    /// The weights are being read.
    Loading { model: String },
    /// It answers.
    Ready(ModelInfo),
    /// It cannot be used; the text says why and what to do.
    Failed { message: String },
    /// Its process ended by itself; the text says how.
    Died { message: String },
}

/// How it stands with one kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KernelStatus {
    /// It runs code; program path and version.
    Ready { program: String, version: String },
    /// It cannot be used; the text says why and what to do.
    Failed { message: String },
    /// Its process ended by itself; variables are lost.
    Died { message: String },
}

/// A variable in full, as far as that is reasonable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownVariable {
    /// Whose it is.
    pub lang: Language,
    /// Its name.
    pub name: String,
    /// What it holds, for a person to read.
    pub text: String,
}

/// Everything the engine knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub(in crate::engine) settings: Settings,
    pub(in crate::engine) transcript: Transcript,
    pub(in crate::engine) phase: Phase,
    pub(in crate::engine) model: ModelStatus,
    pub(in crate::engine) kernels: BTreeMap<Language, KernelStatus>,
    pub(in crate::engine) meter: Meter,
    pub(in crate::engine) gauges: Gauges,
    /// Approves the rest of this turn.
    pub(in crate::engine) approved_turn: Option<TurnId>,
    /// What lies in the working directory.
    pub(in crate::engine) survey: Option<Survey>,
    /// How often it was looked at.
    pub(in crate::engine) looks: u32,
    /// Files that the next prompt brings with it.
    pub(in crate::engine) attached: Vec<FileNote>,
    /// What prompts were told of it.
    pub(in crate::engine) told_files: Vec<FileNote>,
    /// The first entry that the model still sees; later than 0 once the context window was full.
    pub(in crate::engine) told_from: usize,
    /// Whether the session was reported.
    pub(in crate::engine) introduced: bool,
    pub(in crate::engine) last_turn: u32,
    pub(in crate::engine) last_step: u32,
    pub(in crate::engine) last_check: u32,
    pub(in crate::engine) last_request: u64,
    pub(in crate::engine) last_load: u32,
    /// The step whose output the user wants to see before the model does.
    pub(in crate::engine) held: Option<StepId>,
    /// What steps left running, by kernel.
    pub(in crate::engine) leftovers: BTreeMap<Language, Vec<Leftover>>,
    /// What the kernels held when last asked.
    pub(in crate::engine) variables: BTreeMap<Language, Variables>,
    /// The variable that was last shown in full.
    pub(in crate::engine) shown: Option<ShownVariable>,
    /// Kinds of nudges sent in the current turn.
    pub(in crate::engine) nudges: Vec<&'static str>,
    /// The drafts that are being compared, if any.
    pub(in crate::engine) opinions: Option<Opinions>,
    /// How much of the next prompt is computed already: tokens done and in all.
    pub(in crate::engine) ahead: Option<(u32, u32)>,
    /// Servers that prompts of this session may leave the machine for.
    pub(in crate::engine) allowed_hosts: BTreeSet<String>,
}

impl State {
    /// A fresh session.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// A fresh session with the model process of this one.
    #[must_use]
    pub fn renewed(&self, settings: Settings) -> Self {
        let (model, last_load) = (self.model.clone(), self.last_load);
        Self { settings, model, last_load, ..Self::default() }
    }

    /// The same session under other settings, as when it is taken up again by another face.
    #[must_use]
    pub fn under(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    /// What the session was started with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// All that happened.
    #[must_use]
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// Where the turn stands.
    #[must_use]
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// How it stands with the model.
    #[must_use]
    pub fn model(&self) -> &ModelStatus {
        &self.model
    }

    /// How it stands with the kernels that were started.
    #[must_use]
    pub fn kernels(&self) -> &BTreeMap<Language, KernelStatus> {
        &self.kernels
    }

    /// Token rates and the context window.
    #[must_use]
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// The machine, as last sampled.
    #[must_use]
    pub fn hardware(&self) -> &HardwareSample {
        &self.gauges.now
    }

    /// The machine's gauges over the last minutes.
    #[must_use]
    pub fn gauges(&self) -> &Gauges {
        &self.gauges
    }

    /// Why it is slow or short of memory, and what would help, where that is evident.
    #[must_use]
    pub fn advice(&self) -> Option<&Advice> {
        self.gauges.advice.as_ref()
    }

    /// When steps run without a key, the turn's own approval included.
    #[must_use]
    pub fn policy(&self) -> Policy {
        match self.phase.turn() {
            Some(turn) if self.approved_turn == Some(turn) => Policy::All,
            _ => self.settings.policy,
        }
    }

    /// The step that waits for a decision.
    #[must_use]
    pub fn proposal(&self) -> Option<&Step> {
        match self.phase {
            Phase::Asking { step, .. } => self.transcript.step(step),
            _ => None,
        }
    }

    /// What lies in the working directory, once it was looked at.
    #[must_use]
    pub fn survey(&self) -> Option<&Survey> {
        self.survey.as_ref()
    }

    /// The step whose output waits, or will wait, for the user before the model is told of it.
    #[must_use]
    pub fn held(&self) -> Option<StepId> {
        self.held
    }

    /// What steps left running in the background, by kernel; kernels without any are not there.
    #[must_use]
    pub fn leftovers(&self) -> &BTreeMap<Language, Vec<Leftover>> {
        &self.leftovers
    }

    /// What a kernel held when it was last asked.
    #[must_use]
    pub fn variables(&self, lang: Language) -> Option<&Variables> {
        self.variables.get(&lang)
    }

    /// The variable that was last shown in full.
    #[must_use]
    pub fn shown_variable(&self) -> Option<&ShownVariable> {
        self.shown.as_ref()
    }

    /// The second opinions that are being asked for.
    #[must_use]
    pub fn opinions(&self) -> Option<&Opinions> {
        self.opinions.as_ref()
    }

    /// Tokens of the next prompt that are computed already, and all that can be; `None` while nothing is.
    #[must_use]
    pub fn ahead(&self) -> Option<(u32, u32)> {
        self.ahead
    }

    /// Whether this kind of nudge was not sent in this turn before.
    pub(in crate::engine) fn nudge_once(&mut self, kind: &'static str) -> bool {
        let first = !self.nudges.contains(&kind);
        self.nudges.push(kind);
        first
    }

    pub(in crate::engine) fn next_turn(&mut self) -> TurnId {
        self.last_turn += 1;
        TurnId(self.last_turn)
    }

    pub(in crate::engine) fn next_step(&mut self) -> StepId {
        self.last_step += 1;
        StepId(self.last_step)
    }

    pub(in crate::engine) fn next_check(&mut self) -> CheckId {
        self.last_check += 1;
        CheckId(self.last_check)
    }

    pub(in crate::engine) fn next_request(&mut self) -> RequestId {
        self.last_request += 1;
        RequestId(self.last_request)
    }

    pub(in crate::engine) fn next_load(&mut self) -> LoadId {
        self.last_load += 1;
        LoadId(self.last_load)
    }

    /// Whether news of this start of a model process still counts; older journals do not tell.
    pub(in crate::engine) fn is_current(&self, load: LoadId) -> bool {
        load == LoadId::default() || load == LoadId(self.last_load)
    }
}
