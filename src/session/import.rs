//! A journal that lies elsewhere becomes one of our sessions; the file itself is not touched.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::{Error, Header, archive, read};

/// Copies a journal into the folder of sessions, under an id of its own; returns that.
pub fn import(sessions: &Path, file: &Path) -> Result<String, Error> {
    let fail = |source| Error::Read { path: file.to_owned(), source };
    // Whatever cannot be read is told before anything is written.
    let (header, _) = read(file)?;
    let text = fs::read(file).map_err(fail)?;
    let own = archive::path(sessions, &header.id);
    if fs::read(&own).is_ok_and(|own| own == text) {
        return Ok(header.id);
    }
    let id = Header::fresh_id();
    let header = Header { id: id.clone(), ..header };
    let mut copy = serde_json::to_vec(&header).map_err(|error| fail(error.into()))?;
    let behind = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    copy.extend_from_slice(&text[behind..]);
    fs::DirBuilder::new().recursive(true).mode(0o700).create(sessions).map_err(fail)?;
    let path = archive::path(sessions, &id);
    let mut made =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fail)?;
    made.write_all(&copy).map_err(fail)?;
    Ok(id)
}
