//! `--plain` on pipes: lines in, lines out, the same approvals; nothing that a terminal would obey.

use std::fs::File;

use super::home::{Ended, Home, ended};

const TWICE: &str = "\
=== reply
Let me compute it. It is *simple*:
```python
kept = 6 * 7
print('value', kept)
open('ran', 'a').write('x')
kept
```
=== reply
The answer is 42.
";

/// What comes of these lines, typed with this script of replies.
fn says(home: &Home, script: &str, lines: &str, args: &[&str]) -> Ended {
    Home::write(&home.project().join("replies"), script);
    let input = Home::write(&home.project().join("input"), lines);
    let mut command = home.command(&[&["--plain", "-m", "scripted:replies"], args].concat());
    command.stdin(File::open(input).expect("input"));
    let ended = ended(command);
    assert!(!ended.out.contains('\x1b') && !ended.out.contains('\r'), "{:?}", ended.out);
    assert!(!ended.out.contains(['│', '─', '┌', '…', '·']), "nothing is drawn: {}", ended.out);
    ended
}

#[test]
fn a_prompt_and_a_letter_are_a_conversation() {
    let home = Home::new();
    let Ended { code, out, err } = says(&home, TWICE, "what is it?\na\n", &[]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let expected = "\
Loading replies.
replies is ready.
You: what is it?
Assistant: Let me compute it. It is *simple*:
Step 1, python, code to review:
1  kept = 6 * 7
2  print('value', kept)
3  open('ran', 'a').write('x')
4  kept
approve (a), edit (e), reject (r), all of this turn (A), show (s), help (?): a
Step 1 runs.
Output of step 1:
  value 42
Result: 42
";
    assert!(out.starts_with(expected), "{out}");
    assert!(out.contains("\nStep 1 ended: ok, "), "{out}");
    assert!(out.contains("\nAssistant: The answer is 42.\n"), "{out}");
    assert!(home.project().join("ran").exists());
}

#[test]
fn nothing_but_its_letter_runs_a_step_and_an_end_of_input_runs_none() {
    let home = Home::new();
    let lines = "what is it?\n\n \nyes\na b\nenter\napprove now\n?\ns\n";
    let Ended { code, out, .. } = says(&home, TWICE, lines, &[]);
    assert_eq!(code, Some(4), "{out}");
    assert!(!home.project().join("ran").exists());
    assert_eq!(out.matches("Not understood; nothing was run.").count(), 6, "{out}");
    assert!(out.contains("a  run this code\nA  run it, and every later step"), "{out}");
    assert!(out.contains("No more input: step 1 was not run."), "{out}");
}

#[test]
fn a_rejection_carries_its_reason_and_the_turn_goes_on() {
    let home = Home::new();
    for lines in ["what?\nr wrong column\n", "what?\nr\nwrong column\n"] {
        let Ended { code, out, .. } = says(&home, TWICE, lines, &[]);
        assert_eq!(code, Some(0), "{out}");
        assert!(out.contains("Step 1 is not run."), "{out}");
        assert!(out.contains("The answer is 42."), "{out}");
        assert!(!home.project().join("ran").exists());
    }
    let sessions = home.paths().sessions();
    let journals = std::fs::read_dir(sessions).expect("sessions").flatten();
    for journal in journals.filter(|file| file.path().extension().is_some_and(|it| it == "jsonl")) {
        let text = std::fs::read_to_string(journal.path()).expect("journal");
        assert!(text.contains("wrong column"), "{text}");
    }
}

#[test]
fn code_is_changed_line_by_line_and_still_waits() {
    let home = Home::new();
    let lines = "what?\ne\n1 kept = 1\n-3\n+0 import os\n.\ns\na\n";
    let Ended { code, out, .. } = says(&home, TWICE, lines, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("Step 1, python, your code:\n1  import os\n2  kept = 1\n"), "{out}");
    assert!(out.contains("Step 1 runs as you changed it."), "{out}");
    assert!(out.contains("  value 1\nResult: 1\n"), "{out}");
    assert!(!home.project().join("ran").exists(), "the line that wrote it is gone");
}

#[test]
fn a_program_that_asks_gets_the_next_line_and_a_secret_is_not_repeated() {
    let home = Home::new();
    let script = "\
=== reply
```python
import getpass
name = input('Name? ')
word = getpass.getpass('Word? ')
print(name.upper(), len(word))
```
=== reply
Over.
";
    let Ended { code, out, .. } = says(&home, script, "go\na\nada\nhush\n", &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("Step 1 asks: Name? ada\n"), "{out}");
    assert!(out.contains("ADA 4"), "{out}");
    assert!(!out.contains("hush"), "{out}");
}

#[test]
fn all_of_a_turn_is_approved_by_one_letter_and_prompts_may_have_lines() {
    let home = Home::new();
    let script = "\
=== reply
```python
print('one')
```
=== reply
```bash
echo two
```
=== reply
Done.
";
    let Ended { code, out, .. } = says(&home, script, "first \\\nand second\nA\n", &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("You: first \\\nmore: and second\n"), "{out}");
    assert!(out.contains("Step 2, bash, code that runs without asking:\n1  echo two\n"), "{out}");
    assert!(out.contains("  two\n"), "{out}");
}

#[test]
fn commands_stand_behind_a_slash() {
    let home = Home::new();
    let lines = "/show\n/help\n/model\n/nonsense\nwhat?\na\n/reset\n/show\n/quit\nnever asked\n";
    let Ended { code, out, .. } = says(&home, TWICE, lines, &[]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("There is no step yet."), "{out}");
    assert!(out.contains("/quit  the end"), "{out}");
    assert!(out.contains("The model is replies;"), "{out}");
    assert!(out.contains("There is no /nonsense;"), "{out}");
    assert!(out.contains("The kernels start afresh"), "{out}");
    assert!(!out.contains("never asked"), "{out}");
}

#[test]
fn it_speaks_the_users_language_and_hides_nothing_in_code() {
    let home = Home::new();
    home.user_config("[ui]\nlanguage = \"es\"\nplain = true\n");
    let script = "=== reply\n```python\nx = 1 # \u{202e}esrever\n```\n=== reply\nFin.\n";
    let Ended { out, .. } = says(&home, script, "hola\nr\n\n", &[]);
    assert!(out.contains("Tú: hola\n"), "{out}");
    assert!(out.contains("1  x = 1 # <U+202E>esrever"), "{out}");
    assert!(out.contains("aprobar (a), editar (e)"), "{out}");
}

#[test]
fn a_session_is_taken_up_again_with_its_last_words() {
    let home = Home::new();
    says(&home, TWICE, "what is it?\na\n", &[]);
    let Ended { code, out, .. } = says(&home, TWICE, "", &["--resume"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("You: what is it?\nAssistant: The answer is 42.\n"), "{out}");
}

#[test]
fn a_flood_reaches_a_pipe_in_full() {
    let home = Home::new();
    let script =
        "=== reply\n```python\nfor n in range(5000): print('line', n)\n```\n=== reply\nOver.\n";
    let Ended { out, .. } = says(&home, script, "go\na\n", &[]);
    assert_eq!(out.lines().filter(|line| line.starts_with("  line ")).count(), 5000);
}
