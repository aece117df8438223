//! Reads a journal; a last line that a crash cut off does not count, other damaged lines are left out
//! and told of in one notice, a damaged header is an error.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Error, Header, VERSION};
use crate::engine::{Event, Level};

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
    let (mut events, mut damaged) = (Vec::new(), Vec::new());
    for (n, line) in lines.enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        match serde_json::from_slice(line) {
            Ok(event) => events.push(event),
            Err(error) => {
                tracing::warn!("{}:{}: left out: {error}", path.display(), n + 2);
                damaged.push(n + 2);
            }
        }
    }
    events.extend(left_out(&damaged));
    Ok((header, events, whole as u64))
}

/// What to say of damaged lines, by their numbers.
fn left_out(damaged: &[usize]) -> Option<Event> {
    const NAMED: usize = 3;
    let numbers: Vec<_> = damaged.iter().take(NAMED).map(usize::to_string).collect();
    let text = match damaged.len() {
        0 => return None,
        1 => format!("line {} of the saved session is damaged and was left out", numbers[0]),
        many => {
            let more = many.saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let numbers = numbers.join(", ");
            format!("lines {numbers}{more} of the saved session are damaged and were left out")
        }
    };
    Some(Event::Noticed { level: Level::Warning, text })
}

/// The header alone, from the first line of a journal.
pub(super) fn header(path: &Path, line: &[u8]) -> Result<Header, Error> {
    #[derive(Deserialize)]
    struct Format {
        v: u32,
    }
    let Format { v: found } = parse(path, line)?;
    if found > VERSION {
        return Err(Error::Newer { path: path.into(), found, known: VERSION });
    }
    parse(path, line)
}

fn parse<T: DeserializeOwned>(path: &Path, text: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(text)
        .map_err(|error| Error::Damaged { path: path.into(), message: error.to_string() })
}
