//! Every main state of the workspace at three sizes, styles and all.

use ci_tui::engine::{
    CheckId, Checked, Command, Doubt, DoubtKind, Event, Level, LoadId, Phase, StepId, StepStatus,
    StopCause,
};
use ci_tui::tui::Action;

use super::stage::{CODE, PROSE, Stage};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 40)];

fn shoot(name: &str, play: impl Fn(u16, u16) -> Stage) {
    for (columns, rows) in SIZES {
        let mut stage = play(columns, rows);
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), stage.shot());
    }
}

fn submit(stage: &mut Stage) {
    stage.ask(Command::Submit { text: "How many rows does sales.csv have?".into() });
}

fn running(stage: &Stage) -> ci_tui::engine::StepId {
    match stage.state.phase() {
        Phase::Running(running) => running.step,
        other => panic!("nothing runs: {other:?}"),
    }
}

#[test]
fn an_empty_workspace_says_what_to_do() {
    shoot("empty", Stage::ready);
}

#[test]
fn a_prompt_that_is_read_shows_how_far() {
    shoot("reading", |columns, rows| {
        let mut stage = Stage::ready(columns, rows);
        submit(&mut stage);
        let request = stage.request();
        stage.hear(Event::PrefillAdvanced { request, done: 349, total: 812, cached: 0 });
        stage
    });
}

#[test]
fn a_reply_is_shown_while_it_is_written() {
    shoot("writing", |columns, rows| {
        let mut stage = Stage::ready(columns, rows);
        submit(&mut stage);
        stage.write(&format!("{PROSE}\n\n```python\nimport csv\n\nwith open("));
        stage
    });
}

#[test]
fn a_proposal_waits_for_a_decision() {
    shoot("asking", Stage::asking);
}

/// A proposal whose look found what speaks against it.
pub(super) fn doubted(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::looking(columns, rows);
    let file = "there is no file 'sale.csv'; did you mean 'sales.csv'?";
    let name = "rowz was never set; did you mean rows?";
    let doubt = |kind, text: &str| Doubt { kind, text: text.into() };
    let doubts = vec![doubt(DoubtKind::File, file), doubt(DoubtKind::Name, name)];
    stage.hear(Event::CodeChecked {
        check: CheckId(1),
        found: Checked { doubts, mended: None, tried: None },
    });
    stage.wait(1500);
    stage
}

#[test]
fn what_speaks_against_a_proposal_stands_above_its_code() {
    shoot("doubted", doubted);
}

#[test]
fn a_look_at_code_is_drawn_like_the_end_of_its_writing() {
    let mut stage = Stage::looking(80, 24);
    let shot = stage.shot();
    assert!(shot.contains("writes python …") && shot.contains("· writing"), "{shot}");
    assert!(shot.contains("WRITING") && !shot.contains("REVIEW"), "{shot}");
}

#[test]
fn a_word_of_a_kernel_that_starts_does_not_unfold_the_code_in_the_chat() {
    let mut stage = Stage::looking(100, 30);
    stage.hear(Event::Noticed { level: Level::Info, text: "variables are hidden".into() });
    assert!(stage.shot().contains("writes python …"));
    stage.hear(Event::CodeChecked {
        check: CheckId(1),
        found: Checked { doubts: vec![], mended: None, tried: None },
    });
    assert!(stage.shot().contains("> step 1 · python · 5 lines"), "{}", stage.shot());
}

#[test]
fn a_rejection_begins_with_what_speaks_against_the_code() {
    let mut stage = doubted(120, 40);
    stage.press(Action::Reject);
    stage.press(Action::Send);
    let reason =
        stage.state.transcript().step(StepId(1)).and_then(|step| step.decision.clone()?.reason);
    assert!(reason.is_some_and(|reason| reason.starts_with("there is no file 'sale.csv'")));
}

#[test]
fn an_edit_is_shown_as_a_difference() {
    shoot("edited", |columns, rows| {
        let mut stage = Stage::asking(columns, rows);
        let (step, _) = stage.proposal();
        let code = CODE.replace("print(len(rows))", "print(len(rows), \"rows\")");
        stage.ask(Command::Edit { step, code });
        stage
    });
}

#[test]
fn a_rejection_asks_for_a_reason() {
    shoot("rejecting", |columns, rows| {
        let mut stage = Stage::asking(columns, rows);
        stage.press(Action::Reject);
        stage
    });
}

#[test]
fn a_running_step_shows_its_output_and_its_clock() {
    shoot("running", |columns, rows| {
        let mut stage = Stage::running(columns, rows);
        let step = running(&stage);
        stage.hear(Event::OutputArrived {
            step,
            text: "reading …\n\u{1b}[32m347\u{1b}[0m\n".into(),
        });
        stage.wait(7000);
        stage
    });
}

#[test]
fn a_program_that_asks_gets_a_line_to_type_in() {
    shoot("input", |columns, rows| {
        let mut stage = Stage::running(columns, rows);
        let step = running(&stage);
        stage.wait(2000);
        stage.hear(Event::InputWanted { step, prompt: "Which file? ".into(), secret: false });
        stage
    });
}

#[test]
fn an_answer_stands_below_a_step_that_failed() {
    shoot("answered", |columns, rows| {
        let mut stage = Stage::running(columns, rows);
        stage.ran(
            StepStatus::Error,
            Some("FileNotFoundError: [Errno 2] No such file or directory: 'sales.csv'"),
        );
        stage.write(
            "There is **no** file `sales.csv` here:\n\n- check the folder\n- or name another file",
        );
        stage.end(StopCause::EndOfText);
        stage
    });
}

#[test]
fn a_dead_model_stalls_the_turn_and_says_which_key_helps() {
    shoot("stalled", |columns, rows| {
        let mut stage = Stage::ready(columns, rows);
        submit(&mut stage);
        stage.write("I count");
        stage.hear(Event::ModelDied {
            load: LoadId::default(),
            message: "the model process was killed by SIGKILL".into(),
        });
        stage
    });
}

#[test]
fn the_help_lists_every_key() {
    shoot("help", |columns, rows| {
        let mut stage = Stage::asking(columns, rows);
        stage.press(Action::Help);
        stage
    });
}

#[test]
fn the_help_begins_with_the_keys_of_the_place_it_was_asked_from() {
    for (go, title) in [(Action::FocusChat, "Chat"), (Action::FocusOutput, "Output")] {
        let mut stage = Stage::running(80, 24);
        stage.press(go);
        stage.press(Action::Help);
        let shot = stage.shot();
        let first = shot.lines().skip_while(|line| !line.contains("┏ keys")).nth(1);
        assert!(first.is_some_and(|line| line.contains(&format!("┃{title}  "))), "{shot}");
    }
}

#[test]
fn another_language_is_named_in_the_chat_too() {
    let mut stage = Stage::asking(80, 24);
    assert!(stage.shot().contains("step 1 · python · 5 lines"));
    stage.press(Action::ChangeLanguage);
    let shot = stage.shot();
    assert!(shot.contains("step 1 · bash · 5 lines"), "{shot}");
}

#[test]
fn the_footer_offers_only_keys_that_lead_somewhere() {
    let mut stage = Stage::running(120, 40);
    stage.press(Action::FocusChat);
    assert!(!stage.shot().contains("step before"), "there is one step");
    let stage = Stage::new(80, 24).shot();
    assert!(stage.contains("ctrl-o models") && !stage.contains("enter send"), "{stage}");
}

#[test]
fn what_is_too_small_says_so() {
    insta::assert_snapshot!(Stage::ready(19, 4).shot());
}
