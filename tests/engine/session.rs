//! A session in the words of its tests: says, replies, asks, approves, prints, ends.

use ci_tui::engine::{
    Command, Effect, EndReason, Event, Language, LoadId, ModelInfo, Phase, Policy, Report,
    RequestId, Scope, Settings, State, Stats, StepId, StepResult, StepStatus, StopCause, update,
};

/// An engine with a model that is ready, and every effect it asked for.
pub(crate) struct Session {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
}

impl Session {
    pub(crate) fn new() -> Self {
        Self::with(Settings { model: Some("m".into()), ..Settings::default() })
    }

    pub(crate) fn unattended(policy: Policy) -> Self {
        Self::with(Settings {
            model: Some("m".into()),
            policy,
            unattended: true,
            ..Settings::default()
        })
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let info = ModelInfo { name: "m".into(), context_limit: 1000, ..ModelInfo::default() };
        let session = Self { state: State::new(settings), effects: vec![] };
        session.event(Event::ModelReady { load: LoadId::default(), info })
    }

    pub(crate) fn event(mut self, event: Event) -> Self {
        self.apply(event);
        self
    }

    pub(crate) fn apply(&mut self, event: Event) {
        self.effects.extend(update(&mut self.state, event));
    }

    pub(crate) fn command(self, command: Command) -> Self {
        self.event(Event::Command { command })
    }

    pub(crate) fn says(self, text: &str) -> Self {
        self.command(Command::Submit { text: text.into() })
    }

    /// The model writes `text`, byte by byte, and stops.
    pub(crate) fn replies(self, text: &str) -> Self {
        self.replies_until(text, StopCause::EndOfText)
    }

    /// The model writes `text`, byte by byte, and is stopped by this.
    pub(crate) fn replies_until(mut self, text: &str, stop: StopCause) -> Self {
        let request = self.request();
        for c in text.chars() {
            self.apply(Event::TextArrived { request, text: c.into(), tokens: 1 });
        }
        self.event(Event::GenerationEnded { request, stop, stats: Stats::default() })
    }

    pub(crate) fn approve(self) -> Self {
        let step = self.state.proposal().expect("a proposal");
        let (step, code) = (step.id, step.code.clone());
        self.command(Command::Approve { step, code, scope: Scope::Once })
    }

    /// The running step prints `text` and ends well.
    pub(crate) fn prints(self, text: &str) -> Self {
        let step = self.running();
        self.event(Event::OutputArrived { step, text: text.into() }).ends(StepStatus::Ok, None)
    }

    pub(crate) fn ends(self, status: StepStatus, error: Option<&str>) -> Self {
        let step = self.running();
        let error = error.map(str::to_owned);
        let result = StepResult {
            status,
            result: None,
            traceback: error.clone(),
            error,
            cwd: None,
            duration_ms: 1.0,
        };
        self.event(Event::StepEnded { step, result })
    }

    #[track_caller]
    pub(crate) fn asks(self, lang: Language, code: &str) -> Self {
        let step = self.state.proposal().expect("a proposal");
        assert_eq!((step.lang, step.code.trim_end()), (lang, code));
        self
    }

    #[track_caller]
    pub(crate) fn idle(self, reason: EndReason) -> Self {
        assert_eq!(*self.state.phase(), Phase::Idle);
        assert_eq!(self.end_reason(), Some(reason));
        self
    }

    pub(crate) fn request(&self) -> RequestId {
        match self.state.phase() {
            Phase::Thinking(thinking) => thinking.request,
            other => panic!("no request in {other:?}"),
        }
    }

    pub(crate) fn running(&self) -> StepId {
        match self.state.phase() {
            Phase::Running(running) => running.step,
            other => panic!("no step in {other:?}"),
        }
    }

    /// The text of the last prompt's messages, one after the other.
    pub(crate) fn told(&self) -> Vec<String> {
        let prompt = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Generate { prompt, .. } => Some(prompt),
            _ => None,
        });
        prompt.expect("a request").messages.iter().map(|message| message.text.clone()).collect()
    }

    pub(crate) fn ran(&self) -> Vec<String> {
        let code = |effect: &Effect| match effect {
            Effect::RunCode { code, .. } => Some(code.trim_end().to_owned()),
            _ => None,
        };
        self.effects.iter().filter_map(code).collect()
    }

    pub(crate) fn answer(&self) -> Option<String> {
        self.reports().find_map(|report| match report {
            Report::End { answer, .. } => Some(answer.clone()),
            _ => None,
        })
    }

    fn end_reason(&self) -> Option<EndReason> {
        self.reports().find_map(|report| match report {
            Report::End { reason, .. } => Some(*reason),
            _ => None,
        })
    }

    /// Newest first.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &Report> {
        self.effects.iter().rev().filter_map(|effect| match effect {
            Effect::Report(report) => Some(report),
            _ => None,
        })
    }
}
