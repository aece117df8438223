//! `ci-tui sessions`: what was saved, to be read, exported or removed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use super::eval;
use crate::config::Paths;
use crate::engine::{Settings, State};
use crate::plain::one_line;
use crate::session::{self, Format, Header, Summary};

/// Options of `ci-tui sessions`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List saved sessions, newest first
    List {
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Print a conversation
    Show {
        /// The session's id, or the beginning of it
        id: String,
        /// Print the journal as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write a conversation to a file
    Export {
        /// The session's id, or the beginning of it
        id: String,
        /// md for people, ipynb for Jupyter, jsonl for programs, cases for `ci-tui eval`
        #[arg(long, value_enum, default_value_t = Kind::Md)]
        format: Kind,
        /// The file to write [default: standard output]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Remove one session for good
    Rm {
        /// The session's id, or the beginning of it
        id: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// Markdown.
    Md,
    /// A notebook.
    Ipynb,
    /// The journal itself.
    Jsonl,
    /// Prompts and accepted answers; files that a prompt needs are to be added.
    Cases,
}

/// Does what the subcommand says.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let sessions = Paths::of_user().sessions();
    let mut out = io::stdout().lock();
    match args.command {
        Command::List { json } => list(&session::list(&sessions)?, json, &mut out)?,
        Command::Show { id, json: true } => {
            let (header, events) = session::read(&session::find(&sessions, &id)?)?;
            let value = serde_json::json!({ "session": header, "events": events });
            writeln!(out, "{value}")?;
        }
        Command::Show { id, json: false } => {
            out.write_all(conversation(&sessions, &id, Format::Text)?.as_bytes())?;
        }
        Command::Export { id, format, output } => {
            let text = match format {
                Kind::Md => conversation(&sessions, &id, Format::Markdown)?.into_bytes(),
                Kind::Ipynb => {
                    let (header, state) = recalled(&sessions, &id)?;
                    session::notebook(&header, &state).into_bytes()
                }
                Kind::Jsonl => std::fs::read(session::find(&sessions, &id)?)?,
                Kind::Cases => {
                    let (header, state) = recalled(&sessions, &id)?;
                    eval::saved_cases(&header, &state)?.into_bytes()
                }
            };
            match output {
                Some(path) => std::fs::write(&path, text)
                    .with_context(|| format!("cannot write {}", path.display()))?,
                None => out.write_all(&text)?,
            }
        }
        Command::Rm { id, json } => {
            let id = session::remove(&sessions, &id)?;
            if json {
                writeln!(out, "{}", serde_json::json!({ "removed": id }))?;
            } else {
                writeln!(out, "removed {id}")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn conversation(sessions: &Path, id: &str, format: Format) -> anyhow::Result<String> {
    let (header, state) = recalled(sessions, id)?;
    Ok(session::export(&header, &state, format))
}

fn recalled(sessions: &Path, id: &str) -> anyhow::Result<(Header, State)> {
    let (header, events) = session::read(&session::find(sessions, id)?)?;
    let state = session::recall(&header, events, Settings::default());
    Ok((header, state))
}

fn list(sessions: &[Summary], json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, sessions).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    for session in sessions {
        let Summary { id, model, steps, prompt, damage, .. } = session;
        let words = damage.as_deref().unwrap_or(prompt);
        let words: String = one_line(words).chars().take(60).collect();
        let model = if model.is_empty() { "-" } else { model };
        let steps = format!("{steps} {}", if *steps == 1 { "step" } else { "steps" });
        writeln!(out, "{id}  {:20}  {steps:>8}  {words}", one_line(model))?;
    }
    Ok(())
}
