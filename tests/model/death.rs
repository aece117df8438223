//! What the program makes of a model process that ends.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};
use std::time::Duration;

use ci_tui::config::{Config, Paths};
use ci_tui::engine::{Event, LoadId, Message, Prompt, RequestId, Role, Settings, StopRule};
use ci_tui::model::ModelWorker;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::sync::mpsc;

use crate::support;

const DEADLINE: Duration = Duration::from_mins(1);
const TALKS: &str = ":speed 5\n=== reply endless\none two three four five\n";

/// A run whose model process has begun to reply.
struct Talking {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    model: Pid,
    _home: tempfile::TempDir,
}

fn talking() -> Talking {
    let home = tempfile::tempdir().expect("home");
    let script = home.path().join("replies.txt");
    std::fs::write(&script, TALKS).expect("write");
    let mut child = support::ci_tui(home.path())
        .args(["run", "hi", "--format", "json", "-m", &format!("scripted:{}", script.display())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("start");
    let mut stdout = BufReader::new(child.stdout.take().expect("stdout"));
    let mut line = String::new();
    while !line.contains("\"type\":\"text\"") {
        line.clear();
        assert_ne!(stdout.read_line(&mut line).expect("read"), 0, "ended early");
    }
    let model = model_of(&child);
    Talking { child, stdout, model, _home: home }
}

/// The one child of a run that is a model process.
fn model_of(run: &Child) -> Pid {
    let processes = std::fs::read_dir("/proc")
        .expect("/proc")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    let is_model = |pid: &i32| {
        let read =
            |file| std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
        let status = read("status");
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:"));
        parent.is_some_and(|parent| parent.trim() == run.id().to_string())
            && read("cmdline").contains("__model")
    };
    let models: Vec<_> = processes.filter(is_model).collect();
    assert_eq!(models.len(), 1, "{models:?}");
    Pid::from_raw(models[0]).expect("a pid")
}

#[test]
fn a_model_process_that_is_killed_ends_the_run_and_is_named_with_its_signal() {
    let Talking { mut child, mut stdout, model, _home } = talking();
    kill_process(model, Signal::KILL).expect("kill");
    let (mut rest, mut errors) = (String::new(), String::new());
    stdout.read_to_string(&mut rest).expect("read");
    child.stderr.take().expect("stderr").read_to_string(&mut errors).expect("read");
    assert_eq!(child.wait().expect("wait").code(), Some(1), "{rest}{errors}");
    let how = "the model process was killed by SIGKILL (often because memory ran out)";
    assert!(rest.contains(how), "{rest}{errors}");
    assert!(rest.trim_end().lines().last().is_some_and(|end| end.contains("\"error\"")), "{rest}");
}

#[test]
fn an_interrupted_run_takes_its_model_process_along() {
    let Talking { mut child, model, .. } = talking();
    kill_process(Pid::from_child(&child), Signal::INT).expect("interrupt");
    assert_eq!(child.wait().expect("wait").code(), Some(130));
    assert!(test_kill_process(model).is_err(), "the model process lives on");
}

/// Here the child is this very test binary, which takes `__model` for a filter and ends at once.
#[tokio::test]
async fn a_process_that_ends_while_it_loads_is_told_and_no_longer_watched() {
    let home = tempfile::tempdir().expect("home");
    let script = home.path().join("replies.txt");
    std::fs::write(&script, TALKS).expect("write");
    let folder = |name: &str| home.path().join(name);
    let paths = Paths {
        config: folder("config"),
        data: folder("data"),
        state: folder("state"),
        shared_models: None,
        model_folders: Vec::new(),
    };
    let (outbox, mut inbox) = mpsc::channel(8);
    let mut worker = ModelWorker::new(&Config::default(), &paths, outbox);
    let mut pid = worker.watch_pid();
    worker.load(LoadId(1), &format!("scripted:{}", script.display()));
    assert!(pid.borrow_and_update().is_some());
    let told = tokio::time::timeout(DEADLINE, inbox.recv()).await.expect("in time");
    let message = "the model process ended with status 0 while it loaded replies".to_owned();
    assert_eq!(told, Some(Event::ModelFailed { load: LoadId(1), message }));
    assert_eq!(*pid.borrow_and_update(), None);
    worker.load(LoadId(1), &format!("scripted:{}", script.display()));
    assert!(pid.borrow_and_update().is_some());
    tokio::time::timeout(DEADLINE, worker.shutdown()).await.expect("in time");
    assert_eq!(*pid.borrow_and_update(), None);
}

#[tokio::test]
async fn a_conversation_too_long_for_the_wire_is_refused_before_it_is_sent() {
    let (outbox, mut inbox) = mpsc::channel(8);
    let home = tempfile::tempdir().expect("home");
    let mut worker = ModelWorker::new(&Config::default(), &Paths::under(home.path()), outbox);
    let message = |bytes| Message { role: Role::User, text: "x".repeat(bytes) };
    let request = RequestId(1);
    for (bytes, words) in [(17 << 20, "longer than the 16 MiB"), (8 << 20, "no model is loaded")] {
        let sampling = Settings::default().sampling;
        let opening = String::new();
        let prompt =
            Prompt { messages: vec![message(bytes)], sampling, stop: StopRule::Free, opening };
        worker.generate(request, prompt);
        match tokio::time::timeout(DEADLINE, inbox.recv()).await.expect("in time") {
            Some(Event::GenerationFailed { message, .. }) => {
                assert!(message.contains(words), "{message}");
            }
            other => panic!("{other:?}"),
        }
    }
}
