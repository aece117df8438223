//! An output that is kept in a file: what the model is told of it, and what happens at its quota.

use ci_tui::engine::output::OutputFile;
use ci_tui::engine::{Command, Effect, Event, Language, Phase, Policy, StepId};

use super::session::Session;

const CODE: &str = "```python\ncount()\n```\n";

fn kept(whole: bool) -> Event {
    let path = "/tmp/there/step-1.log".into();
    let file = Some(OutputFile { path, bytes: 268_435_456, whole });
    Event::OutputKept { step: StepId(1), file }
}

fn counting() -> Session {
    let text: String = (0..5000).map(|n| format!("row {n}\n")).collect();
    let session = Session::new().says("count").replies(CODE).approve();
    session.event(Event::OutputArrived { step: StepId(1), text })
}

#[test]
fn the_model_is_told_where_the_omitted_middle_is() {
    let told = counting().event(kept(true)).prints("end\n").told().pop().expect("a message");
    assert!(told.contains(" left out; all of it: /tmp/there/step-1.log]\n"), "{told}");
    let told = counting().event(kept(false)).prints("end\n").told().pop().expect("a message");
    assert!(told.contains(" left out; the first 268.4 MB: /tmp/there/step-1.log]\n"), "{told}");
}

#[test]
fn a_file_that_is_gone_is_not_told() {
    let gone = Event::OutputKept { step: StepId(1), file: None };
    let told = counting().event(kept(true)).event(gone).prints("end\n").told();
    let told = told.last().expect("a message");
    assert!(told.contains(" left out …]\n") && !told.contains("/tmp"), "{told}");
}

#[test]
fn what_stood_before_an_omission_is_not_shown_as_the_end() {
    let session = counting().event(Event::OutputOmitted { step: StepId(1), bytes: 1_000_000 });
    let session = session.prints("end\n");
    let output = &session.state.transcript().step(StepId(1)).expect("a step").output;
    assert_eq!(output.tail(), "end\n");
    let known = output.head().len() + output.tail().len();
    assert_eq!(output.omitted() + known as u64, output.total());
}

fn lets_go(effects: &[Effect]) -> bool {
    let go = Effect::LetOutputGo { step: StepId(1), lang: Language::Python };
    effects.contains(&go)
}

#[test]
fn a_step_at_its_quota_waits_for_the_users_word() {
    let session = counting().event(Event::OutputHeld { step: StepId(1) });
    assert!(matches!(session.state.phase(), Phase::Running(running) if running.held));
    assert!(!lets_go(&session.effects));
    let session = session.command(Command::LetOutputGo { step: StepId(1) });
    assert!(matches!(session.state.phase(), Phase::Running(running) if !running.held));
    assert!(lets_go(&session.effects));
}

#[test]
fn where_nobody_can_decide_a_step_at_its_quota_goes_on() {
    let session = Session::unattended(Policy::All).says("count").replies(CODE);
    let session = session.event(Event::OutputHeld { step: StepId(1) });
    assert!(matches!(session.state.phase(), Phase::Running(running) if !running.held));
    assert!(lets_go(&session.effects));
}
