//! What a list of texts is, and how one is written.

/// A list of texts that exist in every language.
pub trait Texts: Copy + 'static {
    /// All of them, for tests.
    const ALL: &'static [Self];

    /// The text in English, Spanish and Japanese; `{}` stand for values in order, `{0}` and `{1}` for those in
    /// another one.
    fn each(self) -> [&'static str; 3];
}

/// Writes a list: `Name: "English", "español", "日本語";`.
macro_rules! texts {
    ($(#[$about:meta])* $list:ident { $($name:ident: $en:literal, $es:literal, $ja:literal;)+ }) => {
        $(#[$about])*
        /// [`Locale::text`]($crate::words::Locale::text) says them.
        #[allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links, reason = "texts for people, not for rustdoc")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list {
            $(#[doc = $en] $name,)+
        }

        impl $crate::words::Texts for $list {
            const ALL: &'static [Self] = &[$(Self::$name),+];

            fn each(self) -> [&'static str; 3] {
                match self {
                    $(Self::$name => [$en, $es, $ja],)+
                }
            }
        }
    };
}

pub(super) use texts;
