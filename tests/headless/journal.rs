//! Sessions on disk: what is written is read again, whatever happened in between.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ci_tui::engine::{
    CheckId, Checked, Command, Doubt, DoubtKind, EndReason, Entry, Event, HardwareSample, Language,
    LoadId, ModelInfo, Phase, Policy, RequestId, Scope, Settings, State, Stats, StepId, StepResult,
    StepStatus, StopCause, Survey, update,
};
use ci_tui::session::{self, Journal};

use super::home::Home;

pub(super) fn settings(id: &str) -> Settings {
    Settings {
        session: id.into(),
        cwd: "/tmp".into(),
        model: Some("scripted:x".into()),
        max_steps: 7,
        ..Settings::default()
    }
}

fn submit(text: &str) -> Event {
    Event::Command { command: Command::Submit { text: text.into() } }
}

/// A turn with one step, as workers and a user would tell it.
pub(super) fn turn() -> Vec<Event> {
    let text = |request, text: &str| Event::TextArrived {
        request: RequestId(request),
        text: text.into(),
        tokens: 1,
    };
    let ended = |request, stop| Event::GenerationEnded {
        request: RequestId(request),
        stop,
        stats: Stats::default(),
    };
    let step = StepId(1);
    let result = StepResult {
        status: StepStatus::Ok,
        result: Some("'42 ü'".into()),
        error: None,
        traceback: None,
        cwd: Some("/tmp".into()),
        duration_ms: 1.5,
    };
    vec![
        Event::FilesListed { survey: Survey::default() },
        submit("What is\n6 × 7?"),
        Event::ModelReady {
            load: LoadId::default(),
            info: ModelInfo { name: "x".into(), ..ModelInfo::default() },
        },
        text(1, "Let me compute.\n```python\n"),
        text(1, "print(6 * 7)\n```\n"),
        ended(1, StopCause::FenceClosed),
        Event::Command {
            command: Command::Approve { step, code: "print(6 * 7)".into(), scope: Scope::Once },
        },
        Event::KernelReady { lang: Language::Python, program: "p".into(), version: "3".into() },
        Event::OutputArrived { step, text: "\u{1b}[31m42\u{1b}[0m\n".into() },
        Event::StepEnded { step, result },
        text(2, "It is 42."),
        ended(2, StopCause::EndOfText),
    ]
}

pub(super) fn write(sessions: &Path, id: &str, events: &[Event]) -> PathBuf {
    let mut journal = Journal::create(sessions, &settings(id));
    for event in events {
        journal.append(event).expect("append");
    }
    sessions.join(format!("{id}.jsonl"))
}

#[test]
fn what_is_written_is_read_again() {
    let home = Home::new();
    let sessions = home.paths().sessions();
    let path = write(&sessions, "s1", &turn());
    let (header, events) = session::read(&path).expect("read");
    assert_eq!((header.id.as_str(), header.cwd.as_str(), header.max_steps), ("s1", "/tmp", 7));
    assert_eq!((header.model.as_str(), header.policy), ("scripted:x", Policy::Ask));
    assert_eq!(events, turn());
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&sessions)), (0o600, 0o700));
    let first = fs::read_to_string(&path).expect("read");
    assert!(
        first.starts_with("{\"v\":1,\"type\":\"session\",\"id\":\"s1\",\"created\":\"20"),
        "{first}"
    );
}

#[test]
fn a_session_without_a_prompt_leaves_no_file() {
    let home = Home::new();
    let sessions = home.paths().sessions();
    let loading = Event::ModelLoading { load: LoadId::default(), model: "m".into() };
    let path = write(
        &sessions,
        "s1",
        &[loading.clone(), Event::FilesListed { survey: Survey::default() }],
    );
    assert!(!path.exists());
    let path = write(&sessions, "s2", &[loading.clone(), submit("hi")]);
    assert_eq!(session::read(&path).expect("read").1, [loading, submit("hi")]);
}

#[test]
fn gauges_and_answers_are_not_written_down() {
    let home = Home::new();
    let secret = Command::AnswerInput { step: StepId(1), text: Some("hunter2".into()) };
    let events = [
        submit("hi"),
        Event::HardwareSampled { sample: HardwareSample::default() },
        Event::Command { command: secret },
    ];
    let path = write(&home.paths().sessions(), "s1", &events);
    let text = fs::read_to_string(&path).expect("read");
    assert!(!text.contains("hunter2") && !text.contains("hardware"), "{text}");
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn a_flood_is_counted_beyond_256_kib() {
    let home = Home::new();
    let piece = "x".repeat(100 * 1024);
    let step = StepId(1);
    let mut events = vec![submit("hi")];
    events.resize(6, Event::OutputArrived { step, text: piece.clone() });
    let path = write(&home.paths().sessions(), "s1", &events);
    let (_, read) = session::read(&path).expect("read");
    let kept = Event::OutputArrived { step, text: piece };
    let counted = Event::OutputOmitted { step, bytes: 100 * 1024 };
    assert_eq!(read[1..], [kept.clone(), kept, counted.clone(), counted.clone(), counted]);
}

#[test]
fn a_torn_last_line_is_left_out_and_a_damaged_header_is_an_error() {
    let home = Home::new();
    let path = write(&home.paths().sessions(), "s1", &turn());
    let whole = fs::read(&path).expect("read");
    let all = turn().len();
    // Every cut within the last three lines, as a crash could leave it.
    for cut in whole.len() - 300..whole.len() {
        fs::write(&path, &whole[..cut]).expect("write");
        let (_, events) = session::read(&path).expect("a torn line is no damage");
        assert_eq!(events[..], turn()[..events.len()], "cut at {cut}");
        assert!(events.len() < all);
    }
    let text = String::from_utf8(whole).expect("UTF-8");
    fs::write(&path, text.replacen("\"v\":1", "\"v\":", 1)).expect("write");
    let told = session::read(&path).expect_err("damage").to_string();
    let expected = format!("{}:1: the first line of the session is damaged: ", path.display());
    assert!(told.starts_with(&expected), "{told}");
    fs::write(&path, text.replacen("\"v\":1", "\"v\":9", 1)).expect("write");
    let told = session::read(&path).expect_err("a newer format").to_string();
    assert!(
        told.ends_with("has format 9, but this ci-tui reads up to 1: use a newer one"),
        "{told}"
    );
    fs::write(&path, "").expect("write");
    assert!(session::read(&path).is_err());
}

#[test]
fn a_session_goes_on_where_a_crash_cut_it_off() {
    let home = Home::new();
    let sessions = home.paths().sessions();
    let path = write(&sessions, "s1", &turn());
    let whole = fs::read(&path).expect("read");
    fs::write(&path, [&whole[..], b"{\"type\":\"noti"].concat()).expect("write");
    let (mut journal, header, events) = Journal::open_for_append(&sessions, "s1").expect("open");
    assert_eq!((header.id.as_str(), events), ("s1", turn()));
    assert_eq!(fs::read(&path).expect("read"), whole);
    let told = Journal::open_for_append(&sessions, "s1").expect_err("it is open").to_string();
    assert_eq!(told, "session s1 is open in another ci-tui; close it there first");
    assert!(session::remove(&sessions, "s1").is_err(), "it is open");
    journal.append(&Event::Resumed).expect("append");
    journal.append(&submit("more")).expect("append");
    drop(journal);
    let expected: Vec<_> = turn().into_iter().chain([Event::Resumed, submit("more")]).collect();
    assert_eq!(session::read(&path).expect("read").1, expected);
    // A process that another test is just starting holds a copy of the lock until it has started.
    let deadline = Instant::now() + Duration::from_secs(10);
    let removed = std::iter::repeat_with(|| session::remove(&sessions, "s"))
        .find(|removed| removed.is_ok() || Instant::now() > deadline);
    assert_eq!(removed.expect("tried").expect("removed"), "s1");
    assert!(!path.exists());
}

#[test]
fn a_replay_gives_the_state_that_was() {
    let home = Home::new();
    let mut live = State::new(settings("s1"));
    for event in turn() {
        let _ = update(&mut live, event);
    }
    let (header, events) =
        session::read(&write(&home.paths().sessions(), "s1", &turn())).expect("read");
    let replayed =
        session::replay(&header, events, Settings { policy: Policy::All, ..settings("other") });
    assert_eq!(replayed.phase(), &Phase::Idle);
    let lived = live.transcript().entries();
    assert_eq!(replayed.transcript().entries()[..lived.len()], *lived);
    assert!(
        lived.iter().any(|entry| matches!(entry, Entry::End { reason: EndReason::Answered, .. }))
    );
    assert_eq!(replayed.transcript().step(StepId(1)), live.transcript().step(StepId(1)));
    assert_eq!((replayed.policy(), replayed.settings().session.as_str()), (Policy::All, "s1"));
}

#[test]
fn sessions_are_found_by_the_beginning_of_their_id_and_by_folder() {
    let home = Home::new();
    let sessions = home.paths().sessions();
    assert_eq!(session::list(&sessions).expect("list"), []);
    for id in ["2026-01-01T00-00-00-aaaa", "2026-01-02T00-00-00-bbbb", "2026-01-02T00-00-00-cccc"] {
        write(&sessions, id, &turn());
    }
    let ids: Vec<_> = session::list(&sessions).expect("list").into_iter().map(|s| s.id).collect();
    assert_eq!(
        ids,
        ["2026-01-02T00-00-00-cccc", "2026-01-02T00-00-00-bbbb", "2026-01-01T00-00-00-aaaa"]
    );
    let newest = session::list(&sessions).expect("list").remove(0);
    assert_eq!((newest.prompt.as_str(), newest.steps), ("What is\n6 × 7?", 1));
    let find = |id: &str| session::find(&sessions, id).map_err(|error| error.to_string());
    assert_eq!(find("2026-01-01"), Ok(sessions.join("2026-01-01T00-00-00-aaaa.jsonl")));
    assert_eq!(
        find("2026-01-02").expect_err("two"),
        "\"2026-01-02\" could be any of 2026-01-02T00-00-00-bbbb and 2026-01-02T00-00-00-cccc; give more of the id"
    );
    assert!(find("../s").is_err() && find("").is_err());
    assert_eq!(session::latest(&sessions, "/tmp").expect("latest"), "2026-01-02T00-00-00-cccc");
    assert!(session::latest(&sessions, "/").is_err());
}

#[test]
fn the_binary_lists_shows_exports_and_removes() {
    let home = Home::new();
    let path = write(&home.paths().sessions(), "s1", &turn());
    let listed = home.run(&["sessions", "list"]);
    assert_eq!(listed.out, "s1  scripted:x              1 step  What is 6 × 7?\n");
    let json: serde_json::Value =
        serde_json::from_str(&home.run(&["sessions", "list", "--json"]).out).expect("JSON");
    assert_eq!((&json[0]["id"], &json[0]["steps"]), (&"s1".into(), &1.into()));
    let shown = home.run(&["sessions", "show", "s1"]).out;
    let expected = "\n> What is\n> 6 × 7?\n\nLet me compute.\n\n── step 1 · python ──\n  print(6 * 7)\n\n  42\n  '42 ü'\n\nIt is 42.\n";
    assert!(shown.contains(expected), "{shown}");
    let page = home.run(&["sessions", "export", "s1"]).out;
    let expected = "\n**Step 1** (python)\n\n```python\nprint(6 * 7)\n```\n\n```text\n42\n'42 ü'\n```\n\nIt is 42.\n";
    assert!(page.contains(expected), "{page}");
    let journal = home.run(&["sessions", "export", "s1", "--format", "jsonl"]).out;
    assert_eq!(journal, fs::read_to_string(&path).expect("read"));
    assert_eq!(home.run(&["sessions", "rm", "s1"]).out, "removed s1\n");
    let missing = home.run(&["sessions", "rm", "s1"]);
    let expected = "ci-tui: there is no session \"s1\"; `ci-tui sessions list` shows all of them\n";
    assert_eq!((missing.code, missing.err.as_str()), (Some(1), expected));
}

#[test]
fn a_session_from_before_code_was_looked_at_replays_as_it_was() {
    let home = Home::new();
    let path = write(&home.paths().sessions(), "s1", &turn());
    let old = fs::read_to_string(&path).expect("read").replacen(",\"checks\":false", "", 1);
    assert!(!old.contains("checks"), "{old}");
    fs::write(&path, old).expect("write");
    let (header, events) = session::read(&path).expect("read");
    let now = Settings { checks: true, ..settings("other") };
    let state = session::recall(&header, events, now);
    assert_eq!((state.phase(), state.settings().checks), (&Phase::Idle, false));
    assert!(state.transcript().step(StepId(1)).is_some_and(|step| step.result.is_some()));
}

#[test]
fn what_a_look_at_code_found_is_part_of_the_journal() {
    let home = Home::new();
    let begun = Settings { checks: true, ..settings("s1") };
    let doubt = Doubt { kind: DoubtKind::Name, text: "x was never set".into() };
    let found = Event::CodeChecked {
        check: CheckId(1),
        found: Checked { doubts: vec![doubt.clone()], mended: None, tried: None },
    };
    let mut events = turn();
    events.insert(6, found);
    let mut journal = Journal::create(&home.paths().sessions(), &begun);
    let mut live = State::new(begun);
    for event in &events {
        journal.append(event).expect("append");
        let _ = update(&mut live, event.clone());
    }
    let path = home.paths().sessions().join("s1.jsonl");
    let (header, events) = session::read(&path).expect("read");
    let state = session::recall(&header, events, settings("other"));
    assert_eq!(state.transcript().step(StepId(1)).expect("a step").doubts, [doubt]);
    assert_eq!(state.transcript(), live.transcript());
}

#[test]
fn a_session_taken_up_under_other_settings_replays_as_it_was() {
    let begun = Settings { policy: Policy::All, max_steps: 1, ..settings("s1") };
    let header = session::Header::new(&begun);
    let steered = Event::Steered {
        policy: Policy::Ask,
        max_steps: 7,
        unattended: false,
        checks: false,
        opinions_s: 0,
    };
    let ended = |request| Event::GenerationEnded {
        request: RequestId(request),
        stop: StopCause::FenceClosed,
        stats: Stats::default(),
    };
    let text = |request, text: &str| Event::TextArrived {
        request: RequestId(request),
        text: text.into(),
        tokens: 1,
    };
    let reject = Command::Reject { step: StepId(2), reason: Some("too slow".into()) };
    let mut events = turn();
    // The policy approved what a person approves in the turn.
    events.retain(|event| !matches!(event, Event::Command { command: Command::Approve { .. } }));
    events.extend([
        Event::Resumed,
        steered,
        submit("and 7 × 7?"),
        text(3, "```python\nprint(7 * 7)\n```\n"),
        ended(3),
        Event::Command { command: reject },
        text(4, "Then I guess."),
        ended(4),
    ]);
    let state = session::recall(&header, events, settings("other"));
    let told = state.transcript().entries();
    assert_eq!(*state.phase(), Phase::Idle);
    assert!(
        told.iter()
            .any(|entry| matches!(entry, Entry::Reply { text, .. } if text == "Then I guess.")),
        "{told:?}"
    );
    assert_eq!((state.settings().policy, state.settings().max_steps), (Policy::Ask, 7));
}
