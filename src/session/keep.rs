//! What a step showed, kept beside its session when the user asks for it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// Files of one name before we give up.
const MOST: u32 = 1000;

/// The folder of what was kept of a session.
#[must_use]
pub fn kept_files(sessions: &Path, id: &str) -> PathBuf {
    sessions.join(format!("{id}-files"))
}

/// Where the `n`th thing that a step showed is, if it was kept.
#[must_use]
pub fn find_kept(folder: &Path, step: u32, n: usize, shown: &Path) -> Option<PathBuf> {
    let path = folder.join(name(step, n, shown, 1));
    path.is_file().then_some(path)
}

/// Copies the `n`th thing that a step showed; a file of that name with something else in it stays as it is.
pub fn keep(folder: &Path, step: u32, n: usize, shown: &Path) -> io::Result<PathBuf> {
    let bytes = match fs::read(shown) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // It may have been kept before it went.
            return find_kept(folder, step, n, shown).ok_or(error);
        }
        read => read?,
    };
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    for again in 1..=MOST {
        let path = folder.join(name(step, n, shown, again));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                return match file.write_all(&bytes) {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        // Half a file would be taken for the whole next time.
                        let _ = fs::remove_file(&path);
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&path).is_ok_and(|known| known == bytes) {
                    return Ok(path);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("there are too many files of this name"))
}

/// `step-3-1.png`, then `step-3-1-2.png`.
fn name(step: u32, n: usize, shown: &Path, again: u32) -> String {
    let ending = shown.extension().map_or_else(|| "txt".into(), |ending| ending.to_string_lossy());
    let again = if again > 1 { format!("-{again}") } else { String::new() };
    format!("step-{step}-{n}{again}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_twice_is_one_file_and_nothing_is_overwritten() {
        let home = tempfile::tempdir().expect("a folder");
        let (folder, shown) = (home.path().join("x-files"), home.path().join("display-1.png"));
        fs::write(&shown, "one").expect("write");
        let first = keep(&folder, 3, 1, &shown).expect("kept");
        assert_eq!(first, folder.join("step-3-1.png"));
        assert_eq!(keep(&folder, 3, 1, &shown).expect("kept"), first);
        fs::write(&shown, "two").expect("write");
        let second = keep(&folder, 3, 1, &shown).expect("kept");
        assert_eq!(second, folder.join("step-3-1-2.png"));
        assert_eq!(fs::read_to_string(&first).expect("read"), "one");
        assert_eq!(fs::read_to_string(&second).expect("read"), "two");
        fs::remove_file(&shown).expect("remove");
        assert_eq!(keep(&folder, 3, 1, &shown).expect("still there"), first);
        assert!(keep(&folder, 3, 2, &shown).is_err());
    }
}
