//! Where diagnostics go: one file of bounded size, never the terminal. No text of prompts or code
//! above the level `trace`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

use crate::config::Paths;

/// A longer log is put aside as `ci-tui.log.1`, in place of the one before.
const MOST: u64 = 4 << 20;

/// Begins to log at the level of `CI_TUI_LOG`, warnings if it is not set. A log that cannot be
/// opened stops nobody: there is none, then.
pub fn init(paths: &Paths) {
    let wish = std::env::var("CI_TUI_LOG").unwrap_or_default();
    let (filter, broken) = match EnvFilter::try_new(&wish) {
        Ok(filter) if !wish.trim().is_empty() => (filter, None),
        Ok(_) => (EnvFilter::new("warn"), None),
        Err(error) => (EnvFilter::new("warn"), Some(error)),
    };
    let Ok(log) = Log::open(&paths.log()) else { return };
    let begun = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(Mutex::new(log))
        .try_init();
    if let (Ok(()), Some(error)) = (begun, broken) {
        tracing::warn!("CI_TUI_LOG is not understood and was left aside: {error}");
    }
}

/// The log file, opened to append; readable by its owner only.
pub fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    OpenOptions::new().create(true).append(true).mode(0o600).open(path)
}

/// A log file that puts itself aside when it has grown too long.
#[derive(Debug)]
struct Log {
    path: PathBuf,
    file: File,
    length: u64,
}

impl Log {
    fn open(path: &Path) -> io::Result<Self> {
        let file = open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { path: path.to_owned(), file, length })
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.length > MOST {
            fs::rename(&self.path, self.path.with_extension("log.1"))?;
            *self = Self::open(&self.path)?;
        }
        let written = self.file.write(line)?;
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// While this lives, descriptor 2 is the log file: libraries and children that print there leave
/// the user's screen alone.
#[derive(Debug)]
pub struct Diverted {
    stderr: OwnedFd,
}

impl Diverted {
    /// Points descriptor 2 to the log file, or to nowhere if there is none.
    pub fn begin(paths: &Paths) -> io::Result<Self> {
        let stderr = io::stderr().as_fd().try_clone_to_owned()?;
        let log =
            open(&paths.log()).or_else(|_| OpenOptions::new().write(true).open("/dev/null"))?;
        rustix::stdio::dup2_stderr(&log)?;
        Ok(Self { stderr })
    }

    /// The standard error that the program was started with.
    pub fn stderr(&self) -> io::Result<File> {
        Ok(File::from(self.stderr.try_clone()?))
    }
}

impl Drop for Diverted {
    fn drop(&mut self) {
        // Without it the last error message would be lost; nothing can be done if it fails.
        let _ = rustix::stdio::dup2_stderr(&self.stderr);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_log_that_grew_too_long_is_put_aside() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("state/ci-tui.log");
        let mut log = Log::open(&path).expect("open");
        log.length = MOST + 1;
        log.write_all(b"new\n").expect("write");
        assert_eq!(fs::read(&path).expect("read"), b"new\n");
        assert_eq!(fs::read(path.with_extension("log.1")).expect("read"), b"");
        let mode = fs::metadata(&path).expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
