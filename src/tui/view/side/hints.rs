//! The keys worth knowing in the panel and in what it lays over the panes.

use crate::tui::Action;
use crate::tui::keymap::Context;
use crate::tui::screen::Screen;
use crate::tui::side::{Field, Tab};
use crate::tui::widget::hint::Hint;
use crate::words::SideKeys as Word;

/// The keys; `None` where the place is not the panel's.
pub(in crate::tui::view) fn hints(screen: &Screen, contexts: &[Context]) -> Option<Vec<Hint>> {
    let wanted = wanted(*contexts.first()?, screen);
    let help = [(Action::Help, Word::Help, 1)];
    let hint = |(run, word, rank): &(Action, Word, u8)| {
        let key = screen.keymap.key_for(contexts, *run)?;
        Some(Hint::new(key.to_string(), screen.locale.text(*word), *rank))
    };
    let hints = wanted.iter().chain(&help).filter_map(hint).collect();
    (!wanted.is_empty()).then_some(hints)
}

/// Action, label, rank.
fn wanted(context: Context, screen: &Screen) -> &'static [(Action, Word, u8)] {
    match (context, screen.left.tab) {
        (Context::SideField, Tab::Find) if screen.left.find.field == Some(Field::With) => {
            &[(Action::Send, Word::SeeChanges, 0), (Action::Cancel, Word::Back, 1)]
        }
        (Context::SideField, Tab::Find) => &[
            (Action::Send, Word::ToList, 0),
            (Action::Cancel, Word::Back, 1),
            (Action::UseRegex, Word::Regex, 2),
            (Action::SearchOutput, Word::Outputs, 3),
        ],
        (Context::SideField, _) => {
            &[(Action::Send, Word::ToList, 0), (Action::Cancel, Word::All, 1)]
        }
        (Context::SideFiles, _) => &[
            (Action::Send, Word::Show, 0),
            (Action::Mention, Word::Mention, 1),
            (Action::Filter, Word::Filter, 2),
            (Action::EditOutside, Word::Editor, 3),
            (Action::PageOutside, Word::Pager, 4),
            (Action::ShowHidden, Word::Hidden, 5),
            (Action::SidePanel, Word::Close, 1),
        ],
        (Context::SideFind, _) => &[
            (Action::Send, Word::GoThere, 0),
            (Action::Filter, Word::Words, 1),
            (Action::Replace, Word::Replace, 1),
            (Action::UseRegex, Word::Regex, 3),
            (Action::SearchOutput, Word::Outputs, 4),
            (Action::SidePanel, Word::Close, 2),
        ],
        (Context::Side, Tab::Variables) => &[
            (Action::Send, Word::InFull, 0),
            (Action::Filter, Word::Filter, 2),
            (Action::Right, Word::NextTab, 3),
            (Action::SidePanel, Word::Close, 1),
        ],
        (Context::Side, _) => &[
            (Action::Send, Word::GoThere, 0),
            (Action::Filter, Word::Filter, 2),
            (Action::Right, Word::NextTab, 3),
            (Action::SidePanel, Word::Close, 1),
        ],
        (Context::Preview, _) => &[
            (Action::ScrollDown, Word::Down, 2),
            (Action::Mention, Word::Mention, 1),
            (Action::EditOutside, Word::Editor, 3),
            (Action::PageOutside, Word::Pager, 4),
            (Action::Cancel, Word::Close, 0),
        ],
        (Context::Replacing, _) => &[
            (Action::Apply, Word::Apply, 0),
            (Action::LeaveOut, Word::LeaveOut, 1),
            (Action::Right, Word::NextChange, 2),
            (Action::ScrollDown, Word::Down, 3),
            (Action::Cancel, Word::ChangeNothing, 0),
        ],
        _ => &[],
    }
}
