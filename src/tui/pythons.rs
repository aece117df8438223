//! Which Python runs the steps: told, and changed, without making a key wait.

use std::path::{Path, PathBuf};

use super::run::Workspace;
use crate::engine::{Command, Event, KernelStatus, Language, Level};
use crate::kernel::{Found, find_pythons, try_python};
use crate::words::{Locale, Pythons as Words};

impl Workspace<'_> {
    /// Says which Python is used and which others there are, as a notice.
    pub(super) fn tell_pythons(&self) {
        let (outbox, cwd, locale) = (self.driver.outbox(), self.cwd(), self.screen.locale);
        let configured = self.start.config.kernel.python.clone();
        let used = match self.driver.state().kernels().get(&Language::Python) {
            Some(KernelStatus::Ready { program, version }) => {
                Some(locale.fill(Words::Used, &[version, program]))
            }
            _ => None,
        };
        tokio::spawn(async move {
            let text = sentence(used, &find_pythons(&configured, &cwd).await, locale);
            let _ = outbox.send(Event::Noticed { level: Level::Info, text }).await;
        });
    }

    /// Changes the Python once it has answered; the old one stays where the new one does not.
    pub(super) fn use_python(&self, wanted: String) {
        let (outbox, cwd, locale) = (self.driver.outbox(), self.cwd(), self.screen.locale);
        tokio::spawn(async move {
            let (level, text) =
                match try_python(&at_home(&wanted).display().to_string(), &cwd).await {
                    Ok(Found { program, version, .. }) => {
                        let program = program.display().to_string();
                        let text = locale.fill(Words::FromNowOn, &[&version, &program]);
                        let command = Command::UsePython { program };
                        let _ = outbox.send(Event::Command { command }).await;
                        (Level::Info, text)
                    }
                    Err(why) => (Level::Warning, locale.fill(Words::Stays, &[&why])),
                };
            let _ = outbox.send(Event::Noticed { level, text }).await;
        });
    }

    fn cwd(&self) -> PathBuf {
        PathBuf::from(&self.driver.state().settings().cwd)
    }
}

/// A path below `~` as a whole; no shell does it for the composer.
pub(super) fn at_home(path: &str) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

fn sentence(used: Option<String>, found: &[Found], locale: Locale) -> String {
    let list = found
        .iter()
        .map(|one| format!("{} {} ({})", one.version, one.program.display(), one.place));
    let list = list.collect::<Vec<_>>().join("; ");
    let used = used.unwrap_or_else(|| match found.first() {
        Some(first) => locale.fill(Words::WillStart, &[&first.version]),
        None => locale.text(Words::NotFound).into(),
    });
    let found = (!list.is_empty()).then(|| locale.fill(Words::Found, &[&list]));
    let parts = [Some(used), found, Some(locale.text(Words::Changes).to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
