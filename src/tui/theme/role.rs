//! The roles a theme fills, by meaning and never by widget.

use ratatui::style::{Color, Style};
use serde::Deserialize;

use super::color::step_down;
use super::depth::Depth;

/// Declares a struct with one `T` per role, and ways over all of them.
macro_rules! roles {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $role:ident,)+ }) => {
        $(#[$about])*
        /// Every role is required, no other is allowed.
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name<T> { $($(#[$doc])* pub $role: T,)+ }

        impl<T> $name<T> {
            /// The same roles, filled by a function of each name and value; stops at the first error.
            pub fn try_map<U, E>(
                &self,
                mut fill: impl FnMut(&'static str, &T) -> Result<U, E>,
            ) -> Result<$name<U>, E> {
                Ok($name { $($role: fill(stringify!($role), &self.$role)?,)+ })
            }

            /// The same roles, filled by a function of each name and value.
            pub fn map<U>(&self, mut fill: impl FnMut(&'static str, &T) -> U) -> $name<U> {
                $name { $($role: fill(stringify!($role), &self.$role),)+ }
            }

            /// Every role with its name, in the order of declaration.
            pub fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
                [$((stringify!($role).trim_start_matches("r#"), &self.$role),)+].into_iter()
            }
        }
    };
}

roles! {
    /// What the parts of the screen mean.
    Roles {
        /// Ordinary text.
        text,
        /// Text that matters less: captions, times, reasons.
        muted,
        /// Text that may be overlooked: separators, placeholders.
        faint,
        /// The frame of a pane.
        border,
        /// The frame of the pane that takes the keys.
        border_focus,
        /// The frame of what waits for a decision.
        border_ask,
        /// The name of a pane.
        title,
        /// What should be found first.
        accent,
        /// The person at the keyboard.
        user,
        /// The model.
        assistant,
        /// A word from the program itself.
        notice,
        /// It went well.
        success,
        /// It needs attention.
        warning,
        /// It failed, or it can do harm.
        danger,
        /// The chosen line of a list, selected text.
        selection,
        /// The line that holds the cursor; only its background counts.
        cursor_line,
        /// The filled part of a gauge.
        gauge_fill,
        /// The empty part of a gauge.
        gauge_track,
        /// The answer that lets code run.
        approve,
        /// The answer that changes the code first.
        edit,
        /// The answer that refuses.
        reject,
        /// What a program printed.
        stdout,
        /// What a program complained about.
        stderr,
        /// Numbers beside lines of code.
        line_number,
        /// A line that an edit brought in.
        added,
        /// A line that an edit took out.
        removed,
        /// The name of a key in a hint.
        key,
        /// An address.
        link,
        /// A heading in prose.
        heading,
        /// Code within prose.
        code_inline,
    }
}

roles! {
    /// What the parts of code mean.
    Syntax {
        /// Words of the language.
        keyword,
        /// Text in quotes.
        string,
        /// Literal numbers.
        number,
        /// Remarks.
        comment,
        /// Names of functions where they are defined or called.
        function,
        /// Names of types and classes.
        r#type,
        /// Signs that compute or compare.
        operator,
        /// Values with a fixed name, such as `True`.
        constant,
        /// Names of values.
        variable,
        /// Brackets, commas, colons.
        punctuation,
    }
}

/// One meaning in code; `Plain` is everything without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token {
    /// No meaning of its own.
    Plain,
    /// [`Syntax::keyword`].
    Keyword,
    /// [`Syntax::string`].
    String,
    /// [`Syntax::number`].
    Number,
    /// [`Syntax::comment`].
    Comment,
    /// [`Syntax::function`].
    Function,
    /// [`Syntax::type`].
    Type,
    /// [`Syntax::operator`].
    Operator,
    /// [`Syntax::constant`].
    Constant,
    /// [`Syntax::variable`].
    Variable,
    /// [`Syntax::punctuation`].
    Punctuation,
}

/// A complete look: every role has a style.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// What people call it.
    pub name: String,
    /// The ground the colours were chosen for; never painted. `None`: whatever the terminal has.
    pub background: Option<Color>,
    /// The colours its styles are limited to.
    pub depth: Depth,
    /// Styles of the screen.
    pub ui: Roles<Style>,
    /// Styles of code.
    pub syntax: Syntax<Style>,
}

impl Theme {
    /// The style of one meaning in code.
    #[must_use]
    pub fn token(&self, token: Token) -> Style {
        match token {
            Token::Plain => self.ui.text,
            Token::Keyword => self.syntax.keyword,
            Token::String => self.syntax.string,
            Token::Number => self.syntax.number,
            Token::Comment => self.syntax.comment,
            Token::Function => self.syntax.function,
            Token::Type => self.syntax.r#type,
            Token::Operator => self.syntax.operator,
            Token::Constant => self.syntax.constant,
            Token::Variable => self.syntax.variable,
            Token::Punctuation => self.syntax.punctuation,
        }
    }

    /// The same look with the colours that a terminal of this depth can show.
    #[must_use]
    pub fn resolve(&self, depth: Depth) -> Self {
        let ui = self.ui.map(|name, style| step_down(name, *style, depth));
        let syntax = self.syntax.map(|name, style| step_down(name, *style, depth));
        Self { depth, ui, syntax, ..self.clone() }
    }
}
