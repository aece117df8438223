//! The last line: what goes on, then a sentence for the moment or the keys that are valid now.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::{consent, live, models, side, status};
use crate::engine::{Language, ModelStatus, Phase, Policy, State};
use crate::tui::explorer::kernels;
use crate::tui::keymap::Context;
use crate::tui::picking::Purpose;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::theme::Theme;
use crate::tui::widget::hint::{self, Hint};
use crate::tui::widget::text;
use crate::tui::{Action, update};
use crate::words::{Asks, Does, Mouse, Reading};

/// An action, how the footer says it, and its rank.
pub(super) type Key = (Action, Does, u8);

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
    if state.policy() == Policy::All {
        spans.push(Span::raw(" "));
        let style = theme.ui.danger.add_modifier(Modifier::REVERSED);
        spans.push(Span::styled(format!(" {} ", screen.locale.text(Asks::Auto)), style));
    }
    spans.extend(models::download(screen, usize::from(area.width), theme));
    if let Some(place) = consent::leaving_for(state, screen.locale, usize::from(area.width)) {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(place, theme.ui.warning.add_modifier(Modifier::REVERSED)));
    }
    if screen.mouse && area.width >= 80 {
        let said = screen.locale.text(Mouse::Hint);
        spans.push(Span::styled(format!(" {said} "), theme.ui.muted));
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
    if let Some(picking) = screen.picking.as_ref().filter(|_| contexts[0] == Context::Picking) {
        let text = match picking.purpose {
            Purpose::Copy => Reading::PickCopy,
            Purpose::Fold => Reading::PickFold,
        };
        return Some((screen.locale.text(text).to_owned(), |theme| theme.ui.notice));
    }
    if state.proposal().is_some()
        && screen.focus != Pane::Code
        && matches!(screen.overlay, Overlay::None)
    {
        let run = match screen.focus {
            Pane::Composer => Action::FocusNext,
            _ => Action::FocusCode,
        };
        let key = screen.keymap.key_for(&contexts, run).map(|key| key.to_string());
        let text = screen.locale.fill(Asks::CodeReady, &[&key.unwrap_or_default()]);
        return Some((text, |theme| theme.ui.border_ask));
    }
    if matches!(state.phase(), Phase::Telling { .. }) && matches!(screen.overlay, Overlay::None) {
        let key = screen.keymap.key_for(&contexts, Action::ShowTold);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let text = screen.locale.fill(Asks::ModelWaits, &[&key]);
        return Some((text, |theme| theme.ui.border_ask));
    }
    if matches!(state.phase(), Phase::Consenting(_)) && is_uncovered(screen) {
        let key = screen.keymap.key_for(&contexts, Action::ShowTold);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let text = screen.locale.fill(Asks::NothingSent, &[&key]);
        return Some((text, |theme| theme.ui.border_ask));
    }
    if screen.answer.is_some() && screen.focus != Pane::Answer {
        let text = screen.locale.text(Asks::InputWanted);
        return Some((text.into(), |theme| theme.ui.accent));
    }
    if screen.console.is_some() && update::typed_at(screen).is_none() && is_uncovered(screen) {
        let text = screen.locale.text(Asks::AtTerminal);
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
const NO_MODEL: [Key; 3] = [
    (Action::ChooseModel, Does::Models, 0),
    (Action::FocusNext, Does::Panes, 2),
    (Action::Interrupt, Does::Quit, 1),
];

/// While code waits.
const APPROVAL: [Key; 8] = [
    (Action::Approve, Does::Run, 0),
    (Action::RunAtTerminal, Does::Terminal, 1),
    (Action::Edit, Does::Edit, 0),
    (Action::Reject, Does::Reject, 0),
    (Action::ApproveTurn, Does::RunTurn, 3),
    (Action::EditOutside, Does::Editor, 4),
    (Action::ChangeLanguage, Does::Language, 5),
    (Action::Interrupt, Does::Stop, 2),
];

/// In a pane.
const PANES: [Key; 8] = [
    (Action::FocusComposer, Does::Write, 1),
    (Action::Find, Does::Search, 3),
    (Action::Copy, Does::Copy, 3),
    (Action::Unfold, Does::Unfold, 4),
    (Action::PreviousTurn, Does::PromptBefore, 5),
    (Action::PreviousStep, Does::StepBefore, 4),
    (Action::Zoom, Does::Zoom, 3),
    (Action::FocusNext, Does::Panes, 2),
];

/// Searching, choosing, and editing code.
fn reading(context: Context) -> &'static [Key] {
    match context {
        Context::Searching => {
            &[(Action::Send, Does::ToMatches, 0), (Action::Cancel, Does::EndSearch, 0)]
        }
        Context::Found => &[
            (Action::FindNext, Does::NextMatch, 0),
            (Action::FindPrevious, Does::MatchBefore, 0),
            (Action::FindEnd, Does::EndSearch, 0),
            (Action::Find, Does::OtherWords, 2),
        ],
        Context::Picking => &[(Action::Cancel, Does::ChooseNothing, 0)],
        Context::Replacing => &[
            (Action::Send, Does::NextOrReplace, 0),
            (Action::Replace, Does::ReplaceAll, 0),
            (Action::Cancel, Does::BackToCode, 1),
        ],
        _ => &[
            (Action::Save, Does::BackToReview, 0),
            (Action::Cancel, Does::Leave, 1),
            (Action::Find, Does::Search, 2),
            (Action::Replace, Does::ReplaceWords, 3),
            (Action::RunPart, Does::RunPart, 3),
        ],
    }
}

/// Everywhere.
const HELP: Key = (Action::Help, Does::Help, 1);

fn has_step_before(state: &State, screen: &Screen) -> bool {
    let first = state.transcript().steps().next().map(|step| step.id);
    status::shown_step(state, screen).map(|step| step.id) != first
}

/// The keys of what comes and goes: a choice, a step that runs, the variables, the last question.
fn passing(context: Context, state: &State, screen: &Screen) -> &'static [Key] {
    match (context, &screen.overlay) {
        (Context::Help, _) => &READING,
        (Context::Palette, _) => &[(Action::Send, Does::DoIt, 0), (Action::Cancel, Does::Close, 1)],
        (Context::Completion, _) => &[
            (Action::Complete, Does::Complete, 0),
            (Action::Send, Does::TakeIt, 1),
            (Action::Cancel, Does::Close, 2),
        ],
        (Context::Asks, _) => &[(Action::Confirm, Does::Yes, 0), (Action::Cancel, Does::No, 0)],
        (Context::Themes, _) => &[
            (Action::Send, Does::KeepIt, 0),
            (Action::ScrollDown, Does::NextOne, 1),
            (Action::Cancel, Does::AsBefore, 0),
        ],
        (Context::Running, _) if live::is_paused(state) => &[
            (Action::Pause, Does::GoOn, 0),
            (Action::Interrupt, Does::Stop, 0),
            (Action::FocusNext, Does::Panes, 3),
        ],
        (Context::Running, _) => &[
            (Action::Pause, Does::Pause, 0),
            (Action::Interrupt, Does::Stop, 0),
            (Action::MoreTime, Does::MoreTime, 1),
            (Action::MoreMemory, Does::MoreMemory, 2),
            (Action::FocusNext, Does::Panes, 3),
            (Action::Zoom, Does::Zoom, 4),
        ],
        (_, Overlay::Variables(view)) if view.unfolded.is_some() => {
            &[(Action::ScrollDown, Does::Down, 1), (Action::Cancel, Does::Back, 0)]
        }
        (_, Overlay::Variables(_)) => &[
            (Action::Send, Does::ShowInFull, 0),
            (Action::Filter, Does::Filter, 1),
            (Action::Right, Does::NextKernel, 2),
            (Action::ScrollDown, Does::Down, 3),
            (Action::Cancel, Does::Close, 0),
        ],
        (_, Overlay::Hardware(_)) => &[
            (Action::ScrollDown, Does::Down, 1),
            (Action::ChooseModel, Does::Models, 2),
            (Action::Cancel, Does::Close, 0),
        ],
        (Context::Consent, _) => &[
            (Action::AllowSending, Does::SendAll, 0),
            (Action::RefuseSending, Does::SendNothing, 0),
            (Action::ScrollDown, Does::Down, 2),
            (Action::Cancel, Does::Close, 1),
        ],
        (_, Overlay::Leaving(_)) => &[
            (Action::KeepRunning, Does::KeepRunning, 0),
            (Action::EndRunning, Does::EndThem, 0),
            (Action::Cancel, Does::Stay, 0),
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
        Some(Hint::new(key.to_string(), screen.locale.text(label), rank))
    };
    if contexts[0] == Context::Editor {
        let wanted =
            [(true, Action::Save, Does::TakeBack, 0), (true, Action::Cancel, Does::Leave, 1)];
        return Some(wanted.into_iter().filter_map(hint).collect());
    }
    let step = state.transcript().step(told.step);
    let ended = step.is_some_and(|step| step.told.is_some());
    let runs = matches!(state.phase(), Phase::Running(running) if running.step == told.step);
    let hold = if state.held() == Some(told.step) { Does::DoNotWait } else { Does::LetWait };
    let wanted = [
        (told.is_sendable(state), Action::Tell, Does::Tell, 0),
        (ended, Action::Edit, Does::ChangeWords, 0),
        (runs, Action::HoldTold, hold, 0),
        (true, Action::Cancel, Does::Close, 1),
        (true, Action::ScrollDown, Does::Down, 3),
        (!matches!(state.phase(), Phase::Idle), Action::Interrupt, Does::Stop, 2),
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

/// While a page is read.
const READING: [Key; 3] = [
    (Action::Filter, Does::Filter, 1),
    (Action::ScrollDown, Does::Down, 2),
    (Action::Cancel, Does::Close, 0),
];

/// While one line is typed.
const LINE: [Key; 2] = [(Action::Send, Does::Send, 0), (Action::Cancel, Does::GoBack, 1)];

/// The keys that are worth knowing now: action, label, rank.
fn hints(state: &State, screen: &Screen, theme: &Theme) -> Vec<Hint> {
    let contexts = update::contexts(screen, state);
    let own = telling(state, screen, &contexts).or_else(|| side::hints(screen, &contexts));
    if let Some(hints) = own {
        return hints;
    }
    let stop = if matches!(state.phase(), Phase::Idle) { Does::Quit } else { Does::Stop };
    let panes;
    let wanted: &[Key] = match contexts[0] {
        Context::Approval => &APPROVAL,
        Context::Terminal => &[(Action::LeaveTerminal, Does::KeysBack, 0)],
        Context::Reason | Context::Recall => &LINE,
        Context::Models
        | Context::Running
        | Context::Variables
        | Context::Hardware
        | Context::Leaving
        | Context::Consent
        | Context::Palette
        | Context::Completion
        | Context::Asks
        | Context::Themes
        | Context::Help => passing(contexts[0], state, screen),
        Context::Editor
        | Context::Searching
        | Context::Found
        | Context::Picking
        | Context::Replacing => reading(contexts[0]),
        Context::Composer if matches!(state.model(), ModelStatus::None) => &NO_MODEL,
        Context::Composer => &[
            (Action::Send, Does::Send, 0),
            (Action::Newline, Does::NewLine, 3),
            (Action::FocusNext, Does::Panes, 2),
            (Action::PageUp, Does::Scroll, 4),
            (Action::Interrupt, stop, 1),
        ],
        _ => {
            panes = PANES.into_iter().chain([(Action::Interrupt, stop, 0)]).collect::<Vec<_>>();
            &panes
        }
    };
    wanted
        .iter()
        .chain([&HELP])
        .filter(|(run, ..)| match run {
            Action::PreviousStep => has_step_before(state, screen),
            Action::RunAtTerminal => is_shell(state),
            Action::Right => kernels(state).len() > 1,
            Action::Filter => !matches!(screen.overlay, Overlay::Facts(..)),
            _ => true,
        })
        .filter_map(|(run, label, rank)| {
            let key = screen.keymap.key_for(&contexts, *run)?;
            let hint = Hint::new(key.to_string(), screen.locale.text(*label), *rank);
            Some(match look(*run, theme) {
                Some(style) => hint.styled(style),
                None => hint,
            })
        })
        .collect()
}
