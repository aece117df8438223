//! Evaluations with scripted models and real kernels: the score, the table, the record, the cases of a session.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::home::{Ended, Home};

/// Right and grounded, right out of nowhere, and wrong.
const THREE: &str = r#"{"id":"product","prompt":"What is 6 times 7? Answer as @product[n].","files":["data/a.csv"],"answer":[["product","42.0"]],"level":"easy"}

{"id":"capital","prompt":"What is the capital of Norway? Answer as @city[name].","files":[],"answer":[["city","oslo"]]}
{"id":"wrong","prompt":"Name a colour. Answer as @colour[name].","answer":[["colour","red"],["shade","dark"]]}
"#;

const ANSWERS: &str = "\
=== reply if \"6 times 7\"
```python
import os
x = 6 * 7
print(x, os.listdir())
```
=== reply if \"42 [\"
It is @product[42].
=== reply if \"Norway\"
It is @city[Oslo].
=== reply if \"colour\"
It is @colour[blue].
";

/// A home with a file of cases, its data, and a model that answers them.
fn home(cases: &str, script: &str) -> (Home, String) {
    let home = Home::new();
    Home::write(&home.project().join("cases.jsonl"), cases);
    Home::write(&home.project().join("data/a.csv"), "n\n1\n");
    let model = model(&home, "model", script);
    (home, model)
}

fn model(home: &Home, name: &str, script: &str) -> String {
    let script = Home::write(&home.project().join(name).with_extension("script"), script);
    format!("scripted:{}", script.display())
}

fn record(home: &Home) -> Value {
    let text = std::fs::read_to_string(home.project().join("out.json")).expect("a record");
    serde_json::from_str(&text).expect("JSON")
}

/// What a wrong file of cases is answered with.
fn refused(cases: &str, args: &[&str]) -> String {
    let (home, model) = home(cases, ANSWERS);
    let Ended { code, out, err } =
        home.run(&[&["eval", "cases.jsonl", "-m", &model], args].concat());
    assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
    assert!(err.starts_with("ci-tui: ") && err.lines().count() == 1, "{err}");
    err.trim_start_matches("ci-tui: ").trim_end().to_owned()
}

#[test]
fn a_table_tells_what_is_right_what_was_computed_and_what_was_missed() {
    let (home, model) = home(THREE, ANSWERS);
    let Ended { code, out, err } =
        home.run(&["eval", "cases.jsonl", "-m", &model, "--json", "out.json"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let rows: Vec<Vec<&str>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[1], ["case", "result", "grounded", "steps", "tokens", "seconds"]);
    assert_eq!(
        (&rows[2][..4], &rows[3][..4]),
        (&["product", "ok", "yes", "1"][..], &["capital", "ok", "no", "0"][..])
    );
    assert_eq!(&rows[4][..4], ["wrong", "miss", "no", "0"]);
    assert!(out.contains("colour: got blue, expected red; shade: got nothing, expected dark\n"));
    assert!(out.contains("right     2 of 3\ngrounded  1 of 2\nseconds   median "), "{out}");
    assert!(!out.contains('\u{1b}'), "no escape goes into a pipe: {out:?}");
    let record = record(&home);
    assert_eq!((&record["v"], &record["interrupted"]), (&json!(1), &json!(false)));
    assert!(record["machine"]["cores"].is_number(), "{record}");
    let run = &record["runs"][0];
    assert_eq!(run["settings"]["model"], model);
    assert_eq!((&run["totals"]["right"], &run["totals"]["grounded"]), (&json!(2), &json!(1)));
    let case = &run["cases"][0];
    assert_eq!(
        (&case["id"], &case["end"], &case["steps"]),
        (&json!("product"), &json!("answered"), &json!(1))
    );
    assert_eq!(case["expected"], json!({"answer": [["product", "42.0"]]}));
    assert_eq!(
        (&case["answer"], &case["output"]),
        (&json!("It is @product[42]."), &json!("42 ['a.csv']\n"))
    );
    let replies = case["replies"].as_array().expect("replies");
    assert!(
        replies[0]["text"].as_str().expect("text").starts_with("```python\nimport os\n"),
        "{case}"
    );
    let stops: Vec<_> = replies.iter().map(|reply| &reply["stop"]).collect();
    assert_eq!(stops, ["fence_closed", "end_of_text"]);
    assert_eq!(
        (&case["code"][0]["lang"], &case["code"][0]["status"]),
        (&json!("python"), &json!("ok"))
    );
    assert!(home.run(&["sessions", "list"]).out.is_empty(), "cases are no sessions");
}

#[test]
fn each_case_has_a_fresh_kernel_and_one_model_process_answers_all() {
    let cases = "{\"id\":\"a\",\"prompt\":\"one\",\"answer\":[[\"x\",\"1\"]]}\n\
                 {\"id\":\"b\",\"prompt\":\"two\",\"answer\":[[\"x\",\"none\"]]}\n";
    // Replies in order: a process of its own would begin from the first again.
    let script = "=== reply\n```python\nx = 1\nprint(x)\n```\n=== reply\n@x[1]\n\
                  === reply\n```python\nprint(globals().get('x', 'none'))\n```\n=== reply\n@x[none]\n";
    let (home, model) = home(cases, script);
    let ended = home.run(&["eval", "cases.jsonl", "-m", &model]);
    assert!(ended.out.contains("right     2 of 2\ngrounded  2 of 2\n"), "{ended:?}");
}

#[test]
fn a_case_that_takes_too_long_is_stopped_and_the_next_one_runs() {
    let (home, model) =
        home(THREE, &ANSWERS.replace("print(x, os.listdir())", "import time; time.sleep(600)"));
    let ended = home.run(&["eval", "cases.jsonl", "-m", &model, "--timeout-s", "1"]);
    assert!(
        ended.out.contains("(limit of time); product: got nothing, expected 42.0"),
        "{ended:?}"
    );
    assert!(ended.out.contains("right     1 of 3\n"), "{ended:?}");
    let ended =
        home.run(&["eval", "cases.jsonl", "-m", &model, "--only", "capital,wr", "--limit", "1"]);
    assert!(ended.out.contains("right     1 of 1\n"), "{ended:?}");
}

#[test]
fn what_is_no_case_is_named_by_its_line() {
    let bad = |line: &str| refused(&format!("{THREE}{line}\n"), &[]);
    assert_eq!(
        bad("{\"id\":\"x\"}"),
        "cases.jsonl, line 5: this is no case: missing field `prompt`; a case is {\"id\", \"prompt\", \"files\": [path], \"answer\": [[name, value]]}"
    );
    assert!(bad("not JSON").starts_with("cases.jsonl, line 5: this is no case: expected ident"));
    assert_eq!(
        bad(r#"{"id":"wrong","prompt":"p","answer":[["a","1"]]}"#),
        "cases.jsonl, line 5: the id wrong is already that of line 4; give each case its own"
    );
    assert!(
        bad(r#"{"id":"x","prompt":"p","answer":[]}"#)
            .contains("line 5: x has nothing to be checked by")
    );
    let missing = bad(r#"{"id":"x","prompt":"p","files":["data/b.csv"],"answer":[["a","1"]]}"#);
    assert_eq!(missing, "data/b.csv of the case x: No such file or directory (os error 2)");
    assert_eq!(refused("\n", &[]), "cases.jsonl holds no case");
    assert_eq!(refused(THREE, &["--only", "x"]), "--only x: no case has an id that holds it");
    assert!(
        refused(THREE, &["--compare", "no.json"])
            .starts_with("--compare no.json: cannot be read: ")
    );
    assert!(
        refused(THREE, &["--timeout-s", "0"])
            .starts_with("invalid value '0' for '--timeout-s <S>'")
    );
    let missing = Home::new().run(&["eval", "none.jsonl"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""), "{missing:?}");
    assert!(
        missing.err.starts_with("ci-tui: cannot read the cases of none.jsonl: "),
        "{missing:?}"
    );
}

#[test]
fn a_model_is_shown_beside_an_earlier_result_and_another_model() {
    let (home, model) = home(THREE, ANSWERS);
    let earlier =
        home.run(&["eval", "cases.jsonl", "-m", &model, "--json", "old.json", "--limit", "2"]);
    assert_eq!(earlier.code, Some(0), "{earlier:?}");
    let better = self::model(
        &home,
        "better",
        &ANSWERS.replace("@colour[blue]", "@colour[red] @shade[dark]"),
    );
    let args = [
        "eval",
        "cases.jsonl",
        "-m",
        &model,
        "--compare",
        &better,
        "--compare",
        "old.json",
        "--json",
        "out.json",
    ];
    let Ended { code, out, err } = home.run(&args);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let beside = out.split("\n\ncase ").last().expect("the last table");
    let row = |head: &str| {
        let line = beside.lines().find(|line| line.starts_with(head)).expect(head);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        beside.lines().next().expect("heading").split_whitespace().collect::<Vec<_>>(),
        ["model", "better", "old.json"]
    );
    assert!(row("wrong").starts_with("wrong miss steps 0 "), "{beside}");
    assert!(row("wrong").contains(" s ok? steps 0 ") && row("wrong").ends_with(" s -"), "{beside}");
    assert!(beside.contains("\nof the 2 cases that all of them have:\n"), "{beside}");
    assert_eq!(row("right"), "right 2 of 2 2 of 2 2 of 2");
    let record = record(&home);
    let right = |n: usize| &record["runs"][n]["totals"]["right"];
    assert_eq!((right(0), right(1)), (&json!(2), &json!(3)));
}

#[test]
fn prompts_of_a_session_with_their_accepted_answers_are_cases() {
    let (home, model) = home(THREE, ANSWERS);
    let script =
        "=== reply if \"6 times 7\"\n```python\nprint(42)\n```\n=== reply\nAll 1,042 of them.\n";
    let plain = self::model(&home, "plain", script);
    for (prompt, model) in [
        ("What is 6 times 7, as @product[n]?", &model),
        ("Give the capital of Norway.", &model),
        ("Say 6 times 7.", &plain),
    ] {
        let ended = home.run(&["run", prompt, "-m", model, "--approve", "all", "-C", "data"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
    let listed: Value =
        serde_json::from_str(&home.run(&["sessions", "list", "--json"]).out).expect("JSON");
    let mut cases = String::new();
    for session in listed.as_array().expect("sessions") {
        let id = session["id"].as_str().expect("id");
        let Ended { code, out, err } = home.run(&["sessions", "export", id, "--format", "cases"]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let case: Value = serde_json::from_str(out.trim_end()).expect("one case");
        assert_eq!((&case["id"], &case["files"]), (&json!(format!("{id}-1")), &json!([])));
        match case["prompt"].as_str().expect("prompt") {
            "Say 6 times 7." => assert_eq!(case["reply"], "All 1,042 of them."),
            "Give the capital of Norway." => assert_eq!(case["answer"], json!([["city", "Oslo"]])),
            _ => assert_eq!(case["answer"], json!([["product", "42"]])),
        }
        cases.push_str(&out);
    }
    Home::write(&home.project().join("saved.jsonl"), &cases);
    let again = home.run(&["eval", "saved.jsonl", "-m", &plain]);
    assert!(again.out.contains("right     1 of 3\ngrounded  0 of 1\n"), "{again:?}");
    assert!(again.out.contains("city: got nothing, expected Oslo"), "{again:?}");
}

#[test]
fn an_interrupt_tells_what_was_measured_and_leaves_nothing_behind() {
    let (home, model) = home(
        &THREE.lines().rev().collect::<Vec<_>>().join("\n"),
        &ANSWERS.replace(
            "print(x, os.listdir())",
            "open(os.path.expanduser('~/told'), 'w').write(f'{os.getpid()} {os.getcwd()}')\nimport time; time.sleep(600)",
        ),
    );
    let place = home.project().join("../told");
    rustix::fs::mkfifoat(rustix::fs::CWD, &place, Mode::RUSR | Mode::WUSR).expect("a pipe");
    let mut child = home
        .command(&["eval", "cases.jsonl", "-m", &model, "--json", "out.json"])
        .spawn()
        .expect("start");
    let told = read_within_a_minute(&place);
    let (kernel, folder) = told.split_once(' ').expect("a process and its folder");
    kill_process(Pid::from_child(&child), Signal::INT).expect("interrupt");
    let mut out = String::new();
    child.stdout.take().expect("stdout").read_to_string(&mut out).expect("read");
    assert_eq!(child.wait().expect("wait").code(), Some(130), "{out}");
    assert!(out.contains("right     1 of 2\n"), "{out}");
    let kernel = Pid::from_raw(kernel.parse().expect("a pid")).expect("a pid");
    assert!(rustix::process::test_kill_process(kernel).is_err(), "the kernel lives on");
    assert!(!Path::new(folder).exists(), "the folder is left");
    let record = record(&home);
    assert_eq!(
        (&record["interrupted"], &record["runs"][0]["totals"]["cases"]),
        (&json!(true), &json!(2))
    );
}

/// What somebody writes into a named pipe.
fn read_within_a_minute(pipe: &Path) -> String {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK;
    let pipe = rustix::fs::open(pipe, flags, Mode::empty()).expect("open");
    let minute = Timespec { tv_sec: 60, tv_nsec: 0 };
    let ready = poll(&mut [PollFd::new(&pipe, PollFlags::IN)], Some(&minute)).expect("poll");
    assert_eq!(ready, 1, "nobody writes");
    rustix::fs::fcntl_setfl(&pipe, OFlags::empty()).expect("wait from now on");
    let mut text = String::new();
    File::from(pipe).read_to_string(&mut text).expect("read");
    text
}
