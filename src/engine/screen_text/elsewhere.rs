//! What full-screen programs draw on the alternate screen: gone when they leave it, as on any terminal.

use vte::Params;

use super::Sgr;
use super::grid::Grid;
use super::row::COLUMNS;

/// What stands in its place.
pub(super) const MARK: &str = "[a full-screen program ran here; what it showed is not kept]";

/// Where the drawing of a full-screen program began.
#[derive(Debug)]
pub(super) struct Elsewhere {
    /// The row, counted from the first line ever.
    from: u64,
    /// The top left corner of the screen before.
    home: Option<u64>,
}

impl Grid {
    /// A private mode was set or taken back; only the alternate screen matters here.
    pub(super) fn set_private(&mut self, params: &Params, action: char) {
        if params.iter().any(|group| matches!(group.first(), Some(47 | 1047 | 1049))) {
            match action {
                'h' => self.go_elsewhere(),
                'l' => self.come_back(),
                _ => {}
            }
        }
    }

    fn go_elsewhere(&mut self) {
        if self.elsewhere.is_none() {
            if self.col > 0 {
                self.line_feed();
            }
            let from = self.absolute(self.row);
            self.elsewhere = Some(Elsewhere { from, home: self.home.replace(from) });
        }
    }

    /// A program that never comes back, because it crashed, keeps its words.
    fn come_back(&mut self) {
        let Some(Elsewhere { from, home }) = self.elsewhere.take() else { return };
        self.place(self.row_of(from), 0);
        self.drop_below();
        self.current().erase(0, COLUMNS);
        (self.home, self.style) = (home, Sgr::default());
        self.write_ascii(MARK);
        self.line_feed();
    }
}
