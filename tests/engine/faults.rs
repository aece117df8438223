//! What goes wrong in the middle of a turn: stale news, stops, refusals.

use ci_tui::engine::{
    Command, Effect, EndReason, Entry, Event, LoadId, ModelInfo, ModelStatus, Phase, Policy,
    Report, Settings, State, StepId, StopCause, update,
};

use super::session::Session;

const SUM: &str = "```python\nprint(2 + 2)\n```\n";

fn text(session: &Session, text: &str) -> Event {
    Event::TextArrived { request: session.request(), text: text.into(), tokens: 2 }
}

fn replies(state: &State) -> Vec<(&str, StopCause)> {
    let mut found = Vec::new();
    for entry in state.transcript().entries() {
        if let Entry::Reply { text, stop, .. } = entry {
            found.push((text.as_str(), *stop));
        }
    }
    found
}

fn says(session: &Session, words: &str) -> bool {
    session
        .reports()
        .any(|report| matches!(report, Report::Notice { text, .. } if text.contains(words)))
}

#[test]
fn news_of_an_earlier_model_process_is_ignored() {
    let session = Session::new().command(Command::UseModel { model: "a".into() });
    let session = session.command(Command::UseModel { model: "b".into() });
    let loads: Vec<_> = session
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::LoadModel { load, model } => Some((*load, model.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(loads, [(LoadId(1), "a"), (LoadId(2), "b")]);
    let before = session.state.clone();
    let (load, message) = (LoadId(1), String::from("gone"));
    let session = session
        .event(Event::ModelLoading { load, model: "a".into() })
        .event(Event::ModelReady { load, info: ModelInfo::default() })
        .event(Event::ModelFailed { load, message: message.clone() })
        .event(Event::ModelDied { load, message });
    assert_eq!(session.state, before);
    let info = ModelInfo { name: "b".into(), ..ModelInfo::default() };
    let session = session.event(Event::ModelReady { load: LoadId(2), info: info.clone() });
    assert_eq!(*session.state.model(), ModelStatus::Ready(info));
}

#[test]
fn journals_from_before_loads_were_counted_still_replay() {
    let line = r#"{"type":"model_ready","info":{"name":"old","engine":"","architecture":"","quantisation":"","parameters":0,"context_limit":9,"device":"","load_ms":0}}"#;
    let event = serde_json::from_str(line).expect("an old line");
    let session = Session::new().command(Command::UseModel { model: "a".into() }).event(event);
    assert!(matches!(session.state.model(), ModelStatus::Ready(info) if info.name == "old"));
}

#[test]
fn a_prompt_that_needs_the_model_says_that_it_loads() {
    let mut state = State::new(Settings { model: Some("m".into()), ..Settings::default() });
    let command = Command::Submit { text: "hi".into() };
    let effects = update(&mut state, Event::Command { command });
    assert!(effects.iter().any(|effect| matches!(effect, Effect::LoadModel { .. })));
    assert_eq!(*state.model(), ModelStatus::Loading { model: "m".into() });
}

#[test]
fn a_model_that_dies_while_it_is_stopped_ends_the_turn_as_the_user_wished() {
    let session = Session::new().says("tell");
    let event = text(&session, "Once");
    let died = Event::ModelDied { load: LoadId::default(), message: "it was killed".into() };
    let session = session.event(event).command(Command::Interrupt).event(died);
    assert!(says(&session, "it was killed") && says(&session, "started again"));
    let session = session.idle(EndReason::Interrupted);
    assert_eq!(replies(&session.state), [("Once", StopCause::Cancelled)]);
}

#[test]
fn a_second_interrupt_keeps_the_text_that_was_shown() {
    let session = Session::new().says("tell");
    let event = text(&session, "Once upon");
    let session = session.event(event).command(Command::Interrupt).command(Command::Interrupt);
    let session = session.idle(EndReason::Interrupted);
    assert_eq!(replies(&session.state), [("Once upon", StopCause::Cancelled)]);
    assert!(session.says("go on").told().contains(&"Once upon".to_owned()));
}

#[test]
fn a_request_that_fails_keeps_the_text_that_was_shown() {
    let session = Session::new().says("tell");
    let (event, request) = (text(&session, "Once upon"), session.request());
    let session = session
        .event(event)
        .event(Event::GenerationFailed { request, message: "no memory".into() })
        .idle(EndReason::Error);
    assert_eq!(replies(&session.state), [("Once upon", StopCause::Died)]);
}

#[test]
fn a_new_prompt_ends_a_stalled_turn_first() {
    let session = Session::new()
        .says("first")
        .event(Event::ModelDied { load: LoadId::default(), message: "gone".into() })
        .says("second");
    let ends = |entry: &&Entry| matches!(entry, Entry::End { reason: EndReason::Interrupted, .. });
    let entries = session.state.transcript().entries();
    assert_eq!(entries.iter().filter(ends).count(), 1, "{entries:?}");
    assert!(matches!(session.state.phase(), Phase::Thinking(_)));
}

#[test]
fn a_prompt_too_long_for_the_wire_is_refused_before_anything_is_sent() {
    let session = Session::new();
    let before = session.state.transcript().entries().len();
    let session = session.says(&"x".repeat(17 << 20));
    assert!(says(&session, "17.8 MB") && says(&session, "put the data into a file"));
    assert_eq!(*session.state.phase(), Phase::Idle);
    assert!(!session.effects.iter().any(|effect| matches!(effect, Effect::Generate { .. })));
    let entries = session.state.transcript().entries();
    assert_eq!(entries.len(), before + 1, "the notice only");
    let session = Session::unattended(Policy::All).says(&"x".repeat(17 << 20));
    session.idle(EndReason::Error);
}

#[test]
fn who_rejected_a_step_is_not_told_that_nothing_has_been_run() {
    let session = Session::new().says("What is the mean of a.csv?").replies(SUM);
    let reject = Command::Reject { step: StepId(1), reason: None };
    session.command(reject).replies("Then I guess 12.5.").idle(EndReason::Answered);
}

#[test]
fn a_greeting_is_answered_and_not_sent_back() {
    Session::new()
        .says("Good morning!")
        .replies("Hello! I know 3 languages.")
        .idle(EndReason::Answered);
}

#[test]
fn the_question_of_a_program_stays_in_its_output_and_the_answer_does_not() {
    let session = Session::new().says("go").replies(SUM).approve();
    let (step, text) = (session.running(), Some("hunter2".to_owned()));
    let wanted = Event::InputWanted { step, prompt: "Word? ".into(), secret: true };
    let session = session.event(wanted).command(Command::AnswerInput { step, text });
    let session = session.prints("ok\n");
    let output = &session.state.transcript().step(step).expect("the step").output;
    assert_eq!(output.head(), "Word? \nok\n");
    let told = session.told().join("\n");
    assert!(told.contains("Word?\nok") && !told.contains("hunter2"), "{told}");
    assert!(!format!("{:?}", session.state).contains("hunter2"));
}

#[test]
fn the_window_in_use_is_known_once_the_prompt_is_read() {
    let session = Session::new().says("hi");
    let request = session.request();
    let event = Event::PrefillAdvanced { request, done: 1, total: 50, cached: 30 };
    assert_eq!(session.event(event).state.meter().context_used, 80);
}

#[test]
fn another_model_takes_over_the_whole_conversation() {
    let session = Session::new().says("What is 2^10?").replies("```python\nprint(2**10)\n```\n");
    let session = session.approve().prints("1024\n").replies("It is 1024.");
    let mut session = session.command(Command::UseModel { model: "other".into() });
    let load = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::LoadModel { load, .. } => Some(*load),
        _ => None,
    });
    let info = ModelInfo { name: "other".into(), context_limit: 1000, ..ModelInfo::default() };
    session.apply(Event::ModelReady { load: load.expect("it is loaded"), info });
    let session = session.says("And half of that?");
    let prompt = session.effects.iter().rev().find_map(|effect| match effect {
        Effect::Generate { prompt, .. } => Some(format!("{prompt:?}")),
        _ => None,
    });
    let prompt = prompt.expect("the other model is asked");
    let parts = ["What is 2^10?", "print(2**10)", "1024", "It is 1024.", "And half of that?"];
    let places: Vec<_> = parts.iter().map(|part| prompt.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {prompt}");
}
