//! What the model is told of a step: settled at its end, held back, put in other words.

use ci_tui::engine::{
    Command, DecidedBy, Effect, EndReason, Event, Phase, RequestId, State, Stats, Step, StepId,
    StepStatus, StopCause, update,
};

use super::session::Session;

const SUM: &str = "```python\nprint(2 + 2)\n```\n";
const OTHER: &str = "```python\nprint(1 + 2)\n```\n";
const ONE: StepId = StepId(1);
const TWO: StepId = StepId(2);

fn running() -> Session {
    Session::new().says("2+2?").replies(SUM).approve()
}

fn held() -> Session {
    running().command(Command::HoldTelling { step: ONE }).prints("4\n")
}

fn tell(text: Option<&str>) -> Command {
    Command::Tell { step: ONE, text: text.map(str::to_owned) }
}

fn printed(step: StepId, text: &str) -> Event {
    Event::OutputArrived { step, text: text.into() }
}

fn requests(session: &Session) -> usize {
    session.effects.iter().filter(|effect| matches!(effect, Effect::Generate { .. })).count()
}

#[test]
fn late_output_changes_no_earlier_message_and_is_told_once_with_the_next_step() {
    let session = running().prints("4\n");
    let before = session.told();
    let session = session.event(printed(ONE, "late\n")).replies(OTHER).approve().prints("3\n");
    let after = session.told();
    assert_eq!(after[..before.len()], before);
    let told = after.last().expect("a message");
    assert!(told.starts_with("Output:\n3") && told.contains("late"), "{told}");
    let session = session.replies("```python\nprint(1 + 4)\n```\n").approve().prints("5\n");
    assert_eq!(session.told()[..after.len()], after);
    assert!(!session.told().last().expect("a message").contains("late"));
}

#[test]
fn late_output_of_which_nothing_is_left_to_read_is_not_told() {
    let session = running().prints("4\n").event(printed(ONE, "\n \n"));
    let session = session.replies(OTHER).approve().prints("3\n");
    assert!(!session.told().last().expect("one").contains("background"), "{:?}", session.told());
}

#[test]
fn late_output_that_was_not_kept_is_counted() {
    let session = running().prints("4\n").event(Event::OutputOmitted { step: ONE, bytes: 70_000 });
    let session = session.replies(OTHER).approve().prints("3\n");
    let told = session.told().pop().expect("a message");
    assert!(told.contains("step 1 went on") && told.contains("70.0 kB left out"), "{told}");
}

#[test]
fn a_held_step_waits_for_the_user_and_is_told_as_it_is() {
    let session = held();
    assert_eq!(
        *session.state.phase(),
        Phase::Telling { turn: ci_tui::engine::TurnId(1), step: ONE }
    );
    assert_eq!((requests(&session), session.state.held()), (1, Some(ONE)));
    let shown = session.state.told_of(ONE).expect("something");
    let session = session.command(tell(None));
    assert_eq!(session.told().pop(), Some(shown));
    assert_eq!((requests(&session), session.state.held()), (2, None));
    session.replies("It is 4.").idle(EndReason::Answered);
}

#[test]
fn the_users_words_take_the_place_of_the_output() {
    let session = held().command(tell(Some("five")));
    let told = session.told().pop().expect("a message");
    assert!(told.starts_with("Output:\nfive") && !told.contains('4'), "{told}");
    let step = session.state.transcript().step(ONE).expect("the step");
    assert_eq!(step.told.as_ref().expect("told").by, DecidedBy::User);
    assert!(step.is_retold() && step.output.head() == "4\n", "what was printed stays");
}

#[test]
fn the_same_words_are_still_the_digest() {
    let session = held();
    let own = session.state.transcript().step(ONE).and_then(|step| step.told.clone());
    let session = session.command(tell(own.as_ref().map(|told| told.text.as_str())));
    assert!(!session.state.transcript().step(ONE).expect("the step").is_retold());
}

#[test]
fn a_hold_that_is_taken_back_lets_the_turn_go_on() {
    let session = running().command(Command::HoldTelling { step: ONE }).command(tell(None));
    assert_eq!(session.state.held(), None);
    let session = session.prints("4\n");
    assert!(matches!(session.state.phase(), Phase::Thinking(_)), "{:?}", session.state.phase());
}

#[test]
fn only_the_step_at_hand_can_be_held() {
    let session = running().command(Command::HoldTelling { step: TWO });
    assert_eq!(session.state.held(), None);
    let session = session.prints("4\n").command(Command::HoldTelling { step: ONE });
    assert_eq!(session.state.held(), None);
}

#[test]
fn an_interrupt_while_the_model_waits_ends_the_turn() {
    let session = held().command(Command::Interrupt).idle(EndReason::Interrupted);
    assert_eq!((requests(&session), session.state.held()), (1, None));
}

#[test]
fn other_words_stop_the_reply_under_way_and_ask_again() {
    let session = running().prints("4\n");
    let old = session.request();
    let session = session
        .event(Event::TextArrived { request: old, text: "It is".into(), tokens: 2 })
        .command(tell(Some("5 in all")));
    assert!(session.effects.contains(&Effect::StopGenerating { request: old }));
    assert_ne!(session.request(), old);
    assert!(session.told().last().expect("one").starts_with("Output:\n5 in all"));
    let late = Event::GenerationEnded {
        request: old,
        stop: StopCause::Cancelled,
        stats: Stats::default(),
    };
    session.event(late).replies("It is 5.").idle(EndReason::Answered);
}

#[test]
fn other_words_do_not_begin_a_turn_again_that_is_being_stopped() {
    let session = running().prints("4\n").command(Command::Interrupt).command(tell(Some("five")));
    assert_eq!(requests(&session), 2);
    session.command(Command::Interrupt).idle(EndReason::Interrupted);
}

#[test]
fn other_words_between_turns_are_seen_by_later_prompts_only() {
    let session = running().prints("4\n").replies("It is 4.").command(tell(Some("five")));
    assert_eq!((requests(&session), session.state.phase()), (2, &Phase::Idle));
    let session = session.says("and now?");
    assert!(session.told().iter().any(|text| text.starts_with("Output:\nfive")));
}

#[test]
fn what_would_be_told_now_is_known_while_a_step_runs() {
    let session = Session::new().says("2+2?").replies(SUM);
    assert_eq!(session.state.told_of(ONE), None);
    let session = session.approve();
    let nothing = session.state.told_of(ONE).expect("something");
    let session = session.event(printed(ONE, "4\n"));
    let told = session.state.told_of(ONE).expect("something");
    assert!(nothing != told && told == "Output:\n4", "{nothing} {told}");
    let reject = Command::Reject { step: ONE, reason: Some("no".into()) };
    let session = Session::new().says("2+2?").replies(SUM).command(reject);
    assert_eq!(session.state.told_of(ONE), session.told().pop());
}

#[test]
fn all_of_the_message_is_known_edits_and_the_asked_form_too() {
    let asked = "Add 2 and 2. Format: @sum[number]";
    let session = Session::new().says(asked).replies(SUM);
    let edit = Command::Edit { step: ONE, code: "print(2 + 3)\n".into() };
    let session = session.command(edit).approve().prints("5\n");
    let told = session.state.told_of(ONE).expect("something");
    assert!(told.contains("+print(2 + 3)") && told.contains("@sum[number]"), "{told}");
    assert_eq!(session.told().pop(), Some(told));
}

#[test]
fn a_step_that_left_the_window_is_known_to_be_out_of_sight() {
    let session = running().prints("4\n").replies("4").says("next");
    assert!(session.state.is_in_sight(ONE));
    let request = session.request();
    let counts = vec![100; session.told().len()];
    let session =
        session.event(Event::PromptRefused { request, counts, limit: 250, estimated: false });
    assert!(!session.state.is_in_sight(ONE));
}

#[test]
fn a_session_cut_off_within_a_step_settles_what_is_told_of_it() {
    let session = running().event(printed(ONE, "half")).event(Event::Resumed);
    let before = session.state.told_of(ONE).expect("something");
    let session = session.event(printed(ONE, "stray"));
    assert_eq!(session.state.told_of(ONE), Some(before));
}

#[test]
fn a_recorded_telling_replays_to_the_same_state() {
    let events = [
        Event::Command { command: Command::Submit { text: "2+2?".into() } },
        Event::TextArrived { request: RequestId(1), text: SUM.into(), tokens: 5 },
        Event::GenerationEnded {
            request: RequestId(1),
            stop: StopCause::FenceClosed,
            stats: Stats::default(),
        },
        Event::Command { command: Command::HoldTelling { step: ONE } },
        Event::Command {
            command: Command::Approve {
                step: ONE,
                code: "print(2 + 2)".into(),
                scope: ci_tui::engine::Scope::Once,
            },
        },
        printed(ONE, "4\n"),
    ];
    let live = Session::new();
    let mut replayed = live.state.clone();
    let mut live = events.iter().cloned().fold(live, Session::event);
    live = live.ends(StepStatus::Ok, None).command(tell(Some("five")));
    let mut lines: Vec<String> = events.iter().map(line).collect();
    let result = live.state.transcript().step(ONE).and_then(|step| step.result.clone());
    lines.push(line(&Event::StepEnded { step: ONE, result: result.expect("its end") }));
    lines.push(line(&Event::Command { command: tell(Some("five")) }));
    replay(&mut replayed, &lines);
    assert!(replayed.transcript().step(ONE).is_some_and(Step::is_retold));
    assert_eq!(replayed, live.state);
}

fn line(event: &Event) -> String {
    serde_json::to_string(event).expect("plain data")
}

fn replay(state: &mut State, lines: &[String]) {
    for line in lines {
        let _ = update(state, serde_json::from_str(line).expect("comes back"));
    }
}
