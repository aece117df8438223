//! Where a pane stands in its lines; wishes of keys are settled by the next frame, which knows the heights.

/// A place in the chat: an entry, and a line within it. Panes of one text use entry 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which entry is at the top.
    pub entry: usize,
    /// Which of its lines is at the top.
    pub line: usize,
}

/// What a key wished since the last frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wish {
    /// Stay.
    #[default]
    Stay,
    /// So many lines down, or up where negative.
    Lines(isize),
    /// So many pages down, or up.
    Pages(isize),
    /// The line at the top comes into sight with lines before it.
    Around,
}

/// The position of one pane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The line at the top; `None` follows the end.
    pub top: Option<Place>,
    /// What the next frame has to settle.
    pub wish: Wish,
}

impl Scroll {
    /// At the beginning, and staying there.
    #[must_use]
    pub fn at_top() -> Self {
        Self { top: Some(Place::default()), wish: Wish::Stay }
    }

    /// At the end, following what is added.
    #[must_use]
    pub fn at_end() -> Self {
        Self::default()
    }

    /// At a place, with what stands before it.
    #[must_use]
    pub fn around(place: Place) -> Self {
        Self { top: Some(place), wish: Wish::Around }
    }

    /// With this place at the top.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self { top: Some(place), wish: Wish::Stay }
    }

    /// Some lines down, or up where negative.
    pub fn lines(&mut self, by: isize) {
        self.wish = match self.wish {
            Wish::Lines(before) => Wish::Lines(before.saturating_add(by)),
            _ => Wish::Lines(by),
        };
    }

    /// A page down, or up where negative.
    pub fn pages(&mut self, by: isize) {
        self.wish = Wish::Pages(by);
    }

    /// The wish in lines, for a pane of `height`.
    #[must_use]
    pub fn wished(&self, height: usize) -> isize {
        match self.wish {
            Wish::Stay | Wish::Around => 0,
            Wish::Lines(by) => by,
            // One line stays in sight, so that the eye finds its place.
            Wish::Pages(by) => {
                by.saturating_mul(isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1))
            }
        }
    }

    /// The position in one text of `total` lines seen through `height` of them: what it will be, and the first line.
    #[must_use]
    pub fn settle(&self, total: usize, height: usize) -> (Self, usize) {
        let last = total.saturating_sub(height);
        if let (Wish::Around, Some(top)) = (self.wish, self.top) {
            let line = top.line.saturating_sub(height / 3).min(last);
            return (Self::at(Place { entry: 0, line }), line);
        }
        let from = self.top.map_or(last, |top| top.line.min(last));
        let by = self.wished(height);
        let first = from.saturating_add_signed(by).min(last);
        let follows = first == last && (self.top.is_none() || by > 0);
        let top = (!follows).then_some(Place { entry: 0, line: first });
        (Self { top, wish: Wish::Stay }, first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pane_sticks_to_its_end_until_it_is_scrolled_up_and_again_once_it_is_back() {
        let mut scroll = Scroll::at_end();
        assert_eq!(scroll.settle(100, 10).1, 90);
        scroll.lines(-3);
        let (mut scroll, first) = scroll.settle(100, 10);
        assert_eq!(first, 87);
        assert_eq!(scroll.settle(200, 10).1, 87);
        scroll.pages(1);
        assert_eq!(scroll.settle(200, 10).1, 96);
        scroll.lines(1000);
        let (scroll, first) = scroll.settle(200, 10);
        assert_eq!((scroll.top, first), (None, 190));
        assert_eq!(Scroll::at_top().settle(3, 10), (Scroll::at_top(), 0));
    }
}
