//! Which pane takes the keys, and which tables of keys are asked.

use crate::engine::{Phase, State};
use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::layout;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::slash::offers;
use crate::words::Toast;

/// The contexts that keys are looked up in, the closest first.
#[must_use]
pub fn contexts(screen: &Screen, state: &State) -> Vec<Context> {
    if screen.palette.is_some() {
        return vec![Context::Palette, Context::Reason, Context::Global];
    }
    contexts_below(screen, state)
}

/// Those of what lies below the palette.
#[must_use]
pub fn contexts_below(screen: &Screen, state: &State) -> Vec<Context> {
    if super::typed_at(screen).is_some() {
        return vec![Context::Terminal];
    }
    if screen.picking.is_some() && matches!(screen.overlay, Overlay::None) {
        return vec![Context::Picking, Context::Global];
    }
    if super::seek::is_typing(screen) {
        return vec![Context::Searching, Context::Global];
    }
    if super::change::is_typing(screen) {
        return vec![Context::Replacing, Context::Global];
    }
    let closest = match (&screen.overlay, screen.focus) {
        (Overlay::Help(_), _) if screen.help.1 => Context::Reason,
        (Overlay::Help(_) | Overlay::Facts(..), _) => Context::Help,
        (Overlay::Asks(_), _) => Context::Asks,
        (Overlay::Themes(_), _) => Context::Themes,
        (Overlay::Reason { .. }, _) => Context::Reason,
        (Overlay::Recall(_), _) => Context::Recall,
        (Overlay::Models(panel), _) if panel.typing => Context::Reason,
        (Overlay::Models(_), _) => Context::Models,
        (Overlay::Telling(told), _) if told.leaving || told.is_typing() => Context::Editor,
        (Overlay::Telling(_), _) => Context::Telling,
        (Overlay::Consent(_), _) => Context::Consent,
        (Overlay::Variables(view), _) if view.typing => Context::Reason,
        (Overlay::Variables(_), _) => Context::Variables,
        (Overlay::Hardware(_), _) => Context::Hardware,
        (Overlay::Leaving(_), _) => Context::Leaving,
        (Overlay::Preview(_), _) => Context::Preview,
        (Overlay::Replacing(_), _) => Context::Changes,
        (Overlay::Edit { .. }, Pane::Code) => Context::Editor,
        (_, Pane::Left) => return super::side::contexts(screen),
        (_, Pane::Composer) => Context::Composer,
        (_, Pane::Answer) => Context::Reason,
        (_, Pane::Chat) => Context::Chat,
        (_, Pane::Output) => Context::Output,
        (_, Pane::Code) => Context::Code,
    };
    let asks = closest == Context::Code && state.proposal().is_some() && shows_proposal(screen);
    let runs = matches!(closest, Context::Code | Context::Output)
        && matches!(state.phase(), Phase::Running(_));
    let mut contexts = Vec::with_capacity(4);
    if closest == Context::Composer && !offers(screen).is_empty() {
        contexts.push(Context::Completion);
    }
    if asks {
        contexts.push(Context::Approval);
    }
    if super::seek::live(screen).is_some() {
        contexts.push(Context::Found);
    }
    if runs {
        contexts.push(Context::Running);
    }
    contexts.extend([closest, Context::Global]);
    contexts
}

fn shows_proposal(screen: &Screen) -> bool {
    match (&screen.review, screen.browsed) {
        (Some(review), Some(step)) => review.step == step,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Whether characters are typed where the focus is.
#[must_use]
pub(super) fn is_typing(screen: &Screen) -> bool {
    if super::seek::is_typing(screen) || screen.palette.is_some() {
        return true;
    }
    match &screen.overlay {
        Overlay::Reason { .. } | Overlay::Recall(_) => true,
        Overlay::Telling(told) => told.is_typing(),
        Overlay::Help(_) => screen.help.1,
        Overlay::Hardware(_)
        | Overlay::Preview(_)
        | Overlay::Replacing(_)
        | Overlay::Consent(_)
        | Overlay::Leaving(_)
        | Overlay::Asks(_)
        | Overlay::Facts(..)
        | Overlay::Themes(_) => false,
        Overlay::Models(panel) => panel.typing,
        Overlay::Variables(view) => view.typing,
        Overlay::Edit { leaving, .. } if screen.focus == Pane::Code => !leaving,
        Overlay::None | Overlay::Edit { .. } if screen.focus == Pane::Left => {
            screen.left.is_typing()
        }
        Overlay::None | Overlay::Edit { .. } => {
            matches!(screen.focus, Pane::Composer | Pane::Answer)
        }
    }
}

pub(super) fn cycle(screen: &mut Screen, by: isize) {
    if !matches!(screen.overlay, Overlay::None | Overlay::Edit { .. }) {
        return;
    }
    // The footer says that Tab leads to the program that asks, wherever the focus is.
    if screen.answer.is_some() && screen.focus != Pane::Answer && by > 0 {
        return screen.focus_on(Pane::Answer);
    }
    if screen.console.is_some() && screen.focus != Pane::Output && by > 0 {
        screen.browsed = None;
        return screen.focus_on(Pane::Output);
    }
    let mut panes = vec![Pane::Chat, Pane::Code, Pane::Output];
    if layout::panel_stands(screen.size, screen) {
        panes.insert(0, Pane::Left);
    }
    if screen.answer.is_some() {
        panes.push(Pane::Answer);
    }
    panes.push(Pane::Composer);
    // From the composer, Tab leads to what waits for an answer.
    let waits = screen.review.is_some() && screen.focus == Pane::Composer && by > 0;
    let at = panes.iter().position(|pane| *pane == screen.focus).unwrap_or(0);
    let next = (at + panes.len()).saturating_add_signed(by) % panes.len();
    screen.focus_on(if waits { Pane::Code } else { panes[next] });
    if waits {
        screen.browsed = None;
    }
    screen.borrowed = waits;
}

pub(super) fn jump(screen: &mut Screen, action: Action) {
    if !matches!(screen.overlay, Overlay::None | Overlay::Edit { .. }) {
        return;
    }
    screen.borrowed = false;
    screen.focus_on(match action {
        Action::FocusChat => Pane::Chat,
        Action::FocusCode => Pane::Code,
        Action::FocusOutput => Pane::Output,
        _ => Pane::Composer,
    });
}

pub(super) fn help(screen: &mut Screen) {
    match screen.overlay {
        Overlay::Help(_) => screen.overlay = Overlay::None,
        Overlay::None => {
            screen.help = (LineEdit::default(), false);
            screen.overlay = Overlay::Help(Scroll::at_top());
        }
        // What is being typed or chosen is not thrown away for the help.
        _ => {
            screen.tell(Toast::FinishBeforeHelp);
        }
    }
}

pub(super) fn hardware(screen: &mut Screen) {
    match screen.overlay {
        Overlay::Hardware(_) => screen.overlay = Overlay::None,
        Overlay::None => screen.overlay = Overlay::Hardware(Scroll::at_top()),
        _ => screen.tell(Toast::FinishFirst),
    }
}
