//! A text field of many lines: its text, its keys, how it is drawn.

use std::cell::RefCell;
use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use tui_textarea::{AtomicRange, CursorMove, CursorRenderMode, TextArea, WrapMode};

use super::keys::{Motion, edit, motion};
use crate::tui::theme::Theme;
use crate::tui::widget::highlight::{Document, Highlighter};

/// Changes that can be taken back.
const HISTORY: usize = 1000;

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// The key means nothing here, or there was nothing left to do: Up in the first row, Backspace at the start.
    Ignored,
    /// The cursor moved.
    Moved,
    /// The text changed.
    Changed,
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Prose: wrapped, no line numbers; Tab is left to the caller.
    Prose,
    /// Code: line numbers, lines scroll sideways, a new line keeps the indentation.
    Code,
}

/// Whether keys go to the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// They do: the line of the cursor shows.
    Here,
    /// They do not.
    Elsewhere,
}

/// Text being written, with cursor and history.
#[derive(Debug)]
pub struct Editor {
    purpose: Purpose,
    // Drawing fits the area to the screen, and a view has no right to change anything else.
    pub(super) area: RefCell<TextArea<'static>>,
    marks: Option<RefCell<Document>>,
    /// What was found in it: lines, and bytes of them.
    found: Vec<(usize, Range<usize>)>,
    /// Whether moving selects.
    pub(super) marking: bool,
    /// Changes that are several to the area underneath: the text before and after each, as numbers.
    pub(super) wholes: Vec<(u64, u64)>,
}

impl Editor {
    /// An empty field.
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        let mut area = TextArea::default();
        area.set_cursor_render_mode(CursorRenderMode::Hidden);
        area.set_max_histories(HISTORY);
        area.set_tab_length(4);
        area.set_wrap_mode(match purpose {
            Purpose::Prose => WrapMode::Word,
            Purpose::Code => WrapMode::None,
        });
        Self {
            purpose,
            area: RefCell::new(area),
            marks: None,
            found: Vec::new(),
            marking: false,
            wholes: Vec::new(),
        }
    }

    /// Marks code in this language.
    pub fn set_language(&mut self, language: &str) {
        self.marks = Some(RefCell::new(Document::new(language)));
    }

    /// What an empty field says.
    pub fn set_placeholder(&mut self, text: &str) {
        self.area.get_mut().set_placeholder_text(text);
    }

    /// Takes a key; Enter starts a line, so the caller keeps back the keys that send.
    pub fn input(&mut self, key: KeyEvent) -> Handled {
        if key.kind == KeyEventKind::Release {
            return Handled::Ignored;
        }
        let held = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let Some(motion) = motion(key.code, held) {
            return self.go(motion, key.modifiers.contains(KeyModifiers::SHIFT));
        }
        match (key.code, held) {
            (KeyCode::Char(c), KeyModifiers::NONE) => self.change(|area| area.insert_char(c)),
            (KeyCode::Enter, _) | (KeyCode::Char('j'), KeyModifiers::CONTROL) => {
                self.newline();
                Handled::Changed
            }
            (KeyCode::Tab, KeyModifiers::NONE) if self.purpose == Purpose::Code => {
                self.change(TextArea::insert_tab)
            }
            _ => match edit(key.code, held) {
                Some(edit) => self.change(edit),
                None => Handled::Ignored,
            },
        }
    }

    /// Inserts text at the cursor, as a paste does: line ends and tabs stay, other control characters go.
    pub fn insert_str(&mut self, text: &str) {
        let clean = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String =
            clean.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        self.marking = false;
        self.area.get_mut().insert_str(clean);
    }

    /// Starts a line at the cursor.
    pub fn newline(&mut self) {
        let area = self.area.get_mut();
        let (row, column) = area.cursor();
        let before: String = area.lines()[row].chars().take(column).collect();
        let indent: String = match self.purpose {
            Purpose::Prose => String::new(),
            Purpose::Code => before.chars().take_while(|c| matches!(c, ' ' | '\t')).collect(),
        };
        let deeper =
            self.purpose == Purpose::Code && before.trim_end().ends_with([':', '{', '(', '[']);
        area.insert_str(format!("\n{indent}{}", if deeper { "    " } else { "" }));
    }

    /// All of the text, exactly as it was set or typed.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.borrow().lines().join("\n")
    }

    /// Replaces the text, forgets the history, and goes to the end.
    pub fn set_text(&mut self, text: &str) {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        self.area.get_mut().set_lines(lines, (usize::MAX, usize::MAX));
    }

    /// Goes to a line and character, from 0; as near as there is.
    pub fn go_to(&mut self, line: usize, column: usize) {
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.get_mut().move_cursor(CursorMove::Jump(near(line), near(column)));
    }

    /// The line of the cursor, as far as the cursor.
    #[must_use]
    pub fn before_cursor(&self) -> String {
        let area = self.area.borrow();
        let (row, column) = area.cursor();
        area.lines().get(row).map(|line| line.chars().take(column).collect()).unwrap_or_default()
    }

    /// Replaces so many characters before the cursor; one undo takes it back.
    pub fn replace_before(&mut self, characters: usize, with: &str) {
        let area = self.area.get_mut();
        area.cancel_selection();
        let (row, column) = area.cursor();
        let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        area.move_cursor(CursorMove::Jump(near(row), near(column.saturating_sub(characters))));
        area.delete_str(characters);
        area.insert_str(with);
    }

    /// Lets these words be moved over and deleted as one character each, wherever they stand.
    pub fn guard<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let area = self.area.get_mut();
        let mut ranges = Vec::new();
        for word in words {
            for (row, line) in area.lines().iter().enumerate() {
                for (at, _) in line.match_indices(word) {
                    let start_col = line[..at].chars().count();
                    ranges.push(AtomicRange {
                        row,
                        start_col,
                        end_col: start_col + word.chars().count(),
                    });
                }
            }
        }
        // They are found in the very text, so none can be out of place.
        let _ = area.try_set_atomic_ranges(ranges);
    }

    /// Whether nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.area.borrow().is_empty()
    }

    /// How many lines there are, at least one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.area.borrow().lines().len()
    }

    /// The cursor: line and character, from 0.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        self.area.borrow().cursor()
    }

    /// Whether the cursor is in the first line: Up may mean something else there.
    #[must_use]
    pub fn is_at_top(&self) -> bool {
        self.cursor().0 == 0
    }

    /// Whether the cursor is in the last line.
    #[must_use]
    pub fn is_at_bottom(&self) -> bool {
        self.cursor().0 + 1 == self.line_count()
    }

    /// The rows it would take in this width, at least one.
    #[must_use]
    pub fn height(&self, width: u16) -> u16 {
        if width == 0 { 1 } else { self.area.borrow_mut().measure(width).content_rows.max(1) }
    }

    /// Marks what was found: lines, and bytes of them.
    pub fn set_found(&mut self, found: Vec<(usize, Range<usize>)>) {
        self.found = found;
    }

    /// Draws it and tells where the terminal's own cursor belongs, for input methods and screen readers.
    pub fn draw(
        &self,
        area: Rect,
        buffer: &mut Buffer,
        theme: &Theme,
        highlighter: &Highlighter,
        focus: Focus,
    ) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        let mut field = self.area.borrow_mut();
        field.set_style(theme.ui.text);
        field.set_placeholder_style(theme.ui.faint);
        field.set_selection_style(theme.ui.selection);
        field.set_cursor_line_style(Style::new());
        if self.purpose == Purpose::Code && area.width >= 20 {
            field.set_line_number_style(theme.ui.line_number);
        } else {
            field.remove_line_number();
        }
        field.clear_custom_highlight();
        if let Some(marks) = &self.marks {
            mark(&mut field, &mut marks.borrow_mut(), area.height, theme, highlighter);
        }
        let style = theme.ui.selection.remove_modifier(Modifier::REVERSED);
        let style = style.add_modifier(Modifier::UNDERLINED);
        let (row, _) = field.cursor();
        let near = |line: usize| line.abs_diff(row) <= usize::from(area.height);
        for (line, range) in self.found.iter().filter(|(line, _)| near(*line)) {
            field.custom_highlight(((*line, range.start), (*line, range.end)), style, 2);
        }
        field.render(area, buffer);
        let cursor = field.rendered_cursor_position()?;
        if focus == Focus::Elsewhere || !area.contains(cursor) {
            return None;
        }
        if self.purpose == Purpose::Code {
            let row = Rect { y: cursor.y, height: 1, ..area };
            for position in row.positions() {
                // What has a ground of its own, a selection, keeps it.
                let bare = |cell: &&mut Cell| cell.bg == Cell::EMPTY.bg;
                if let Some(cell) = buffer.cell_mut(position).filter(bare) {
                    cell.set_style(theme.ui.cursor_line);
                }
            }
        }
        Some(cursor)
    }

    pub(super) fn change<T>(
        &mut self,
        change: impl FnOnce(&mut TextArea<'static>) -> T,
    ) -> Handled {
        self.marking = false;
        let area = self.area.get_mut();
        let before = area.lines().to_vec();
        change(area);
        if area.lines() == before { Handled::Ignored } else { Handled::Changed }
    }

    fn go(&mut self, motion: Motion, selects: bool) -> Handled {
        let selects = selects || self.marking;
        let area = self.area.get_mut();
        let before = (area.cursor(), area.is_selecting());
        if !selects {
            area.cancel_selection();
        } else if !area.is_selecting() {
            area.start_selection();
        }
        match motion {
            Motion::Cursor(to) => area.move_cursor(to),
            Motion::Page(scrolling) => area.scroll(scrolling),
        }
        if (area.cursor(), area.is_selecting()) == before {
            Handled::Ignored
        } else {
            Handled::Moved
        }
    }
}

/// Marks the lines that can be in sight: the cursor is one of them.
fn mark(
    field: &mut TextArea<'static>,
    marks: &mut Document,
    height: u16,
    theme: &Theme,
    highlighter: &Highlighter,
) {
    marks.update(highlighter, &field.lines().join("\n"));
    let (row, _) = field.cursor();
    let reach = usize::from(height);
    for line in usize::saturating_sub(row, reach)..(row + reach + 1).min(marks.len()) {
        for (range, token) in marks.tokens(line) {
            field.custom_highlight(
                ((line, range.start), (line, range.end)),
                theme.token(*token),
                1,
            );
        }
    }
}
