//! Turns from the prompt to their end.

use ci_tui::engine::{
    Command, Effect, EndReason, Event, FileNote, KernelStatus, Language, LoadId, ModelStatus,
    Phase, Policy, Report, RequestId, Scope, Settings, Stats, StepId, StepStatus, StopCause,
    Survey,
};

use super::session::Session;

const SUM: &str = "Let me compute.\n```python\nprint(2 + 2)\n```\n";

#[test]
fn a_step_is_approved_runs_and_its_output_goes_back_until_the_answer_stands() {
    let session = Session::new()
        .says("2+2?")
        .replies(SUM)
        .asks(Language::Python, "print(2 + 2)")
        .approve()
        .prints("4\n");
    assert!(
        session.told().last().expect("a message").starts_with("Output:\n4"),
        "{:?}",
        session.told()
    );
    let session = session.replies("It is 4.").idle(EndReason::Answered);
    assert_eq!(session.answer().as_deref(), Some("It is 4."));
    assert_eq!(session.ran(), ["print(2 + 2)"]);
}

#[test]
fn nothing_runs_before_it_is_approved() {
    let session = Session::new().says("2+2?").replies(SUM);
    assert_eq!(session.ran(), Vec::<String>::new());
    assert!(matches!(session.state.phase(), Phase::Asking { .. }));
}

#[test]
fn an_approval_of_other_text_than_the_proposal_does_not_run() {
    let command = Command::Approve { step: StepId(1), code: "print(5)".into(), scope: Scope::Once };
    let session = Session::new().says("2+2?").replies(SUM).command(command);
    assert_eq!(session.ran(), Vec::<String>::new());
    assert!(matches!(session.state.phase(), Phase::Asking { .. }));
}

#[test]
fn an_edit_waits_for_its_own_approval_and_the_model_is_told_what_changed() {
    let session = Session::new().says("2+2?").replies(SUM);
    let session = session.command(Command::Edit { step: StepId(1), code: "print(2 + 3)\n".into() });
    assert_eq!(session.ran(), Vec::<String>::new());
    let session = session.approve().prints("5\n");
    assert_eq!(session.ran(), ["print(2 + 3)"]);
    let told = session.told().pop().expect("a message");
    assert!(told.contains("-print(2 + 2)\n+print(2 + 3)"), "{told}");
}

#[test]
fn a_rejection_goes_to_the_model_with_its_reason() {
    let command = Command::Reject { step: StepId(1), reason: Some("use the file".into()) };
    let session = Session::new().says("2+2?").replies(SUM).command(command);
    let told = session.told().pop().expect("a message");
    assert!(told.contains("rejected") && told.contains("use the file"), "{told}");
    assert_eq!(session.ran(), Vec::<String>::new());
}

#[test]
fn approving_a_turn_runs_its_later_steps_and_not_the_next_turns() {
    let session = Session::new().says("go").replies(SUM);
    let command = Command::Approve {
        step: StepId(1),
        code: session.state.proposal().expect("one").code.clone(),
        scope: Scope::Turn,
    };
    let session = session
        .command(command)
        .prints("4")
        .replies("```bash\nls\n```")
        .prints("a.csv")
        .replies("Done.");
    assert_eq!(session.ran(), ["print(2 + 2)", "ls"]);
    let session = session.idle(EndReason::Answered).says("again").replies("```bash\ndate\n```");
    assert!(matches!(session.state.phase(), Phase::Asking { .. }));
}

#[test]
fn the_policy_all_runs_and_says_so_and_the_policy_none_ends_the_turn() {
    let session = Session::unattended(Policy::All)
        .says("2+2?")
        .replies(SUM)
        .prints("4")
        .replies("4")
        .idle(EndReason::Answered);
    assert_eq!(session.ran(), ["print(2 + 2)"]);
    let session =
        Session::unattended(Policy::None).says("2+2?").replies(SUM).idle(EndReason::Rejected);
    assert_eq!(session.ran(), Vec::<String>::new());
}

#[test]
fn an_invented_result_is_sent_back_once() {
    let session = Session::new().says("What is the mean of a.csv?").replies("The mean is 12.34.");
    assert!(
        session.told().last().expect("one").contains("Nothing has been run"),
        "{:?}",
        session.told()
    );
    session.replies("I said 12.34.").idle(EndReason::Answered);
}

#[test]
fn the_same_step_is_not_run_twice() {
    let again = |session: Session| session.replies(SUM);
    let session = again(Session::unattended(Policy::All).says("2+2?")).prints("4");
    let session = again(session);
    assert!(session.told().last().expect("one").contains("already run"), "{:?}", session.told());
    let session = again(session).idle(EndReason::Repeated);
    assert_eq!(session.ran(), ["print(2 + 2)"]);
}

#[test]
fn a_turn_stops_at_its_limit_of_steps() {
    let settings = Settings {
        model: Some("m".into()),
        policy: Policy::All,
        max_steps: 2,
        ..Settings::default()
    };
    let mut session = Session::with(settings).says("go");
    for n in 0..2 {
        session = session.replies(&format!("```python\nprint({n})\n```")).prints("x");
    }
    session.replies("```python\nprint(9)\n```").idle(EndReason::MaxSteps);
}

#[test]
fn news_of_an_old_request_is_ignored() {
    let session = Session::new().says("2+2?");
    let old = session.request();
    let session = session
        .command(Command::Interrupt)
        .command(Command::Interrupt)
        .idle(EndReason::Interrupted);
    let before = session.state.clone();
    let session = session
        .event(Event::TextArrived { request: old, text: "late".into(), tokens: 1 })
        .event(Event::GenerationEnded {
            request: old,
            stop: StopCause::EndOfText,
            stats: Stats::default(),
        })
        .event(Event::TextArrived { request: RequestId(99), text: "stray".into(), tokens: 1 });
    assert_eq!(session.state, before);
}

#[test]
fn stopping_a_generation_keeps_what_was_written() {
    let session = Session::new().says("tell");
    let request = session.request();
    let session = session
        .event(Event::TextArrived { request, text: "Once upon".into(), tokens: 2 })
        .command(Command::Interrupt);
    assert!(session.effects.contains(&Effect::StopGenerating { request }));
    let session = session.event(Event::GenerationEnded {
        request,
        stop: StopCause::Cancelled,
        stats: Stats::default(),
    });
    assert_eq!(session.idle(EndReason::Interrupted).answer().as_deref(), Some("Once upon"));
}

#[test]
fn an_interrupted_step_ends_the_turn_and_an_error_goes_back_to_the_model() {
    let session = Session::new().says("go").replies(SUM).approve().command(Command::Interrupt);
    assert!(session.effects.iter().any(|effect| matches!(effect, Effect::InterruptStep { .. })));
    session.ends(StepStatus::Interrupted, Some("KeyboardInterrupt")).idle(EndReason::Interrupted);
    let session = Session::new()
        .says("go")
        .replies(SUM)
        .approve()
        .ends(StepStatus::Error, Some("NameError: x"));
    assert!(session.told().last().expect("one").contains("NameError: x"), "{:?}", session.told());
}

#[test]
fn a_dead_model_stalls_the_turn_and_a_restart_goes_on_with_it() {
    let session = Session::new().says("tell");
    let request = session.request();
    let session = session
        .event(Event::TextArrived { request, text: "Half a".into(), tokens: 2 })
        .event(Event::ModelDied {
            load: LoadId::default(),
            message: "the model process was killed by SIGKILL".into(),
        });
    assert!(matches!(session.state.phase(), Phase::Stalled { .. }));
    let session = session.command(Command::RestartModel);
    assert!(session.effects.iter().any(|effect| matches!(effect, Effect::LoadModel { .. })));
    assert!(!session.told().iter().any(|text| text.contains("Half a")), "{:?}", session.told());
    session.replies("A whole story.").idle(EndReason::Answered);
}

#[test]
fn without_anybody_to_restart_it_a_dead_model_ends_the_turn() {
    let session = Session::unattended(Policy::All)
        .says("tell")
        .event(Event::ModelDied { load: LoadId::default(), message: "gone".into() });
    session.idle(EndReason::Error);
}

#[test]
fn a_dead_kernel_is_told_to_user_and_model_and_can_be_restarted() {
    let session = Session::new()
        .says("go")
        .replies(SUM)
        .approve()
        .ends(StepStatus::Died, Some("killed by SIGKILL"));
    assert!(session.told().last().expect("one").contains("variables"), "{:?}", session.told());
    let session = session.event(Event::KernelDied {
        lang: Language::Python,
        message: "The python kernel ended".into(),
    });
    assert!(matches!(session.state.kernels()[&Language::Python], KernelStatus::Died { .. }));
    let session = session.command(Command::RestartKernel { lang: Language::Python });
    assert!(session.effects.contains(&Effect::RestartKernel { lang: Language::Python }));
}

#[test]
fn a_step_whose_kernel_cannot_start_ends_with_the_reason() {
    let message = "there is no python3";
    let failed = Event::KernelFailed { lang: Language::Python, message: message.into() };
    let session = Session::new().says("go").replies(SUM).approve().event(failed);
    let session = session.idle(EndReason::Error);
    let step = session.state.transcript().step(StepId(1)).expect("the step");
    let result = step.result.as_ref().expect("its end");
    assert_eq!((result.status, result.error.as_deref()), (StepStatus::Died, Some(message)));
    assert!(session.reports().any(|report| matches!(report, Report::Result { n: 1, .. })));
    let told = session.says("why?").told();
    assert!(told.last().is_some_and(|text| text.contains(message)), "{told:?}");
}

#[test]
fn a_full_context_window_drops_the_oldest_turns_and_says_so() {
    let session = Session::new().says("first").replies("one").says("second");
    let request = session.request();
    let counts = vec![100; session.told().len()];
    let session =
        session.event(Event::PromptRefused { request, counts, limit: 300, estimated: false });
    let told = session.told();
    assert!(!told.iter().any(|text| text.contains("first")), "{told:?}");
    assert!(told.iter().any(|text| text.contains("second")), "{told:?}");
    assert!(session.reports().any(
        |report| matches!(report, Report::Notice { text, .. } if text.contains("context window"))
    ));
}

#[test]
fn a_prompt_that_fits_once_all_the_old_is_gone_is_not_given_up() {
    let session = Session::new().says("first").replies("one").says("second");
    let request = session.request();
    let event = Event::PromptRefused {
        request,
        counts: vec![100, 10, 10, 185],
        limit: 300,
        estimated: false,
    };
    let session = session.event(event);
    assert!(matches!(session.state.phase(), Phase::Thinking(_)), "{:?}", session.state.phase());
    assert_eq!(session.told().last().map(String::as_str), Some("second"));
}

#[test]
fn a_prompt_that_can_never_fit_ends_with_what_to_do() {
    let session = Session::new().says("a very long prompt");
    let request = session.request();
    let session = session
        .event(Event::PromptRefused {
            request,
            counts: vec![100, 900],
            limit: 300,
            estimated: false,
        })
        .idle(EndReason::Error);
    assert!(session.reports().any(|report| matches!(report, Report::Notice { text, .. } if text.contains("generation.context"))));
}

fn survey(names: &[&str]) -> Event {
    let note = |name: &&str| FileNote {
        name: (*name).into(),
        brief: "3 rows".into(),
        detail: format!("columns of {name}"),
        table: true,
        database: false,
    };
    let files = names.iter().map(note).collect();
    Event::FilesListed { survey: Survey { files, ..Survey::default() } }
}

#[test]
fn a_later_prompt_is_told_of_the_files_that_it_names_and_that_are_new() {
    let session = Session::new().event(survey(&["a.csv"])).says("hello").replies("Hello.");
    let session = session.event(survey(&["a.csv", "b.csv"])).says("Sum up b.csv and a.csv.");
    let told = session.told();
    let last = told.last().expect("a message");
    assert!(last.contains("columns of b.csv") && !last.contains("columns of a.csv"), "{last}");
    let session = session.replies("Which column?").says("The first of b.csv.");
    assert_eq!(session.told().last().map(String::as_str), Some("The first of b.csv."));
}

#[test]
fn the_prompt_is_append_only() {
    let session = Session::new().event(survey(&["a.csv"])).says("2+2?");
    let first = session.told();
    assert!(first[1].contains("a.csv"), "{first:?}");
    let session = session.replies(SUM).approve().prints("4").replies("4").says("and 3+3?");
    assert_eq!(session.told()[..first.len()], first);
}

#[test]
fn a_program_that_asks_for_input_is_answered_by_the_user_or_told_that_nobody_is_there() {
    let wants = |session: &Session| Event::InputWanted {
        step: session.running(),
        prompt: "name? ".into(),
        secret: false,
    };
    let session = Session::new().says("go").replies(SUM).approve();
    let event = wants(&session);
    let step = session.running();
    let session =
        session.event(event).command(Command::AnswerInput { step, text: Some("Ada".into()) });
    let answer = Effect::AnswerInput { step, lang: Language::Python, text: Some("Ada".into()) };
    assert!(session.effects.contains(&answer));
    let session = Session::unattended(Policy::All).says("go").replies(SUM);
    let event = wants(&session);
    let session = session.event(event);
    assert!(
        session
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::AnswerInput { text: None, .. }))
    );
}

#[test]
fn a_session_taken_up_again_shows_its_conversation_and_says_what_is_gone() {
    let session = Session::new().says("go").replies(SUM).event(Event::Resumed);
    assert_eq!(*session.state.phase(), Phase::Idle);
    assert_eq!(*session.state.model(), ModelStatus::None);
    assert!(
        session.reports().any(
            |report| matches!(report, Report::Notice { text, .. } if text.contains("variables"))
        )
    );
    assert!(session.state.transcript().step(StepId(1)).expect("the step").decision.is_some());
}

#[test]
fn a_reply_cut_off_within_its_code_is_never_proposed() {
    let session = Session::new().says("go");
    let request = session.request();
    session
        .event(Event::TextArrived {
            request,
            text: "```python\nimport os\nos.remove(".into(),
            tokens: 9,
        })
        .event(Event::GenerationEnded {
            request,
            stop: StopCause::MaxTokens,
            stats: Stats::default(),
        })
        .idle(EndReason::MaxTokens);
}
