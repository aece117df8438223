//! `ci-tui` without a subcommand: the full-screen workspace, or the same line by line.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{model_choice, offers, settings};
use crate::config::{self, Config, Overrides, Paths};
use crate::engine::{Event, Level, Settings};
use crate::linear;
use crate::logging::Diverted;
use crate::runtime::Driver;
use crate::session::{self, Journal, Opened};
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
    /// Line by line, without a full screen: for screen readers, plain terminals and pipes
    #[arg(long)]
    plain: bool,
}

/// Opens the workspace; returns once it is left.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let directory = settings::directory(args.directory.as_deref())?;
    let paths = Paths::of_user();
    let asked = args.model.is_some();
    let flags = Overrides::default().flag("--model", "model", args.model);
    let config = config::load(&paths, &directory, flags).map_err(super::config::as_failure)?.config;
    let paths = paths.with_model_folders(&config.models.folders);
    let term = std::env::var("TERM").ok();
    let (typed, shown) = (std::io::stdin().is_terminal(), std::io::stdout().is_terminal());
    let plain = linear::needed(args.plain || config.ui.plain, term.as_deref(), typed, shown);
    let model = match plain {
        Some(_) => Some(model_choice::choose_model(&config.model, &paths)?),
        // Without any model the workspace offers a choice.
        None => model_choice::at_once(&config.model, &paths).ok().flatten(),
    };
    let settings = settings::settings(&config, &directory, model);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the event loop")?;
    let code = runtime.block_on(async {
        // Children and libraries print to descriptor 2: from here on that is the log.
        let diverted = plain.map(|_| Diverted::begin(&paths)).transpose()?;
        let driver = driver(args.resume.as_deref(), asked, settings, &config, &paths)?;
        if let (Some(why), Some(_)) = (plain, &diverted) {
            let start = linear::Start { config: &config, paths: &paths, prompt: args.prompt, why };
            return Box::pin(linear::run(driver, start)).await;
        }
        let hands = offers::Hands::default();
        let start = Start {
            config: &config,
            paths: &paths,
            prompt: args.prompt,
            look: offers::look(&paths, &hands),
            pull: offers::puller(&paths, &hands),
        };
        Box::pin(tui::run(driver, start)).await
    });
    runtime.shutdown_background();
    Ok(ExitCode::from(code?))
}

/// The session to go on with, the latest one that is free where `id` is empty; and what to say of that.
fn open(paths: &Paths, id: &str, cwd: &str) -> anyhow::Result<(Opened, Option<String>)> {
    let sessions = paths.sessions();
    if !id.is_empty() {
        return Ok((Journal::open_for_append(&sessions, id)?, None));
    }
    let (opened, busy) = session::open_latest(&sessions, cwd)?;
    let told = match busy {
        0 => None,
        1 => {
            Some("The latest session is open in another ci-tui: this is the one before it.".into())
        }
        busy => Some(format!(
            "The latest {busy} sessions are open in other ci-tuis: this is the one before them."
        )),
    };
    Ok((opened, told))
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
    let Settings { policy, max_steps, unattended, checks, opinions_s, .. } = settings;
    let ((journal, header, events), told) = open(paths, id, &settings.cwd)?;
    let asked = asked.then(|| settings.model.clone()).flatten();
    let mut state = session::replay(&header, events, settings);
    if asked.is_some() {
        let settings = Settings { model: asked, ..state.settings().clone() };
        state = state.under(settings);
    }
    let mut driver = Driver::resume(state, config, paths, journal);
    driver.apply(Event::Steered { policy, max_steps, unattended, checks, opinions_s });
    if let Some(text) = told {
        driver.apply(Event::Noticed { level: Level::Info, text });
    }
    Ok(driver)
}
