//! Second opinions: tried out where a first try failed, and taken where they agree.

use ci_tui::engine::{
    CheckId, Checked, Command, Effect, EndReason, Entry, Event, Language, Phase, Policy, Settings,
    StepStatus, Tried, TriedStatus,
};

use super::session::Session;

const ASKED: &str = "How many rows are there? Reply as @rows[number].";

fn block(code: &str) -> String {
    format!("```python\n{code}\n```\n")
}

/// A session whose first step has failed.
fn failed(opinions_s: u32, policy: Policy) -> Session {
    let settings = Settings {
        model: Some("m".into()),
        unattended: true,
        checks: true,
        opinions_s,
        policy,
        ..Settings::default()
    };
    let session = Session::with(settings).says(ASKED).replies(&block("count(x)"));
    let check = check(&session);
    let session = session.event(Event::CodeChecked { check, found: Checked::default() });
    session.ends(StepStatus::Error, Some("NameError: x"))
}

fn check(session: &Session) -> CheckId {
    match session.state.phase() {
        Phase::Checking(checking) => checking.check,
        other => panic!("nothing is tried out in {other:?}"),
    }
}

/// The model drafts this code, and trying it out comes to that.
fn drafts(session: Session, code: &str, status: TriedStatus, output: &str) -> Session {
    let session = session.replies(&block(code));
    let check = check(&session);
    let tried = Some(Tried { status, output: output.into(), ms: 5000.0 });
    session.event(Event::CodeChecked { check, found: Checked { tried, ..Checked::default() } })
}

fn notices(session: &Session) -> Vec<String> {
    let text = |entry: &Entry| match entry {
        Entry::Notice { text, .. } => Some(text.clone()),
        _ => None,
    };
    session.state.transcript().entries().iter().filter_map(text).collect()
}

#[test]
fn two_drafts_that_agree_are_enough_and_the_later_one_runs() {
    let session = drafts(failed(30, Policy::All), "one()", TriedStatus::Ok, "@rows[7]\n");
    let told = session.told().join("\n");
    assert!(told.contains("Earlier code failed") && !told.contains("one()"), "{told}");
    let session = drafts(session, "two()", TriedStatus::Ok, "so it is @rows[7]\n");
    assert_eq!(session.ran(), ["count(x)", "two()"]);
    assert_eq!(notices(&session), ["Second opinions: 2 of 2 tries agree."]);
    let session = session.prints("@rows[7]\n").idle(EndReason::Answered);
    assert_eq!(session.answer().as_deref(), Some("@rows[7]"));
}

#[test]
fn drafts_that_differ_are_outvoted_and_a_warning_says_where_none_agree() {
    let session = drafts(failed(30, Policy::All), "one()", TriedStatus::Ok, "@rows[7]");
    let session = drafts(session, "two()", TriedStatus::Ok, "@rows[8]");
    let outvoted = drafts(session, "three()", TriedStatus::Ok, "@rows[8]");
    assert_eq!(outvoted.ran(), ["count(x)", "three()"]);
    let session = drafts(failed(30, Policy::All), "one()", TriedStatus::Ok, "@rows[7]");
    let session = drafts(session, "two()", TriedStatus::Error, "NameError");
    let session = drafts(session, "three()", TriedStatus::Ok, "@rows[9]");
    assert_eq!(session.ran(), ["count(x)", "one()"]);
    assert!(notices(&session)[0].contains("no two of 3 tries agree"), "{:?}", notices(&session));
}

#[test]
fn the_time_budget_ends_them() {
    let session = drafts(failed(4, Policy::All), "one()", TriedStatus::Ok, "@rows[7]");
    assert_eq!(session.ran(), ["count(x)", "one()"]);
}

#[test]
fn what_must_not_be_tried_out_is_run_as_ever_and_failures_are_seen_for_real() {
    let session = drafts(failed(30, Policy::All), "write()", TriedStatus::Refused, "");
    assert_eq!(session.ran(), ["count(x)", "write()"]);
    let session = drafts(failed(30, Policy::All), "one()", TriedStatus::Error, "");
    let session = drafts(session, "two()", TriedStatus::Late, "");
    let session = drafts(session, "three()", TriedStatus::Ok, "no form at all");
    assert_eq!(session.ran(), ["count(x)", "one()"]);
    assert!(notices(&session)[0].contains("none of 3 tries"), "{:?}", notices(&session));
}

#[test]
fn the_same_code_again_is_not_tried_and_talk_is_judged_as_ever() {
    let session = failed(30, Policy::All).replies(&block("count(x)"));
    assert!(matches!(session.state.phase(), Phase::Thinking(_)), "{:?}", session.state.phase());
    let session = failed(30, Policy::All).replies("There are 7.");
    assert!(session.state.opinions().is_none());
}

#[test]
fn only_steps_that_run_unasked_are_tried_out_unasked() {
    assert!(failed(0, Policy::All).state.opinions().is_none());
    let settings = Settings { model: Some("m".into()), opinions_s: 30, ..Settings::default() };
    let session = Session::with(settings).says(ASKED).replies(&block("count(x)")).approve();
    let session = session.ends(StepStatus::Error, Some("NameError: x"));
    assert!(session.state.opinions().is_none());
}

#[test]
fn an_interrupt_ends_them_with_the_turn() {
    let session = failed(30, Policy::All).replies(&block("one()"));
    let session = session.command(Command::Interrupt).idle(EndReason::Interrupted);
    assert!(session.state.opinions().is_none());
    assert_eq!(session.ran(), ["count(x)"]);
    let trials = session
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::CheckCode { trial_s, .. } if *trial_s > 0));
    assert_eq!(trials.count(), 1);
}

#[test]
fn a_user_who_wants_to_be_asked_again_is_asked_about_the_draft_at_hand() {
    let session = failed(30, Policy::All).replies(&block("one()"));
    let check = check(&session);
    let session = session.command(Command::SetPolicy { policy: Policy::Ask });
    let session = session.event(Event::CodeChecked { check, found: Checked::default() });
    let session = session.asks(Language::Python, "one()");
    assert!(session.state.opinions().is_none());
    assert_eq!(session.ran(), ["count(x)"]);
}
