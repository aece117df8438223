//! The last line: what goes on, then a sentence for the moment or the keys that are valid now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{consent, live, models, status};
use crate::engine::{Language, ModelStatus, Phase, Policy, State};
use crate::tui::explorer::kernels;
use crate::tui::keymap::Context;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::theme::Theme;
use crate::tui::widget::hint::{self, Hint};
use crate::tui::widget::text;
use crate::tui::{Action, update};

/// Draws the line.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    screen: &Screen,
    theme: &Theme,
) {
    let mut spans = vec![Span::styled(
        format!(" {} ", status::word(state, screen)),
        word_style(state, theme).add_modifier(Modifier::REVERSED),
    )];
    if state.policy() == Policy::All && state.phase().turn().is_some() {
        spans.push(Span::raw(" "));
        let style = theme.ui.danger.add_modifier(Modifier::REVERSED);
        spans.push(Span::styled(" AUTO ", style));
    }
    spans.extend(models::download(screen, usize::from(area.width), theme));
    if let Some(place) = consent::leaving_for(state, usize::from(area.width)) {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(place, theme.ui.warning.add_modifier(Modifier::REVERSED)));
    }
    spans.push(Span::raw(" "));
    let used: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    let room = usize::from(area.width).saturating_sub(used);
    match sentence(state, screen) {
        Some((sentence, style)) => {
            let sentence = text::sanitize(&sentence).replace('\n', " ");
            let sentence = text::clip(&sentence, room).into_owned();
            // The keys went away for this sentence only; others are about a key themselves.
            let hints = screen.toast.as_ref().map(|_| hints(state, screen, theme));
            let keys = beside(&sentence, room, &hints.unwrap_or_default(), theme);
            spans.push(Span::styled(sentence, style(theme)));
            spans.extend(keys);
        }
        None => spans.extend(hint::row(&hints(state, screen, theme), room, theme).spans),
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// The two keys that matter most, at the right of a sentence that leaves room for them.
fn beside(sentence: &str, room: usize, hints: &[Hint], theme: &Theme) -> Vec<Span<'static>> {
    const GAP: usize = 3;
    let left = room.saturating_sub(text::width(sentence) + GAP);
    let mut ranks: Vec<u8> = hints.iter().map(|hint| hint.rank).collect();
    ranks.sort_unstable();
    let most = ranks.get(1).or_else(|| ranks.first()).copied().unwrap_or_default();
    let first: Vec<Hint> = hints.iter().filter(|hint| hint.rank <= most).take(2).cloned().collect();
    let keys = hint::row(&first, left, theme);
    let pad = " ".repeat((left + GAP).saturating_sub(keys.width()));
    if keys.spans.is_empty() {
        return Vec::new();
    }
    [Span::raw(pad)].into_iter().chain(keys.spans).collect()
}

fn word_style(state: &State, theme: &Theme) -> Style {
    match state.phase() {
        Phase::Idle => theme.ui.muted,
        Phase::Thinking(_) | Phase::Checking(_) => theme.ui.assistant,
        Phase::Asking { .. } | Phase::Telling { .. } | Phase::Consenting(_) => theme.ui.border_ask,
        Phase::Running(_) => theme.ui.accent,
        Phase::Stalled { .. } => theme.ui.danger,
    }
}

fn is_uncovered(screen: &Screen) -> bool {
    matches!(screen.overlay, Overlay::None)
}

type Look = fn(&Theme) -> Style;

/// What has to be said instead of the keys.
fn sentence(state: &State, screen: &Screen) -> Option<(String, Look)> {
    if let Some((toast, _)) = &screen.toast {
        return Some((toast.clone(), |theme| theme.ui.notice));
    }
    let contexts = update::contexts(screen, state);
    if state.proposal().is_some()
        && screen.focus != Pane::Code
        && matches!(screen.overlay, Overlay::None)
    {
        let run = match screen.focus {
            Pane::Composer => Action::FocusNext,
            _ => Action::FocusCode,
        };
        let key = screen.keymap.key_for(&contexts, run).map(|key| key.to_string());
        let text = format!("code is ready: {} to review", key.unwrap_or_default());
        return Some((text, |theme| theme.ui.border_ask));
    }
    if matches!(state.phase(), Phase::Telling { .. }) && matches!(screen.overlay, Overlay::None) {
        let key = screen.keymap.key_for(&contexts, Action::ShowTold);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let text = format!("the model waits for you: {key} shows what it will be told");
        return Some((text, |theme| theme.ui.border_ask));
    }
    if matches!(state.phase(), Phase::Consenting(_)) && is_uncovered(screen) {
        let key = screen.keymap.key_for(&contexts, Action::ShowTold);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let text = format!("nothing is sent yet: {key} shows it");
        return Some((text, |theme| theme.ui.border_ask));
    }
    if screen.answer.is_some() && screen.focus != Pane::Answer {
        return Some(("the program asks for input: tab to answer".into(), |theme| theme.ui.accent));
    }
    if screen.console.is_some() && update::typed_at(screen).is_none() && is_uncovered(screen) {
        let text = "a program runs at the terminal: tab types there, ctrl-c stops it";
        return Some((text.into(), |theme| theme.ui.accent));
    }
    let stalled = match state.phase() {
        Phase::Running(running) => running.held,
        phase => matches!(phase, Phase::Stalled { .. } | Phase::Idle),
    };
    let trouble = if stalled { status::trouble(state, screen) } else { None };
    trouble.map(|text| -> (String, Look) { (text, |theme| theme.ui.danger) })
}

/// In the composer before a model was chosen.
const NO_MODEL: [(Action, &str, u8); 3] = [
    (Action::ChooseModel, "models", 0),
    (Action::FocusNext, "panes", 2),
    (Action::Interrupt, "quit", 1),
];

/// While code waits.
const APPROVAL: [(Action, &str, u8); 8] = [
    (Action::Approve, "run", 0),
    (Action::RunAtTerminal, "terminal", 1),
    (Action::Edit, "edit", 0),
    (Action::Reject, "reject", 0),
    (Action::ApproveTurn, "run all of this turn", 3),
    (Action::EditOutside, "$EDITOR", 4),
    (Action::ChangeLanguage, "language", 5),
    (Action::Interrupt, "stop", 2),
];

/// Everywhere.
const HELP: (Action, &str, u8) = (Action::Help, "help", 1);

fn has_step_before(state: &State, screen: &Screen) -> bool {
    let first = state.transcript().steps().next().map(|step| step.id);
    status::shown_step(state, screen).map(|step| step.id) != first
}

/// The keys of what comes and goes: a choice, a step that runs, the variables, the last question.
fn passing(
    context: Context,
    state: &State,
    screen: &Screen,
) -> &'static [(Action, &'static str, u8)] {
    match (context, &screen.overlay) {
        (Context::Running, _) if live::is_paused(state) => &[
            (Action::Pause, "go on", 0),
            (Action::Interrupt, "stop", 0),
            (Action::FocusNext, "panes", 3),
        ],
        (Context::Running, _) => &[
            (Action::Pause, "pause", 0),
            (Action::Interrupt, "stop", 0),
            (Action::MoreTime, "60 s more", 1),
            (Action::MoreMemory, "more memory", 2),
            (Action::FocusNext, "panes", 3),
            (Action::Zoom, "zoom", 4),
        ],
        (_, Overlay::Variables(view)) if view.unfolded.is_some() => {
            &[(Action::ScrollDown, "down", 1), (Action::Cancel, "back", 0)]
        }
        (_, Overlay::Variables(_)) => &[
            (Action::Send, "show in full", 0),
            (Action::Filter, "filter", 1),
            (Action::Right, "next kernel", 2),
            (Action::ScrollDown, "down", 3),
            (Action::Cancel, "close", 0),
        ],
        (_, Overlay::Hardware(_)) => &[
            (Action::ScrollDown, "down", 1),
            (Action::ChooseModel, "models", 2),
            (Action::Cancel, "close", 0),
        ],
        (Context::Consent, _) => &[
            (Action::AllowSending, "send it, and later ones", 0),
            (Action::RefuseSending, "send nothing", 0),
            (Action::ScrollDown, "down", 2),
            (Action::Cancel, "close", 1),
        ],
        (_, Overlay::Leaving(_)) => &[
            (Action::KeepRunning, "keep them running", 0),
            (Action::EndRunning, "end them", 0),
            (Action::Cancel, "stay", 0),
        ],
        (_, Overlay::Models(panel)) => models::hints(panel, screen),
        _ => &[],
    }
}

/// In the look at what the model is told: only what leads somewhere.
fn telling(state: &State, screen: &Screen, contexts: &[Context]) -> Option<Vec<Hint>> {
    let Overlay::Telling(told) = &screen.overlay else { return None };
    let hint = |(_, run, label, rank)| {
        let key = screen.keymap.key_for(contexts, run)?;
        Some(Hint::new(key.to_string(), label, rank))
    };
    if contexts[0] == Context::Editor {
        let wanted =
            [(true, Action::Save, "take the words back", 0), (true, Action::Cancel, "leave", 1)];
        return Some(wanted.into_iter().filter_map(hint).collect());
    }
    let step = state.transcript().step(told.step);
    let ended = step.is_some_and(|step| step.told.is_some());
    let runs = matches!(state.phase(), Phase::Running(running) if running.step == told.step);
    let hold = if state.held() == Some(told.step) { "do not wait" } else { "let the model wait" };
    let wanted = [
        (told.is_sendable(state), Action::Tell, "tell the model this", 0),
        (ended, Action::Edit, "change the words", 0),
        (runs, Action::HoldTold, hold, 0),
        (true, Action::Cancel, "close", 1),
        (true, Action::ScrollDown, "down", 3),
        (!matches!(state.phase(), Phase::Idle), Action::Interrupt, "stop", 2),
    ];
    Some(wanted.into_iter().filter(|wanted| wanted.0).filter_map(hint).collect())
}

/// Decisions have a look of their own.
fn look(run: Action, theme: &Theme) -> Option<Style> {
    match run {
        Action::Approve | Action::ApproveTurn => Some(theme.ui.approve),
        Action::Edit | Action::EditOutside => Some(theme.ui.edit),
        Action::Reject => Some(theme.ui.reject),
        _ => None,
    }
}

/// Whether what waits can run at a terminal.
fn is_shell(state: &State) -> bool {
    state.proposal().is_some_and(|step| step.lang == Language::Bash)
}

/// The keys that are worth knowing now: action, label, rank.
fn hints(state: &State, screen: &Screen, theme: &Theme) -> Vec<Hint> {
    let contexts = update::contexts(screen, state);
    if let Some(hints) = telling(state, screen, &contexts) {
        return hints;
    }
    let stop = if matches!(state.phase(), Phase::Idle) { "quit" } else { "stop" };
    let wanted: &[(Action, &str, u8)] = match contexts[0] {
        Context::Approval => &APPROVAL,
        Context::Terminal => &[(Action::LeaveTerminal, "takes the keys back", 0)],
        Context::Editor => &[(Action::Save, "back to review", 0), (Action::Cancel, "leave", 1)],
        Context::Reason | Context::Recall => {
            &[(Action::Send, "send", 0), (Action::Cancel, "go back", 1)]
        }
        Context::Models
        | Context::Running
        | Context::Variables
        | Context::Hardware
        | Context::Leaving
        | Context::Consent => passing(contexts[0], state, screen),
        Context::Help => &[(Action::ScrollDown, "down", 1), (Action::Cancel, "close", 0)],
        Context::Composer if matches!(state.model(), ModelStatus::None) => &NO_MODEL,
        Context::Composer => &[
            (Action::Send, "send", 0),
            (Action::Newline, "new line", 3),
            (Action::FocusNext, "panes", 2),
            (Action::PageUp, "scroll", 4),
            (Action::Interrupt, stop, 1),
        ],
        _ => &[
            (Action::FocusComposer, "write", 1),
            (Action::ScrollDown, "down", 3),
            (Action::PreviousStep, "step before", 4),
            (Action::Zoom, "zoom", 3),
            (Action::FocusNext, "panes", 2),
            (Action::Interrupt, stop, 0),
        ],
    };
    wanted
        .iter()
        .chain([&HELP])
        .filter(|(run, ..)| match run {
            Action::PreviousStep => has_step_before(state, screen),
            Action::RunAtTerminal => is_shell(state),
            Action::Right => kernels(state).len() > 1,
            _ => true,
        })
        .filter_map(|(run, label, rank)| {
            let key = screen.keymap.key_for(&contexts, *run)?;
            let hint = Hint::new(key.to_string(), *label, *rank);
            Some(match look(*run, theme) {
                Some(style) => hint.styled(style),
                None => hint,
            })
        })
        .collect()
}
