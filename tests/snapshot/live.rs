//! A step while it runs, and what the kernels hold: the variables view, the live line, and the last question.

use ci_tui::engine::{
    Command, Effect, Event, Language, Leftover, Level, Motion, Phase, StepId, StepStatus, Variable,
    Variables, Watch,
};
use ci_tui::tui::Action;
use ci_tui::tui::screen::{Errand, Overlay, Pane};

use super::stage::Stage;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (120, 40)];
const PYTHON: Language = Language::Python;

fn variable(
    name: &str,
    kind: &str,
    shape: Option<&str>,
    value: Option<&str>,
    changed: bool,
) -> Variable {
    let (name, kind) = (name.to_owned(), kind.to_owned());
    let (shape, value) = (shape.map(str::to_owned), value.map(str::to_owned));
    Variable { name, kind, value, shape, bytes: Some(8456), changed }
}

fn held() -> Variables {
    let mut variables = vec![
        variable("total", "float", None, Some("1234.5"), true),
        variable(
            "rows",
            "list",
            Some("84"),
            Some("[{'day': '2026-02-01', 'region': 'north'}, ...]"),
            true,
        ),
        variable("frame", "DataFrame", Some("84 × 12"), None, false),
        variable(
            "a_name_that_is_longer_than_its_column",
            "str",
            Some("9"),
            Some("'a\\nb\u{202e}'"),
            false,
        ),
    ];
    variables.extend((0..30).map(|n| variable(&format!("x{n}"), "int", None, Some("7"), false)));
    Variables { variables, more: 5 }
}

/// A step has ended, and the view is open.
pub(super) fn viewing(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::running(columns, rows);
    stage.ran(StepStatus::Ok, None);
    let effects = stage.press(Action::Variables);
    assert_eq!(effects, [Effect::ListVariables { lang: PYTHON }]);
    stage.hear(Event::VariablesTold { lang: PYTHON, variables: held() });
    stage
}

fn step(stage: &Stage) -> StepId {
    match stage.state.phase() {
        Phase::Running(running) => running.step,
        other => panic!("nothing runs: {other:?}"),
    }
}

fn watch() -> Watch {
    Watch {
        elapsed_ms: 7000,
        limit_ms: Some(60_000),
        silent_ms: 1000,
        cpu_percent: 97.4,
        memory: 120_000_000,
        memory_limit: Some(2 << 30),
        processes: 3,
        line: Some(4),
        ..Watch::default()
    }
}

fn watched(columns: u16, rows: u16, watch: Watch) -> Stage {
    let mut stage = Stage::running(columns, rows);
    let step = step(&stage);
    stage.hear(Event::StepWatched { step, watch });
    stage
}

#[test]
fn the_variables_are_listed_with_signs_for_what_has_changed() {
    for (columns, rows) in SIZES {
        let mut stage = viewing(columns, rows);
        stage.press(Action::ScrollDown);
        insta::assert_snapshot!(format!("variables_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn the_view_follows_each_step_and_keeps_the_old_list_meanwhile() {
    let mut stage = viewing(80, 24);
    let listed = Effect::ListVariables { lang: PYTHON };
    let text = "nothing of a step".to_owned();
    assert!(!stage.hear(Event::Noticed { level: Level::Info, text }).contains(&listed));
    stage.write("```python\nprint(1 + 1)\n```\n");
    stage.end(ci_tui::engine::StopCause::FenceClosed);
    let (step, code) = stage.proposal();
    stage.ask(Command::Approve { step, code, scope: ci_tui::engine::Scope::Once });
    let shot = stage.shot();
    assert!(
        shot.contains("a step runs: this is how it was before") && shot.contains("total"),
        "{shot}"
    );
    assert!(stage.press(Action::Send).is_empty(), "a busy kernel is not asked");
    let result = ci_tui::engine::StepResult {
        status: StepStatus::Ok,
        result: None,
        error: None,
        traceback: None,
        cwd: None,
        duration_ms: 1.0,
    };
    let effects = stage.hear(Event::StepEnded { step, result });
    assert!(effects.contains(&listed), "{effects:?}");
    // A kernel that began afresh is asked again, too.
    stage.hear(Event::VariablesTold { lang: PYTHON, variables: held() });
    let ready = Event::KernelReady { lang: PYTHON, program: "p".into(), version: "3".into() };
    assert!(stage.hear(ready).contains(&listed));
}

#[test]
fn a_variable_unfolds_scrolls_and_folds_again() {
    let mut stage = viewing(80, 24);
    let name = "total".to_owned();
    assert_eq!(
        stage.press(Action::Send),
        [Effect::ShowVariable { lang: PYTHON, name: name.clone() }]
    );
    let lines: Vec<_> = (0..90).map(|n| format!("[{n}] {n}")).collect();
    let text = format!("list · 90 · 776 bytes\n\n{}", lines.join("\n"));
    stage.hear(Event::VariableShown { lang: PYTHON, name, text });
    insta::assert_snapshot!("variable_80x24", stage.shot());
    stage.press(Action::ScrollEnd);
    assert!(stage.shot().contains("[89] 89"));
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("rows"));
    stage.press(Action::Cancel);
    assert!(matches!(stage.screen.overlay, Overlay::None));
}

#[test]
fn typing_filters_names_and_esc_brings_all_back() {
    let mut stage = viewing(60, 16);
    stage.press(Action::Filter);
    stage.typed("RO");
    let shot = stage.shot();
    assert!(shot.contains("rows") && !shot.contains("total"), "{shot}");
    stage.press(Action::Send);
    assert!(stage.shot().contains("/RO · 1 of them"));
    stage.press(Action::Cancel);
    assert!(stage.shot().contains("total"));
}

#[test]
fn left_and_right_go_from_kernel_to_kernel() {
    let mut stage = viewing(80, 24);
    let ready = Event::KernelReady {
        lang: Language::Bash,
        program: "/bin/bash".into(),
        version: "5.2".into(),
    };
    stage.hear(ready);
    let effects = stage.press(Action::Right);
    assert_eq!(effects, [Effect::ListVariables { lang: Language::Bash }]);
    let shot = stage.shot();
    assert!(shot.contains("[bash]") && shot.contains("bash 5.2, /bin/bash"), "{shot}");
    assert_eq!(stage.press(Action::Right), [Effect::ListVariables { lang: PYTHON }]);
}

#[test]
fn without_a_kernel_there_is_one_sentence() {
    let mut stage = Stage::ready(80, 24);
    assert!(stage.press(Action::Variables).is_empty());
    assert!(stage.shot().contains("no kernel runs yet"));
}

#[test]
fn a_running_step_tells_how_it_is_doing_and_drops_the_least_where_it_is_narrow() {
    for (columns, rows) in SIZES {
        let mut stage = watched(columns, rows, watch());
        stage.wait(11_000);
        insta::assert_snapshot!(format!("watched_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn a_paused_step_says_so_and_its_clock_stands() {
    let mut stage = watched(80, 24, Watch { motion: Motion::Paused, ..watch() });
    stage.wait(30_000);
    let shot = stage.shot();
    assert!(shot.contains("PAUSED 00:07") && shot.contains("p go on"), "{shot}");
    assert!(!shot.contains("silent"), "{shot}");
    assert_eq!(stage.screen.wakes_at(), None, "nothing changes by itself");
}

#[test]
fn keys_let_a_step_pause_go_on_and_have_more() {
    let mut stage = watched(80, 24, watch());
    let (step, lang) = (step(&stage), PYTHON);
    assert_eq!(stage.press(Action::Pause), [Effect::PauseStep { step, lang }]);
    stage.hear(Event::StepWatched { step, watch: Watch { motion: Motion::Paused, ..watch() } });
    assert_eq!(stage.press(Action::Pause), [Effect::ContinueStep { step, lang }]);
    assert_eq!(stage.press(Action::MoreTime), [Effect::ExtendTime { step, lang, seconds: 60 }]);
    assert!(stage.shot().contains("60 s more for this step: 120 s in all"));
    assert_eq!(stage.press(Action::MoreMemory), [Effect::RaiseMemory { step, lang, mib: 1024 }]);
    assert!(stage.shot().contains("1024 MiB more for this step: 3072 MiB in all"));
    stage.hear(Event::StepWatched { step, watch: Watch { limit_ms: None, ..watch() } });
    assert!(stage.press(Action::MoreTime).is_empty());
}

pub(super) fn with_leftovers(columns: u16, rows: u16) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    let one = |pid, command: &str, age_ms| Leftover {
        pid,
        command: command.into(),
        age_ms,
        memory: 21_300_000,
    };
    let processes =
        vec![one(4711, "python3 -m http.server 8000", 93_000), one(4712, "sleep 1000", 4000)];
    stage.hear(Event::ProcessesLeft { lang: Language::Bash, processes });
    stage
}

#[test]
fn quitting_asks_what_shall_become_of_what_still_runs() {
    for (columns, rows) in SIZES {
        let mut stage = with_leftovers(columns, rows);
        assert!(stage.press(Action::QuitIfEmpty).is_empty());
        insta::assert_snapshot!(format!("leaving_{columns}x{rows}"), stage.shot());
    }
    let exit = Effect::Exit { code: 0 };
    let answers = [
        (Action::KeepRunning, vec![Effect::KeepProcesses { lang: Language::Bash }, exit.clone()]),
        (Action::EndRunning, vec![exit.clone()]),
        (Action::Interrupt, vec![exit.clone()]),
        (Action::QuitIfEmpty, vec![exit.clone()]),
        (Action::Cancel, vec![]),
    ];
    for (action, effects) in answers {
        let mut stage = with_leftovers(80, 24);
        stage.press(Action::QuitIfEmpty);
        assert_eq!(stage.press(action), effects, "{action:?}");
    }
    let mut stage = with_leftovers(80, 24);
    stage.press(Action::QuitIfEmpty);
    // Nothing is left to ask about, and the user wanted to quit.
    let ended = Event::ProcessesLeft { lang: Language::Bash, processes: vec![] };
    assert_eq!(stage.hear(ended), [exit]);
}

#[test]
fn a_colon_is_for_the_workspace_and_two_are_for_the_model() {
    let mut stage = Stage::ready(80, 24);
    stage.screen.focus_on(Pane::Composer);
    stage.typed(":python .venv/bin/python");
    assert!(stage.press(Action::Send).is_empty());
    stage.typed(":python");
    stage.press(Action::Send);
    let asked = |errand: &Errand| !matches!(errand, Errand::Remember(_) | Errand::KeepDraft);
    let errands: Vec<_> = stage.screen.errands.drain(..).filter(asked).collect();
    assert_eq!(errands, [Errand::UsePython(".venv/bin/python".into()), Errand::TellPythons]);
    stage.typed(":pyhton x");
    assert!(stage.press(Action::Send).is_empty());
    assert!(stage.shot().contains("`:pyhton` is no command: did you mean `:python`?"));
    assert_eq!(stage.screen.composer.text(), ":pyhton x", "it can be mended");
    stage.screen.composer.set_text("::wq is a command of vi");
    assert!(!stage.press(Action::Send).is_empty());
    let entry = stage.state.transcript().entries().last().cloned();
    assert!(format!("{entry:?}").contains("\":wq is a command of vi\""), "{entry:?}");
}
