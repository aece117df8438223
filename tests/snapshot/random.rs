//! Random news, keys and sizes: it never panics, one pane has the focus, and the cursor stays on the screen.

use ci_tui::engine::{
    Command, Event, HardwareSample, LoadId, Phase, Scope, StepResult, StepStatus, StopCause,
};
use ci_tui::tui::keymap::{Context, Keymap};
use ci_tui::tui::screen::Overlay;
use ci_tui::tui::{Action, Input, update};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::stage::{CODE, PROSE, Stage};

/// Every action that a key can mean.
fn actions() -> Vec<Action> {
    let keymap = Keymap::built_in().expect("the built-in keys are sound");
    let bound = Context::ALL.iter().flat_map(|context| keymap.bindings(*context));
    let all: std::collections::BTreeSet<Action> = bound.map(|binding| binding.run).collect();
    all.into_iter().collect()
}

/// What may happen, by number.
fn happen(stage: &mut Stage, what: u8, text: &str) {
    match what {
        0 => stage.ask(Command::Submit { text: text.into() }),
        1 if thinks(stage) => stage.write(text),
        2 if thinks(stage) => stage.write(&format!("{PROSE}\n```python\n{CODE}\n```\n")),
        3 if thinks(stage) => stage.end(StopCause::FenceClosed),
        4 => {
            if let Some(step) = stage.state.proposal() {
                let (step, code) = (step.id, step.code.clone());
                stage.ask(Command::Approve { step, code, scope: Scope::Once });
            }
        }
        5..=8 => during_run(stage, what, text),
        9 => drop(stage.hear(Event::ModelDied { load: LoadId::default(), message: text.into() })),
        10 => {
            let sample = HardwareSample { memory_total: 8 << 30, ..HardwareSample::default() };
            stage.hear(Event::HardwareSampled { sample });
        }
        11 if thinks(stage) => {
            let request = stage.request();
            stage.hear(Event::PrefillAdvanced { request, done: 900, total: 7, cached: 0 });
        }
        _ => {}
    }
}

fn during_run(stage: &mut Stage, what: u8, text: &str) {
    let Phase::Running(running) = stage.state.phase() else { return };
    let step = running.step;
    stage.hear(match what {
        5 => Event::OutputArrived { step, text: format!("{text}\u{1b}[31m\r\n{text}") },
        6 => Event::OutputOmitted { step, bytes: 1 << 30 },
        7 => Event::InputWanted { step, prompt: text.into(), secret: true },
        _ => {
            let result = StepResult {
                status: StepStatus::Error,
                result: Some(text.into()),
                error: Some(text.into()),
                traceback: None,
                cwd: None,
                duration_ms: f64::MAX,
            };
            Event::StepEnded { step, result }
        }
    });
}

fn thinks(stage: &Stage) -> bool {
    matches!(stage.state.phase(), Phase::Thinking(_))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_that_happens_breaks_the_screen(
        moves in prop::collection::vec((0..60_u8, ".{0,30}", 0..2500_u64, 0..130_u16, 0..45_u16), 1..40),
    ) {
        let actions = actions();
        let mut stage = Stage::ready(80, 24);
        for (what, text, pause, columns, rows) in moves {
            match what {
                0..=11 => happen(&mut stage, what, &text),
                12..=15 => stage.typed(&text),
                16 => stage.screen.size = Size::new(columns, rows),
                17 => drop(update::update(&mut stage.screen, &stage.state, Input::Paste(text))),
                _ => {
                    let at = usize::from(what) * 131 + usize::from(columns);
                    drop(stage.press(actions[at % actions.len()]));
                }
            }
            stage.wait(pause);
            let mut terminal = stage.draw();
            let area = *terminal.backend().buffer().area();
            let cursor = terminal.get_cursor_position().expect("a cursor");
            prop_assert!(area.is_empty() || area.contains(cursor), "{cursor} in {area}");
            if matches!(stage.screen.overlay, Overlay::None) {
                let shown = |sign: &str| {
                    terminal.backend().buffer().content().iter().filter(|cell| cell.symbol() == sign).count()
                };
                prop_assert!(shown("┏") <= 1, "two frames have the focus");
            }
        }
    }
}
