//! The palette, commands behind `/` and `%`, and the picker of themes, on a terminal.

use super::harness::{Setup, Workspace};

const SCRIPT: &str =
    "=== reply\nI look.\n\n```python\nprint('seen')\n```\n=== reply\nIt is done.\n";

fn ready() -> Workspace {
    let mut workspace = Setup::scripted(SCRIPT).start();
    workspace.wait_for("is ready");
    workspace
}

/// Types a command and its enter, which would otherwise be taken for a paste.
fn say(workspace: &mut Workspace, line: &str) {
    workspace.press(line);
    let tail = line.split(' ').next_back().unwrap_or(line).to_owned();
    workspace.wait_for(&tail);
    workspace.press("\r");
}

fn answered(workspace: &mut Workspace) {
    workspace.ask("look");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("It is done.");
    workspace.wait_for("IDLE");
}

#[test]
fn the_palette_finds_by_a_few_letters_and_does_it() {
    let mut workspace = ready();
    workspace.press("\u{10}");
    workspace.wait_for("everything");
    workspace.press("modls");
    workspace.wait_for("> Models");
    workspace.press("\r");
    workspace.wait_for("sorted by");
    workspace.press("\u{1b}");
    workspace.wait_without("sorted by");
    workspace.press("\x1bOQ");
    workspace.wait_for("> Models");
    workspace.press("\u{1b}");
    workspace.wait_without("everything");
}

#[test]
fn a_slash_offers_commands_and_writes_files_but_none_over_another() {
    let mut workspace = ready();
    answered(&mut workspace);
    workspace.press("/mar");
    workspace.wait_for("Write the conversation as Markdown");
    workspace.press("\t");
    workspace.wait_for("/markdown [FILE]");
    workspace.press("talk.md");
    workspace.wait_for("› /markdown talk.md");
    workspace.press("\r");
    workspace.wait_for("talk.md");
    workspace.wait_for("written to");
    let path = workspace.home.path().join("talk.md");
    let text = std::fs::read_to_string(&path).expect("written");
    assert!(text.contains("## look") && text.contains("print('seen')"), "{text}");
    std::fs::write(&path, "mine").expect("write");
    say(&mut workspace, "/markdown talk.md");
    workspace.wait_for("exists already");
    workspace.press("n");
    workspace.wait_without("exists already");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "mine");
    say(&mut workspace, "/markdown talk.md");
    workspace.wait_for("exists already");
    workspace.let_pass(400);
    workspace.press("y");
    workspace.wait_until("it is written", |_| {
        std::fs::read_to_string(&path).is_ok_and(|now| now.starts_with(&text))
    });
}

#[test]
fn the_names_of_open_interpreter_do_what_they_do_there() {
    let mut workspace = ready();
    answered(&mut workspace);
    say(&mut workspace, "%jupyter book.ipynb");
    workspace.wait_for("written to");
    let book = std::fs::read_to_string(workspace.home.path().join("book.ipynb")).expect("written");
    let book: serde_json::Value = serde_json::from_str(&book).expect("a notebook");
    let cells = book["cells"].as_array().expect("cells");
    let code = cells.iter().find(|cell| cell["cell_type"] == "code").expect("a cell");
    assert_eq!(code["source"][0], "print('seen')");
    assert_eq!(code["outputs"][0]["text"][0], "seen\n");
    say(&mut workspace, "%tokens");
    workspace.wait_for("context window");
    workspace.press("\u{1b}");
    workspace.wait_without("context window");
    say(&mut workspace, "%% echo from-the-$((40+2))-shell");
    workspace.wait_for("from-the-42-shell");
    workspace.wait_for("IDLE");
    say(&mut workspace, "%undo");
    workspace.wait_for("taken back");
    workspace.wait_without("It is done.");
    say(&mut workspace, "%auto_run on");
    workspace.wait_for("without asking you");
    workspace.let_pass(400);
    workspace.press("y");
    workspace.wait_for("AUTO-RUN");
}

#[test]
fn a_saved_session_is_taken_up_in_place_of_this_one() {
    let mut workspace = ready();
    answered(&mut workspace);
    say(&mut workspace, "%save_message talk.jsonl");
    workspace.wait_for("written to");
    say(&mut workspace, "%undo");
    workspace.wait_for("taken back");
    workspace.wait_without("It is done.");
    say(&mut workspace, "%load_message talk.jsonl");
    workspace.wait_for("It is done.");
    workspace.wait_for("Taken up again");
}

#[test]
fn a_theme_is_seen_while_it_is_chosen_and_kept_with_the_users_own_words() {
    let setup = Setup::scripted(SCRIPT).env("COLORTERM", "truecolor");
    let folder = setup.home().join(".config/ci-tui");
    std::fs::create_dir_all(folder.join("themes")).expect("folder");
    std::fs::write(folder.join("themes/mine.toml"), "name = \"Mine\"\n").expect("write");
    let config = folder.join("config.toml");
    let before = "# mine\n[ui] # looks\ntheme = \"midnight\" # dark\n";
    std::fs::write(&config, before).expect("write");
    let mut workspace = setup.start();
    workspace.wait_for("is ready");
    say(&mut workspace, "/theme ");
    workspace.wait_for("> midnight");
    workspace.wait_for("not usable");
    let paper = "\x1b[38;2;";
    assert!(workspace.wrote(paper), "24-bit colours");
    workspace.press("j");
    workspace.wait_for("> paper");
    workspace.press("\u{1b}");
    workspace.wait_without("> paper");
    assert_eq!(std::fs::read_to_string(&config).expect("read"), before, "looking keeps nothing");
    say(&mut workspace, "/theme ");
    workspace.wait_for("> midnight");
    workspace.press("j");
    workspace.wait_for("> paper");
    workspace.press("\r");
    workspace.wait_for("paper from now on");
    let after = std::fs::read_to_string(&config).expect("read");
    assert_eq!(after, before.replace("midnight", "paper"));
}
