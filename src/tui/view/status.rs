//! Where things stand, in words: the state word, titles of panes, and the welcome.

use ratatui::text::{Line, Span};

use super::live;
use super::step_line::duration;
use crate::engine::{
    KernelStatus, Language, MOST_DRAFTS, ModelStatus, Opinions, Phase, State, Step, StepStatus,
    Verdict,
};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::{text, wrap};

/// One word for what goes on.
pub(super) fn word(state: &State, screen: &Screen) -> String {
    match state.phase() {
        Phase::Idle => match state.model() {
            ModelStatus::Loading { .. } => "LOADING".into(),
            ModelStatus::None | ModelStatus::Failed { .. } => "NO MODEL".into(),
            ModelStatus::Died { .. } => "MODEL GONE".into(),
            ModelStatus::Ready(_) => state.ahead().map_or_else(|| "IDLE".into(), warming),
        },
        Phase::Thinking(thinking) if thinking.stopping => "STOPPING".into(),
        Phase::Thinking(_) if matches!(state.model(), ModelStatus::Loading { .. }) => {
            "LOADING".into()
        }
        Phase::Thinking(_) | Phase::Checking(_) if state.opinions().is_some() => {
            state.opinions().map_or_else(String::new, |opinions| opinion(opinions, state))
        }
        Phase::Thinking(thinking) if !thinking.text.is_empty() => "WRITING".into(),
        Phase::Thinking(thinking) => match thinking.prefill {
            (_, 0) => "READING".into(),
            (done, total) => format!(
                "READING {}%{}",
                percent(done, total),
                left(state, total.saturating_sub(done))
            ),
        },
        Phase::Consenting(_) => "SEND?".into(),
        // It takes milliseconds: another word would only flicker.
        Phase::Checking(_) => "WRITING".into(),
        Phase::Asking { .. } => "REVIEW".into(),
        Phase::Running(running) if running.input.is_some() => "INPUT".into(),
        Phase::Running(running) if running.held && running.interrupts == 0 => "HELD".into(),
        Phase::Running(running) if running.interrupts > 0 => {
            format!("STOPPING {}", clock(state, screen))
        }
        Phase::Running(_) if live::is_paused(state) => format!("PAUSED {}", clock(state, screen)),
        Phase::Running(_) => format!("RUNNING {}", clock(state, screen)),
        Phase::Telling { .. } => "TELLING".into(),
        Phase::Stalled { .. } => "STALLED".into(),
    }
}

/// How much of what every prompt begins with is computed.
fn warming((done, total): (u32, u32)) -> String {
    format!("WARMING UP {}%", percent(done, total))
}

fn percent(done: u32, total: u32) -> u64 {
    u64::from(done.min(total)) * 100 / u64::from(total.max(1))
}

/// The time that so many tokens will take at the last prompt's rate, where that is long.
fn left(state: &State, tokens: u32) -> String {
    let rate = state.meter().last.map_or(0.0, |last| last.prefill_tps);
    let seconds = f64::from(tokens) / rate;
    if rate > 0.0 && seconds >= 2.0 { format!(" {seconds:.0} s left") } else { String::new() }
}

/// Which second opinion is under way, and what of the time budget is spent.
fn opinion(opinions: &Opinions, state: &State) -> String {
    let (spent, budget) = (opinions.spent_s(), state.settings().opinions_s);
    format!("OPINION {}/{MOST_DRAFTS} {spent:.0}/{budget} s", opinions.number())
}

/// How long the step has run, as `00:07`.
fn clock(state: &State, screen: &Screen) -> String {
    let since = screen.running.map_or(screen.now, |(_, since)| since);
    let ran = live::elapsed(state, screen).unwrap_or_else(|| screen.now.saturating_sub(since));
    let seconds = ran.as_secs();
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// The step whose code and output are shown.
pub(super) fn shown_step<'a>(state: &'a State, screen: &Screen) -> Option<&'a Step> {
    match screen.browsed {
        Some(id) => state.transcript().step(id),
        None => state.transcript().steps().next_back(),
    }
}

/// `Python 3.11.7 (.venv)`: what runs a language, with the environment that it belongs to.
fn version(state: &State, lang: Language) -> Option<String> {
    let (program, name) = running_program(state, lang)?;
    let own = program.strip_prefix(&state.settings().cwd).map(|rest| rest.trim_start_matches('/'));
    let place = match own {
        Some(inside) => inside.split('/').next(),
        None => program
            .rsplit('/')
            .nth(2)
            .filter(|folder| lang == Language::Python && !matches!(*folder, "" | "usr" | "local")),
    };
    let place = place.map(|place| format!(" ({})", text::sanitize(place)));
    Some(format!("{name}{}", place.unwrap_or_default()))
}

/// `Python 3.11.7, /usr/bin/python3`.
pub(super) fn program(state: &State, lang: Language) -> Option<String> {
    running_program(state, lang).map(|(program, name)| format!("{name}, {program}"))
}

fn running_program(state: &State, lang: Language) -> Option<(&str, String)> {
    let Some(KernelStatus::Ready { program, version }) = state.kernels().get(&lang) else {
        return None;
    };
    let name = match lang {
        Language::Python => "Python",
        Language::Bash => "bash",
        Language::JavaScript => "node",
    };
    Some((program, format!("{name} {}", text::sanitize(version))))
}

/// `code · step 5 · python · waits for you · 2nd of its turn`; steps are numbered as in tracebacks.
pub(super) fn code_title(step: &Step, state: &State) -> String {
    let runs = step.decision.is_some() && step.result.is_none();
    let version = if runs { version(state, step.lang) } else { None };
    let lang = version.unwrap_or_else(|| step.lang.name().to_owned());
    format!("code · step {} · {lang} · {}{}", step.id.0, stand(step), of_turn(step.number))
}

/// Which step of its turn this is, where it is not the first.
pub(super) fn of_turn(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    if number > 1 { format!(" · {number}{ending} of its turn") } else { String::new() }
}

/// How a step stands, in a word or two.
pub(super) fn stand(step: &Step) -> String {
    let edited = if step.is_edited() { "edited, " } else { "" };
    match (&step.decision, &step.result) {
        (None, _) => format!("{edited}waits for you"),
        (Some(decision), None) if decision.verdict == Verdict::Rejected => "rejected".into(),
        (Some(_), None) => format!("{edited}running"),
        (Some(_), Some(result)) => {
            let how = match result.status {
                StepStatus::Ok => "ran ok",
                StepStatus::Error => "ran with an error",
                StepStatus::Interrupted => "interrupted",
                StepStatus::Timeout => "time limit",
                StepStatus::Exited => "called exit",
                StepStatus::Died => "kernel died",
            };
            let retold = if step.is_retold() { ", told in your words" } else { "" };
            format!("{edited}{how} in {}{retold}", duration(result.duration_ms))
        }
    }
}

/// What is wrong right now and which key mends it; `None` where all is well.
pub(super) fn trouble(state: &State, screen: &Screen) -> Option<String> {
    let contexts = crate::tui::update::contexts(screen, state);
    let key = |run, does: &str| {
        let key = screen.keymap.key_for(&contexts, run);
        key.map_or_else(String::new, |key| format!("{key} {does}"))
    };
    if matches!(state.phase(), Phase::Running(running) if running.held && running.interrupts == 0) {
        let output = [Context::Output, Context::Global];
        let go = screen.keymap.key_for(&output, Action::LetOutputGo);
        let go = go.map_or_else(String::new, |key| {
            format!(", {key} in the output lets it go on without keeping more")
        });
        let stop = key(Action::Interrupt, "stops it");
        return Some(format!("the step has printed 256 MiB and is held: {stop}{go}"));
    }
    let restart = key(Action::Restart, "restarts it");
    let other = key(Action::ChooseModel, "chooses another");
    match state.model() {
        ModelStatus::Failed { .. } => return Some(format!("no model: {restart}, {other}")),
        ModelStatus::Died { .. } => return Some(format!("the model is gone: {restart}, {other}")),
        _ => {}
    }
    state.kernels().iter().find_map(|(lang, status)| match status {
        KernelStatus::Failed { message } | KernelStatus::Died { message } => {
            Some(format!("{}: {message}: {restart}", lang.name()))
        }
        KernelStatus::Ready { .. } => None,
    })
}

/// What an empty chat says.
pub(super) fn welcome(
    state: &State,
    screen: &Screen,
    theme: &Theme,
    width: usize,
) -> Vec<Line<'static>> {
    let key = |context: Context, run: Action| {
        screen.keymap.key_for(&[context], run).map_or_else(|| "–".to_owned(), |key| key.to_string())
    };
    let folder = text::sanitize(&state.settings().cwd).into_owned();
    let keys = format!(
        "{} runs it, {} edits it, {} rejects it. {} shows all keys.",
        key(Context::Approval, Action::Approve),
        key(Context::Approval, Action::Edit),
        key(Context::Approval, Action::Reject),
        key(Context::Global, Action::Help),
    );
    let model = match state.model() {
        ModelStatus::None => {
            format!(
                "No model is chosen yet: {} shows them.",
                key(Context::Global, Action::ChooseModel)
            )
        }
        ModelStatus::Loading { model } => format!("Loading {} …", text::sanitize(model)),
        ModelStatus::Ready(info) => format!("{} is ready.", info.name),
        ModelStatus::Failed { .. } | ModelStatus::Died { .. } => {
            trouble(state, screen).unwrap_or_default()
        }
    };
    let lines = [
        (model, theme.ui.notice),
        (String::new(), theme.ui.text),
        ("Ask, and the model writes code. Nothing runs before you say so:".into(), theme.ui.text),
        (keys, theme.ui.text),
        (String::new(), theme.ui.text),
        (format!("Code runs in {folder}, with your rights."), theme.ui.muted),
    ];
    let lines = lines.map(|(text, style)| Line::from(Span::styled(text, style)));
    lines.iter().flat_map(|line| wrap::wrap(line, width, &[])).collect()
}
