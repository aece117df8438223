//! The options of `ci-tui kernel`.

use std::process::ExitCode;

use anyhow::Context as _;
use tokio::sync::mpsc;

use super::session;
use crate::cli::failure::wrong_usage;
use crate::cli::settings::utf8;
use crate::config::Config;
use crate::engine::Language;
use crate::kernel::Kernels;

/// What may be sent.
const LINES: &str = "\
One JSON object a line on standard input:
  {\"op\":\"exec\",\"code\":\"1+1\",\"lang\":\"python\",\"timeout_s\":10}
  {\"op\":\"exec\",\"code\":\"vim a\",\"lang\":\"bash\",\"terminal\":{\"columns\":80,\"rows\":24}}
                              at a terminal; no time limit
  {\"op\":\"type\",\"text\":\"yes\\r\"}  keys for that terminal
  {\"op\":\"resize\",\"columns\":100,\"rows\":30}
  {\"op\":\"input\",\"text\":\"a line\"}  for a program that asks for input
  {\"op\":\"interrupt\"}  {\"op\":\"vars\"}  {\"op\":\"reset\"}";

/// Options of `ci-tui kernel`.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub(in crate::cli) struct Args {
    /// The language of an `exec` that names none: python, bash or javascript.
    #[arg(long, default_value = "python", value_parser = language)]
    lang: Language,
    /// Write `output` and `input` lines while a step runs.
    #[arg(long)]
    stream: bool,
    /// Where the kernels start.
    #[arg(short = 'C', value_name = "DIR")]
    dir: Option<std::path::PathBuf>,
    /// The Python to use.
    #[arg(long, value_name = "PROGRAM")]
    python: Option<String>,
    /// Memory of a step and its children in MiB; 0 means no limit.
    #[arg(long, value_name = "MIB", default_value_t = 0)]
    memory: u64,
    /// Processes of a step beyond which it is killed.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    processes: usize,
}

/// Runs steps from standard input until it ends.
pub(in crate::cli) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let here = std::env::current_dir().context("the current directory is gone")?;
    let cwd = args.dir.map_or_else(|| here.clone(), |dir| here.join(dir));
    if !cwd.is_dir() {
        let shown = cwd.display();
        return Err(wrong_usage(format!(
            "{shown} is not a directory; name one that exists with -C"
        )));
    }
    let cwd = utf8(cwd)?;
    let mut config = Config::default();
    config.kernel.python = args.python.unwrap_or_default();
    config.limits.step_memory_mb = args.memory;
    config.limits.step_timeout_s = 0;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let (outbox, inbox) = mpsc::channel(256);
        let mut kernels = Kernels::new(&config, &cwd, outbox);
        kernels.allow_processes(args.processes);
        session::serve(kernels, inbox, args.lang, args.stream).await
    });
    runtime.shutdown_background();
    done.map(|()| ExitCode::SUCCESS)
}

fn language(name: &str) -> Result<Language, String> {
    Language::from_tag(name)
        .ok_or_else(|| format!("`{name}` is no language; there are python, bash and javascript"))
}
