//! The private folder of a shell kernel: the driver, the text of the running step, the snapshots.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Bytes that a place must take to be of use.
const ROOM: usize = 128 * 1024;

/// A folder that only the user can enter, and that goes with the runner.
#[derive(Debug)]
pub(super) struct Folder {
    place: tempfile::TempDir,
    step: Option<PathBuf>,
}

impl Folder {
    /// Makes it in the first place that takes it and has room: the temporary folder, else the usual ones.
    pub(super) fn make() -> io::Result<Self> {
        let places = [std::env::temp_dir(), "/tmp".into(), "/dev/shm".into(), "/var/tmp".into()];
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for parent in places {
            match tempfile::Builder::new().prefix("ci-tui-shell-").tempdir_in(parent) {
                Ok(place) => {
                    let made = Self { place, step: None };
                    match made.write("probe", &" ".repeat(ROOM)) {
                        Ok(probe) => return fs::remove_file(probe).map(|()| made),
                        Err(error) => last = error,
                    }
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.place.path()
    }

    /// Writes a file for the user's eyes only and says where it is.
    pub(super) fn write(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        let path = self.path().join(name);
        let mut options = OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        file.write_all(text.as_bytes())?;
        Ok(path)
    }

    /// Writes the text of step `n` and forgets that of the step before.
    pub(super) fn write_step(&mut self, n: u32, code: &str) -> io::Result<PathBuf> {
        let path = self.write(&format!("step-{n}.sh"), &format!("{code}\n"))?;
        if let Some(old) = self.step.replace(path.clone())
            && old != path
        {
            // A step that removed the file itself has saved us the work.
            let _ = fs::remove_file(old);
        }
        Ok(path)
    }
}
