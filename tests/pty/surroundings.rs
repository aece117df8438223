//! Where it runs: shells that suspend it, terminals without colours, of any size, or none; sessions of before.

use super::endings::assert_given_back;
use super::harness::{Setup, endless};

const ANSWER: &str =
    "=== reply\n```python\nprint('value', 6 * 7)\n```\n=== reply\nThe answer is here.\n";

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_brings_everything_back() {
    let program = env!("CARGO_BIN_EXE_ci-tui");
    let mut workspace = Setup::new()
        .file("replies", ANSWER)
        .env("PS1", "ready> ")
        .size(120, 40)
        .within(&["bash", "--norc", "--noprofile", "-i", "-c", "exec bash --norc --noprofile -i"])
        .start();
    workspace.wait_for("ready>");
    workspace.press(&format!("{program} -m scripted:replies\r"));
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.press("\x1a");
    workspace.wait_for("Stopped");
    workspace.wait_until("the shell", |screen| !screen.contains("print('value'"));
    workspace.press("echo back in the $((1+1))nd shell\r");
    workspace.wait_for("back in the 2nd shell");
    assert_given_modes_back(&workspace);
    workspace.press("fg\r");
    workspace.wait_for("print('value', 6 * 7)");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("value 42");
    workspace.wait_for("The answer is here.");
    workspace.press("\x1b4\x04");
    workspace.wait_until("the shell again", |screen| screen.trim_end().ends_with("\nready>"));
    workspace.press("exit\r");
    workspace.end();
    assert_given_back(&workspace);
}

#[test]
fn ctrl_z_where_no_shell_could_continue_it_changes_nothing() {
    let mut workspace = Setup::scripted(ANSWER).start();
    workspace.wait_for("replies is ready");
    workspace.press("\x1a");
    workspace.wait_for("no shell here could bring it back");
    workspace.ask("go on");
    workspace.review(1);
}

fn assert_given_modes_back(workspace: &super::harness::Workspace) {
    let last =
        |sequence: &[u8]| workspace.log.windows(sequence.len()).rposition(|it| it == sequence);
    assert!(last(b"\x1b[?1049l") > last(b"\x1b[?1049h"));
    assert!(last(b"\x1b[<u") > last(b"\x1b[>1u"));
}

#[test]
fn a_storm_of_sizes_ends_with_the_right_picture() {
    let mut workspace = Setup::scripted(&endless(60)).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.wait_for("word3 ");
    for n in 0..120_u16 {
        workspace.resize(10 + n * 37 % 180, 2 + n * 13 % 60);
        if n % 8 == 0 {
            workspace.let_pass(5);
        }
    }
    for (columns, rows) in [(20, 5), (19, 4), (200, 60), (20, 5), (100, 30)] {
        workspace.resize(columns, rows);
        match (columns, rows) {
            (19, 4) => workspace.wait_for("too small"),
            _ => workspace.wait_for("WRIT"),
        }
    }
    workspace.wait_for("word");
    workspace.press("\x03");
    workspace.wait_for("IDLE");
}

#[test]
fn the_smallest_terminal_can_still_decide() {
    let mut workspace = Setup::scripted(ANSWER).size(20, 5).start();
    workspace.wait_for("IDLE");
    workspace.press("hi\r");
    workspace.wait_for("REVIEW");
    workspace.press("\x1b2");
    workspace.wait_for("print(");
    workspace.let_pass(600);
    // What does not fit is shown to its end first.
    for _ in 0..6 {
        workspace.press("a");
        workspace.let_pass(400);
        if !workspace.screen().contains("REVIEW") {
            break;
        }
    }
    workspace.wait_for("IDLE");
    workspace.press("\x1b1");
    workspace.wait_for("here.");
}

#[test]
fn without_colours_nothing_is_coloured() {
    let mut workspace = Setup::scripted(ANSWER).env("NO_COLOR", "1").size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("The answer is here.");
    let log = String::from_utf8_lossy(&workspace.log).into_owned();
    let coloured = |parameters: &str| {
        parameters.split(';').any(|parameter| {
            let number = parameter.split(':').next().and_then(|number| number.parse().ok());
            number.is_some_and(
                |number: u16| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107),
            )
        })
    };
    let mut seen = 0;
    for sequence in log.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        if sequence[end..].starts_with('m') {
            seen += 1;
            assert!(!coloured(&sequence[..end]), "ESC [{}m", &sequence[..end]);
        }
    }
    assert!(seen > 0, "bold and reversed are no colours");
}

#[test]
fn a_session_is_taken_up_again_with_its_conversation() {
    let mut workspace = Setup::scripted(ANSWER).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("a question of before");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("The answer is here.");
    workspace.wait_for("IDLE");
    workspace.press("\x1b4\x04");
    assert_eq!(workspace.end().0, 0);
    let log = String::from_utf8_lossy(&workspace.log).into_owned();
    let id = log.rsplit("--resume ").next().map(str::trim).unwrap_or_default().to_owned();
    assert!(!id.is_empty() && !id.contains(' '), "{id:?}");
    for resume in [vec!["--resume"], vec!["--resume", id.as_str()]] {
        let home = tempfile::tempdir().expect("home");
        copy(workspace.home.path(), home.path());
        // A moved folder is another directory: the latest session of it is asked for where it was.
        let home =
            if resume.len() == 1 { std::mem::replace(&mut workspace.home, home) } else { home };
        let mut again =
            Setup::at(home).args(&["-m", "scripted:replies"]).args(&resume).size(120, 40).start();
        again.wait_for("a question of before");
        again.wait_for("The answer is here.");
        again.wait_for("Taken up again");
        again.wait_for("value 42");
        again.wait_for("IDLE");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("type").is_dir() {
            std::fs::create_dir(&target).expect("folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copy");
        }
    }
}
