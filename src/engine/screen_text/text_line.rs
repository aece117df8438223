//! Lines of styled text, free of control characters: what a screen shows and a model may read.

/// One line of output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextLine {
    /// Its pieces from left to right; neighbours differ in style.
    pub spans: Vec<TextSpan>,
}

/// A piece of a line in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextSpan {
    /// Printable characters only.
    pub text: String,
    /// How it looks.
    pub style: Sgr,
}

/// What the SGR escapes of a program asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sgr {
    /// Colour of the letters; `None` is the reader's own.
    pub fg: Option<AnsiColor>,
    /// Colour behind them; `None` is the reader's own.
    pub bg: Option<AnsiColor>,
    /// Heavier letters.
    pub bold: bool,
    /// Fainter letters.
    pub dim: bool,
    /// Slanted letters.
    pub italic: bool,
    /// A line below.
    pub underline: bool,
    /// Colours swapped.
    pub reverse: bool,
}

/// A colour as a program names it; the theme decides what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnsiColor {
    /// One of the 256 of the palette; the first 16 are the reader's own.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
}

impl TextLine {
    /// The text without styles.
    #[must_use]
    pub fn plain(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    pub(super) fn append(&mut self, text: &str, style: Sgr) {
        match self.spans.last_mut() {
            Some(span) if span.style == style => span.text.push_str(text),
            _ => self.spans.push(TextSpan { text: text.to_owned(), style }),
        }
    }
}
