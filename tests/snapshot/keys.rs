//! The README's table of keys against the keymap.

use ci_tui::tui::Action;
use ci_tui::tui::keymap::{Context, Keymap};

/// What the table says a key does, by the row's place and words.
const TABLE: [(Context, &str, Action); 44] = [
    (Context::Composer, "enter", Action::Send),
    (Context::Composer, "ctrl-j", Action::Newline),
    (Context::Global, "tab", Action::FocusNext),
    (Context::Global, "alt-1", Action::FocusChat),
    (Context::Global, "alt-2", Action::FocusCode),
    (Context::Global, "alt-3", Action::FocusOutput),
    (Context::Global, "alt-4", Action::FocusComposer),
    (Context::Global, "ctrl-c", Action::Interrupt),
    (Context::Global, "ctrl-o", Action::ChooseModel),
    (Context::Global, "ctrl-r", Action::Restart),
    (Context::Approval, "a", Action::Approve),
    (Context::Approval, "A", Action::ApproveTurn),
    (Context::Approval, "e", Action::Edit),
    (Context::Approval, "E", Action::EditOutside),
    (Context::Approval, "r", Action::Reject),
    (Context::Approval, "i", Action::RunAtTerminal),
    (Context::Terminal, "ctrl-]", Action::LeaveTerminal),
    (Context::Code, "j", Action::ScrollDown),
    (Context::Code, "k", Action::ScrollUp),
    (Context::Global, "pgup", Action::PageUp),
    (Context::Global, "pgdn", Action::PageDown),
    (Context::Code, "g", Action::ScrollTop),
    (Context::Code, "G", Action::ScrollEnd),
    (Context::Code, "z", Action::Zoom),
    (Context::Output, "v", Action::ShowTold),
    (Context::Global, "ctrl-t", Action::ShowTold),
    (Context::Code, "V", Action::Variables),
    (Context::Global, "alt-6", Action::Hardware),
    (Context::Global, "f12", Action::Mouse),
    (Context::Code, "H", Action::Hardware),
    (Context::Running, "p", Action::Pause),
    (Context::Running, "+", Action::MoreTime),
    (Context::Running, "M", Action::MoreMemory),
    (Context::Code, "/", Action::Find),
    (Context::Found, "n", Action::FindNext),
    (Context::Found, "N", Action::FindPrevious),
    (Context::Output, "y", Action::Copy),
    (Context::Output, "Y", Action::CopyAll),
    (Context::Chat, "{", Action::PreviousTurn),
    (Context::Chat, "}", Action::NextTurn),
    (Context::Code, "[", Action::PreviousStep),
    (Context::Code, "]", Action::NextStep),
    (Context::Editor, "ctrl-f", Action::Find),
    (Context::Editor, "f5", Action::RunPart),
];

/// Keys in the second column of the README's table, as the keymap writes them.
fn documented() -> Vec<String> {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    let table = readme.split("## Keys").nth(1).expect("a section").split("## ").next();
    let rows = table.expect("a table").lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut keys = Vec::new();
    for row in rows {
        let cell = row.split('|').nth(2).expect("a second column");
        for quoted in cell.split('`').skip(1).step_by(2) {
            keys.extend(quoted.split(' ').flat_map(expand));
        }
    }
    keys
}

/// `Alt-1…4` is four keys; names of one letter keep their case.
fn expand(key: &str) -> Vec<String> {
    let lower = if key.chars().count() == 1 { key.to_owned() } else { key.to_lowercase() };
    match lower.split_once('…') {
        Some((first, last)) => {
            let (name, from) = first.split_at(first.len() - 1);
            let digit = |text: &str| text.parse::<u32>().expect("a digit");
            (digit(from)..=digit(last)).map(|n| format!("{name}{n}")).collect()
        }
        None => vec![lower],
    }
}

#[test]
fn the_readme_names_only_keys_that_do_what_it_says() {
    let keymap = Keymap::built_in().expect("the built-in keys are sound");
    for (context, key, action) in TABLE {
        let on = key.parse().expect("a key");
        assert_eq!(keymap.action(&[context, Context::Global], on), Some(action), "{key}");
    }
    let known: Vec<&str> = TABLE.iter().map(|(_, key, _)| *key).collect();
    let mut documented = documented();
    for key in &documented {
        assert!(known.contains(&key.as_str()), "the README names `{key}`");
    }
    documented.sort();
    documented.dedup();
    assert_eq!(documented.len(), known.len(), "{documented:?}");
}
