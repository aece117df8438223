//! How large a context window this machine can afford for a model.

use super::gguf::Summary;
use super::runner::Runner;

/// The window where nothing else is asked for and memory allows it.
const USUAL: u64 = 8192;
/// A window below this is of no use.
const LEAST: u64 = 512;

/// Tokens of the context window: as asked for or else as memory allows, never more than the model has.
pub(super) fn window(
    summary: &Summary,
    runner: Runner,
    asked: u32,
    available: u64,
) -> Result<u32, String> {
    let needed = summary.weight_bytes(runner);
    if needed > available {
        return Err(format!(
            "the model needs about {} of memory and {} are free: close programs or choose a smaller model",
            gigabytes(needed),
            gigabytes(available)
        ));
    }
    let tokens = match asked {
        0 => {
            let affordable =
                (available - needed) / growth(runner) / summary.token_bytes(runner).max(1);
            if affordable < LEAST {
                return Err(format!(
                    "beside the model's {} there is memory for only {affordable} tokens of context: close \
                     programs or choose a smaller model",
                    gigabytes(needed)
                ));
            }
            USUAL.min(affordable)
        }
        asked => u64::from(asked),
    };
    Ok(u32::try_from(tokens.min(summary.context_length)).unwrap_or(u32::MAX))
}

/// How often the cache is held at the worst moment.
fn growth(runner: Runner) -> u64 {
    match runner {
        // It doubles its cache by copying, so that for a moment old and new one are held.
        Runner::Kalosm => 2,
        Runner::LlamaCpp => 1,
    }
}

fn gigabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000_000);
    format!("{}.{} GB", tenths / 10, tenths % 10)
}
