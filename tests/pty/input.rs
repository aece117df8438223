//! A program that asks: its prompt appears, the answer goes to it, and a secret is seen nowhere.

use super::harness::{Setup, Workspace};

fn asks(code: &str) -> Workspace {
    let script = format!("=== reply\n```python\n{code}\n```\n=== reply\nThank you.\n");
    let mut workspace = Setup::scripted(&script).size(120, 40).env("CI_TUI_LOG", "trace").start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("the program asks:");
    workspace.wait_for("INPUT");
    if workspace.screen().contains("tab to answer") {
        workspace.press("\t");
        workspace.wait_without("tab to answer");
    }
    workspace
}

#[test]
fn an_answer_goes_to_the_program_that_asked() {
    let mut workspace = asks("name = input('Your name? ')\nprint('Hello,', name.upper())");
    workspace.wait_for("the program asks: Your name?");
    workspace.press("grace");
    workspace.wait_for("grace");
    workspace.press("\r");
    workspace.wait_for("Hello, GRACE");
    workspace.wait_for("Thank you.");
}

#[test]
fn one_question_after_another_is_answered_without_a_key_between() {
    let mut workspace = asks(
        "import getpass\nname = input('Name? ')\nword = getpass.getpass('Word? ')\nprint(name, len(word))",
    );
    workspace.press("ada\r");
    workspace.wait_for("the program asks: Word?");
    workspace.press("xyz");
    workspace.wait_for("***");
    workspace.press("\r");
    workspace.wait_for("ada 3");
    assert!(!workspace.wrote("xyz"), "a secret went elsewhere");
}

#[test]
fn the_end_of_input_and_an_interrupt_reach_the_program() {
    let code = "try:\n    input('Your name? ')\nexcept EOFError:\n    print('nobody there')\ninput('Again? ')";
    let mut workspace = asks(code);
    workspace.press("\x04");
    workspace.wait_for("nobody there");
    workspace.wait_for("the program asks: Again?");
    workspace.press("\x03");
    workspace.wait_for("step 1: interrupted");
    workspace.wait_for("IDLE");
}

#[test]
fn a_secret_is_masked_and_kept_nowhere() {
    let code = "import getpass, hashlib\nword = getpass.getpass('Password: ')\nprint('length', len(word), word == chr(120) + 'yzzy9')";
    let mut workspace = asks(code);
    workspace.wait_for("the program asks: Password:");
    for letter in "xyzzy9".chars() {
        workspace.press(letter.encode_utf8(&mut [0; 4]));
    }
    workspace.wait_for("******");
    workspace.press("\r");
    workspace.wait_for("length 6 True");
    workspace.wait_for("Thank you.");
    workspace.press("\x1b4\x03");
    workspace.wait_for("again quits");
    workspace.press("\x03");
    assert_eq!(workspace.end().0, 0);
    assert!(!workspace.wrote("xyzzy9"), "on the terminal");
    let mut files = 0;
    let mut folders = vec![workspace.home.path().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("folder").flatten() {
            if entry.file_type().expect("type").is_dir() {
                folders.push(entry.path());
                continue;
            }
            files += 1;
            let bytes = std::fs::read(entry.path()).expect("read");
            let found = bytes.windows(6).any(|window| window == b"xyzzy9");
            assert!(!found, "in {}", entry.path().display());
        }
    }
    assert!(files >= 3, "script, journal and log");
}
