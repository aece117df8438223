//! A step at a terminal: begun by key, followed while it runs, typed at, left.

use crate::engine::{Command, Language, Phase, State, StepId, TerminalSize};
use crate::tui::console::Console;
use crate::tui::layout;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::words::Deciding;

/// Runs the code that is shown as a program at a terminal.
pub(super) fn run(screen: &mut Screen, state: &State) -> Vec<Command> {
    if state.proposal().is_some_and(|step| step.lang != Language::Bash) {
        screen.tell(Deciding::OnlyShell);
        return Vec::new();
    }
    let Some((step, code)) = super::decide::ready(screen) else { return Vec::new() };
    let size = size_to_be(screen, step);
    vec![Command::ApproveAtTerminal { step, code, size }]
}

/// The terminal that keys go to now.
#[must_use]
pub fn typed_at(screen: &Screen) -> Option<&Console> {
    let shown = screen.focus == Pane::Output && screen.browsed.is_none();
    screen.console.as_ref().filter(|_| shown && matches!(screen.overlay, Overlay::None))
}

/// The engine's state has changed, or the layout.
pub(super) fn follow(screen: &mut Screen, state: &State) {
    let running = match state.phase() {
        Phase::Running(running) => running.terminal.map(|size| (running.step, size)),
        _ => None,
    };
    let Some((step, size)) = running else {
        if screen.console.take().is_some() && screen.focus == Pane::Output {
            // What is typed on in ignorance of the end becomes a draft, not a decision.
            screen.focus_on(Pane::Composer);
        }
        return;
    };
    if screen.console.as_ref().is_none_or(|console| console.step != step) {
        screen.console = Some(Console::new(step, size));
        screen.browsed = None;
        screen.borrowed = false;
        screen.focus_on(Pane::Output);
    }
    let shown = size_shown(screen);
    if let (Some(console), Some(step)) = (&mut screen.console, state.transcript().step(step)) {
        if let Some(size) = shown {
            console.resize(size);
        }
        console.read(&step.output);
    }
}

/// What is to be sent to the program since the last call.
pub fn typed(screen: &mut Screen) -> Vec<Command> {
    let Some(console) = &mut screen.console else { return Vec::new() };
    let step = console.step;
    let mut commands = Vec::new();
    if let Some(size) = console.take_resize() {
        commands.push(Command::ResizeTerminal { step, size });
    }
    let bytes = console.take_typed();
    if !bytes.is_empty() {
        commands.push(Command::Type { step, bytes });
    }
    commands
}

/// The room within the output pane, where it is shown.
fn size_shown(screen: &Screen) -> Option<TerminalSize> {
    let area = layout::areas(screen.size, screen).output?;
    let inside = |cells: u16| cells.saturating_sub(2).max(1);
    Some(TerminalSize { columns: inside(area.width), rows: inside(area.height) })
}

/// The room once the output pane is in front.
fn size_to_be(screen: &mut Screen, step: StepId) -> TerminalSize {
    let usual = TerminalSize { columns: 80, rows: 24 };
    let before = (screen.side, screen.front);
    (screen.side, screen.front) = (Pane::Output, Pane::Output);
    screen.console = Some(Console::new(step, usual));
    let size = size_shown(screen);
    screen.console = None;
    (screen.side, screen.front) = before;
    size.unwrap_or(usual)
}
