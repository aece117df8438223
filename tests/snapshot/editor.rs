//! The text field: what it shows, what keys do to it.

use ci_tui::tui::theme::Theme;
use ci_tui::tui::widget::editor::{Editor, Focus, Handled, Purpose};
use ci_tui::tui::widget::highlight::Highlighter;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

fn typed(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        editor.input(KeyEvent::from(KeyCode::Char(c)));
    }
}

fn ctrl(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn picture(editor: &Editor, width: u16, height: u16) -> (Vec<String>, Option<Position>) {
    let theme = Theme::built_in("midnight").expect("known").expect("usable");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let at = editor.draw(buffer.area, &mut buffer, &theme, &Highlighter::default(), Focus::Here);
    let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect();
    ((0..height).map(row).collect(), at)
}

#[test]
fn prose_wraps_and_tells_where_the_cursor_is() {
    let mut editor = Editor::new(Purpose::Prose);
    typed(&mut editor, "hello wide 漢字");
    let rows = ["hello ", "wide  ", "漢 字   "].map(str::to_owned);
    assert_eq!(picture(&editor, 6, 3), (rows.to_vec(), Some(Position::new(4, 2))));
    assert_eq!(editor.height(6), 3);
}

#[test]
fn code_shows_numbers_and_keeps_the_indentation() {
    let mut editor = Editor::new(Purpose::Code);
    editor.set_language("python");
    typed(&mut editor, "def f():");
    editor.newline();
    typed(&mut editor, "return 1");
    assert_eq!(editor.text(), "def f():\n    return 1");
    let rows = [" 1 def f():          ", " 2     return 1      "].map(str::to_owned);
    assert_eq!(picture(&editor, 21, 2), (rows.to_vec(), Some(Position::new(15, 1))));
}

#[test]
fn a_text_comes_back_exactly_as_it_was_set() {
    let mut editor = Editor::new(Purpose::Code);
    for text in ["", "\n", "a\r\n\tb\n\n", "x\u{202e}y"] {
        editor.set_text(text);
        assert_eq!(editor.text(), text);
    }
}

#[test]
fn a_paste_brings_no_control_characters() {
    let mut editor = Editor::new(Purpose::Prose);
    editor.insert_str("a\x1b[31m\r\nb\rc\td\u{9b}");
    assert_eq!(editor.text(), "a[31m\nb\nc\td");
}

#[test]
fn keys_say_whether_they_did_anything() {
    let mut editor = Editor::new(Purpose::Prose);
    let up = KeyEvent::from(KeyCode::Up);
    assert_eq!(editor.input(up), Handled::Ignored);
    typed(&mut editor, "one two");
    editor.newline();
    assert_eq!(editor.input(up), Handled::Moved);
    assert_eq!(editor.input(KeyEvent::from(KeyCode::Tab)), Handled::Ignored);
    assert_eq!(editor.input(ctrl('e')), Handled::Moved);
    assert_eq!(editor.input(ctrl('w')), Handled::Changed);
    assert_eq!(editor.text(), "one \n");
    assert_eq!(editor.input(ctrl('z')), Handled::Changed);
    assert_eq!((editor.text().as_str(), editor.redo()), ("one two\n", Handled::Changed));
    assert_eq!(editor.redo(), Handled::Ignored);
}

#[test]
fn no_area_is_too_small() {
    for purpose in [Purpose::Prose, Purpose::Code] {
        let mut editor = Editor::new(purpose);
        editor.set_placeholder("Ask something");
        for text in ["", "漢字 and more\nlines\n"] {
            editor.set_text(text);
            for (width, height) in [(0, 0), (1, 1), (0, 5), (5, 0), (2, 1), (3, 2), (20, 1)] {
                picture(&editor, width, height);
                assert!(editor.height(width) >= 1);
            }
        }
    }
}

#[test]
fn what_a_terminal_would_obey_never_reaches_a_cell() {
    for purpose in [Purpose::Prose, Purpose::Code] {
        let mut editor = Editor::new(purpose);
        editor.set_text("a\x1b[31mb\u{9b}c\u{202e}d\te\r\nf\x07");
        let (rows, _) = picture(&editor, 30, 3);
        for row in rows {
            assert!(!row.contains(|c: char| c.is_control() || c == '\u{202e}'), "{row:?}");
        }
    }
}
