//! The variables view, another Python and the last question, in the real program.

use super::harness::{Setup, kill};

const TWO_STEPS: &str = "\
:speed 400
=== reply
```python
rows = [{'day': n} for n in range(40)]
print('made')
```
=== reply
```python
total = sum(row['day'] for row in rows)
print('summed')
```
=== reply
All done.
";

#[test]
fn the_variables_are_listed_filtered_and_unfolded() {
    let mut workspace = Setup::scripted(TWO_STEPS).start();
    workspace.wait_for("replies is ready");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.review(2);
    workspace.press("\x1b5");
    workspace.wait_for("1 in all, 1 changed by the last step");
    workspace.press("\x1b");
    workspace.wait_without("in all");
    workspace.let_pass(600);
    workspace.press("a");
    workspace.wait_for("All done.");
    workspace.press("\x1b5");
    workspace.wait_for("2 in all, 1 changed by the last step");
    workspace.wait_until("what has changed", |screen| {
        screen.contains("* total") && screen.contains("780")
    });
    workspace.press("/");
    workspace.wait_without("2 in all");
    workspace.press("row");
    workspace.wait_without("* total");
    workspace.press("\r");
    workspace.wait_for("/row · 1 of them");
    workspace.press("\r");
    workspace.wait_for("[3] {'day': 3}");
    workspace.press("G");
    workspace.wait_for("[39] {'day': 39}");
    workspace.press("\x1b");
    workspace.wait_for("/row · 1 of them");
}

/// Another Python than that of `python3`, with its version.
fn other_python() -> Option<(String, String)> {
    let version = |program: &str| {
        let told = std::process::Command::new(program).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&told.stdout).into_owned();
        text.trim().strip_prefix("Python ").map(str::to_owned)
    };
    let first = version("python3")?;
    let home = std::env::var("HOME").unwrap_or_default();
    let pyenv =
        std::fs::read_dir(format!("{home}/.pyenv/versions")).into_iter().flatten().flatten();
    let found = pyenv.map(|entry| entry.path().join("bin/python3").display().to_string());
    let mut all = found.chain(["/usr/bin/python3".into(), "/usr/local/bin/python3".into()]);
    let fits = |version: &String| {
        let minor =
            version.strip_prefix("3.").and_then(|rest| rest.split('.').next()?.parse().ok());
        *version != first && minor.is_some_and(|minor: u32| minor >= 8)
    };
    all.find_map(|program| version(&program).filter(fits).map(|version| (program, version)))
}

#[test]
fn another_python_is_used_once_it_answers_and_a_wrong_one_changes_nothing() {
    let Some((python, version)) = other_python() else {
        println!("skipped: there is one Python here");
        return;
    };
    let script = "=== reply\n```python\nimport sys; kept = 1\nprint('ran', sys.version.split()[0])\n```\n=== reply\nFine.\n";
    let mut workspace =
        Setup::scripted(&format!(":at-end loop\n:speed 400\n{script}")).size(120, 40).start();
    workspace.wait_for("replies is ready");
    workspace.press(":python\r");
    workspace.wait_for("The first step will start Python");
    workspace.ask("go");
    workspace.review(1);
    workspace.press("a");
    workspace.wait_for("Fine.");
    workspace.press("\x1b4:python /nowhere/python\r");
    workspace.wait_for("`/nowhere/python` is not a program");
    workspace.press("\x1b5");
    workspace.wait_for("1 in all");
    workspace.press("\x1b");
    workspace.wait_without("1 in all");
    workspace.press(&format!(":python {python}\r"));
    workspace.wait_for(&format!("Steps run in Python {version} from now on"));
    workspace.press("\x1b5");
    workspace.wait_for("no variables yet");
    workspace.wait_for(&format!("Python {version}, "));
    workspace.press("\x1b");
    workspace.wait_without("no variables yet");
    workspace.ask("again");
    workspace.review(2);
    workspace.press("a");
    workspace.wait_for(&format!("ran {version}"));
}

#[test]
fn a_word_behind_a_colon_never_reaches_the_model() {
    let mut workspace = Setup::scripted("=== reply\nI was asked.\n").start();
    workspace.wait_for("replies is ready");
    workspace.press(":frobnicate now\r");
    workspace.wait_for("`:frobnicate` is no command");
    workspace.let_pass(300);
    assert!(!workspace.screen().contains("I was asked"));
    workspace.press("\x15::so\r");
    workspace.wait_for("I was asked.");
    assert!(workspace.screen().contains("› :so"), "{}", workspace.screen());
    kill(workspace.pid(), rustix::process::Signal::TERM);
    assert_eq!(workspace.end().0, 143);
}
