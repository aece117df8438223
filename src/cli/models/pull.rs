//! `ci-tui models pull`.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::megabytes;
use crate::config::Paths;
use crate::model::catalogue::Catalogue;
use crate::model::pull::{Cancel, Error, Progress, Source, Sources, Stage, pull};

const INTERRUPTED: u8 = 130;

pub(super) fn run(
    name: &str,
    paths: &Paths,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::of_user(paths)?;
    let entry = catalogue.find(name)?;
    let cancel = Cancel::new();
    cancel_on_signal(&cancel)?;
    let mut stderr = std::io::stderr();
    let mut teller = match (json, stderr.is_terminal()) {
        (true, _) => Teller::Json,
        (false, true) => Teller::Line { shown: false },
        (false, false) => Teller::Sparse { last: None },
    };
    let result = {
        let mut report = |progress: Progress| {
            // Nobody may be reading; the file matters more.
            let _ = match teller {
                Teller::Json => teller.tell(&entry.name, &progress, out),
                _ => teller.tell(&entry.name, &progress, &mut stderr),
            };
        };
        pull(entry, paths, &Sources::of_user(), &mut report, &cancel)
    };
    teller.end(&mut stderr)?;
    match result {
        Ok(path) if json => {
            let line = json!({ "v": 1, "type": "installed", "name": entry.name, "path": path });
            writeln!(out, "{line}")?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(path) => {
            writeln!(out, "{} is installed: {}", entry.name, path.display())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Error::Cancelled) => {
            writeln!(stderr, "{}", Error::Cancelled)?;
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => {
            if json {
                let line = json!({ "v": 1, "type": "error", "message": error.to_string() });
                writeln!(out, "{line}")?;
            }
            Err(error.into())
        }
    }
}

/// The first signal stops the pull; the second ends the process, whatever it does.
fn cancel_on_signal(cancel: &Cancel) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let cancel = cancel.clone();
    std::thread::spawn(move || {
        for _ in signals.forever() {
            if cancel.is_cancelled() {
                std::process::exit(INTERRUPTED.into());
            }
            cancel.cancel();
        }
    });
    Ok(())
}

/// How progress is told.
enum Teller {
    /// One line that is written over.
    Line { shown: bool },
    /// A line at each beginning and every tenth part.
    Sparse { last: Option<(Source, Stage, u64)> },
    /// An object a line, as sparse.
    Json,
}

impl Teller {
    fn tell(&mut self, name: &str, now: &Progress, out: &mut impl Write) -> std::io::Result<()> {
        match self {
            Self::Line { shown } => {
                *shown = true;
                let width = crossterm::terminal::size().map_or(80, |(columns, _)| columns.into());
                let line: String =
                    sentence(name, now).chars().take(usize::saturating_sub(width, 1)).collect();
                write!(out, "\r{line}\x1b[K")?;
            }
            Self::Sparse { last } => {
                let mark = (now.source, now.stage, now.done * 10 / now.total.max(1));
                if *last != Some(mark) {
                    *last = Some(mark);
                    writeln!(out, "{}", sentence(name, now))?;
                }
            }
            Self::Json => {
                let line = json!({
                    "v": 1,
                    "type": "progress",
                    "name": name,
                    "source": now.source,
                    "stage": now.stage,
                    "done": now.done,
                    "total": now.total,
                    "bytes_per_s": now.rate,
                    "seconds_left": now.left.map(|left| left.as_secs()),
                });
                writeln!(out, "{line}")?;
            }
        }
        out.flush()
    }

    fn end(&self, out: &mut impl Write) -> std::io::Result<()> {
        if let Self::Line { shown: true } = self { writeln!(out) } else { Ok(()) }
    }
}

fn sentence(name: &str, now: &Progress) -> String {
    let percent = now.done * 100 / now.total.max(1);
    match now.stage {
        Stage::Checking => format!("{name}: checking what is on this machine, {percent} %"),
        Stage::Connecting => format!("{name}: asking {}", now.source),
        Stage::Fetching => {
            let mut text = format!(
                "{name}: {} of {}, {percent} %, from {}",
                megabytes(now.done),
                megabytes(now.total),
                now.source
            );
            if now.rate > 0.0 {
                text = format!("{text}, {:.1} MB/s", now.rate / 1e6);
            }
            if let Some(left) = now.left.filter(|left| *left < Duration::from_hours(100)) {
                let seconds = left.as_secs();
                text = format!("{text}, {}:{:02} left", seconds / 60, seconds % 60);
            }
            text
        }
    }
}
