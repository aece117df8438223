//! `--plain` at a terminal: nothing is drawn, the line discipline is the user's own, and ctrl-c climbs its ladder.

use rustix::process::Signal;

use super::endings::assert_nobody_left;
use super::harness::{Setup, Workspace, endless};

const TRACE: &str = "\
:at-end loop
=== reply
```python
open('ran', 'w').close()
print('it', 'ran')
```
=== reply
Over.
";

const LETTERS: &str = "show (s), help (?):";

fn plain(script: &str) -> Workspace {
    let workspace = Setup::scripted(script).args(&["--plain"]).size(100, 40).start();
    ready(workspace)
}

fn ready(mut workspace: Workspace) -> Workspace {
    workspace.wait_for("replies is ready.");
    workspace.wait_until("the prompt", |screen| screen.trim_end().ends_with("You:"));
    workspace
}

/// Lets a question stand until an answer counts.
fn decide(workspace: &mut Workspace, letter: &str) {
    workspace.wait_until("the question", |screen| screen.trim_end().ends_with(LETTERS));
    workspace.let_pass(600);
    workspace.press(letter);
    workspace.press("\r");
}

fn draws_nothing(workspace: &Workspace) {
    let log = String::from_utf8_lossy(&workspace.log).into_owned();
    assert!(!log.contains('\x1b'), "{log:?}");
    let (before, after) = workspace.line_modes();
    assert_eq!(before, after, "the line discipline");
}

#[test]
fn a_conversation_at_a_terminal_is_lines_only_and_ctrl_d_ends_it() {
    let mut workspace = plain(TRACE);
    workspace.press("go on\r");
    decide(&mut workspace, "a");
    workspace.wait_for("Assistant: Over.");
    assert!(workspace.has("ran"));
    workspace.wait_until("the prompt", |screen| screen.trim_end().ends_with("You:"));
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert!(workspace.wrote("Go on with: ci-tui --plain --resume "));
    draws_nothing(&workspace);
    assert_nobody_left(&mut workspace);
}

#[test]
fn what_was_typed_before_a_question_does_not_answer_it_and_a_paste_never_does() {
    let mut workspace = plain(&TRACE.replace("=== reply\n```", "=== reply delay=700\n```"));
    workspace.press("go on\r");
    workspace.let_pass(200);
    workspace.press("a\ra\ra\r");
    workspace.wait_for("code to review");
    workspace.let_pass(700);
    assert!(!workspace.has("ran"), "{}", workspace.screen());
    workspace.press("a\rA\ra\r");
    workspace.wait_for("Not understood; nothing was run.");
    assert!(!workspace.has("ran"), "{}", workspace.screen());
    decide(&mut workspace, "a");
    workspace.wait_for("it ran");
}

#[test]
fn ctrl_c_stops_the_reply_then_the_step_then_quits() {
    let mut workspace = plain(&endless(30));
    workspace.press("go\r");
    workspace.wait_for("word3 ");
    workspace.press("\x03");
    workspace.wait_for("The turn was stopped.");
    workspace.wait_until("the prompt", |screen| screen.trim_end().ends_with("You:"));
    workspace.press("\x03");
    workspace.wait_for("Ctrl-C again quits");
    workspace.press("\x03");
    assert_eq!(workspace.end().0, 0);
    draws_nothing(&workspace);
}

#[test]
fn ctrl_c_interrupts_a_step_and_keeps_the_kernel() {
    let script = "\
=== reply
```python
kept = 5
print('it', 'waits')
import time
while True: time.sleep(0.1)
```
";
    let mut workspace = plain(script);
    workspace.press("go\r");
    decide(&mut workspace, "a");
    workspace.wait_for("it waits");
    workspace.press("\x03");
    workspace.wait_for("Step 1 was interrupted");
    workspace.wait_until("the prompt", |screen| screen.trim_end().ends_with("You:"));
    workspace.signal(Signal::TERM);
    assert_eq!(workspace.end().0, 143);
    draws_nothing(&workspace);
}

#[test]
fn a_secret_is_typed_unseen_and_the_echo_comes_back() {
    let script = "\
=== reply
```python
import getpass
word = getpass.getpass('Word? ')
print('length', len(word))
```
=== reply
Over.
";
    let mut workspace = plain(script);
    workspace.press("go\r");
    decide(&mut workspace, "a");
    workspace.wait_for("asks: Word?");
    workspace.let_pass(300);
    workspace.press("hush1\r");
    workspace.wait_for("length 5");
    workspace.wait_for("Over.");
    workspace.wait_until("the prompt", |screen| screen.trim_end().ends_with("You:"));
    workspace.press("seen");
    workspace.wait_for("You: seen");
    workspace.press("\x03");
    workspace.wait_for("Ctrl-C again quits");
    workspace.press("\x04");
    assert_eq!(workspace.end().0, 0);
    assert!(!workspace.wrote("hush1"));
    draws_nothing(&workspace);
}

#[test]
fn the_users_editor_changes_the_code() {
    let editor = "#!/bin/sh\n[ \"$1\" = --wait ] && printf 'print(\"edited\", 7)\\n' > \"$2\"\n";
    let mut workspace = Setup::scripted(TRACE)
        .args(&["--plain"])
        .file("editor", editor)
        .env("EDITOR", "sh ./editor --wait")
        .size(100, 40)
        .start();
    workspace = ready(workspace);
    workspace.press("go\r");
    decide(&mut workspace, "E");
    workspace.wait_for("your code:");
    decide(&mut workspace, "a");
    workspace.wait_for("edited 7");
    assert!(!workspace.has("ran"));
}

#[test]
fn a_flood_at_a_terminal_is_cut_and_its_end_is_shown() {
    let script =
        "=== reply\n```python\nfor n in range(5000): print('line', n)\n```\n=== reply\nOver.\n";
    let mut workspace = plain(script);
    workspace.press("go\r");
    decide(&mut workspace, "a");
    workspace.wait_for("4790 more lines are not shown; the last ones:");
    workspace.wait_for("line 4999");
    workspace.wait_for("Over.");
}

#[test]
fn a_terminal_that_can_do_nothing_is_spoken_to_line_by_line() {
    let mut workspace = Setup::scripted(TRACE).env("TERM", "dumb").size(120, 30).start();
    workspace.wait_for("This terminal cannot show a full screen (TERM=dumb)");
    let mut workspace = ready(workspace);
    workspace.press("go\r");
    decide(&mut workspace, "r wrong");
    workspace.wait_for("Step 1 is not run.");
    workspace.hang_up();
    assert_eq!(workspace.end().0, 129);
}
