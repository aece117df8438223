//! A prompt that would leave the machine: shown, sent or not, asked about once a session.

use ci_tui::engine::{
    Command, Effect, EndReason, Event, Level, LoadId, Message, Outgoing, Phase, Policy, Report,
    RequestId, Role, State, update,
};

use super::session::Session;

fn outgoing(host: &str) -> Outgoing {
    Outgoing {
        host: host.into(),
        is_encrypted: true,
        messages: 2,
        bytes: 900,
        is_masked: true,
        masked: vec!["2 e-mail addresses".into()],
    }
}

fn asked(request: RequestId, host: &str) -> Event {
    let messages = vec![Message { role: Role::User, text: "to <EMAIL_1>".into() }];
    Event::SendingAsked { request, outgoing: outgoing(host), messages }
}

/// A prompt waits at the border.
fn waiting() -> (Session, RequestId) {
    let session = Session::new().says("Hello");
    let request = session.request();
    (session.event(asked(request, "far")), request)
}

fn sent(session: &Session) -> usize {
    session.effects.iter().filter(|one| matches!(one, Effect::SendPrompt { .. })).count()
}

fn notices(session: &Session, level: Level) -> Vec<String> {
    let told = session.reports().filter_map(|report| match report {
        Report::Notice { level: of, text } if *of == level => Some(text.clone()),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_prompt_waits_until_the_user_has_agreed_and_then_goes_on() {
    let (session, request) = waiting();
    let Phase::Consenting(waits) = session.state.phase() else {
        panic!("{:?}", session.state.phase())
    };
    assert_eq!(
        (waits.outgoing.host.as_str(), waits.messages[0].text.as_str()),
        ("far", "to <EMAIL_1>")
    );
    assert_eq!(sent(&session), 0);
    let session = session.command(Command::AllowSending { request });
    assert_eq!((sent(&session), session.request()), (1, request));
    let session = session.replies("Hello.").idle(EndReason::Answered);
    // Later prompts of the session go there, and nowhere else.
    let session = session.says("3+3?");
    let again = session.request();
    let session = session.event(asked(again, "far"));
    assert_eq!((sent(&session), session.request()), (2, again));
    let session = session.event(asked(again, "elsewhere"));
    assert!(matches!(session.state.phase(), Phase::Consenting(_)));
}

#[test]
fn whoever_refuses_or_stops_sends_nothing() {
    let (_, request) = waiting();
    for command in [Command::RefuseSending { request }, Command::Interrupt] {
        let session = waiting().0.command(command).idle(EndReason::Interrupted);
        assert!(session.effects.contains(&Effect::StopGenerating { request }));
        assert_eq!(
            (sent(&session), notices(&session, Level::Info)),
            (0, vec!["Nothing was sent to far.".into()])
        );
        // The same host is asked about again.
        let session = session.says("again");
        let request = session.request();
        let session = session.event(asked(request, "far"));
        assert!(matches!(session.state.phase(), Phase::Consenting(_)));
    }
}

#[test]
fn an_answer_to_another_question_decides_nothing() {
    let (session, request) = waiting();
    let other = RequestId(request.0 + 1);
    let session = session
        .command(Command::AllowSending { request: other })
        .command(Command::RefuseSending { request: other })
        .event(asked(other, "far"))
        .event(Event::GenerationFailed { request: other, message: "stale".into() });
    assert!(matches!(session.state.phase(), Phase::Consenting(_)));
    assert_eq!(sent(&session), 0);
}

#[test]
fn where_nobody_can_be_asked_naming_the_model_was_the_agreement() {
    let session = Session::unattended(Policy::All).says("2+2?");
    let request = session.request();
    let session = session.event(asked(request, "far"));
    assert_eq!((sent(&session), session.request()), (1, request));
    let told = notices(&session, Level::Warning);
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("leave this machine for far (encrypted)"), "{told:?}");
    assert!(told[0].contains("2 messages, 900 bytes; masked: 2 e-mail addresses"), "{told:?}");
    let session = session.event(asked(request, "far"));
    assert_eq!((sent(&session), notices(&session, Level::Warning).len()), (2, 1));
}

#[test]
fn a_model_that_dies_while_a_prompt_waits_leaves_nothing_waiting() {
    let died = Event::ModelDied { load: LoadId::default(), message: "it was killed".into() };
    let (session, _) = waiting();
    let session = session.event(died);
    assert!(matches!(session.state.phase(), Phase::Stalled { .. }));
    let (session, request) = waiting();
    let failed = Event::GenerationFailed { request, message: "no".into() };
    session.event(failed).idle(EndReason::Error);
}

#[test]
fn a_stop_under_way_is_not_overtaken_by_the_question() {
    let session = Session::new().says("Hello");
    let request = session.request();
    let session = session.command(Command::Interrupt).event(asked(request, "far"));
    assert!(matches!(session.state.phase(), Phase::Thinking(thinking) if thinking.stopping));
}

#[test]
fn a_journal_replays_without_the_text_and_a_session_taken_up_asks_again() {
    let (session, request) = waiting();
    let mut events = vec![
        Event::Command { command: Command::Submit { text: "2+2?".into() } },
        asked(request, "far"),
        Event::Command { command: Command::AllowSending { request } },
    ];
    let lines: Vec<_> =
        events.iter().map(|one| serde_json::to_string(one).expect("line")).collect();
    assert!(lines.iter().all(|line| !line.contains("EMAIL_1")), "{lines:?}");
    events = lines.iter().map(|line| serde_json::from_str(line).expect("event")).collect();
    let mut state = State::new(session.state.settings().clone());
    for event in events {
        let _ = update(&mut state, event);
    }
    assert!(matches!(state.phase(), Phase::Thinking(thinking) if thinking.request == request));
    let _ = update(&mut state, Event::Resumed);
    let _ = update(&mut state, Event::Command { command: Command::Submit { text: "more".into() } });
    let Phase::Thinking(thinking) = state.phase() else { panic!("{:?}", state.phase()) };
    let request = thinking.request;
    let effects = update(&mut state, asked(request, "far"));
    assert!(matches!(state.phase(), Phase::Consenting(_)) && effects.is_empty());
}
