//! The subcommands, and what each begins.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory as _, Parser, Subcommand};

use super::{bench, config, doctor, eval, failure, kernel, models, run, sessions, workspace};
use crate::config::Paths;
use crate::logging;

/// A local code interpreter in a full-screen terminal.
#[derive(Debug, Parser)]
#[command(name = "ci-tui", version, about, args_conflicts_with_subcommands = true)]
#[command(after_help = "Exit codes: 0 answered, 1 error, 2 usage, 3 stopped by a limit or guard, \
                        4 a step was rejected, 130 interrupted.")]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    workspace: workspace::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one prompt without a screen.
    Run(run::Args),
    /// Run kernels without a model: JSON lines in, JSON lines out.
    Kernel(kernel::Args),
    /// List, fetch, describe and remove models.
    Models(models::Args),
    /// Measure a model on this machine.
    Bench(bench::Args),
    /// Measure how often a model answers right, case by case.
    Eval(eval::Args),
    /// Say what this machine offers, and what is missing.
    Doctor(doctor::Args),
    /// List, show, export and remove saved sessions.
    Sessions(sessions::Args),
    /// Show and check the configuration.
    Config(config::Args),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// The model process; started by ci-tui itself.
    #[command(name = "__model", hide = true)]
    Model,
    /// A kernel's runner process; started by ci-tui itself.
    #[command(name = "__kernel", hide = true)]
    Runner,
}

/// Parses the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => dispatch(cli).unwrap_or_else(|error| failure::tell(&error)),
        Err(error) => failure::usage(&error),
    }
}

fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    // A file that outgrows `ulimit -f` is to be a failed write with a sentence, not our end.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    if !matches!(cli.command, Some(Command::Runner)) {
        logging::init(&Paths::of_user());
    }
    match cli.command {
        None => workspace::run(cli.workspace),
        Some(Command::Run(args)) => run::run(args),
        Some(Command::Kernel(args)) => kernel::run(args),
        Some(Command::Models(args)) => models::run(args),
        Some(Command::Bench(args)) => bench::run(&args),
        Some(Command::Eval(args)) => eval::run(args),
        Some(Command::Doctor(args)) => doctor::run(args),
        Some(Command::Sessions(args)) => sessions::run(args),
        Some(Command::Config(args)) => config::run(args),
        Some(Command::Completions { shell }) => completions(shell),
        Some(Command::Man) => man(),
        Some(Command::Model) => Ok(crate::model::server_main()),
        Some(Command::Runner) => Ok(crate::kernel::runner_main()),
    }
}

/// The command without what only the program itself starts.
fn public() -> clap::Command {
    let mut shown = clap::Command::new("ci-tui")
        .version(env!("CARGO_PKG_VERSION"))
        .about("A local code interpreter in a full-screen terminal");
    let whole = Cli::command();
    for argument in whole.get_arguments() {
        shown = shown.arg(argument.clone());
    }
    for command in whole.get_subcommands().filter(|command| !command.is_hide_set()) {
        shown = shown.subcommand(command.clone());
    }
    shown
}

/// Both generators end the program on a broken pipe, so they write to memory first.
fn completions(shell: clap_complete::Shell) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut public(), "ci-tui", &mut text);
    io::stdout().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn man() -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    let whole = public();
    clap_mangen::Man::new(whole.clone()).render(&mut text)?;
    for command in whole.get_subcommands() {
        let name = format!("ci-tui {}", command.get_name());
        writeln!(text, ".SH {}", name.to_uppercase())?;
        let page = clap_mangen::Man::new(command.clone().bin_name(name));
        page.render_synopsis_section(&mut text)?;
        page.render_description_section(&mut text)?;
        page.render_options_section(&mut text)?;
    }
    io::stdout().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}
