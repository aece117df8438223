//! Reading one theme file: palette, roles, syntax; every role is required and no other is allowed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ratatui::style::{Color, Modifier, Style};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use toml::Spanned;

use super::color;
use super::depth::Depth;
use super::role::{Roles, Syntax, Theme};

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file and no built-in theme has this name.
    #[error("there is no theme `{name}`: use one of {}", known.join(", "))]
    Unknown {
        /// The name that was asked for.
        name: String,
        /// The names that would do.
        known: Vec<String>,
    },
    /// The file cannot be read.
    #[error("cannot read the theme {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is not a theme.
    #[error("the theme {} is not usable: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its line.
        message: String,
    },
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    background: Spanned<String>,
    palette: BTreeMap<String, Spanned<String>>,
    roles: Roles<Spanned<Paint>>,
    syntax: Syntax<Spanned<Paint>>,
}

/// A colour's name, or a table with modifiers.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Paint(Look);

impl<'de> Deserialize<'de> for Paint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Paint;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a colour of the palette, or a table like { fg = \"…\", bold = true }")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Paint, E> {
                Ok(Paint(Look { fg: Some(word.to_owned()), ..Look::default() }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Paint, A::Error> {
                Look::deserialize(MapAccessDeserializer::new(map)).map(Paint)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Reads the text of a theme file; the path only serves the errors.
pub(super) fn read(path: &Path, text: &str) -> Result<Theme, Error> {
    let malformed = |message: String| Error::Malformed { path: path.to_owned(), message };
    let file: File =
        toml::from_str(text).map_err(|error| malformed(error.to_string().trim_end().to_owned()))?;
    let at = |start: usize, message: String| {
        malformed(format!("line {}: {message}", line_of(text, start)))
    };
    let mut palette = BTreeMap::new();
    for (name, value) in &file.palette {
        let color = color::parse(value.get_ref()).ok_or_else(|| {
            let names: Vec<_> = color::ANSI.iter().map(|(name, _)| *name).collect();
            let message = format!(
                "`{}` is no colour: use #rrggbb or one of {}",
                value.get_ref(),
                names.join(", ")
            );
            at(value.span().start, message)
        })?;
        palette.insert(name.as_str(), color);
    }
    let find = |word: &str| match (word, palette.get(word)) {
        (_, Some(color)) => Ok(*color),
        ("default", None) => Ok(Color::Reset),
        _ => {
            let names: Vec<_> = palette.keys().copied().collect();
            Err(format!("`{word}` is not in the palette: use default, {}", names.join(", ")))
        }
    };
    let paint = |_: &str, look: &Spanned<Paint>| {
        style(&look.get_ref().0, find).map_err(|message| at(look.span().start, message))
    };
    let background = find(file.background.get_ref())
        .map_err(|message| at(file.background.span().start, message))?;
    Ok(Theme {
        name: file.name,
        background: (background != Color::Reset).then_some(background),
        depth: Depth::TrueColor,
        ui: file.roles.try_map(paint)?,
        syntax: file.syntax.try_map(paint)?,
    })
}

fn style(look: &Look, find: impl Fn(&str) -> Result<Color, String>) -> Result<Style, String> {
    let mut style = Style::new();
    style.fg = look.fg.as_deref().map(&find).transpose()?;
    style.bg = look.bg.as_deref().map(&find).transpose()?;
    let modifiers = [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
    ];
    let chosen = modifiers.into_iter().filter(|(on, _)| *on);
    Ok(chosen.fold(style, |style, (_, modifier)| style.add_modifier(modifier)))
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
