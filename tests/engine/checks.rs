//! Code that is looked at between a reply and its review.

use ci_tui::engine::{
    CheckId, Checked, Command, Doubt, DoubtKind, Effect, EndReason, Entry, Event, Language, Level,
    LoadId, Mended, Phase, Policy, Report, Settings, StepId, StepStatus,
};

use super::session::Session;

const CODE: &str = "```python\nprint(open('sale.csv').read())\n```\n";
const OTHER: &str = "```python\nprint(open('sales.csv').read())\n```\n";

/// A session whose code is looked at.
fn looking(policy: Policy) -> Session {
    let settings =
        Settings { model: Some("m".into()), checks: true, policy, ..Settings::default() };
    Session::with(settings)
}

fn check(session: &Session) -> CheckId {
    match session.state.phase() {
        Phase::Checking(checking) => checking.check,
        other => panic!("nothing is looked at in {other:?}"),
    }
}

/// The look finds these doubts.
fn finds(session: Session, doubts: &[(DoubtKind, &str)]) -> Session {
    let check = check(&session);
    let doubt = |(kind, text): &(DoubtKind, &str)| Doubt { kind: *kind, text: (*text).into() };
    let doubts = doubts.iter().map(doubt).collect();
    session
        .event(Event::CodeChecked { check, found: Checked { doubts, mended: None, tried: None } })
}

const FILE: (DoubtKind, &str) = (DoubtKind::File, "there is no file 'sale.csv'");
const SYNTAX: (DoubtKind, &str) = (DoubtKind::Syntax, "invalid syntax in line 1");

fn nudges(session: &Session) -> usize {
    let entries = session.state.transcript().entries();
    entries.iter().filter(|entry| matches!(entry, Entry::Nudge { .. })).count()
}

#[test]
fn code_is_looked_at_as_it_was_written_and_then_waits_for_the_user() {
    let session = looking(Policy::Ask).says("go").replies(CODE);
    let code = "print(open('sale.csv').read())".to_owned();
    let asked = session.effects.iter().any(|effect| {
        matches!(effect, Effect::CheckCode { check: CheckId(1), lang: Language::Python, code: own, .. } if *own == code)
    });
    assert!(asked && session.state.proposal().is_none(), "{:?}", session.effects);
    let session = finds(session, &[]).asks(Language::Python, &code);
    assert_eq!(session.approve().ran(), [code]);
}

#[test]
fn code_that_cannot_be_parsed_goes_back_once_and_is_then_shown_with_its_doubt() {
    let session = finds(looking(Policy::Ask).says("go").replies(CODE), &[SYNTAX]);
    assert!(matches!(session.state.phase(), Phase::Thinking(_)), "{:?}", session.state.phase());
    let told = session.told().pop().expect("a message");
    assert!(told.contains("invalid syntax in line 1"), "{told}");
    let quiet = session
        .reports()
        .all(|report| !matches!(report, Report::Notice { .. } | Report::Step { .. }));
    assert!(quiet && session.state.transcript().steps().next().is_none());
    let session = finds(session.replies(OTHER), &[SYNTAX]);
    let step = session.state.proposal().expect("a proposal");
    assert_eq!((nudges(&session), step.doubts.len(), step.number), (1, 1, 1));
}

#[test]
fn the_next_turn_may_send_code_back_again() {
    let session = finds(looking(Policy::Ask).says("go").replies(CODE), &[SYNTAX]);
    let session = finds(session.replies(OTHER), &[]).approve().prints("1\n").replies("Done.");
    let session = finds(session.idle(EndReason::Answered).says("again").replies(CODE), &[SYNTAX]);
    assert_eq!(nudges(&session), 2);
}

#[test]
fn doubts_that_nobody_would_see_go_back_once_and_then_the_code_runs() {
    let session = finds(looking(Policy::All).says("go").replies(CODE), &[FILE]);
    assert_eq!((nudges(&session), session.ran().len()), (1, 0));
    let told = session.told().pop().expect("a message");
    assert!(told.contains("- there is no file 'sale.csv'"), "{told}");
    let session = finds(session.replies(CODE), &[FILE]);
    assert_eq!(session.ran(), ["print(open('sale.csv').read())"]);
}

#[test]
fn doubts_are_shown_to_who_is_asked_and_go_with_the_text_they_were_about() {
    let session = finds(looking(Policy::Ask).says("go").replies(CODE), &[FILE]);
    let doubts = |session: &Session| session.state.proposal().expect("a proposal").doubts.clone();
    assert_eq!((nudges(&session), doubts(&session).len()), (0, 1));
    let same = session.state.proposal().expect("a proposal").code.clone();
    let session = session.command(Command::Edit { step: StepId(1), code: same });
    assert_eq!(doubts(&session).len(), 1);
    let session = session.command(Command::Edit { step: StepId(1), code: "print(1)\n".into() });
    assert_eq!(doubts(&session), []);
    assert_eq!(session.approve().ran(), ["print(1)"]);
}

#[test]
fn doubts_about_python_say_nothing_of_the_same_text_as_shell_code() {
    let session = finds(looking(Policy::Ask).says("go").replies(CODE), &[FILE]);
    let session =
        session.command(Command::ChangeLanguage { step: StepId(1), lang: Language::Bash });
    assert_eq!(session.state.proposal().expect("a proposal").doubts, []);
}

#[test]
fn mended_code_is_what_is_shown_and_what_runs() {
    let session =
        looking(Policy::Ask).says("go").replies("```python\nimport pandas\nprint(1)\n```\n");
    let mended = Mended { code: "print(1)\n".into(), note: "pandas was taken out.".into() };
    let check = check(&session);
    let session = session.event(Event::CodeChecked {
        check,
        found: Checked { doubts: vec![], mended: Some(mended), tried: None },
    });
    let noticed = session.reports().any(|report| {
        matches!(report, Report::Notice { level: Level::Info, text } if text == "pandas was taken out.")
    });
    assert!(noticed);
    let session = session.asks(Language::Python, "print(1)");
    assert!(!session.state.proposal().expect("a proposal").is_edited());
    assert_eq!(session.approve().ran(), ["print(1)"]);
}

#[test]
fn an_interrupt_ends_the_turn_and_a_late_answer_counts_no_more() {
    let session = looking(Policy::All).says("go").replies(CODE);
    let check = check(&session);
    let session = session.command(Command::Interrupt).idle(EndReason::Interrupted);
    let session = session.event(Event::CodeChecked {
        check,
        found: Checked { doubts: vec![], mended: None, tried: None },
    });
    assert_eq!((session.ran().len(), session.state.phase()), (0, &Phase::Idle));
}

#[test]
fn code_whose_kernel_is_gone_is_proposed_without_a_look() {
    let gone = [
        Event::KernelDied { lang: Language::Python, message: "it is gone".into() },
        Event::KernelFailed { lang: Language::Python, message: "there is none".into() },
    ];
    for event in gone {
        let session = looking(Policy::Ask).says("go").replies(CODE);
        let check = check(&session);
        let session = session.event(event).asks(Language::Python, "print(open('sale.csv').read())");
        let late = Event::CodeChecked {
            check,
            found: Checked { doubts: vec![], mended: None, tried: None },
        };
        assert_eq!(session.event(late).state.transcript().steps().count(), 1);
    }
}

#[test]
fn code_is_not_sent_back_to_a_model_that_is_gone() {
    let session = looking(Policy::Ask).says("go").replies(CODE);
    let died = Event::ModelDied { load: LoadId::default(), message: "it is gone".into() };
    let session = finds(session.event(died), &[SYNTAX]);
    assert_eq!(session.state.proposal().expect("a proposal").doubts.len(), 1);
}

#[test]
fn what_will_not_run_and_what_has_run_already_is_not_looked_at() {
    let session = looking(Policy::None).says("go").replies(CODE).idle(EndReason::Rejected);
    assert!(!session.effects.iter().any(|effect| matches!(effect, Effect::CheckCode { .. })));
    let session = finds(looking(Policy::All).says("go").replies(CODE), &[]);
    let session = session.ends(StepStatus::Error, Some("FileNotFoundError")).replies(CODE);
    let looks = session.effects.iter().filter(|effect| matches!(effect, Effect::CheckCode { .. }));
    assert_eq!((looks.count(), nudges(&session)), (1, 1));
}
