//! A session on a stage: the engine's real state, moved by events, drawn as the workspace draws it.

use std::time::Duration;

use ci_tui::engine::{
    Command, Effect, Event, HardwareSample, Language, LoadId, ModelInfo, Phase, RequestId, Scope,
    Settings, State, Stats, StepId, StepResult, StepStatus, StopCause, update as engine,
};
use ci_tui::tui::keymap::Keymap;
use ci_tui::tui::screen::Screen;
use ci_tui::tui::theme::Theme;
use ci_tui::tui::widget::glyphs::Glyphs;
use ci_tui::tui::{Action, Input, update, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::support::{shoot, theme};

pub(super) const CODE: &str = "import csv\n\nwith open(\"sales.csv\") as file:\n    rows = list(csv.DictReader(file))\nprint(len(rows))";
pub(super) const PROSE: &str = "I count the rows of `sales.csv` first.";

/// State and screen with a clock of their own.
pub(crate) struct Stage {
    pub(crate) state: State,
    pub(super) screen: Screen,
    now: Duration,
}

impl Stage {
    /// An empty workspace of this size.
    pub(super) fn new(columns: u16, rows: u16) -> Self {
        let keymap = Keymap::built_in().expect("the built-in keys are sound");
        let screen = Screen::new(Size::new(columns, rows), keymap, Glyphs::Unicode);
        let settings = Settings { cwd: "/work".into(), ..Settings::default() };
        Self { state: State::new(settings), screen, now: Duration::from_secs(10) }
    }

    /// With a model that answers, and a gauge.
    pub(super) fn ready(columns: u16, rows: u16) -> Self {
        let mut stage = Self::new(columns, rows);
        let info = ModelInfo { name: "tiny".into(), context_limit: 4096, ..ModelInfo::default() };
        stage.hear(Event::ModelReady { load: LoadId::default(), info });
        let sample = HardwareSample {
            cpu_percent: 97.0,
            cores: 2,
            memory_used: 3_100_000_000,
            memory_total: 7_700_000_000,
            model_memory: Some(1_900_000_000),
            ..HardwareSample::default()
        };
        stage.hear(Event::HardwareSampled { sample });
        stage
    }

    /// Applies an event of a worker.
    pub(crate) fn hear(&mut self, event: Event) -> Vec<Effect> {
        self.screen.tick(self.now);
        let mut effects = engine(&mut self.state, event);
        effects.extend(self.follow());
        effects
    }

    /// Lets the screen follow the engine, and asks what it wants to know.
    fn follow(&mut self) -> Vec<Effect> {
        let commands = update::observe(&mut self.screen, &self.state);
        let asked = commands.into_iter().map(|command| Event::Command { command });
        asked.flat_map(|event| engine(&mut self.state, event)).collect()
    }

    /// Asks the engine.
    pub(super) fn ask(&mut self, command: Command) {
        self.hear(Event::Command { command });
    }

    /// Lets time pass, with a frame before it.
    pub(super) fn wait(&mut self, ms: u64) {
        self.draw();
        self.now += Duration::from_millis(ms);
        self.screen.tick(self.now);
    }

    /// Presses a key and lets the engine follow; what that led to.
    pub(crate) fn press(&mut self, action: Action) -> Vec<Effect> {
        self.wait(1500);
        let mut effects = Vec::new();
        for command in update::update(&mut self.screen, &self.state, Input::Act(action)) {
            effects.extend(engine(&mut self.state, Event::Command { command }));
        }
        effects.extend(self.follow());
        effects
    }

    /// Types text where the focus is.
    pub(super) fn typed(&mut self, text: &str) {
        for c in text.chars() {
            update::update(&mut self.screen, &self.state, Input::Type(c));
        }
    }

    pub(super) fn request(&self) -> RequestId {
        match self.state.phase() {
            Phase::Thinking(thinking) => thinking.request,
            other => panic!("it does not think: {other:?}"),
        }
    }

    /// Writes text as the model would, a word at a time.
    pub(super) fn write(&mut self, text: &str) {
        let request = self.request();
        for word in text.split_inclusive(' ') {
            self.hear(Event::TextArrived { request, text: word.into(), tokens: 1 });
            self.now += Duration::from_millis(100);
        }
    }

    /// Ends the reply.
    pub(super) fn end(&mut self, stop: StopCause) {
        let stats = Stats {
            prompt_tokens: 812,
            cached_tokens: 400,
            generated_tokens: 60,
            ttft_ms: 812.0,
            prefill_tps: 61.9,
            decode_tps: 11.4,
        };
        let request = self.request();
        self.hear(Event::GenerationEnded { request, stop, stats });
    }

    /// Code is looked at.
    pub(super) fn looking(columns: u16, rows: u16) -> Self {
        let mut stage = Self::ready(columns, rows);
        let policy = stage.state.settings().policy;
        stage.hear(Event::Steered {
            policy,
            max_steps: 10,
            unattended: false,
            checks: true,
            opinions_s: 0,
        });
        stage.ask(Command::Submit { text: "How many rows does sales.csv have?".into() });
        stage.write(&format!("{PROSE}\n\n```python\n{CODE}\n```\n"));
        stage.end(StopCause::FenceClosed);
        stage
    }

    /// A proposal waits.
    pub(super) fn asking(columns: u16, rows: u16) -> Self {
        let mut stage = Self::ready(columns, rows);
        stage.ask(Command::Submit { text: "How many rows does sales.csv have?".into() });
        stage.write(&format!("{PROSE}\n\n```python\n{CODE}\n```\n"));
        stage.end(StopCause::FenceClosed);
        stage.wait(1500);
        stage
    }

    /// The proposal runs.
    pub(crate) fn running(columns: u16, rows: u16) -> Self {
        let mut stage = Self::asking(columns, rows);
        let (step, code) = stage.proposal();
        stage.ask(Command::Approve { step, code, scope: Scope::Once });
        let (lang, program) = (Language::Python, "/usr/bin/python3".into());
        stage.hear(Event::KernelReady { lang, program, version: "3.12".into() });
        stage
    }

    pub(super) fn proposal(&self) -> (StepId, String) {
        let step = self.state.proposal().expect("a proposal");
        (step.id, step.code.clone())
    }

    /// Ends the step that runs.
    pub(crate) fn ran(&mut self, status: StepStatus, error: Option<&str>) {
        let Phase::Running(running) = self.state.phase() else { panic!("nothing runs") };
        let step = running.step;
        let traceback = error.map(|error| {
            format!("Traceback (most recent call last):\n  File \"<step 1>\", line 3\n{error}")
        });
        let error = error.map(str::to_owned);
        let result = StepResult {
            status,
            result: None,
            error,
            traceback,
            cwd: Some("/work".into()),
            duration_ms: 41.0,
        };
        self.hear(Event::StepEnded { step, result });
    }

    /// Draws a frame.
    pub(crate) fn draw(&mut self) -> Terminal<TestBackend> {
        self.draw_in(&theme("midnight"))
    }

    /// Draws a frame in a theme.
    pub(super) fn draw_in(&mut self, theme: &Theme) -> Terminal<TestBackend> {
        let Size { width, height } = self.screen.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("terminal");
        let mut seen = view::Seen::default();
        self.follow();
        update::seek(&mut self.screen, &self.state, theme);
        terminal
            .draw(|frame| seen = view::draw(frame, &self.state, &self.screen, theme))
            .expect("draw");
        update::drawn(&mut self.screen, &seen);
        terminal
    }

    /// The frame as text, styles and all.
    pub(super) fn shot(&mut self) -> String {
        self.draw();
        shoot(self.draw().backend().buffer())
    }
}
