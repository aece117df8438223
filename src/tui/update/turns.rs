//! From prompt to prompt in the chat.

use crate::engine::{Entry, State};
use crate::tui::Action;
use crate::tui::screen::Screen;
use crate::tui::scroll::{Place, Scroll};
use crate::words::Reading;

/// Goes to the prompt before or behind what is at the top.
pub(super) fn jump(screen: &mut Screen, state: &State, action: Action) {
    let entries = state.transcript().entries();
    let is_prompt = |at: &usize| matches!(entries[*at], Entry::Prompt { .. });
    let Place { entry, line } = screen.chat_top;
    let entry = entry.min(entries.len());
    let found = if action == Action::PreviousTurn {
        // Within a prompt its own beginning comes first.
        let end = if line > 0 { (entry + 1).min(entries.len()) } else { entry };
        (0..end).rev().find(is_prompt)
    } else {
        (entry + 1..entries.len()).find(is_prompt)
    };
    match found {
        Some(entry) => screen.chat = Scroll::at(Place { entry, line: 0 }),
        None if action == Action::NextTurn && !entries.is_empty() => screen.chat = Scroll::at_end(),
        None if entries.is_empty() => screen.tell(Reading::NoTurn),
        None => screen.chat = Scroll::at_top(),
    }
}
