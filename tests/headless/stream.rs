//! A whole run with a scripted model and real kernels: the stream, the words, the exit codes.

use std::io::{BufRead as _, BufReader, Read as _};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::home::{Ended, Home, ended};

const COMPUTES: &str =
    "=== reply\nLet me compute.\n```python\nprint(6 * 7)\n```\n=== reply\nIt is 42.\n";

/// Runs a prompt with a scripted model.
fn run(script: &str, args: &[&str]) -> Ended {
    let home = Home::new();
    let script = Home::write(&home.project().join("script.txt"), script);
    let model = format!("scripted:{}", script.display());
    ended(home.command(&[&["run", "What is 6 times 7?", "-m", &model], args].concat()))
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn of<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

#[test]
fn a_run_is_told_as_one_object_a_line() {
    let Ended { code, out, err } = run(COMPUTES, &["--approve", "all", "--format", "json"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let lines = lines(&out);
    assert!(lines.iter().all(|line| line["v"] == 1), "{out}");
    let kinds: Vec<&str> = lines.iter().filter_map(|line| line["type"].as_str()).collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&"session"), Some(&"end")));
    assert_eq!(of(&lines, "prompt")[0]["text"], "What is 6 times 7?");
    let step = of(&lines, "step")[0];
    assert_eq!(
        (&step["n"], &step["lang"], &step["code"]),
        (&1.into(), &"python".into(), &"print(6 * 7)".into())
    );
    let decision = of(&lines, "decision")[0];
    assert_eq!((&decision["by"], &decision["verdict"]), (&"policy".into(), &"approved".into()));
    let output: String =
        of(&lines, "output").iter().filter_map(|line| line["text"].as_str()).collect();
    assert_eq!(output, "42\n");
    assert_eq!(of(&lines, "result")[0]["status"], "ok");
    assert_eq!(of(&lines, "stats").len(), 2);
    let end = of(&lines, "end")[0];
    assert_eq!(
        (&end["reason"], &end["answer"], &end["steps"]),
        (&"answered".into(), &"It is 42.".into(), &1.into())
    );
}

#[test]
fn a_run_reads_well_as_text() {
    let Ended { code, out, err } = run(COMPUTES, &["--approve", "all"]);
    assert_eq!(
        out,
        "Let me compute.\n── step 1 · python ──\nprint(6 * 7)\n── output of step 1 ──\n  42\n\nIt is 42.\n"
    );
    assert_eq!((code, err.as_str()), (Some(0), ""));
}

#[test]
fn without_approval_no_step_runs() {
    let Ended { code, out, err } = run(COMPUTES, &[]);
    assert!(out.ends_with("── step 1 · python ──\nprint(6 * 7)\n"), "{out}");
    assert!(err.contains("the step was not run; with --approve all"), "{err}");
    assert_eq!(code, Some(4));
}

#[test]
fn a_limit_of_steps_ends_with_3_and_a_missing_model_with_1() {
    let again = "=== reply\n```python\nprint(1)\n```\n=== reply\n```python\nprint(2)\n```\n";
    let ended = run(again, &["--approve", "all", "--max-steps", "1", "--format", "json"]);
    assert_eq!(of(&lines(&ended.out), "end")[0]["reason"], "max_steps", "{}", ended.out);
    assert_eq!(ended.code, Some(3));
    let home = Home::new();
    let failed = home.run(&["run", "hi", "-m", "scripted:none.txt"]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(failed.err.contains("none.txt"), "{failed:?}");
}

#[test]
fn an_interrupt_ends_the_turn_with_130_and_leaves_nothing_running() {
    let home = Home::new();
    let script = Home::write(
        &home.project().join("script.txt"),
        "=== reply\n```python\nimport os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)\n```\n",
    );
    let model = format!("scripted:{}", script.display());
    let args = ["run", "wait", "-m", &model, "--approve", "all", "--format", "json"];
    let mut child = home.command(&args).spawn().expect("start");
    let mut reader = BufReader::new(child.stdout.take().expect("stdout"));
    let kernel = loop {
        let mut line = String::new();
        assert_ne!(reader.read_line(&mut line).expect("read"), 0, "ended early");
        let line: Value = serde_json::from_str(&line).expect("JSON");
        if line["type"] == "output" {
            let pid = line["text"].as_str().expect("text").trim().parse().expect("a pid");
            break Pid::from_raw(pid).expect("a pid");
        }
    };
    kill_process(Pid::from_child(&child), Signal::INT).expect("interrupt");
    let mut rest = String::new();
    reader.read_to_string(&mut rest).expect("read");
    assert_eq!(of(&lines(&rest), "end")[0]["reason"], "interrupted", "{rest}");
    assert_eq!(child.wait().expect("wait").code(), Some(130));
    assert!(rustix::process::test_kill_process(kernel).is_err(), "the kernel lives on");
}

#[test]
fn a_run_is_found_among_the_sessions() {
    let home = Home::new();
    let script = Home::write(&home.project().join("script.txt"), COMPUTES);
    let model = format!("scripted:{}", script.display());
    assert_eq!(home.run(&["run", "hi there", "-m", &model, "--approve", "all"]).code, Some(0));
    let listed = home.run(&["sessions", "list", "--json"]).out;
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!((&listed[0]["prompt"], &listed[0]["steps"]), (&"hi there".into(), &1.into()));
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let home = Home::new();
    let script = Home::write(&home.project().join("script.txt"), "=== reply endless\nand on\n");
    let model = format!("scripted:{}", script.display());
    let (reader, writer) = std::io::pipe().expect("pipe");
    let mut command = home.command(&["run", "hi", "-m", &model]);
    command.stdout(writer);
    drop(reader);
    assert_eq!(ended(command), Ended { code: Some(1), out: String::new(), err: String::new() });
}
