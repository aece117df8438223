//! `ci-tui` without a subcommand: the full-screen workspace.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{model_choice, offers, settings};
use crate::config::{self, Config, Overrides, Paths};
use crate::engine::{self, Command, Event, Settings};
use crate::runtime::Driver;
use crate::session::{self, Journal};
use crate::tui::{self, Start};

/// Options of the workspace.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to ask at once
    prompt: Option<String>,
    /// Catalogue name, path of a .gguf, openai:NAME or scripted:FILE [default: the best one installed]
    #[arg(short, long)]
    model: Option<String>,
    /// Work in this directory
    #[arg(short = 'C', long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Go on with a saved session; the latest one of this directory where no id is given
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "")]
    resume: Option<String>,
}

/// Opens the workspace; returns once it is left.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let directory = settings::directory(args.directory.as_deref())?;
    let paths = Paths::of_user();
    let asked = args.model.is_some();
    let flags = Overrides::default().flag("--model", "model", args.model);
    let config = config::load(&paths, &directory, flags).map_err(super::config::as_failure)?.config;
    // Without any model the workspace offers a choice.
    let model = model_choice::choose_model(&config.model, &paths).ok();
    let settings = settings::settings(&config, &directory, model);
    let saved = args.resume.map(|id| find(&paths, &id, &settings)).transpose()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the event loop")?;
    let code = runtime.block_on(async {
        let driver = driver(saved.as_deref(), asked, settings, &config, &paths)?;
        let start = Start {
            config: &config,
            paths: &paths,
            prompt: args.prompt,
            offers: offers::offers(&paths),
            pull: offers::puller(&paths),
        };
        Box::pin(tui::run(driver, start)).await
    });
    runtime.shutdown_background();
    Ok(ExitCode::from(code?))
}

/// The id of the session to go on with.
fn find(paths: &Paths, id: &str, settings: &Settings) -> anyhow::Result<String> {
    if id.is_empty() {
        return Ok(session::latest(&paths.sessions(), &settings.cwd)?);
    }
    Ok(id.to_owned())
}

/// A fresh driver, or one that goes on; `asked` says that the model of `settings` outweighs the session's.
fn driver(
    saved: Option<&str>,
    asked: bool,
    settings: Settings,
    config: &Config,
    paths: &Paths,
) -> anyhow::Result<Driver> {
    let Some(id) = saved else {
        let journal = Journal::create(&paths.sessions(), &settings);
        return Ok(Driver::new(settings, config, paths, journal));
    };
    let Settings { policy, max_steps, unattended, .. } = settings;
    let (journal, header, events) = Journal::open_for_append(&paths.sessions(), id)?;
    let asked = asked.then(|| settings.model.clone()).flatten();
    let mut state = session::replay(&header, events, settings);
    if let Some(model) = asked {
        let command = Command::UseModel { model };
        let _ = engine::update(&mut state, Event::Command { command });
    }
    let mut driver = Driver::resume(state, config, paths, journal);
    driver.apply(Event::Steered { policy, max_steps, unattended });
    Ok(driver)
}
