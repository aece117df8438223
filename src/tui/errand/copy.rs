//! A text on its way to the clipboard: to the terminal with the next frame, and always to a file of ours.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::tui::run::Workspace;
use crate::tui::terminal::clipboard;
use crate::words::Reading;

/// The file in the folder of what we keep.
const FILE: &str = "clip.txt";

impl Workspace<'_> {
    /// Copies; what is said never claims that it arrived.
    pub(in crate::tui) fn copy(&mut self, text: &str) {
        let file = self.start.paths.state.join(FILE);
        let kept = keep(&file, text);
        let sent = clipboard::sequence(text, self.clipboard);
        let locale = self.screen.locale;
        let (bytes, file) = (text.len(), file.display());
        let said = match (kept, &sent) {
            (Ok(()), Some(_)) => locale.fill(Reading::Sent, &[&bytes, &file]),
            (Ok(()), None) => locale.fill(Reading::InFileOnly, &[&bytes, &file]),
            (Err(error), _) => {
                tracing::warn!("the copy is not kept in {file}: {error}");
                locale.fill(Reading::NotKept, &[&format!("{file}: {error}")])
            }
        };
        if let Some(sent) = sent {
            self.send_along(&sent);
        }
        self.screen.say(said);
    }
}

/// Replaces the file; only its owner can read it.
fn keep(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)?;
    let new = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(&new)?.write_all(text.as_bytes())?;
    std::fs::rename(&new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_copy_is_in_a_private_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("state").join(FILE);
        keep(&file, "one").expect("kept");
        keep(&file, "two\n").expect("kept");
        assert_eq!(std::fs::read_to_string(&file).expect("read"), "two\n");
        let mode = std::fs::metadata(&file).expect("file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(file.parent().expect("a folder")).expect("read").count(), 1);
    }
}
