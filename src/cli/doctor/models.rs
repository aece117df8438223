//! The engine, the models on this machine, and the one that would be used.

use super::Check;
use crate::cli::models::megabytes;
use crate::config::{Config, Paths};
use crate::hardware::Machine;
use crate::model::catalogue::{Fit, ResolveError, Resolved, Shape, fit, resolve};
use crate::model::gguf::preflight;
use crate::model::stock::{Place, Stock};

/// The context that the verdict is for.
const CONTEXT: u32 = 4096;

pub(super) fn checks(config: &Config, paths: &Paths, machine: &Machine) -> Vec<Check> {
    vec![engine(), installed(paths), chosen(&config.model, paths, machine)]
}

fn engine() -> Check {
    if cfg!(feature = "kalosm") {
        Check::ok("engine", "kalosm, on the processor")
    } else {
        Check::missing(
            "engine",
            "this build has no local engine, only scripted models",
            "build it with the default features",
        )
    }
}

fn installed(paths: &Paths) -> Check {
    let stock = Stock::look(paths);
    if let Some(problem) = &stock.problem {
        return Check::missing("models", "your own list is not used", problem.to_string());
    }
    let here = stock.models.iter().filter_map(|model| match &model.place {
        Place::Ours(_) => Some(model.name.clone()),
        Place::Theirs(program, _) => Some(format!("{} ({program})", model.name)),
        Place::Partial(bytes) => {
            let percent = bytes.saturating_mul(100) / model.size.bytes().max(1);
            Some(format!("{} ({percent} %)", model.name))
        }
        Place::Absent => None,
    });
    let here: Vec<_> = here.collect();
    let text = if here.is_empty() { "none on this machine".to_owned() } else { here.join(", ") };
    Check::ok("models", text)
}

/// The model that a start without `-m` uses.
fn chosen(model: &str, paths: &Paths, machine: &Machine) -> Check {
    let (name, path) = match resolve(model, paths) {
        Ok(Resolved::Weights { name, path }) => (name, path),
        Ok(Resolved::Scripted { path }) => {
            return Check::ok("model", format!("replies from {}", path.display()));
        }
        Ok(Resolved::Remote { name }) => return Check::ok("model", format!("{name}, remote")),
        Err(error) => {
            let text = match error {
                ResolveError::NoneInstalled { .. } => "none to start with",
                _ => "the configured one cannot be used",
            };
            return Check::missing("model", text, error.to_string());
        }
    };
    let summary = match preflight(&path) {
        Ok(summary) => summary,
        Err(refusal) => {
            return Check::missing("model", format!("{name} cannot be used"), refusal.to_string());
        }
    };
    let shape = Shape::of(&summary);
    let context = u32::try_from(summary.context_length).map_or(CONTEXT, |most| most.min(CONTEXT));
    let need = shape.memory(context);
    let verdict = fit(need, machine.memory_available);
    let text = format!(
        "{name}, {}; {} at {context} tokens of context: {}",
        summary.quantisation,
        megabytes(need),
        verdict.label()
    );
    match verdict {
        Fit::Fits => Check::ok("model", text),
        Fit::Tight => Check::warn("model", text, "end other programs before long sessions"),
        Fit::WontFit if shape.memory(0) > machine.memory_available => Check::missing(
            "model",
            text,
            "its weights alone are too large: use a smaller model, see ci-tui models list",
        ),
        Fit::WontFit => Check::warn("model", text, "use a shorter context: generation.context"),
    }
}
