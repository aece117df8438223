//! Turns that are taken back.

use ci_tui::engine::{Command, EndReason, Entry, Event, FileNote, Phase, Survey, TurnId};

use super::session::Session;

const SUM: &str = "Let me compute.\n```python\nprint(2 + 2)\n```\n";

fn turns(session: &Session) -> Vec<String> {
    session.state.transcript().prompts().map(|(_, text)| text.to_owned()).collect()
}

#[test]
fn the_model_forgets_a_turn_that_is_taken_back_and_all_after_it() {
    let session = Session::new().says("2+2?").replies(SUM).approve().prints("4\n");
    let session = session.replies("It is 4.").says("And 3+3?").replies("6").replies("6");
    let session = session.command(Command::Rewind { turn: TurnId(2) });
    assert_eq!(turns(&session), ["2+2?"]);
    let session = session.says("And 5+5?");
    let told = session.told().join("|");
    assert!(told.contains("It is 4.") && !told.contains("3+3"), "{told}");
    let session = session.command(Command::Interrupt).command(Command::Interrupt);
    let session = session.command(Command::Rewind { turn: TurnId(1) });
    assert_eq!(turns(&session), Vec::<String>::new());
    assert_eq!(session.state.transcript().steps().count(), 0);
    let last = session.state.transcript().entries().last();
    assert!(matches!(last, Some(Entry::Notice { text, .. }) if text.starts_with("Taken back")));
}

#[test]
fn a_turn_without_steps_goes_without_a_word_and_one_that_is_not_there_changes_nothing() {
    let session = Session::new().says("Hi").replies("Hello.").idle(EndReason::Answered);
    let session = session.command(Command::Rewind { turn: TurnId(7) });
    assert_eq!(turns(&session), ["Hi"]);
    let session = session.command(Command::Rewind { turn: TurnId(1) });
    assert!(session.state.transcript().entries().is_empty());
}

#[test]
fn nothing_is_taken_back_while_a_turn_goes_on() {
    let session = Session::new().says("2+2?").replies(SUM);
    let session = session.command(Command::Rewind { turn: TurnId(1) });
    assert_eq!(turns(&session), ["2+2?"]);
    assert!(matches!(session.state.phase(), Phase::Asking { .. }));
}

#[test]
fn files_are_told_again_once_their_prompt_is_forgotten() {
    let file = FileNote { name: "sales.csv".into(), brief: "3 rows".into(), ..FileNote::default() };
    let survey = Survey { python: "Python 3.11.".into(), files: vec![file], ..Survey::default() };
    let session = Session::new().event(Event::FilesListed { survey }).says("Hi").replies("Hello.");
    let session = session.command(Command::Rewind { turn: TurnId(1) }).says("Hi again");
    assert!(session.told().join("|").contains("sales.csv"), "{:?}", session.told());
}
