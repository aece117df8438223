//! Steps of the user's own: they run at once, and the model hears of them with the next prompt.

use ci_tui::engine::{
    Author, Command, EndReason, Event, Language, Phase, StepId, StepStatus, Then,
};

use super::session::Session;

const SUM: &str = "Let me compute.\n```python\nprint(2 + 2)\n```\n";

fn ls() -> Command {
    Command::RunOwn { lang: Language::Bash, code: "ls".into() }
}

#[test]
fn own_code_runs_at_once_and_asks_no_model() {
    let session = Session::new().command(ls()).prints("a.csv\n");
    assert_eq!(session.ran(), ["ls"]);
    assert_eq!(*session.state.phase(), Phase::Idle);
    let step = session.state.transcript().step(StepId(1)).expect("a step");
    assert_eq!(step.author, Author::User);
    let session = session.says("What is in it?");
    let told = session.told().pop().expect("a message");
    assert!(told.starts_with("I ran this myself:\n```bash\nls\n```\nOutput:\na.csv"), "{told}");
    assert!(told.ends_with("What is in it?"), "{told}");
}

#[test]
fn own_code_leaves_a_waiting_proposal_waiting() {
    let session = Session::new().says("2+2?").replies(SUM).command(ls());
    assert!(matches!(session.state.phase(), Phase::Running(running) if running.then != Then::GoOn));
    let session = session.prints("a.csv\n").asks(Language::Python, "print(2 + 2)");
    let session = session.approve().prints("4\n").replies("It is 4.").idle(EndReason::Answered);
    assert_eq!(session.ran(), ["ls", "print(2 + 2)"]);
}

#[test]
fn own_code_that_fails_or_is_stopped_ends_there() {
    for status in [StepStatus::Error, StepStatus::Interrupted, StepStatus::Died] {
        let session = Session::new().command(ls()).command(Command::Interrupt);
        let session = session.ends(status, Some("no"));
        assert_eq!(*session.state.phase(), Phase::Idle, "{status:?}");
    }
    let failed = Event::KernelFailed { lang: Language::Bash, message: "no bash".into() };
    let session = Session::new().says("2+2?").replies(SUM).command(ls()).event(failed);
    assert!(matches!(session.state.phase(), Phase::Asking { .. }));
}

#[test]
fn own_code_waits_for_nothing_and_never_runs_beside_another_step() {
    let session = Session::new().says("2+2?").command(ls());
    assert_eq!(session.ran(), Vec::<String>::new());
    let session = session.replies(SUM).approve().command(ls());
    assert_eq!(session.ran(), ["print(2 + 2)"]);
}

#[test]
fn a_session_resumed_within_own_code_is_idle() {
    let session = Session::new().command(ls()).event(Event::Resumed);
    assert_eq!(*session.state.phase(), Phase::Idle);
    let session = Session::new().says("2+2?").replies(SUM).command(ls()).event(Event::Resumed);
    assert_eq!(*session.state.phase(), Phase::Idle);
}
