//! The signs that pictures are made of: drawn ones, or typewriter ones for plain terminals.

/// Which signs may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Blocks, lines and bullets.
    #[default]
    Unicode,
    /// Seven-bit signs only.
    Ascii,
}

impl Glyphs {
    /// One of two, by kind.
    #[must_use]
    pub fn pick<T>(self, unicode: T, ascii: T) -> T {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}
