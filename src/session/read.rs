//! Reads a journal; a last line that a crash cut off does not count, other damage is told.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Error, Header, VERSION};
use crate::engine::Event;

/// The header and the events of a journal.
pub fn read(path: &Path) -> Result<(Header, Vec<Event>), Error> {
    let (header, events, _) = with_length(path)?;
    Ok((header, events))
}

/// Also the length of what is whole, in bytes.
pub(super) fn with_length(path: &Path) -> Result<(Header, Vec<Event>, u64), Error> {
    let bytes = fs::read(path).map_err(|source| Error::Read { path: path.into(), source })?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut lines = bytes[..whole].split_inclusive(|byte| *byte == b'\n');
    let header = header(path, lines.next().unwrap_or_default())?;
    let events = lines
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(n, line)| parse(path, n + 2, line))
        .collect::<Result<_, _>>()?;
    Ok((header, events, whole as u64))
}

/// The header alone, from the first line of a journal.
pub(super) fn header(path: &Path, line: &[u8]) -> Result<Header, Error> {
    #[derive(Deserialize)]
    struct Format {
        v: u32,
    }
    let Format { v: found } = parse(path, 1, line)?;
    if found > VERSION {
        return Err(Error::Newer { path: path.into(), found, known: VERSION });
    }
    parse(path, 1, line)
}

fn parse<T: DeserializeOwned>(path: &Path, line: usize, text: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(text).map_err(|error| Error::Damaged {
        path: path.into(),
        line,
        message: error.to_string(),
    })
}
