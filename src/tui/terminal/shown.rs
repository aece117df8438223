//! Which pictures the terminal shows, and what to write so that it shows others.

use std::collections::VecDeque;
use std::io::Write as _;

use super::graphics::{Placed, Spread, take_back};

/// Pictures that the terminal keeps for us; the oldest is taken back.
const KEPT: usize = 24;

/// What the terminal has of our pictures, as far as we know.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Those that lie over cells.
    over: Vec<Placed>,
    /// Those that cells can be filled with.
    sent: VecDeque<u32>,
}

impl Shown {
    /// Everything was wiped off the screen.
    pub(super) fn cleared(&mut self) {
        self.over.clear();
    }

    /// What to write before and behind the cells of a frame with these pictures.
    pub(super) fn show(&mut self, pictures: Vec<Placed>) -> (Vec<u8>, Vec<u8>) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let (over, within): (Vec<_>, Vec<_>) =
            pictures.into_iter().partition(|placed| placed.wire.spread == Spread::OverCells);
        for placed in within {
            if !self.sent.contains(&placed.wire.number) {
                before.extend_from_slice(&placed.wire.bytes);
                self.sent.push_back(placed.wire.number);
            }
        }
        while self.sent.len() > KEPT {
            let oldest = self.sent.pop_front().map(take_back);
            before.extend_from_slice(oldest.unwrap_or_default().as_bytes());
        }
        for gone in self.over.iter().filter(|old| !over.contains(old)) {
            erase(&mut before, gone);
        }
        for new in over.iter().filter(|new| !self.over.contains(new)) {
            move_to(&mut after, new.area.x, new.area.y);
            after.extend_from_slice(&new.wire.bytes);
        }
        self.over = over;
        (before, after)
    }
}

/// Blanks wipe a picture that lies over them.
fn erase(bytes: &mut Vec<u8>, gone: &Placed) {
    bytes.extend_from_slice(b"\x1b[m");
    for y in gone.area.top()..gone.area.bottom() {
        move_to(bytes, gone.area.x, y);
        // Writing to memory cannot fail.
        let _ = write!(bytes, "\x1b[{}X", gone.area.width);
    }
}

fn move_to(bytes: &mut Vec<u8>, x: u16, y: u16) {
    let _ = write!(bytes, "\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::terminal::graphics::Wire;

    fn placed(number: u32, spread: Spread, y: u16) -> Placed {
        let wire = Wire { number, spread, bytes: format!("<{number}>").into_bytes() };
        Placed { area: Rect::new(2, y, 9, 2), wire: Arc::new(wire) }
    }

    fn text((before, after): (Vec<u8>, Vec<u8>)) -> (String, String) {
        let text = |bytes| String::from_utf8(bytes).expect("ASCII");
        (text(before), text(after))
    }

    #[test]
    fn a_picture_over_cells_is_sent_when_it_comes_or_moves_and_wiped_when_it_goes() {
        let mut shown = Shown::default();
        let at = |y| vec![placed(1, Spread::OverCells, y)];
        assert_eq!(text(shown.show(at(3))), (String::new(), "\x1b[4;3H<1>".into()));
        assert_eq!(text(shown.show(at(3))), (String::new(), String::new()));
        let (before, after) = text(shown.show(at(0)));
        assert_eq!(before, "\x1b[m\x1b[4;3H\x1b[9X\x1b[5;3H\x1b[9X");
        assert_eq!(after, "\x1b[1;3H<1>");
        assert_eq!(text(shown.show(vec![])).0, "\x1b[m\x1b[1;3H\x1b[9X\x1b[2;3H\x1b[9X");
        shown.show(at(3));
        shown.cleared();
        assert_eq!(text(shown.show(at(3))), (String::new(), "\x1b[4;3H<1>".into()));
    }

    #[test]
    fn a_picture_in_cells_is_sent_once_and_taken_back_when_there_are_too_many() {
        let mut shown = Shown::default();
        let of = |number, y| vec![placed(number, Spread::InCells, y)];
        assert_eq!(text(shown.show(of(1, 3))).0, "<1>");
        assert_eq!(text(shown.show(of(1, 9))), (String::new(), String::new()));
        assert_eq!(text(shown.show(vec![])), (String::new(), String::new()));
        assert_eq!(text(shown.show(of(1, 3))).0, "");
        let last = (2..30).map(|number| text(shown.show(of(number, 0))).0).last();
        assert_eq!(last.expect("some"), "<29>\x1b_Ga=d,d=I,i=5,q=2\x1b\\");
    }
}
