//! The workspace under random keys and sizes: it never panics, and it never approves what was not seen.

use std::time::Duration;

use ci_tui::engine::{
    Command, Event, LoadId, ModelInfo, Phase, RequestId, Settings, State, StopCause,
    update as engine,
};
use ci_tui::tui::keymap::Keymap;
use ci_tui::tui::screen::{Pane, Screen};
use ci_tui::tui::widget::glyphs::Glyphs;
use ci_tui::tui::{Action, Input, update, view};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::support::{shoot, theme};

const CODE: &str = "for i in range(3):\n    print(i)";

/// A session in which the model has proposed code.
fn asking() -> State {
    let mut state = State::new(Settings { cwd: "/work".into(), ..Settings::default() });
    let info = ModelInfo { name: "tiny".into(), context_limit: 4096, ..ModelInfo::default() };
    engine(&mut state, Event::ModelReady { load: LoadId::default(), info });
    let command = Command::Submit { text: "Count to three".into() };
    engine(&mut state, Event::Command { command });
    let Phase::Thinking(thinking) = state.phase() else { panic!("it thinks") };
    let request: RequestId = thinking.request;
    let text = format!("I count.\n```python\n{CODE}\n```\n");
    engine(&mut state, Event::TextArrived { request, text, tokens: 9 });
    let ended = Event::GenerationEnded {
        request,
        stop: StopCause::FenceClosed,
        stats: ci_tui::engine::Stats::default(),
    };
    engine(&mut state, ended);
    assert!(state.proposal().is_some());
    state
}

fn screen(columns: u16, rows: u16) -> Screen {
    let keymap = Keymap::built_in().expect("the built-in keys are sound");
    Screen::new(Size::new(columns, rows), keymap, Glyphs::Unicode)
}

fn draw(state: &State, screen: &mut Screen) -> Terminal<TestBackend> {
    let Size { width, height } = screen.size;
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("terminal");
    let theme = theme("midnight");
    let mut seen = view::Seen::default();
    update::observe(screen, state);
    terminal.draw(|frame| seen = view::draw(frame, state, screen, &theme)).expect("draw");
    update::drawn(screen, &seen);
    terminal
}

fn press(screen: &mut Screen, state: &State, action: Action) -> Vec<Command> {
    update::update(screen, state, Input::Act(action))
}

#[test]
fn a_proposal_is_shown_and_says_so_without_colour() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let (state, mut screen) = (asking(), screen(columns, rows));
        let shot = shoot(draw(&state, &mut screen).backend().buffer());
        assert_eq!(screen.focus, Pane::Code);
        for text in ["waits for you", "print(i)", "REVIEW", "a run"] {
            assert!(shot.contains(text), "{columns}x{rows}: no {text:?} in\n{shot}");
        }
    }
}

#[test]
fn an_approval_counts_only_after_a_moment_and_carries_the_text_on_screen() {
    let (state, mut screen) = (asking(), screen(80, 24));
    screen.tick(Duration::from_secs(10));
    draw(&state, &mut screen);
    screen.tick(Duration::from_millis(10_249));
    assert_eq!(press(&mut screen, &state, Action::Approve), []);
    screen.tick(Duration::from_millis(10_250));
    let commands = press(&mut screen, &state, Action::Approve);
    assert!(matches!(&commands[..], [Command::Approve { code, .. }] if code == CODE));
}

#[test]
fn a_proposal_does_not_take_the_focus_from_someone_who_types() {
    let (state, mut screen) = (asking(), screen(80, 24));
    screen.tick(Duration::from_secs(10));
    update::update(&mut screen, &State::default(), Input::Type('x'));
    screen.tick(Duration::from_mins(1));
    let shot = shoot(draw(&state, &mut screen).backend().buffer());
    assert_eq!(screen.focus, Pane::Composer);
    assert!(shot.contains("code is ready: tab to review"), "{shot}");
    screen.tick(Duration::from_secs(70));
    assert_eq!(press(&mut screen, &state, Action::Approve), []);
}

#[test]
fn code_longer_than_its_pane_is_approved_only_after_its_end_was_seen() {
    let (mut state, mut screen) = (asking(), screen(80, 24));
    let code = (0..90).map(|n| format!("print({n})")).collect::<Vec<_>>().join("\n");
    let step = state.proposal().expect("a proposal").id;
    let command = Command::Edit { step, code };
    engine(&mut state, Event::Command { command });
    draw(&state, &mut screen);
    screen.tick(Duration::from_secs(5));
    assert_eq!(press(&mut screen, &state, Action::Approve), []);
    draw(&state, &mut screen);
    screen.tick(Duration::from_secs(6));
    assert_eq!(press(&mut screen, &state, Action::Approve).len(), 1);
}

const ACTIONS: [Action; 20] = [
    Action::Approve,
    Action::ApproveTurn,
    Action::Edit,
    Action::Reject,
    Action::Save,
    Action::Cancel,
    Action::Send,
    Action::FocusNext,
    Action::FocusPrevious,
    Action::FocusCode,
    Action::FocusComposer,
    Action::Zoom,
    Action::Help,
    Action::ScrollUp,
    Action::PageDown,
    Action::ScrollTop,
    Action::PreviousStep,
    Action::NextStep,
    Action::Backspace,
    Action::Up,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_key_and_no_size_panics_or_approves_unseen_code(
        steps in prop::collection::vec((0..ACTIONS.len() + 3, 0..400_u64, 0..130_u16, 0..45_u16), 1..40),
    ) {
        let (state, mut screen) = (asking(), screen(80, 24));
        let mut now = 0;
        for (what, pause, columns, rows) in steps {
            now += pause;
            screen.tick(Duration::from_millis(now));
            let input = match ACTIONS.get(what) {
                Some(action) => Input::Act(*action),
                None if what == ACTIONS.len() => Input::Type('a'),
                None if what == ACTIONS.len() + 1 => Input::Paste("a\nA\u{1b}[A".into()),
                None => {
                    screen.size = Size::new(columns, rows);
                    Input::Act(Action::Redraw)
                }
            };
            let fresh = screen.review.as_ref().and_then(|review| review.drawn);
            let focus = screen.focus;
            for command in update::update(&mut screen, &state, input.clone()) {
                if let Command::Approve { code, .. } = &command {
                    prop_assert_eq!(code, CODE);
                    prop_assert_eq!(focus, Pane::Code);
                    prop_assert!(matches!(input, Input::Act(Action::Approve | Action::ApproveTurn)));
                    let drawn = fresh.expect("it was drawn");
                    prop_assert!(Duration::from_millis(now).saturating_sub(drawn) >= Duration::from_millis(250));
                }
            }
            draw(&state, &mut screen);
        }
    }
}
