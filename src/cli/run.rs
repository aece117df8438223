//! `ci-tui run`: one prompt, answered without a screen.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use super::{model_choice, prompt, settings};
use crate::config::{self, Overrides, Paths};
use crate::engine::Policy;
use crate::headless::{self, Format};
use crate::logging::Diverted;
use crate::runtime::Driver;
use crate::session::Journal;

/// Options of `ci-tui run`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to ask; read from standard input where neither this nor --prompt-file is given
    prompt: Option<String>,
    /// Read the prompt from this file; - is standard input
    #[arg(long, value_name = "FILE")]
    prompt_file: Option<PathBuf>,
    /// Catalogue name, path of a .gguf, openai:NAME or scripted:FILE [default: the best one installed]
    #[arg(short, long)]
    model: Option<String>,
    /// Work in this directory
    #[arg(short = 'C', long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Run every proposed step, or none: the first one ends the turn with exit code 4
    #[arg(long, value_enum, default_value_t = Approve::None)]
    approve: Approve,
    /// Most steps of the turn
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    max_steps: Option<u32>,
    /// Most tokens of one reply
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    max_tokens: Option<u32>,
    /// Draw the same tokens every time
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    seed: Option<u64>,
    /// 0 takes the likeliest token
    #[arg(long, value_name = "T", allow_negative_numbers = true)]
    temperature: Option<f64>,
    /// text for people and pipes, json for programs: one object a line
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Approve {
    /// Run every step without asking.
    All,
    /// Run no step.
    None,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Shape {
    /// Prose, code and output.
    Text,
    /// One JSON object a line.
    Json,
}

/// Answers the prompt.
pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let directory = settings::directory(args.directory.as_deref())?;
    let paths = Paths::of_user();
    let flags = Overrides::default()
        .flag("--model", "model", args.model)
        .flag("--max-steps", "limits.max_steps", args.max_steps)
        .flag("--max-tokens", "generation.max_tokens", args.max_tokens)
        .flag("--temperature", "generation.temperature", args.temperature);
    let config = config::load(&paths, &directory, flags).map_err(super::config::as_failure)?.config;
    let prompt = prompt::gather(args.prompt, args.prompt_file.as_deref())?;
    let paths = paths.with_model_folders(&config.models.folders);
    let model = model_choice::choose_model(&config.model, &paths)?;
    let policy = match args.approve {
        Approve::All => Policy::All,
        Approve::None => Policy::None,
    };
    let settings = settings::settings(&config, &directory, Some(model));
    let settings = settings::unattended(settings, policy, args.seed);
    let format = match args.format {
        Shape::Text => Format::Text,
        Shape::Json => Format::Json,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the event loop")?;
    // Children and libraries print to descriptor 2: from here on that is the log.
    let diverted = Diverted::begin(&paths).context("cannot divert standard error")?;
    let errors = diverted.stderr()?;
    let journal = Journal::create(&paths.sessions(), &settings);
    let code = runtime.block_on(async {
        let driver = Driver::new(settings, &config, &paths, journal);
        headless::run(driver, prompt, format, errors).await
    });
    runtime.shutdown_background();
    drop(diverted);
    Ok(ExitCode::from(code.context("cannot write the answer")?))
}
