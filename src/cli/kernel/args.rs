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

/// The lines that are read and answered, for the end of the help text.
const LINES: &str = r#"Lines that are read, one JSON object each:
  {"op":"exec","code":"1+1"}     run a step; also "lang" and "timeout_s"
  {"op":"exec","lang":"bash","code":"vim a","terminal":{"columns":80,"rows":24}}
                                 at a terminal; no time limit
  {"op":"type","text":"yes\r"}   keys for that terminal
  {"op":"resize","columns":100,"rows":30}
  {"op":"input","text":"yes"}    a line for a step that reads its input
  {"op":"interrupt"}             stop the running step; again: harder
  {"op":"pause"}                 let it stand still, with its clock
  {"op":"continue"}              let it go on
  {"op":"extend","seconds":60}   move its time limit
  {"op":"memory","mib":512}      raise its memory limit
  {"op":"vars"}                  tell the variables
  {"op":"show","name":"x"}       tell one variable in full
  {"op":"check","code":"f(x)"}   tell what speaks against code, without running it; with "trial":5 it is also
                                 tried out for 5 seconds in a copy of the kernel that is thrown away
  {"op":"left"}                  tell what steps left running in the background
  {"op":"keep"}                  spare that at the end
  {"op":"reset"}                 start every kernel afresh
With --stream, `output` lines come while a step runs, and `watch` lines say how it is doing.

Each exec is answered by one line
  {"op":"done","n":1,"status":…,"output":…,"result":…,"error":…,"traceback":…,"cwd":…,"duration_ms":…,"display":[…]}

A step that prints more than 4 MiB has the beginning and the end in "output"; then "omitted" says how many
bytes lie between, and "output_file" names a file that holds the first 256 MiB of all it printed. It is there
until the session ends; of more than 2 GiB the oldest go first."#;

/// Options of `ci-tui kernel`.
#[derive(Debug, clap::Args)]
#[command(after_help = LINES)]
pub(in crate::cli) struct Args {
    /// The language of an `exec` that names none: python, bash or javascript.
    #[arg(long, default_value = "python", value_parser = language)]
    lang: Language,
    /// Write `output`, `input` and `watch` lines while a step runs.
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
    processes: u64,
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
    config.limits.step_processes = args.processes;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let (outbox, inbox) = mpsc::channel(256);
        let kernels = Kernels::new(&config, &cwd, outbox);
        session::serve(kernels, inbox, args.lang, args.stream).await
    });
    runtime.shutdown_background();
    done.map(|()| ExitCode::SUCCESS)
}

fn language(name: &str) -> Result<Language, String> {
    Language::from_tag(name)
        .ok_or_else(|| format!("`{name}` is no language; there are python, bash and javascript"))
}
