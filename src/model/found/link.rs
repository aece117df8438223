//! A `.gguf` name for a file that has none: engines go by the ending.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// The path to hand to an engine: the file itself, or a link to it in `folder` where its name does not end in `.gguf`.
pub fn usable(path: &Path, folder: &Path) -> io::Result<PathBuf> {
    if path.extension().is_some_and(|ending| ending == "gguf") {
        return Ok(path.to_owned());
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".gguf");
    let link = folder.join(name);
    if fs::read_link(&link).is_ok_and(|target| target == path) {
        return Ok(link);
    }
    fs::create_dir_all(folder)?;
    let fresh = folder.join(format!(".link-{}", std::process::id()));
    let _ = fs::remove_file(&fresh);
    symlink(path, &fresh)?;
    fs::rename(&fresh, &link)?;
    Ok(link)
}
