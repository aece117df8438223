//! What is computed before it is asked: in which moments, and with which words.

use ci_tui::engine::{
    Command, Effect, Event, FileNote, Language, LoadId, ModelInfo, Prompt, Role, Scope, Settings,
    Survey,
};

use super::session::Session;

fn attended() -> Session {
    Session::with(Settings { model: Some("m".into()), ahead: true, ..Settings::default() })
}

fn prepared(session: &Session) -> Vec<&Prompt> {
    let prompt = |effect: &'_ Effect| matches!(effect, Effect::Prepare { .. });
    let found = session.effects.iter().filter(|effect| prompt(effect));
    found
        .filter_map(|effect| match effect {
            Effect::Prepare { prompt } => Some(prompt),
            _ => None,
        })
        .collect()
}

fn listed() -> Event {
    let file = FileNote { name: "sales.csv".into(), brief: "3 rows".into(), ..FileNote::default() };
    let survey = Survey { python: "Python 3.11.".into(), files: vec![file], ..Survey::default() };
    Event::FilesListed { survey }
}

#[test]
fn the_rules_and_the_files_are_read_while_the_user_types() {
    let session = attended().event(listed());
    let prompts = prepared(&session);
    assert_eq!(prompts.len(), 2);
    let said: Vec<_> = prompts[1].messages.iter().map(|one| one.role).collect();
    assert_eq!(said, [Role::System, Role::User]);
    let beginning = prompts[1].messages[1].text.clone();
    assert!(beginning.contains("sales.csv") && beginning.ends_with("\n\n"), "{beginning}");
    let session = session.says("How many rows are there?");
    assert!(session.told()[1].starts_with(&beginning), "{:?}", session.told());
}

#[test]
fn what_a_step_prints_is_awaited_while_the_user_reviews_it() {
    let session = attended().says("x").replies("```python\nprint(1)\n```\n");
    let prompt = (*prepared(&session).last().expect("a prompt")).clone();
    let before = prepared(&session).len();
    let told = prompt.messages.iter().map(|one| one.text.clone()).collect::<Vec<_>>().join("|");
    assert!(told.ends_with("print(1)\n```\n|Output:\n"), "{told}");
    let session = session.asks(Language::Python, "print(1)").approve();
    assert_eq!(prepared(&session).len(), before, "a running step leaves the model alone");
    let session = session.prints("1\n");
    let next = session.told().join("|");
    assert!(next.starts_with(&told), "{next}");
}

#[test]
fn the_end_of_a_turn_is_read_before_the_next_prompt() {
    let session = attended().says("x").replies("It is 4.");
    let last = (*prepared(&session).last().expect("a prompt")).clone();
    assert_eq!(last.messages.last().expect("a message").role, Role::User);
    let told: Vec<_> = last.messages.iter().map(|one| one.text.clone()).collect();
    let session = session.says("And then?");
    assert_eq!(session.told()[..told.len() - 1], told[..told.len() - 1]);
}

#[test]
fn nothing_is_read_ahead_where_nobody_types_or_no_model_is_ready() {
    let alone = Session::new().event(listed()).says("x").replies("It is 4.");
    assert!(prepared(&alone).is_empty());
    let mut session = attended();
    session.effects.clear();
    let session = session.command(Command::UseModel { model: "other".into() });
    assert!(prepared(&session).is_empty());
    let info = ModelInfo { context_limit: 1000, ..ModelInfo::default() };
    let session = session.event(Event::ModelReady { load: LoadId(1), info });
    assert_eq!(prepared(&session).len(), 1);
}

#[test]
fn progress_is_shown_until_all_is_read_or_a_prompt_comes() {
    let told = |done| Event::PromptPrepared { done, total: 90, cached: 10 };
    let session = attended().event(told(30));
    assert_eq!(session.state.ahead(), Some((30, 90)));
    assert_eq!(session.state.meter().context_used, 40);
    assert_eq!(attended().event(told(90)).state.ahead(), None);
    let session = session.says("x");
    assert_eq!(session.state.ahead(), None);
    let late = session.event(told(60));
    assert_eq!(late.state.ahead(), None);
    let reviewed = late.replies("```python\n1\n```\n");
    let step = reviewed.state.proposal().expect("a proposal");
    let (step, code, scope) = (step.id, step.code.clone(), Scope::Once);
    reviewed.command(Command::Approve { step, code, scope });
}
