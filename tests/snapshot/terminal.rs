//! A step at a terminal, drawn: the program's screen within the output pane, and the way out of it.

use ci_tui::engine::{
    Command, Effect, Event, Language, Phase, Place, StepId, StepStatus, StopCause, TerminalSize,
};
use ci_tui::tui::screen::Pane;
use ci_tui::tui::{Action, Input, update};

use super::stage::Stage;

const CODE: &str = "read -p 'name? ' n; echo hi $n";

fn asking(columns: u16, rows: u16, lang: &str) -> Stage {
    let mut stage = Stage::ready(columns, rows);
    stage.ask(Command::Submit { text: "Say hi to me.".into() });
    stage.write(&format!("I ask for the name.\n\n```{lang}\n{CODE}\n```\n"));
    stage.end(StopCause::FenceClosed);
    stage.wait(1500);
    stage
}

fn running(columns: u16, rows: u16) -> Stage {
    let mut stage = asking(columns, rows, "bash");
    stage.press(Action::RunAtTerminal);
    assert!(terminal(&stage).is_some(), "{:?}", stage.state.phase());
    stage
}

fn terminal(stage: &Stage) -> Option<(StepId, TerminalSize)> {
    match stage.state.phase() {
        Phase::Running(running) => running.terminal.map(|size| (running.step, size)),
        _ => None,
    }
}

fn print(stage: &mut Stage, text: &str) {
    let (step, _) = terminal(stage).expect("a terminal");
    stage.hear(Event::OutputArrived { step, text: text.into() });
}

fn sent(stage: &mut Stage) -> Vec<Command> {
    update::typed(&mut stage.screen)
}

#[test]
fn a_program_at_the_terminal_has_the_output_pane_to_itself() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut stage = running(columns, rows);
        print(
            &mut stage,
            "\u{1b}[?1049h\u{1b}[H\u{1b}[2J\u{1b}[1;32mgreen\u{1b}[0m 漢字 \u{1b}[7mreverse",
        );
        print(&mut stage, "\u{1b}[0m\r\n\u{1b}[48;5;17mindexed\u{1b}[0m \u{202e}x\u{1b}[3;5H");
        insta::assert_snapshot!(format!("terminal_{columns}x{rows}"), stage.shot());
    }
}

#[test]
fn the_cursor_stands_where_the_program_put_it() {
    let mut stage = running(120, 40);
    print(&mut stage, "name? ");
    let mut frame = stage.draw();
    let cursor = frame.get_cursor_position().expect("a cursor");
    let cell = frame.backend().buffer().cell((cursor.x - 2, cursor.y)).expect("a cell");
    assert_eq!(cell.symbol(), "?");
}

#[test]
fn the_terminal_is_as_large_as_its_pane_and_follows_it() {
    let mut stage = running(120, 40);
    let (step, before) = terminal(&stage).expect("a terminal");
    assert_eq!(sent(&mut stage), [], "it was begun in the right size");
    stage.screen.size = ratatui::layout::Size::new(100, 30);
    stage.wait(10);
    let [Command::ResizeTerminal { step: resized, size }] = sent(&mut stage)[..] else {
        panic!("a new size is told")
    };
    assert_eq!(resized, step);
    assert!(size.columns != before.columns && size.rows != before.rows, "{size:?}");
    let effects = stage.hear(Event::Command { command: Command::ResizeTerminal { step, size } });
    assert_eq!(effects, [Effect::ResizeTerminal { step, lang: Language::Bash, size }]);
    stage.wait(10);
    assert_eq!(sent(&mut stage), []);
}

#[test]
fn keys_go_to_the_program_until_they_are_taken_back() {
    let mut stage = running(120, 40);
    let (step, _) = terminal(&stage).expect("a terminal");
    let keys = |stage: &mut Stage, text: &str| {
        let input = Input::Keys(text.as_bytes().to_vec());
        assert!(update::update(&mut stage.screen, &stage.state, input).is_empty());
    };
    keys(&mut stage, "bo");
    keys(&mut stage, "b\r");
    assert_eq!(sent(&mut stage), [Command::Type { step, bytes: b"bob\r".to_vec() }]);
    stage.press(Action::LeaveTerminal);
    assert_eq!(stage.screen.focus, Pane::Composer);
    assert!(update::typed_at(&stage.screen).is_none());
    let shot = stage.shot();
    assert!(shot.contains("tab types there, ctrl-c stops it"), "{shot}");
    stage.press(Action::FocusNext);
    assert!(update::typed_at(&stage.screen).is_some());
}

#[test]
fn what_a_program_asks_its_terminal_is_answered_to_the_program() {
    let mut stage = running(120, 40);
    let (step, _) = terminal(&stage).expect("a terminal");
    print(&mut stage, "ab\u{1b}[6");
    assert_eq!(sent(&mut stage), []);
    print(&mut stage, "n");
    assert_eq!(sent(&mut stage), [Command::Type { step, bytes: b"\x1b[1;3R".to_vec() }]);
}

#[test]
fn after_its_end_the_pane_shows_the_text_and_keys_are_a_draft() {
    let mut stage = running(120, 40);
    print(&mut stage, "name? bob\r\nhi bob\r\n\u{1b}[?1049hdrawing\u{1b}[?1049l");
    stage.ran(StepStatus::Ok, None);
    assert_eq!(stage.screen.focus, Pane::Composer);
    let shot = stage.shot();
    assert!(shot.contains("hi bob") && shot.contains("full-screen program ran here"), "{shot}");
    assert!(!shot.contains("drawing"), "{shot}");
}

#[test]
fn only_shell_code_runs_at_a_terminal_and_only_once_it_was_seen() {
    let mut stage = asking(120, 40, "python");
    assert!(!stage.shot().contains("i terminal"));
    stage.press(Action::RunAtTerminal);
    assert!(matches!(stage.state.phase(), Phase::Asking { .. }));
    assert!(stage.shot().contains("only shell code can run at a terminal"));
    let mut stage = asking(120, 40, "bash");
    assert!(stage.shot().contains("i terminal"), "{}", stage.shot());
    let (step, code) = stage.proposal();
    let size = TerminalSize { columns: 80, rows: 24 };
    stage.ask(Command::ApproveAtTerminal { step, code: format!("{code} "), size });
    assert!(matches!(stage.state.phase(), Phase::Asking { .. }), "another text never runs");
    let command = Command::ApproveAtTerminal { step, code: code.clone(), size };
    let effects = stage.hear(Event::Command { command });
    let place = Place::Terminal(size);
    assert!(effects.contains(&Effect::RunCode { step, lang: Language::Bash, code, place }));
}
