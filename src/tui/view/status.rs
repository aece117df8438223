//! Where things stand, in words: the state word, titles of panes, and the welcome.

use std::fmt::Display;

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
use crate::words::{Locale, Reading, Stand, Status, Title, Trouble, Welcome};

/// One word for what goes on.
pub(super) fn word(state: &State, screen: &Screen) -> String {
    let locale = screen.locale;
    let say = |word: Status| locale.text(word).to_owned();
    match state.phase() {
        Phase::Idle => match state.model() {
            ModelStatus::Loading { .. } => say(Status::Loading),
            ModelStatus::None | ModelStatus::Failed { .. } => say(Status::NoModel),
            ModelStatus::Died { .. } => say(Status::ModelGone),
            ModelStatus::Ready(_) => {
                state.ahead().map_or_else(|| say(Status::Idle), |ahead| warming(ahead, locale))
            }
        },
        Phase::Thinking(thinking) if thinking.stopping => say(Status::Stopping),
        Phase::Thinking(_) if matches!(state.model(), ModelStatus::Loading { .. }) => {
            say(Status::Loading)
        }
        Phase::Thinking(_) | Phase::Checking(_) if state.opinions().is_some() => {
            state.opinions().map_or_else(String::new, |opinions| opinion(opinions, state, locale))
        }
        Phase::Thinking(thinking) if !thinking.text.is_empty() => say(Status::Writing),
        Phase::Thinking(thinking) => match thinking.prefill {
            (_, 0) => say(Status::Reading),
            (done, total) => {
                let share = locale.fill(Status::ReadingShare, &[&percent(done, total)]);
                share + &left(state, total.saturating_sub(done), locale)
            }
        },
        Phase::Consenting(_) => say(Status::Send),
        // It takes milliseconds: another word would only flicker.
        Phase::Checking(_) => say(Status::Writing),
        Phase::Asking { .. } => say(Status::Review),
        Phase::Running(running) if running.input.is_some() => say(Status::Input),
        Phase::Running(running) if running.held && running.interrupts == 0 => say(Status::Held),
        Phase::Running(running) if running.interrupts > 0 => {
            format!("{} {}", say(Status::Stopping), clock(state, screen))
        }
        Phase::Running(_) if live::is_paused(state) => {
            format!("{} {}", say(Status::Paused), clock(state, screen))
        }
        Phase::Running(_) => format!("{} {}", say(Status::Running), clock(state, screen)),
        Phase::Telling { .. } => say(Status::Telling),
        Phase::Stalled { .. } => say(Status::Stalled),
    }
}

/// How much of what every prompt begins with is computed.
fn warming((done, total): (u32, u32), locale: Locale) -> String {
    locale.fill(Status::WarmingUp, &[&percent(done, total)])
}

fn percent(done: u32, total: u32) -> u64 {
    u64::from(done.min(total)) * 100 / u64::from(total.max(1))
}

/// The time that so many tokens will take at the last prompt's rate, where that is long.
fn left(state: &State, tokens: u32, locale: Locale) -> String {
    let rate = state.meter().last.map_or(0.0, |last| last.prefill_tps);
    let seconds = f64::from(tokens) / rate;
    let told = || format!(" {}", locale.fill(Status::Left, &[&format!("{seconds:.0}")]));
    if rate > 0.0 && seconds >= 2.0 { told() } else { String::new() }
}

/// Which second opinion is under way, and what of the time budget is spent.
fn opinion(opinions: &Opinions, state: &State, locale: Locale) -> String {
    let (spent, budget) = (opinions.spent_s(), state.settings().opinions_s);
    let spent = format!("{spent:.0}");
    locale.fill(Status::Opinion, &[&opinions.number(), &MOST_DRAFTS, &spent, &budget])
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

/// The step whose code is shown: what waits for a decision comes before code of the user's own that ran since.
pub(super) fn code_step<'a>(state: &'a State, screen: &Screen) -> Option<&'a Step> {
    state.proposal().filter(|_| screen.browsed.is_none()).or_else(|| shown_step(state, screen))
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
pub(super) fn code_title(step: &Step, state: &State, locale: Locale) -> String {
    let runs = step.decision.is_some() && step.result.is_none();
    let version = if runs { version(state, step.lang) } else { None };
    let lang = version.unwrap_or_else(|| step.lang.name().to_owned());
    let (stand, of_turn) = (stand(step, locale), of_turn(step.number, locale));
    let number = step_number(step, state, locale);
    locale.fill(Title::Code, &[&number, &lang, &stand]) + &of_turn
}

/// `5`, or `3 of 7` where an earlier step is looked at.
pub(super) fn step_number(step: &Step, state: &State, locale: Locale) -> String {
    let last = state.transcript().steps().next_back().map(|last| last.id);
    match last.filter(|last| *last != step.id) {
        Some(last) => locale.fill(Reading::Matches, &[&step.id.0, &last.0]),
        None => step.id.0.to_string(),
    }
}

/// Which step of its turn this is, where it is not the first.
pub(super) fn of_turn(number: u32, locale: Locale) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => Stand::Nth,
        (1, _) => Stand::First,
        (2, _) => Stand::Second,
        (3, _) => Stand::Third,
        _ => Stand::Nth,
    };
    if number > 1 { format!(" · {}", locale.fill(ending, &[&number])) } else { String::new() }
}

/// How a step stands, in a word or two.
pub(super) fn stand(step: &Step, locale: Locale) -> String {
    let edited = |stand: String| {
        if step.is_edited() { locale.fill(Stand::Edited, &[&stand]) } else { stand }
    };
    match (&step.decision, &step.result) {
        (None, _) => edited(locale.text(Stand::Waits).into()),
        (Some(decision), None) if decision.verdict == Verdict::Rejected => {
            locale.text(Stand::Rejected).into()
        }
        (Some(_), None) => edited(locale.text(Stand::Running).into()),
        (Some(_), Some(result)) => {
            let how = match result.status {
                StepStatus::Ok => Stand::RanOk,
                StepStatus::Error => Stand::RanWithError,
                StepStatus::Interrupted => Stand::Interrupted,
                StepStatus::Timeout => Stand::Timeout,
                StepStatus::Exited => Stand::Exited,
                StepStatus::Died => Stand::Died,
            };
            let stand = edited(locale.fill(how, &[&duration(result.duration_ms)]));
            if step.is_retold() { locale.fill(Stand::Retold, &[&stand]) } else { stand }
        }
    }
}

/// What is wrong right now and which key mends it; `None` where all is well.
pub(super) fn trouble(state: &State, screen: &Screen) -> Option<String> {
    let contexts = crate::tui::update::contexts(screen, state);
    let locale = screen.locale;
    let key = |run, does: Trouble| {
        let key = screen.keymap.key_for(&contexts, run);
        key.map_or_else(String::new, |key| locale.fill(does, &[&key]))
    };
    if matches!(state.phase(), Phase::Running(running) if running.held && running.interrupts == 0) {
        let output = [Context::Output, Context::Global];
        let go = screen.keymap.key_for(&output, Action::LetOutputGo);
        let go = go
            .map_or_else(String::new, |key| format!(", {}", locale.fill(Trouble::LetsGo, &[&key])));
        let stop = key(Action::Interrupt, Trouble::StopsIt);
        return Some(locale.fill(Trouble::Held, &[&(stop + &go)]));
    }
    let restart = key(Action::Restart, Trouble::Restarts);
    let other = key(Action::ChooseModel, Trouble::ChoosesAnother);
    match state.model() {
        ModelStatus::Failed { .. } => {
            return Some(locale.fill(Trouble::NoModel, &[&restart, &other]));
        }
        ModelStatus::Died { .. } => {
            return Some(locale.fill(Trouble::ModelGone, &[&restart, &other]));
        }
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
    let locale = screen.locale;
    let keys: [&dyn Display; 4] = [
        &key(Context::Approval, Action::Approve),
        &key(Context::Approval, Action::Edit),
        &key(Context::Approval, Action::Reject),
        &key(Context::Global, Action::Help),
    ];
    let keys = locale.fill(Welcome::Keys, &keys);
    let model = match state.model() {
        ModelStatus::None => {
            locale.fill(Welcome::NoModel, &[&key(Context::Global, Action::ChooseModel)])
        }
        ModelStatus::Loading { model } => locale.fill(Welcome::Loading, &[&text::sanitize(model)]),
        ModelStatus::Ready(info) => locale.fill(Welcome::Ready, &[&info.name]),
        ModelStatus::Failed { .. } | ModelStatus::Died { .. } => {
            trouble(state, screen).unwrap_or_default()
        }
    };
    let lines = [
        (model, theme.ui.notice),
        (String::new(), theme.ui.text),
        (locale.text(Welcome::Ask).into(), theme.ui.text),
        (keys, theme.ui.text),
        (String::new(), theme.ui.text),
        (locale.fill(Welcome::Folder, &[&folder]), theme.ui.muted),
    ];
    let lines = lines.map(|(text, style)| Line::from(Span::styled(text, style)));
    lines.iter().flat_map(|line| wrap::wrap(line, width, &[])).collect()
}
