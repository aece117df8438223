//! One file as a list of settings, each with its line.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use toml::Value;
use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use super::{Config, Error, Origin, key};

/// A configuration longer than this is some other file.
const MOST: u64 = 1 << 20;

/// One option that a layer sets.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) key: String,
    pub(super) value: Value,
    pub(super) origin: Origin,
}

/// The settings of a file; none where there is no file.
pub(super) fn of_file(
    path: &Path,
    origin: impl Fn(usize) -> Origin,
) -> Result<Option<Vec<Setting>>, Error> {
    let text = match read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Read { path: path.into(), source }),
    };
    parse(text.strip_prefix('\u{feff}').unwrap_or(&text), origin).map(Some)
}

fn read(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut text = String::new();
    fs::File::open(path)?.take(MOST + 1).read_to_string(&mut text).map_err(|error| match error
        .kind()
    {
        io::ErrorKind::InvalidData => io::Error::other("it is not UTF-8 text"),
        _ => error,
    })?;
    if text.len() as u64 > MOST { Err(io::Error::other("it is over 1 MiB")) } else { Ok(text) }
}

fn parse(text: &str, origin: impl Fn(usize) -> Origin) -> Result<Vec<Setting>, Error> {
    let syntax = |error: &toml::de::Error| Error::Syntax {
        place: origin(line(text, error.span().map_or(0, |span| span.start))),
        message: error.message().lines().collect::<Vec<_>>().join(", "),
    };
    let spans = DeTable::parse(text).map_err(|error| syntax(&error))?;
    let values: toml::Table = text.parse().map_err(|error| syntax(&error))?;
    let known = key::table(&Config::default());
    let mut settings = Vec::new();
    for (name, value) in spans.get_ref() {
        let place = origin(line(text, name.span().start));
        let name: &str = name.get_ref();
        match (known.get(name), value.get_ref()) {
            (None, _) => return Err(unknown(place, name)),
            (Some(Value::Table(_)), DeValue::Table(section)) => {
                for (inner, _) in section {
                    let place = origin(line(text, inner.span().start));
                    settings.push(setting(format!("{name}.{}", inner.get_ref()), place, &values)?);
                }
            }
            (Some(Value::Table(_)), _) => {
                let message = format!("is a section: write [{name}] on a line of its own");
                return Err(Error::Value { place, key: name.into(), message });
            }
            _ => settings.push(setting(name.to_owned(), place, &values)?),
        }
    }
    Ok(settings)
}

fn setting(key: String, origin: Origin, values: &toml::Table) -> Result<Setting, Error> {
    if !key::all().contains(&key) {
        return Err(unknown(origin, &key));
    }
    match key::value(values, &key) {
        Some(value) => Ok(Setting { value: value.clone(), key, origin }),
        None => Err(unknown(origin, &key)),
    }
}

/// The error for a key that does not exist, with what was probably meant.
fn unknown(place: Origin, key: &str) -> Error {
    let all = key::all();
    let name = key.rsplit('.').next().unwrap_or(key);
    let sections = ["generation", "kernel", "limits", "models", "remote", "ui"];
    let meant = all
        .iter()
        .find(|known| known.rsplit('.').next() == Some(name))
        .map(String::as_str)
        .or_else(|| nearest(key, all.iter().map(String::as_str)))
        .or_else(|| nearest(key, sections));
    let hint = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`ci-tui config show --default` lists all of them".into(),
    };
    Error::Unknown { place, key: key.into(), hint }
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
