//! Options of `ci-tui bench`.

use crate::model::Wanted;

/// Options of `ci-tui bench`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Catalogue name or path of a `.gguf`, as often as there are models to compare; the best one installed where
    /// none is named.
    #[arg(short, long, value_name = "MODEL")]
    pub(super) model: Vec<String>,
    /// What runs them, as often as there are engines to compare; `auto` takes the faster one.
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub(super) engine: Vec<Wanted>,
    /// Tokens of the prompt.
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) prompt_tokens: u32,
    /// Tokens of the reply.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) tokens: u32,
    /// How often to measure; the median is told.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) runs: u32,
    /// Threads that compute; 0 takes every core.
    #[arg(long, default_value_t = 0)]
    pub(super) threads: u32,
    /// Measure each backend alone as well, run by run, and tell the ratios.
    #[arg(long)]
    pub(super) baseline: bool,
    /// Measure a turn in which code is repaired, too: what was said before comes again there, and can be guessed.
    #[arg(long)]
    pub(super) repair: bool,
    /// JSON instead of text: one object, with `contenders` where there are several.
    #[arg(long)]
    pub(super) json: bool,
}
