//! A process that dies takes nothing with it but itself: the workspace says so, and goes on.

use rustix::process::Signal;

use super::harness::{Setup, Workspace, kill};

const WAITS: &str = "\
=== reply
```python
import os, time
kept = 5
print('first step')
```
=== reply
```python
import os, time
print('it', 'waits')
while not os.path.exists('go'):
    time.sleep(0.02)
```
=== reply
```python
print('kept' in globals())
```
=== reply
The conversation goes on.
=== reply
```python
print('alive', 6 * 7)
```
=== reply
The second turn is answered.
";

#[test]
fn a_model_that_is_killed_comes_back_with_one_key_and_the_turn_goes_on() {
    let words: String = (0..40).map(|n| format!("word{n} ")).collect();
    let script = format!(":speed 15\n=== reply\n{words}and the end.\n");
    let mut workspace = Setup::scripted(&script).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.ask("tell");
    workspace.wait_for("word3");
    kill(workspace.member("__model"), Signal::KILL);
    workspace.wait_for("STALLED");
    workspace.wait_for("killed by SIGKILL");
    workspace.wait_for("f5 restarts it");
    assert!(workspace.screen().contains("word3"), "what was written stays");
    workspace.press("\x1b1");
    workspace.wait_for("R restarts it");
    workspace.press("R");
    workspace.wait_for("WRITING");
    workspace.wait_for("and the end.");
    workspace.wait_for("IDLE");
}

#[test]
fn a_model_that_dies_while_nobody_asks_is_told_and_the_next_prompt_starts_it() {
    let mut workspace = Setup::scripted("=== reply\nHello again.\n").size(120, 40).start();
    workspace.wait_for("replies is ready");
    kill(workspace.member("__model"), Signal::KILL);
    workspace.wait_for("MODEL GONE");
    workspace.wait_for("f5 restarts it");
    workspace.press("\x12");
    workspace.wait_for("IDLE");
    workspace.ask("hello?");
    workspace.wait_for("Hello again.");
}

fn second_step_runs() -> Workspace {
    let mut workspace = Setup::scripted(WAITS).size(120, 44).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go on");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("step 1: ok");
    workspace.review(2);
    workspace.press("a");
    workspace.wait_for("it waits");
    workspace
}

/// The step is over, the model hears of it, and the next step runs in a fresh kernel.
fn goes_on(workspace: &mut Workspace) {
    workspace.wait_for("step 2: the kernel died");
    workspace.review(3);
    workspace.press("a");
    workspace.wait_for("False");
    workspace.wait_for("The conversation goes on.");
    workspace.wait_for("IDLE");
}

#[test]
fn a_python_that_is_killed_while_a_step_runs_ends_that_step_only() {
    let mut workspace = second_step_runs();
    kill(workspace.member("python"), Signal::KILL);
    goes_on(&mut workspace);
}

#[test]
fn a_runner_that_is_killed_while_a_step_runs_ends_that_step_only() {
    let mut workspace = second_step_runs();
    let python = workspace.member("python");
    kill(workspace.member("__kernel"), Signal::KILL);
    workspace.wait_for("step 2: the kernel died");
    for _ in 0..50 {
        if workspace.family().iter().all(|(pid, _)| *pid != python) {
            break;
        }
        workspace.let_pass(20);
    }
    let family = workspace.family();
    assert!(family.iter().all(|(pid, _)| *pid != python), "left behind: {family:?}");
    goes_on(&mut workspace);
}

fn between_turns() -> Workspace {
    let mut workspace = second_step_runs();
    std::fs::write(workspace.home.path().join("go"), "").expect("go");
    workspace.wait_for("step 2: ok");
    workspace.review(3);
    workspace.press("a");
    workspace.wait_for("The conversation goes on.");
    workspace.wait_for("IDLE");
    workspace
}

fn second_turn_is_answered(workspace: &mut Workspace) {
    if !workspace.screen().contains("ask ━") {
        workspace.press("\x1b4");
    }
    workspace.ask("and now");
    workspace.review(4);
    workspace.press("a");
    workspace.wait_for("alive 42");
    workspace.wait_for("The second turn is answered.");
}

#[test]
fn a_python_that_is_killed_while_idle_is_told_and_another_one_stands_ready() {
    let mut workspace = between_turns();
    let old = workspace.member("python");
    kill(old, Signal::KILL);
    workspace.wait_for("killed by SIGKILL");
    assert_ne!(workspace.member("python"), old);
    second_turn_is_answered(&mut workspace);
}

#[test]
fn a_runner_that_is_killed_while_idle_is_told_and_the_next_step_starts_it() {
    let mut workspace = between_turns();
    kill(workspace.member("__kernel"), Signal::KILL);
    workspace.wait_for("killed by SIGKILL");
    workspace.wait_for("restarts it");
    second_turn_is_answered(&mut workspace);
}
