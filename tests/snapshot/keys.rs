//! The README's table of keys against the keymap, faults of a user's keys, and the help.

use ci_tui::tui::Action;
use ci_tui::tui::keymap::{Context, Keymap};

use super::stage::Stage;

/// What the table says a key does, by the row's place and words.
const TABLE: [(Context, &str, Action); 51] = [
    (Context::Global, "ctrl-p", Action::Palette),
    (Context::Global, "f2", Action::Palette),
    (Context::Composer, "enter", Action::Send),
    (Context::Composer, "ctrl-j", Action::Newline),
    (Context::Global, "tab", Action::FocusNext),
    (Context::Global, "alt-1", Action::FocusChat),
    (Context::Global, "alt-2", Action::FocusCode),
    (Context::Global, "alt-3", Action::FocusOutput),
    (Context::Global, "alt-4", Action::FocusComposer),
    (Context::Global, "ctrl-c", Action::Interrupt),
    (Context::Global, "ctrl-o", Action::ChooseModel),
    (Context::Global, "f5", Action::Restart),
    (Context::Composer, "ctrl-r", Action::Recall),
    (Context::Composer, "ctrl-g", Action::ComposeOutside),
    (Context::Chat, "e", Action::Revise),
    (Context::Chat, "enter", Action::Unfold),
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
    (Context::Editor, "ctrl-r", Action::Replace),
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
    let known: std::collections::BTreeSet<&str> = TABLE.iter().map(|(_, key, _)| *key).collect();
    let mut documented = documented();
    for key in &documented {
        assert!(known.contains(key.as_str()), "the README names `{key}`");
    }
    documented.sort();
    documented.dedup();
    assert_eq!(documented.len(), known.len(), "{documented:?}");
}

fn faults(keys: &str) -> Vec<String> {
    let mut keymap = Keymap::built_in().expect("sound");
    keymap.merge(keys, std::path::Path::new("keys.toml")).expect("readable");
    keymap.faults()
}

#[test]
fn the_built_in_keys_are_in_nobodys_way() {
    assert!(faults("").is_empty());
    assert!(faults("[global]\nkeys = [{ on = \"f5\", run = \"help\" }]").is_empty());
    assert!(faults("[chat]\nkeys = [{ on = \"z\", run = \"\" }]").is_empty(), "as it was wanted");
}

#[test]
fn an_essential_action_without_a_key_is_told_with_its_line() {
    let told = faults("[approval]\nkeys = [\n  { on = \"a\", run = \"\" },\n]");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0],
        "keys.toml:3: nothing does `approve` any more, which nobody can do without; give it a key in [approval]."
    );
    assert!(!faults("[global]\nkeys = [{ on = \"ctrl-c\", run = \"help\" }]").is_empty());
    let moved =
        "[approval]\nkeys = [{ on = \"a\", run = \"\" }, { on = \"x\", run = \"approve\" }]";
    assert!(faults(moved).is_empty(), "{:?}", faults(moved));
}

#[test]
fn a_key_that_hides_the_only_one_of_a_table_below_is_told() {
    let told = faults("[approval]\nkeys = [{ on = \"z\", run = \"reject\" }]");
    assert_eq!(
        told,
        [
            "keys.toml:2: `z` hides `zoom` of [code], which has no other key there; choose another key, or give that one a second."
        ]
    );
    assert!(
        faults("[approval]\nkeys = [{ on = \"k\", run = \"reject\" }]").is_empty(),
        "up does it, too"
    );
}

#[test]
fn keys_that_terminals_cannot_tell_apart_are_told() {
    let told = faults("[global]\nkeys = [{ on = \"ctrl-i\", run = \"help\" }]");
    assert!(told[0].contains("`ctrl-i` and `tab` as the same key"), "{told:?}");
    let told = faults("[composer]\nkeys = [{ on = \"ctrl-m\", run = \"newline\" }]");
    assert!(told[0].contains("`ctrl-m` and `enter`"), "{told:?}");
    assert!(faults("[composer]\nkeys = [{ on = \"ctrl-h\", run = \"backspace\" }]").is_empty());
}

#[test]
fn the_help_begins_where_the_focus_is_and_is_narrowed_by_typing() {
    let mut stage = Stage::ready(100, 40);
    stage.press(Action::Help);
    let shot = stage.shot();
    let place = |text: &str| shot.find(text).unwrap_or(usize::MAX);
    assert!(place("Composer") < place("/undo") && place("/undo") < place("Anywhere"), "{shot}");
    stage.press(Action::Filter);
    stage.typed("zoom wh");
    stage.typed("");
    for _ in 0..7 {
        stage.press(Action::Backspace);
    }
    stage.typed("whole screen");
    let shot = stage.shot();
    assert!(shot.contains("Whole screen") && !shot.contains("/undo"), "{shot}");
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("/undo"), "esc shows all again");
    stage.press(Action::Cancel);
    assert!(!stage.shot().contains("/undo"));
}
