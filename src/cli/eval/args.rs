//! The command line of `ci-tui eval`.

use std::path::PathBuf;

/// Options of `ci-tui eval`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// JSON lines {id, prompt, files, answer: [[name, value]]}: each case runs in an empty folder with
    /// copies of its files, every step without being asked about, and each @name[value] must stand in the
    /// final reply
    #[arg(value_name = "CASES")]
    pub(super) cases: PathBuf,
    /// Catalogue name, path of a .gguf, openai:NAME or scripted:FILE [default: the best one installed]
    #[arg(short, long)]
    pub(super) model: Option<String>,
    /// Show another model beside it, or an earlier result of --json; can be given more than once
    #[arg(long, value_name = "MODEL|FILE.json")]
    pub(super) compare: Vec<String>,
    /// Write settings, machine, and everything that happened to this file, as one JSON object
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Only the cases of these ids; one that is no id stands for all ids that hold it
    #[arg(long, value_name = "ID[,ID]", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Only the first N cases
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) limit: Option<u64>,
    /// Stop a case after this many seconds
    #[arg(long, value_name = "S", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) timeout_s: u64,
    /// Most steps of a case
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) max_steps: Option<u32>,
    /// Most tokens of one reply
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) max_tokens: Option<u32>,
    /// Draw the same tokens every time
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) seed: Option<u64>,
    /// 0 takes the likeliest token
    #[arg(long, value_name = "T", allow_negative_numbers = true)]
    pub(super) temperature: Option<f64>,
}
