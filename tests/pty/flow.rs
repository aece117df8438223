//! The whole way: a question, steps that are run, edited and rejected, output as it comes, the answer.

use super::harness::Setup;

const TURN: &str = "\
:speed 200
=== reply
First I count.

```python
import os, time
total = 40
print('counting', total)
while not os.path.exists('go'):
    time.sleep(0.01)
print('counted', 2 * total)
```
=== reply
Now I add.

```python
total = total + 1
print('total', 'is', total)
```
=== reply
Now I delete everything.

```python
open('deleted', 'w').close()
```
=== reply if \"keep the files\"
Then I only look.

```python
print('the sum is', total * 2)
```
=== reply
The shell remembers too.

```bash
cd /; kept=yes; echo \"set $kept\"
```
=== reply
And reads it again.

```bash
echo \"kept=$kept in $PWD\"
```
=== reply
The answer is **84**, and the shell kept its word.
";

#[test]
fn a_question_is_answered_by_steps_that_are_run_edited_rejected_and_approved_for_the_turn() {
    let mut workspace = Setup::scripted(TURN).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("What is the answer?");
    workspace.review(1);
    assert!(workspace.screen().contains("total = 40"));
    workspace.press("a");
    // Its output is there while it still waits for the file.
    workspace.wait_for("counting 40");
    assert!(!workspace.screen().contains("counted 80"));
    workspace.wait_for("RUNNING");
    std::fs::write(workspace.home.path().join("go"), "").expect("go");
    workspace.wait_for("step 1: ok");
    edit_the_second_step(&mut workspace);
    reject_the_third_step(&mut workspace);
    workspace.review(4);
    workspace.press("A");
    workspace.wait_for("step 6: ok");
    workspace.wait_for("the shell kept its word");
    workspace.wait_for("IDLE");
    let screen = workspace.screen();
    assert!(screen.contains("kept=yes in /"), "{screen}");
    assert!(screen.contains("(approved for this turn)"), "{screen}");
    assert!(!screen.contains("AUTO"), "the turn is over:\n{screen}");
    // Step 4 used the variable of step 1 as the edit of step 2 left it.
    workspace.press("\x1b[3~\x1b3");
    for _ in 0..2 {
        workspace.press("[");
    }
    workspace.wait_for("the sum is 84");
}

fn edit_the_second_step(workspace: &mut super::harness::Workspace) {
    workspace.review(2);
    workspace.press("e");
    workspace.wait_for("editing");
    workspace.press("\x1b[F\x7f");
    workspace.press("2");
    workspace.press("\x13");
    workspace.wait_for("edited, waits for you");
    workspace.wait_until("the difference", |screen| {
        let has = |mark: char, text: &str| {
            screen.lines().any(|line| line.contains(text) && line.contains(mark))
        };
        has('-', "total = total + 1") && has('+', "total = total + 2")
    });
    assert!(!workspace.screen().contains("total is"), "an edit alone runs nothing");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("total is 42");
    workspace.wait_for("(your edit)");
}

fn reject_the_third_step(workspace: &mut super::harness::Workspace) {
    workspace.review(3);
    workspace.press("r");
    workspace.wait_for("why not?");
    workspace.press("keep the files");
    workspace.wait_for("keep the files");
    workspace.press("\r");
    workspace.wait_for("step 3: rejected: keep the files");
    assert!(!workspace.has("deleted"));
}

#[test]
fn the_users_editor_changes_a_proposal_and_a_prompt() {
    let script = "=== reply\n```python\nprint('value', 1)\n```\n=== reply\nDone with it.\n";
    let editor =
        "case $1 in *.py) sed -i s/1/70+7/ \"$1\";; *) echo From outside > \"$1\";; esac\n";
    let mut workspace = Setup::scripted(script)
        .file("editor.sh", editor)
        .env("EDITOR", "sh editor.sh")
        .size(120, 40)
        .start();
    workspace.wait_for("replies is ready");
    workspace.press("\x07");
    workspace.wait_for("From outside");
    workspace.press("\r");
    workspace.review(1);
    workspace.press("E");
    workspace.wait_for("edited, waits for you");
    workspace.wait_for("print('value', 70+7)");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("value 77");
    workspace.wait_for("Done with it.");
}

#[test]
fn an_editor_that_fails_changes_nothing_and_says_so() {
    let script = "=== reply\n```python\nprint('value', 1)\n```\n=== reply\nDone with it.\n";
    let mut workspace = Setup::scripted(script).env("EDITOR", "false").size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("E");
    workspace.wait_for("nothing changed");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("value 1");
    workspace.wait_for("Done with it.");
}
