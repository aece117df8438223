//! A model that is not on this machine: seen on the status line, asked about before anything is sent.

use super::harness::{Setup, Workspace};
use crate::support::chat::{ChatServer, reply};

fn server() -> ChatServer {
    ChatServer::start(|_, _, stream| reply(stream, "I greet <EMAIL_1>."))
}

fn workspace(base_url: &str) -> Workspace {
    let setup = Setup::new().args(&["-m", "openai:test"]).size(100, 30);
    setup.env("CI_TUI_REMOTE_BASE_URL", base_url).env("NO_PROXY", "*").start()
}

#[test]
fn nothing_leaves_the_machine_before_the_user_has_seen_it() {
    let server = server();
    let mut workspace = workspace(&server.away());
    workspace.wait_for("test is ready");
    workspace.wait_for(&format!("SENDS TO 0.0.0.0:{}", server.port));
    workspace.ask("Greet ada@math.example.org");
    workspace.wait_for("SEND?");
    workspace.wait_for("this would leave your machine");
    workspace.press("G");
    workspace.wait_for("Greet <EMAIL_1>");
    let screen = workspace.screen();
    assert!(screen.contains("Masked: 1 e-mail address."), "{screen}");
    assert!(screen.contains("not encrypted"), "{screen}");
    assert_eq!(server.chats().len(), 0);
    workspace.let_pass(400);
    workspace.press("y");
    workspace.wait_for("I greet ada@math.example.org.");
    assert_eq!(server.chats().len(), 1);
    assert!(server.chats()[0].messages()[1].contains("Greet <EMAIL_1>"));
    // The session goes on without a question.
    workspace.ask("And again");
    server.wait_for_chats(2);
    workspace.wait_for("IDLE");
}

#[test]
fn a_refusal_sends_nothing_and_the_session_goes_on() {
    let server = server();
    let mut workspace = workspace(&server.away());
    workspace.wait_for("test is ready");
    workspace.ask("Greet ada@math.example.org");
    workspace.wait_for("this would leave your machine");
    workspace.let_pass(400);
    workspace.press("\x1b");
    workspace.wait_for("nothing is sent yet: ctrl-t shows");
    workspace.press("\x14");
    workspace.wait_for("this would leave your machine");
    workspace.let_pass(400);
    workspace.press("n");
    workspace.wait_for("Nothing was sent to 0.0.0.0");
    workspace.wait_for("IDLE");
    assert!(server.requests().iter().all(|request| request.body.is_empty()));
}

#[test]
fn a_server_on_this_machine_is_asked_at_once() {
    let server = server();
    let mut workspace = workspace(&server.here());
    workspace.wait_for("test is ready");
    workspace.ask("Greet ada@math.example.org");
    workspace.wait_for("I greet <EMAIL_1>.");
    assert!(!workspace.screen().contains("SENDS TO"));
}
