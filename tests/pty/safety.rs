//! Nothing runs by a key or a paste that was meant for something else.

use super::harness::{Setup, Workspace};

const TRACE: &str = "\
:at-end loop
=== reply delay=400
```python
open('ran', 'w').close()
print('it', 'ran')
```
=== reply delay=400
Over.
";

fn at_the_question() -> Workspace {
    let mut workspace = Setup::scripted(TRACE).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace
}

#[test]
fn letters_typed_while_code_arrives_stay_letters() {
    let mut workspace = at_the_question();
    let mut typed = 0;
    while !workspace.screen().contains("waits for your decision") {
        workspace.press("a");
        typed += 1;
        workspace.let_pass(30);
        assert!(typed < 600, "no proposal came:\n{}", workspace.screen());
    }
    for _ in 0..40 {
        workspace.press("a");
        workspace.let_pass(30);
    }
    workspace.wait_for(&"a".repeat(40));
    workspace.wait_for("tab to review");
    assert!(!workspace.has("ran"));
    assert!(workspace.screen().contains("waits for you"));
}

#[test]
fn a_paste_never_decides_whether_the_terminal_marks_it_or_not() {
    let mut workspace = at_the_question();
    workspace.review(1);
    for paste in ["\x1b[200~a\x1b[201~", "\x1b[200~a\rA\r\x1b[201~", "print(a)\rA\ra\r", "aaa"] {
        workspace.press(paste);
        workspace.let_pass(500);
        assert!(!workspace.has("ran"), "{paste:?} ran the code");
        workspace.wait_for("waits for your decision");
    }
    workspace.press("a");
    workspace.wait_for("it ran");
}

/// The moment at which the key is read is the program's; a stalled machine may read it too late to count
/// as early, so it gets several chances, and one that came too early must have done nothing.
#[test]
fn a_key_that_comes_with_the_code_does_not_run_it() {
    let mut workspace = Setup::scripted(TRACE).size(120, 40).start();
    workspace.wait_for("replies is ready");
    for turn in 1..=6 {
        workspace.ask("go on");
        workspace.press("\x1b2");
        workspace.wait_for("waits for your decision");
        workspace.press("a");
        workspace.wait_until("a word on the key, or the run", |screen| {
            screen.contains("before the code could be read") || screen.contains("IDLE")
        });
        if workspace.screen().contains("before the code could be read") {
            assert!(!workspace.has("ran"));
            workspace.let_pass(400);
            assert!(!workspace.has("ran"), "the key must not count later either");
            workspace.press("a");
            workspace.wait_for("it ran");
            return;
        }
        std::fs::remove_file(workspace.home.path().join("ran")).expect("it ran");
        workspace.press("\x1b4");
        assert!(turn < 6, "the key always counted");
    }
}

#[test]
fn code_that_does_not_fit_is_shown_to_its_end_before_it_can_run() {
    let lines: String = (0..80).map(|n| format!("x{n} = {n}\n")).collect();
    let script =
        format!("=== reply\n```python\n{lines}open('ran', 'w').close()\n```\n=== reply\nOver.\n");
    let mut workspace = Setup::scripted(&script).size(100, 30).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    assert!(!workspace.screen().contains("open('ran'"));
    workspace.press("a");
    workspace.wait_for("the rest of the code");
    workspace.wait_for("open('ran'");
    assert!(!workspace.has("ran"));
    workspace.let_pass(400);
    workspace.press("a");
    workspace.wait_for("Over.");
    assert!(workspace.has("ran"));
}
