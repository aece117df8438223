//! `ci-tui config`: what holds, where it came from, and whether it is right.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::failure::wrong_usage;
use super::settings;
use crate::config::{self, DEFAULT_FILE, Loaded, Origin, Overrides, Paths};
use crate::tui::keymap::Keymap;
use crate::tui::theme::{Depth, Theme};

/// Options of `ci-tui config`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print every option with its value and where that came from
    Show {
        /// Print the documented default file instead, to be saved and changed
        #[arg(long, conflicts_with = "json")]
        default: bool,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// Read the .ci-tui.toml of this directory
        #[arg(short = 'C', long, value_name = "DIR")]
        directory: Option<PathBuf>,
    },
    /// Print the path of the configuration file
    Path,
    /// Say whether the configuration is right; exit code 1 if it is not
    Check {
        /// Read the .ci-tui.toml of this directory
        #[arg(short = 'C', long, value_name = "DIR")]
        directory: Option<PathBuf>,
    },
}

/// A wrong flag is wrong usage, a wrong file an error.
pub(super) fn as_failure(error: config::Error) -> anyhow::Error {
    match &error {
        config::Error::Value { place: Origin::Flag { name }, key, message } => {
            let option = key.rsplit('.').next().unwrap_or(key).replace('_', "-");
            let flag = name.trim_start_matches("--");
            let subject = if option == flag { String::new() } else { format!(" {option}") };
            wrong_usage(format!("{name}{subject} {message}"))
        }
        _ => error.into(),
    }
}

/// Does what the subcommand says.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    match args.command {
        Command::Show { default: true, .. } => out.write_all(DEFAULT_FILE.as_bytes())?,
        Command::Show { json: true, directory, .. } => {
            let loaded = load(directory.as_deref())?;
            let options: serde_json::Map<_, _> = config::show(&loaded)
                .into_iter()
                .map(|(key, value, origin)| {
                    let value: toml::Table = format!("value = {value}").parse().unwrap_or_default();
                    (key, serde_json::json!({ "value": value.get("value"), "origin": origin }))
                })
                .collect();
            writeln!(out, "{}", serde_json::Value::Object(options))?;
        }
        Command::Show { directory, .. } => {
            for (key, value, origin) in config::show(&load(directory.as_deref())?) {
                writeln!(out, "{key:26} {value:22} {origin}")?;
            }
        }
        Command::Path => {
            writeln!(out, "{}", Paths::of_user().config.join("config.toml").display())?;
        }
        Command::Check { directory } => {
            let loaded = load(directory.as_deref())?;
            check_theme(&loaded)?;
            check_keys()?;
            if loaded.files.is_empty() {
                writeln!(out, "no configuration file; the defaults hold")?;
            }
            for file in &loaded.files {
                writeln!(out, "{}: right", file.display())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A theme is a file of its own: its name alone does not say whether it can be used.
fn check_theme(loaded: &Loaded) -> anyhow::Result<()> {
    let folder = Paths::of_user().config.join("themes");
    match Theme::load(&loaded.config.ui.theme, &folder, Depth::TrueColor, || false) {
        Ok(_) => Ok(()),
        Err(error) => anyhow::bail!("{}: `ui.theme`: {error}", loaded.origin("ui.theme")),
    }
}

/// Keys are a file of their own, too.
fn check_keys() -> anyhow::Result<()> {
    let faults = Keymap::load(&Paths::of_user().config)?.faults();
    if faults.is_empty() { Ok(()) } else { anyhow::bail!("{}", faults.join("\n")) }
}

fn load(directory: Option<&Path>) -> anyhow::Result<Loaded> {
    let directory = settings::directory(directory)?;
    config::load(&Paths::of_user(), &directory, Overrides::default()).map_err(as_failure)
}
