//! A text in the user's own editor: a private file, and what came of it.

use std::ffi::OsString;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Stdio;

use anyhow::Context as _;
use tempfile::NamedTempFile;

/// A text on its way through an editor; the file goes with this value.
#[derive(Debug)]
pub struct Outside {
    file: NamedTempFile,
}

impl Outside {
    /// Writes the text to a file that only its owner can read; editors go by the suffix.
    pub fn new(text: &str, suffix: &str) -> anyhow::Result<Self> {
        let mut file = tempfile::Builder::new()
            .prefix("ci-tui-")
            .suffix(suffix)
            .tempfile()
            .context("cannot create a file for the editor")?;
        file.write_all(text.as_bytes()).context("cannot write the file for the editor")?;
        file.flush().context("cannot write the file for the editor")?;
        Ok(Self { file })
    }

    /// The editor on this file, with the terminal as its own.
    pub fn editor(&self, tty: &OwnedFd) -> anyhow::Result<tokio::process::Command> {
        let named = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).ok();
        let words =
            match words(named.as_deref()) {
                Some(words) => words,
                None => vec![first_of(&["nano", "vi"]).context(
                    "no editor is set; set EDITOR to one, for example: export EDITOR=nano",
                )?],
            };
        let mut command = tokio::process::Command::new(&words[0]);
        command.args(&words[1..]).arg(self.file.path()).kill_on_drop(true);
        command.stdin(terminal(tty)?).stdout(terminal(tty)?).stderr(terminal(tty)?);
        Ok(command)
    }

    /// Where the text is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// What the file says now, without a final line end of the editor's own.
    pub fn text(&mut self) -> anyhow::Result<String> {
        // Editors replace the file, so it is opened anew.
        let mut file = std::fs::File::open(self.file.path())
            .context("the editor left no file behind; nothing was changed")?;
        let mut text = String::new();
        file.rewind().context("cannot read the edited file")?;
        file.read_to_string(&mut text).context("the edited file is not UTF-8 text")?;
        if text.ends_with('\n') {
            text.pop();
        }
        Ok(text)
    }
}

/// The pager on this file, with the terminal as its own.
pub fn pager(file: &Path, tty: &OwnedFd) -> anyhow::Result<tokio::process::Command> {
    let words = match words(std::env::var("PAGER").ok().as_deref()) {
        Some(words) => words,
        None => vec![
            first_of(&["less", "more"])
                .context("no pager is set; set PAGER to one, for example: export PAGER=less")?,
        ],
    };
    let mut command = tokio::process::Command::new(&words[0]);
    command.args(&words[1..]).arg(file).kill_on_drop(true);
    if std::env::var_os("LESS").is_none() {
        // Colours as they were printed; no other control character takes effect.
        command.env("LESS", "-R");
    }
    command.stdin(terminal(tty)?).stdout(terminal(tty)?).stderr(terminal(tty)?);
    Ok(command)
}

fn terminal(tty: &OwnedFd) -> io::Result<Stdio> {
    Ok(Stdio::from(tty.try_clone()?))
}

/// The command and its arguments: `code --wait` is two words.
fn words(setting: Option<&str>) -> Option<Vec<OsString>> {
    let words: Vec<OsString> = setting?.split_whitespace().map(OsString::from).collect();
    (!words.is_empty()).then_some(words)
}

fn first_of(names: &[&str]) -> Option<OsString> {
    names.iter().find(|name| which::which(name).is_ok()).map(OsString::from)
}
