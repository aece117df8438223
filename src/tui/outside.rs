//! A text in the user's own editor: a private file, and what came of it.

use std::ffi::OsString;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Stdio;

use anyhow::Context as _;
use tempfile::NamedTempFile;

use crate::words::{Lent, Locale};

/// A text on its way through an editor; the file goes with this value.
#[derive(Debug)]
pub struct Outside {
    file: NamedTempFile,
    locale: Locale,
}

impl Outside {
    /// Writes the text to a file that only its owner can read; editors go by the suffix.
    pub fn new(text: &str, suffix: &str, locale: Locale) -> anyhow::Result<Self> {
        let mut file = tempfile::Builder::new()
            .prefix("ci-tui-")
            .suffix(suffix)
            .tempfile()
            .context(locale.text(Lent::NoFile))?;
        file.write_all(text.as_bytes()).context(locale.text(Lent::NotWritten))?;
        file.flush().context(locale.text(Lent::NotWritten))?;
        Ok(Self { file, locale })
    }

    /// The editor on this file, with the terminal as its own.
    pub fn editor(&self, tty: &OwnedFd) -> anyhow::Result<tokio::process::Command> {
        editor(self.file.path(), tty, self.locale)
    }

    /// Where the text is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// What the file says now, without a final line end of the editor's own.
    pub fn text(&mut self) -> anyhow::Result<String> {
        // Editors replace the file, so it is opened anew.
        let mut file =
            std::fs::File::open(self.file.path()).context(self.locale.text(Lent::FileGone))?;
        let mut text = String::new();
        file.rewind().context(self.locale.text(Lent::NotRead))?;
        file.read_to_string(&mut text).context(self.locale.text(Lent::NotText))?;
        if text.ends_with('\n') {
            text.pop();
        }
        Ok(text)
    }
}

/// The editor on a file, with the terminal as its own.
pub fn editor(
    file: &Path,
    tty: &OwnedFd,
    locale: Locale,
) -> anyhow::Result<tokio::process::Command> {
    let named = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).ok();
    let usual = || first_of(&["nano", "vi"]).context(locale.text(Lent::NoEditor));
    let words = match words(named.as_deref()) {
        Some(words) => words,
        None => vec![usual()?],
    };
    let mut command = tokio::process::Command::new(&words[0]);
    command.args(&words[1..]).arg(file).kill_on_drop(true);
    command.stdin(terminal(tty)?).stdout(terminal(tty)?).stderr(terminal(tty)?);
    Ok(command)
}

/// The pager on this file, with the terminal as its own.
pub fn pager(
    file: &Path,
    tty: &OwnedFd,
    locale: Locale,
) -> anyhow::Result<tokio::process::Command> {
    let words = match words(std::env::var("PAGER").ok().as_deref()) {
        Some(words) => words,
        None => vec![first_of(&["less", "more"]).context(locale.text(Lent::NoPager))?],
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
