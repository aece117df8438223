//! From keys to actions, by where the focus is; hints and help are read from here, so they cannot lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::Action;
use super::clashes::clashes;
pub use super::context::Context;
use super::key::Key;

const BUILT_IN: &str = include_str!("keys.toml");

/// A key, what it does and how the help says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// The key.
    pub on: Key,
    /// What it does.
    pub run: Action,
    /// In a few words.
    pub desc: String,
}

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}:{line}: {message}", file.display())]
pub struct Error {
    file: PathBuf,
    line: usize,
    message: String,
}

/// One row of a user's file; without an action it takes a key away.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its table.
    pub context: Context,
    /// The key.
    pub on: Key,
    /// What it does.
    pub run: Option<Action>,
    /// Where it stands.
    pub file: PathBuf,
    /// In which line.
    pub line: usize,
}

/// All bindings by context, in the order in which they were written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keymap {
    tables: BTreeMap<Context, Vec<Binding>>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    keys: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    on: Spanned<String>,
    run: Spanned<String>,
    #[serde(default)]
    desc: String,
}

impl Keymap {
    /// The keys of the program with those of the user's file over them, if there is one.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let mut keymap = Self::built_in()?;
        let file = folder.join("keys.toml");
        match std::fs::read_to_string(&file) {
            Ok(text) => keymap.merge(&text, &file)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error { file, line: 1, message: error.to_string() }),
        }
        Ok(keymap)
    }

    /// The keys of the program.
    pub fn built_in() -> Result<Self, Error> {
        let mut keymap = Self::default();
        keymap.merge(BUILT_IN, Path::new("src/tui/keys.toml"))?;
        keymap.rows.clear();
        Ok(keymap)
    }

    /// Puts the bindings of a file over those that are there.
    pub fn merge(&mut self, text: &str, file: &Path) -> Result<(), Error> {
        let fail = |at: usize, message: String| {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            Error { file: file.into(), line, message }
        };
        let tables: BTreeMap<Context, Table> = toml::from_str(text).map_err(|error| {
            fail(error.span().map_or(0, |span| span.start), error.message().to_owned())
        })?;
        for (context, table) in tables {
            let mut seen: Vec<Key> = Vec::new();
            for row in table.keys {
                let at = row.on.span().start;
                let on: Key = row.on.get_ref().parse().map_err(|error| fail(at, error))?;
                if seen.contains(&on) {
                    return Err(fail(
                        at,
                        format!("`{on}` has two meanings in this table; keep one"),
                    ));
                }
                seen.push(on);
                let run = self.bind(context, on, &row);
                let run = run.map_err(|error| fail(row.run.span().start, error))?;
                let line = fail(at, String::new()).line;
                self.rows.push(Row { context, on, run, file: file.into(), line });
            }
        }
        Ok(())
    }

    fn bind(&mut self, context: Context, on: Key, row: &Written) -> Result<Option<Action>, String> {
        let bindings = self.tables.entry(context).or_default();
        let place = bindings.iter().position(|binding| binding.on == on);
        if row.run.get_ref().is_empty() {
            if let Some(place) = place {
                bindings.remove(place);
            }
            return Ok(None);
        }
        let run = action(row.run.get_ref())?;
        if context.is_text() && on.typed().is_some() {
            return Err(format!("`{on}` types a character here; choose a key with ctrl or alt"));
        }
        let desc = match (row.desc.is_empty(), place) {
            (false, _) => row.desc.clone(),
            (true, Some(place)) => bindings[place].desc.clone(),
            (true, None) => row.run.get_ref().replace('_', " "),
        };
        let binding = Binding { on, run, desc };
        match place {
            Some(place) => bindings[place] = binding,
            None => bindings.push(binding),
        }
        Ok(Some(run))
    }

    /// What a key means, asking the closest context first.
    #[must_use]
    pub fn action(&self, contexts: &[Context], key: Key) -> Option<Action> {
        contexts.iter().find_map(|context| {
            self.bindings(*context).iter().find(|binding| binding.on == key).map(|b| b.run)
        })
    }

    /// The key that does this where the focus is, if there is one that is not taken by a closer context.
    #[must_use]
    pub fn key_for(&self, contexts: &[Context], run: Action) -> Option<Key> {
        contexts.iter().find_map(|context| {
            let mut fitting = self.bindings(*context).iter().filter(|binding| binding.run == run);
            let typed = contexts.iter().any(|context| context.is_text());
            fitting
                .find(|binding| {
                    !(typed && binding.on.typed().is_some())
                        && self.action(contexts, binding.on) == Some(run)
                })
                .map(|binding| binding.on)
        })
    }

    /// The rows of the user's files, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What is wrong with the user's rows beside each other, in a sentence each.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        Self::built_in().map_or_else(|_| Vec::new(), |built_in| clashes(self, &built_in))
    }

    /// The bindings of one context.
    #[must_use]
    pub fn bindings(&self, context: Context) -> &[Binding] {
        self.tables.get(&context).map_or(&[], Vec::as_slice)
    }
}

fn action(name: &str) -> Result<Action, String> {
    use serde::de::IntoDeserializer as _;
    let given: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        name.into_deserializer();
    Action::deserialize(given).map_err(|_| match nearest(name) {
        Some(known) => format!("`{name}` is no action: did you mean `{known}`?"),
        None => format!("`{name}` is no action: remove the line, or use a name like `approve`"),
    })
}

/// The action of the built-in keys that was probably meant.
fn nearest(name: &str) -> Option<&'static str> {
    let known = BUILT_IN.split("run = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let close = |known: &str| similar::TextDiff::from_chars(name, known).ratio();
    known.filter(|known| close(known) > 0.6).max_by(|a, b| close(a).total_cmp(&close(b)))
}
