//! `ci-tui run -m openai:NAME` end to end: a real server, a real kernel, and nothing secret left behind.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::home::{Ended, Home, ended};
use crate::support::chat::{ChatServer, Request, document, reply};

const KEY: &str = "test-key-0123456789";

/// Computes with Python, then answers with what it printed.
fn answers(request: &Request, stream: &mut std::net::TcpStream) {
    let last = request.messages().pop().unwrap_or_default();
    match last.split_once("Output:\n") {
        Some((_, printed)) => {
            let number = printed.lines().next().unwrap_or_default();
            reply(stream, &format!("It is {number}."));
        }
        None => reply(stream, "I compute.\n```python\nprint(6 * 7)\n```\nIt is surely 41."),
    }
}

fn run(home: &Home, base_url: &str, args: &[&str]) -> Ended {
    let question = "What is 6 times 7? Tell ada@math.example.org.";
    let mut command = home.command(&[&["run", question, "-m", "openai:test"], args].concat());
    command.env("CI_TUI_REMOTE_BASE_URL", base_url).env("CI_TUI_REMOTE_KEY_ENV", "MY_KEY");
    command.env("MY_KEY", KEY).env("RUST_LOG", "trace").env("CI_TUI_LOG", "trace");
    ended(command)
}

#[test]
fn a_remote_model_answers_by_a_step_that_really_ran() {
    let server = ChatServer::start(|_, request, stream| answers(request, stream));
    let home = Home::new();
    let Ended { code, out, err } =
        run(&home, &server.here(), &["--approve", "all", "--format", "json"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let end = lines.last().expect("an end");
    assert_eq!((&end["reason"], &end["steps"]), (&"answered".into(), &1.into()), "{out}");
    assert!(end["answer"].as_str().expect("an answer").contains("42"), "{out}");
    assert!(!out.contains("41"), "what stands behind the step is never read: {out}");
    assert!(!out.contains("leave this machine"), "nothing left the machine: {out}");
    let sent = server.chats();
    assert_eq!(sent[0].header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert!(sent[0].messages().iter().any(|text| text.contains("ada@math.example.org")));
}

#[test]
fn what_leaves_the_machine_is_masked_and_announced_once() {
    let server = ChatServer::start(|_, request, stream| answers(request, stream));
    let home = Home::new();
    let Ended { code, out, err } = run(&home, &server.away(), &["--approve", "all"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let place = format!("leave this machine for 0.0.0.0:{} (not encrypted)", server.port);
    assert_eq!(err.matches(&place).count(), 1, "{err}");
    assert!(err.contains("masked: 1 e-mail address."), "{err}");
    let sent = server.chats();
    assert!(sent.len() >= 2 && sent.iter().all(|one| !one.body.contains("ada@math.example.org")));
    assert!(sent.iter().all(|one| one.messages().iter().any(|text| text.contains("<EMAIL_1>"))));
}

#[test]
fn the_key_is_in_no_file_and_no_message() {
    let refusal = format!("{{\"error\":{{\"message\":\"no such key: {KEY}\"}}}}");
    let server = ChatServer::start(move |_, _, stream| document(stream, 401, &refusal));
    let home = Home::new();
    let Ended { code, out, err } = run(&home, &server.here(), &["--approve", "all"]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(err.contains("no such key: <API_KEY_1>; check the key"), "{err}");
    assert!(!out.contains(KEY) && !err.contains(KEY), "{out}{err}");
    let root = home.project().parent().expect("home").to_owned();
    let mut read = 0;
    search(&root, &mut |path, text| {
        read += 1;
        assert!(!text.contains(KEY), "{}", path.display());
    });
    assert!(read > 0, "there is a journal at least");
}

fn search(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            search(&path, look);
        } else {
            look(&path, &String::from_utf8_lossy(&fs::read(&path).expect("read")));
        }
    }
}

#[test]
fn a_project_cannot_send_prompts_elsewhere_nor_unmask_them() {
    let home = Home::new();
    for (text, key) in [
        ("[remote]\nbase_url = \"http://10.0.0.1/v1\"\n", "remote.base_url"),
        ("[remote]\nkey_file = \"key\"\n", "remote.key_file"),
        ("[remote]\nmask = false\n", "remote.mask"),
        ("model = \"openai:x\"\n", "model"),
    ] {
        home.project_config(text);
        let told = home.run(&["run", "hi", "-m", "openai:test"]);
        assert!(told.code != Some(0) && told.err.contains(&format!("`{key}`")), "{told:?}");
    }
    home.project_config("[remote]\nmask = true\n");
    assert_eq!(home.run(&["config", "check"]).code, Some(0));
}

#[test]
fn a_server_that_is_not_there_ends_the_run_with_what_to_do() {
    let home = Home::new();
    let mut command = home.command(&["run", "hi", "-m", "openai:test"]);
    command.env("CI_TUI_REMOTE_BASE_URL", "http://127.0.0.1:1/v1");
    let Ended { code, err, .. } = ended(command);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        err.contains("nothing answers at 127.0.0.1:1") && err.contains("remote.base_url"),
        "{err}"
    );
}

#[test]
fn a_server_is_measured_by_its_own_counts() {
    let server = ChatServer::start(|_, _, stream| reply(stream, "word word word word"));
    let home = Home::new();
    let mut command = home.command(&["bench", "-m", "openai:test", "--runs", "1", "--json"]);
    command.env("CI_TUI_REMOTE_BASE_URL", server.here());
    let Ended { code, out, err } = ended(command);
    assert_eq!(code, Some(0), "{out}{err}");
    let told: Value = serde_json::from_str(&out).expect("json");
    assert_eq!(
        (&told["prompt_tokens"], &told["generated_tokens"]),
        (&120.into(), &17.into()),
        "{out}"
    );
}
