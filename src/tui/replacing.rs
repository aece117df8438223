//! Find and replace in code that is being edited: the words, those that take their place, and where they stand.

use super::line_edit::LineEdit;
use super::search::Query;
use super::widget::editor::Editor;

/// Which of the two lines is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What to look for.
    Find,
    /// What takes its place.
    With,
}

/// Find and replace, open at the foot of the editor.
#[derive(Debug, Clone)]
pub struct Replacing {
    /// What to look for.
    pub find: LineEdit,
    /// What takes its place, once that was asked for.
    pub with: Option<LineEdit>,
    /// The line that is typed.
    pub field: Field,
    /// The cursor when it began: the first match from here on is meant.
    pub from: (usize, usize),
}

/// A match: its line, and its characters in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// From 0.
    pub line: usize,
    /// The first character.
    pub from: usize,
    /// Behind the last character.
    pub to: usize,
    /// The first byte, and the one behind the last.
    pub bytes: (usize, usize),
}

impl Replacing {
    /// Looks for what is selected, from the cursor on.
    #[must_use]
    pub fn new(editor: &Editor) -> Self {
        let mut find = LineEdit::default();
        if let Some(text) = editor.selected().filter(|text| !text.contains('\n')) {
            find.insert(&text);
        }
        let from = editor.selection().map_or_else(|| editor.cursor(), |(from, _)| from);
        Self { find, with: None, field: Field::Find, from }
    }

    /// The line that is typed.
    pub fn line(&mut self) -> &mut LineEdit {
        match (self.field, &mut self.with) {
            (Field::With, Some(with)) => with,
            _ => &mut self.find,
        }
    }

    /// All matches, in order.
    #[must_use]
    pub fn spots(&self, editor: &Editor) -> Vec<Spot> {
        Query::new(self.find.text()).map_or_else(Vec::new, |query| spots(&query, &editor.text()))
    }

    /// The number of the match that is selected, and how many there are.
    #[must_use]
    pub fn count(&self, editor: &Editor) -> (usize, usize) {
        let spots = self.spots(editor);
        let at = editor.selection().and_then(|(from, to)| {
            spots
                .iter()
                .position(|spot| (spot.line, spot.from) == from && (spot.line, spot.to) == to)
        });
        (at.map_or(0, |at| at + 1), spots.len())
    }

    /// Marks all matches in the text.
    pub fn show(&self, editor: &mut Editor) {
        let spots = self.spots(editor).into_iter();
        editor.set_found(spots.map(|spot| (spot.line, spot.bytes.0..spot.bytes.1)).collect());
    }

    /// Selects the first match from where it began, after the words changed.
    pub fn seek(&self, editor: &mut Editor) {
        let spots = self.spots(editor);
        let next =
            spots.iter().find(|spot| (spot.line, spot.from) >= self.from).or_else(|| spots.first());
        match next {
            Some(spot) => select(editor, *spot),
            None => editor.deselect(),
        }
    }

    /// Selects the match so many on, around the end.
    pub fn go(&mut self, editor: &mut Editor, by: isize) {
        let spots = self.spots(editor);
        let (at, of) = self.count(editor);
        if of == 0 {
            return;
        }
        let spot = if let Some(at) = at.checked_sub(1) {
            spots[(at + of).saturating_add_signed(by) % of]
        } else {
            let cursor = editor.cursor();
            let next = spots.iter().find(|spot| (spot.line, spot.from) >= cursor);
            *next.unwrap_or(&spots[0])
        };
        self.from = (spot.line, spot.from);
        select(editor, spot);
    }

    /// Replaces the match that is selected and goes to the next; the first time it only goes there.
    pub fn replace_one(&mut self, editor: &mut Editor) {
        let Some(with) = self.with.as_ref().map(|with| with.text().to_owned()) else { return };
        if self.count(editor).0 > 0 {
            editor.replace_selected(&with);
            let (line, at) = editor.cursor();
            self.from = (line, at);
            self.seek(editor);
        } else {
            self.go(editor, 1);
        }
    }

    /// Replaces every match at once; how many.
    pub fn replace_all(&mut self, editor: &mut Editor) -> usize {
        let Some(with) = self.with.as_ref().map(|with| with.text().to_owned()) else { return 0 };
        let Some(query) = Query::new(self.find.text()) else { return 0 };
        let count = self.spots(editor).len();
        if count > 0 {
            let replaced = |line: &str| {
                let (mut new, mut at) = (String::new(), 0);
                for found in query.find_exact(line) {
                    new.push_str(&line[at..found.start]);
                    new.push_str(&with);
                    at = found.end;
                }
                new + &line[at..]
            };
            let text: Vec<String> = editor.text().split('\n').map(replaced).collect();
            editor.replace_text(&text.join("\n"));
        }
        count
    }
}

fn spots(query: &Query, text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (line, text) in text.split('\n').enumerate() {
        let (mut byte, mut char) = (0, 0);
        for found in query.find_exact(text) {
            char += text[byte..found.start].chars().count();
            let to = char + text[found.clone()].chars().count();
            spots.push(Spot { line, from: char, to, bytes: (found.start, found.end) });
            (byte, char) = (found.end, to);
        }
    }
    spots
}

fn select(editor: &mut Editor, spot: Spot) {
    editor.select((spot.line, spot.from), (spot.line, spot.to));
}
