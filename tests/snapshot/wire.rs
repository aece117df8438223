//! What a streamed token costs on the wire, with the real writer.

use ci_tui::engine::{Command, Event};
use ci_tui::tui::terminal::FrameWriter;
use ci_tui::tui::terminal::graphics::Images;
use ci_tui::tui::{Action, Input, update, view};
use ratatui::Terminal;
use ratatui::layout::Size;

use super::rich::{Shown, chart};
use super::stage::Stage;
use super::support::theme;

/// The budget for a token of prose.
const PROSE: usize = 64;
/// A word of marked code has a colour of its own, and one more for the sign behind it.
const CODE: usize = 96;

/// Bytes written for each token when every token is a frame of its own.
fn bytes_a_token(text: &str, columns: u16, rows: u16) -> usize {
    let mut stage = Stage::ready(columns, rows);
    let writer = FrameWriter::new(Size::new(columns, rows));
    let mut terminal = Terminal::new(writer).expect("terminal");
    let theme = theme("midnight");
    let mut frame = |stage: &mut Stage| {
        let mut seen = view::Seen::default();
        let drawn =
            terminal.draw(|frame| seen = view::draw(frame, &stage.state, &stage.screen, &theme));
        drawn.expect("draw");
        let bytes = terminal.backend_mut().frame().len();
        update::drawn(&mut stage.screen, &seen);
        bytes
    };
    stage.ask(Command::Submit { text: "Tell me.".into() });
    frame(&mut stage);
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let mut bytes = 0;
    for word in &words {
        let request = stage.request();
        stage.hear(Event::TextArrived { request, text: (*word).into(), tokens: 1 });
        stage.wait(90);
        bytes += frame(&mut stage);
    }
    bytes / words.len()
}

#[test]
fn a_token_of_prose_stays_within_its_bytes() {
    let text = "The mean of the column is well above the median, so a few large sales pull it up. "
        .repeat(12);
    for (columns, rows) in [(80, 24), (120, 40)] {
        let bytes = bytes_a_token(&text, columns, rows);
        assert!(bytes <= PROSE, "{columns}x{rows}: {bytes} bytes a token, at most {PROSE}");
    }
}

#[test]
fn a_token_of_code_stays_within_its_bytes() {
    let code: String = (0..40).fold("```python\n".into(), |text, n| {
        text + &format!("total_{n} = sum ( float ( row [ 'amount' ] ) for row in rows )\n")
    });
    for (columns, rows) in [(80, 24), (120, 40)] {
        let bytes = bytes_a_token(&code, columns, rows);
        assert!(bytes <= CODE, "{columns}x{rows}: {bytes} bytes a token, at most {CODE}");
    }
}

#[test]
fn a_figure_costs_its_bytes_once_and_no_frame_after_it_pays_again() {
    for images in [Images::HalfBlocks, Images::Kitty, Images::Sixel, Images::Iterm2] {
        let mut shown = Shown::new(120, 40, &[("image/png", &chart(320, 240))]);
        shown.stage.screen.gallery.images = images;
        shown.stage.screen.errands.clear();
        shown.settle();
        let writer = FrameWriter::new(Size::new(120, 40));
        let mut terminal = Terminal::new(writer).expect("terminal");
        let theme = theme("midnight");
        let mut frame = |stage: &mut Stage| {
            let mut seen = view::Seen::default();
            terminal
                .draw(|frame| seen = view::draw(frame, &stage.state, &stage.screen, &theme))
                .expect("draw");
            terminal.backend_mut().place(std::mem::take(&mut seen.pictures));
            let bytes = terminal.backend_mut().frame().len();
            update::drawn(&mut stage.screen, &seen);
            bytes
        };
        let first = frame(&mut shown.stage);
        assert!((1000..64 * 1024).contains(&first), "{images:?}: {first} bytes");
        assert_eq!(frame(&mut shown.stage), 0, "{images:?}");
        // A key elsewhere costs what a key costs.
        shown.stage.press(Action::FocusComposer);
        frame(&mut shown.stage);
        update::update(&mut shown.stage.screen, &shown.stage.state, Input::Type('x'));
        let key = frame(&mut shown.stage);
        assert!((1..200).contains(&key), "{images:?}: {key} bytes");
        // Help lies over it, and goes away again.
        shown.stage.press(Action::FocusOutput);
        frame(&mut shown.stage);
        shown.stage.press(Action::Help);
        frame(&mut shown.stage);
        shown.stage.press(Action::Cancel);
        let back = frame(&mut shown.stage);
        let over = matches!(images, Images::Sixel | Images::Iterm2);
        assert!(!over || back > 1000, "{images:?}: it is sent again: {back} bytes");
    }
}
