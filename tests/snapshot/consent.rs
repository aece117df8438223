//! The look at what would leave the machine: all of it is there, and only a key that was meant sends it.

use ci_tui::engine::{
    Command, Effect, Event, LoadId, Message, ModelInfo, Outgoing, Phase, Role, Server,
};
use ci_tui::tui::screen::Overlay;
use ci_tui::tui::{Action, Input, update};

use super::stage::Stage;

/// A remote model, and a prompt that was just sent by a key.
fn asked(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    let host = String::from("api.example.com");
    let info = ModelInfo {
        name: "large".into(),
        engine: "remote".into(),
        server: Some(Server { host: host.clone(), is_here: false }),
        ..ModelInfo::default()
    };
    stage.hear(Event::ModelReady { load: LoadId::default(), info });
    stage.typed("Write to ada");
    stage.press(Action::Send);
    let say = |role, text: &str| Message { role, text: text.into() };
    let long: String = (0..40).map(|n| format!("line {n}\n")).collect();
    let messages = vec![
        say(Role::System, "You solve tasks by writing code."),
        say(Role::User, &format!("Write to <EMAIL_1>.\n{long}")),
    ];
    let outgoing = Outgoing {
        host,
        is_encrypted: true,
        messages: 2,
        bytes: 1234,
        is_masked: true,
        masked: vec!["1 e-mail address".into(), "2 API keys".into()],
    };
    let request = stage.request();
    stage.hear(Event::SendingAsked { request, outgoing, messages });
    stage
}

/// Nobody has pressed a key for a while.
pub(super) fn offered(columns: u16, rows: u16) -> Stage {
    let mut stage = asked(columns, rows);
    stage.wait(1500);
    stage.ask(Command::Type { step: ci_tui::engine::StepId(9), bytes: Vec::new() });
    stage
}

fn looks(stage: &Stage) -> bool {
    matches!(stage.screen.overlay, Overlay::Consent(_))
}

fn waits(stage: &Stage) -> bool {
    matches!(stage.state.phase(), Phase::Consenting(_))
}

#[test]
fn what_would_leave_is_shown_with_where_to_how_much_and_what_was_masked() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut stage = offered(columns, rows);
        assert!(looks(&stage));
        insta::assert_snapshot!(format!("consent_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn it_is_not_put_over_the_keys_of_someone_who_types() {
    let mut stage = asked(80, 24);
    assert!(waits(&stage) && !looks(&stage));
    let shot = stage.shot();
    assert!(shot.contains("nothing is sent yet: ctrl-t shows it"), "{shot}");
    assert!(shot.contains("SENDS TO api.example.com"), "{shot}");
    stage.press(Action::ShowTold);
    assert!(looks(&stage));
    stage.press(Action::Cancel);
    assert!(waits(&stage) && !looks(&stage));
}

#[test]
fn only_a_key_that_came_after_it_was_seen_sends_it() {
    let mut stage = offered(80, 24);
    for wait in [false, true] {
        if wait {
            stage.wait(200);
        }
        let input = Input::Act(Action::AllowSending);
        assert_eq!(update::update(&mut stage.screen, &stage.state, input), []);
    }
    let effects = stage.press(Action::AllowSending);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SendPrompt { .. })));
    assert!(!waits(&stage) && !looks(&stage));
}

#[test]
fn a_refusal_and_a_stop_close_it() {
    for action in [Action::RefuseSending, Action::Interrupt] {
        let mut stage = offered(80, 24);
        let effects = stage.press(action);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::StopGenerating { .. })));
        assert!(matches!(stage.state.phase(), Phase::Idle) && !looks(&stage));
        assert!(stage.shot().contains("Nothing was sent to api.example.com."));
    }
}
