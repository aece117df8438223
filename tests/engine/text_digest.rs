//! What the model is told of a step.

use ci_tui::engine::digest::{BUDGET, digest};
use ci_tui::engine::{
    Display, Language, Place, Step, StepId, StepResult, StepStatus, TerminalSize, TurnId,
};
use serde_json::json;

fn step(lang: Language, output: &str, status: StepStatus) -> Step {
    let output = json!({"head": output, "tail": "", "omitted": 0, "total": output.len()});
    Step {
        id: StepId(3),
        turn: TurnId(1),
        number: 1,
        lang,
        proposed: String::new(),
        written: None,
        code: String::new(),
        doubts: vec![],
        place: Place::Kernel,
        decision: None,
        output: serde_json::from_value(output).expect("an output"),
        displays: Vec::new(),
        result: Some(StepResult {
            status,
            result: None,
            error: None,
            traceback: None,
            cwd: None,
            duration_ms: 10_000.0,
        }),
        told: None,
        author: ci_tui::engine::Author::Model,
    }
}

fn with(change: impl FnOnce(&mut Step)) -> String {
    let mut step = step(Language::Python, "", StepStatus::Ok);
    change(&mut step);
    digest(&step, BUDGET)
}

fn result(step: &mut Step) -> &mut StepResult {
    step.result.as_mut().expect("a result")
}

#[test]
fn a_short_output_is_told_as_it_was_printed() {
    let step = step(Language::Bash, "\x1b[31ma\x1b[0m\n\r50%\r100%\n", StepStatus::Ok);
    assert_eq!(digest(&step, BUDGET), "a\n100%");
}

#[test]
fn every_ending_is_told_in_words() {
    let told = [
        with(|_| {}),
        with(|step| result(step).result = Some("42".to_owned())),
        with(|step| result(step).result = Some("   a\n0  1".to_owned())),
        with(|step| {
            result(step).status = StepStatus::Error;
            result(step).error = Some("NameError: x".to_owned());
            result(step).traceback = Some("Traceback:\nNameError: x\n".to_owned());
        }),
        with(|step| {
            result(step).status = StepStatus::Error;
            result(step).error = Some("exit status 3".to_owned());
        }),
        with(|step| result(step).status = StepStatus::Interrupted),
        with(|step| result(step).status = StepStatus::Timeout),
        with(|step| {
            result(step).status = StepStatus::Died;
            result(step).error = Some("killed by signal 9".to_owned());
        }),
        with(|step| {
            let display = |mime: &str| Display { mime: mime.to_owned(), path: String::new() };
            step.displays = vec![display("image/png"), display("image/png"), display("text/html")];
        }),
    ];
    let want = [
        "(no output) Nothing was printed: print() the values that matter.",
        "Result: 42",
        "Result:\n   a\n0  1",
        "Traceback:\nNameError: x",
        "(no output)\n[exit status 3]",
        "(no output)\n[interrupted by the user after 10 s]",
        "(no output)\n[timed out after 10 s: stopped by the time limit]",
        "(no output)\n[the Python kernel died (killed by signal 9): its variables are lost]",
        "(no output)\n[2 figures and a table were shown to the user]",
    ];
    assert_eq!(told, want);
}

#[test]
fn the_middle_of_a_long_output_is_counted_and_the_end_is_favoured() {
    let lines = (1..=20_000).fold(String::new(), |text, n| text + &format!("line {n}\n"));
    let told = digest(&step(Language::Python, &lines, StepStatus::Ok), BUDGET);
    assert!(told.len() <= BUDGET + 80, "{}", told.len());
    let (head, rest) = told.split_once("\n[… ").expect("a marker");
    let (marker, tail) = rest.split_once(" …]\n").expect("an end of the marker");
    assert!(head.starts_with("line 1\nline 2\n") && tail.ends_with("\nline 20000"));
    assert!(head.len() > BUDGET / 3 && tail.len() > BUDGET / 2);
    let kept = head.lines().count() + tail.lines().count();
    let left: String = marker.split(" lines").next().expect("a number").replace(',', "");
    assert_eq!(kept + left.parse::<usize>().expect("a number"), 20_000);
}

#[test]
fn repeated_lines_are_folded_before_anything_is_left_out() {
    let text = format!("start\n{}end\nend\n", "warning: slow\n".repeat(500));
    let told = digest(&step(Language::Python, &text, StepStatus::Ok), 200);
    assert_eq!(told, "start\nwarning: slow × 500\nend\nend");
}

#[test]
fn an_error_is_whole_even_when_the_budget_is_small() {
    let traceback = format!("Traceback:\n{}ValueError: bad", "  at x\n  at y\n".repeat(100));
    let mut step = step(Language::Python, &"noise 1\nnoise 2\n".repeat(5_000), StepStatus::Error);
    result(&mut step).traceback = Some(traceback.clone());
    assert!(digest(&step, 512).ends_with(&traceback));
}

#[test]
fn what_the_store_dropped_counts_as_left_out() {
    let mut step = step(Language::Python, "", StepStatus::Ok);
    let output = json!({"head": "a\nb\n", "tail": "cut line\ny\nz\n", "omitted": 1_234_567, "total": 1_234_584});
    step.output = serde_json::from_value(output).expect("an output");
    assert_eq!(digest(&step, BUDGET), "a\nb\n[… 1.2 MB left out …]\ny\nz");
}

#[test]
fn one_endless_line_keeps_its_beginning_and_end() {
    let told = digest(&step(Language::Python, &"0123456789 ".repeat(300), StepStatus::Ok), 1_200);
    assert!(
        told.len() < 600 && told.starts_with("0123456789 ") && told.contains(" kB …] "),
        "{told}"
    );
}

#[test]
fn a_full_screen_program_is_told_in_a_line() {
    let vim = format!(
        "\x1b[?1049h\x1b[22;0;0t\x1b[H\x1b[2Jtext of a file\r\n{}\x1b[?1049l",
        "~\r\n".repeat(20)
    );
    let printed = format!("before\r\n{vim}after\r\n");
    let mut step = step(Language::Bash, &printed, StepStatus::Ok);
    step.place = Place::Terminal(TerminalSize { columns: 80, rows: 24 });
    assert_eq!(
        digest(&step, BUDGET),
        "before\n[a full-screen program ran here; what it showed is not kept]\nafter\n\
         [the user ran this at a terminal and used it interactively]"
    );
}

#[test]
fn a_full_screen_program_whose_middle_is_lost_is_no_garbage_either() {
    let told = |head: &str, tail: &str| {
        let mut step = step(Language::Bash, head, StepStatus::Ok);
        let output = json!({"head": head, "tail": tail, "omitted": 900, "total": 1000});
        step.output = serde_json::from_value(output).expect("an output");
        digest(&step, BUDGET)
    };
    let begun = "before\r\n\x1b[?1049h\x1b[Hdrawing";
    let ended = told(begun, "\r\n\x1b[3;4Hdrawing\x1b[?1049l\r\nafter\r\n");
    assert!(ended.contains("before") && ended.contains("after"), "{ended}");
    assert!(!ended.contains("drawing"), "{ended}");
    let killed = told(begun, "\r\n\x1b[3;4Hdrawing\r\nmore of it");
    assert!(!killed.contains("drawing") && !killed.contains("more"), "{killed}");
    let begun_in_the_middle = told("before\r\n", "\r\ndrawing\x1b[?1049l\r\nafter\r\n");
    assert!(!begun_in_the_middle.contains("drawing"), "{begun_in_the_middle}");
}
