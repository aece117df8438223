//! `ci-tui run` on a real file with a real model.

use serde_json::Value;

use super::sales;
use crate::support;

#[test]
fn both_numbers_come_from_real_output_and_the_event_stream_is_valid() {
    support::fetch("qwen2.5-coder-1.5b");
    let (home, folder) = (tempfile::tempdir().expect("home"), tempfile::tempdir().expect("folder"));
    let truth = sales::write(folder.path());
    let run = support::ci_tui(home.path())
        .args([
            "run",
            "-m",
            "qwen2.5-coder-1.5b",
            "--approve",
            "all",
            "--temperature",
            "0",
            "--format",
            "json",
            "-C",
        ])
        .arg(folder.path())
        .arg(sales::QUESTION)
        .output()
        .expect("the binary starts");
    let (stdout, stderr) =
        (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert_eq!(run.status.code(), Some(0), "{stdout}\n{stderr}");
    let events: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert!(events.iter().all(|event| event["v"] == 1), "{stdout}");
    let kinds: Vec<_> =
        events.iter().map(|event| event["type"].as_str().expect("a type")).collect();
    assert_eq!(
        (kinds[0], kinds[1], kinds[kinds.len() - 1]),
        ("session", "prompt", "end"),
        "{stdout}"
    );
    for kind in ["text", "step", "decision", "result", "stats"] {
        assert!(kinds.contains(&kind), "no {kind} in {stdout}");
    }
    let end = events.last().expect("an end");
    assert_eq!(end["reason"], "answered", "{stdout}");
    let answer = end["answer"].as_str().expect("an answer");
    let text = |kind: &str, field: &str| -> String {
        events
            .iter()
            .filter(|event| event["type"] == kind)
            .filter_map(|event| event[field].as_str())
            .collect()
    };
    let output = text("output", "text") + &text("result", "result");
    for number in [&truth.rows, &truth.mean] {
        assert!(
            answer.contains(number.as_str()),
            "{number} is not in the answer: {answer}\n{stdout}"
        );
        assert!(output.contains(number.as_str()), "{number} was never printed: {output}\n{stdout}");
    }
}
