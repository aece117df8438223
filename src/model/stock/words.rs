//! What is told of a model, in the few words of a table.

use super::{Model, Place, Rate, Stock};
use crate::model::catalogue::{Fit, parameter_label};

/// Bytes as `98 MB` or `1.12 GB`.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    if bytes >= 999_500_000 {
        let hundredths = (bytes + 5_000_000) / 10_000_000;
        format!("{}.{:02} GB", hundredths / 100, hundredths % 100)
    } else {
        format!("{} MB", (bytes + 500_000) / 1_000_000)
    }
}

/// `1.5B`.
#[must_use]
pub fn parameters(model: &Model) -> String {
    parameter_label(model.parameters)
}

/// `1.12 GB`; worked out ones bear a sign.
#[must_use]
pub fn size(model: &Model) -> String {
    match model.size.bytes() {
        0 => "–".into(),
        bytes if model.size.is_estimate() => format!("~{}", megabytes(bytes)),
        bytes => megabytes(bytes),
    }
}

/// Memory with this context, where the model has so long a one.
#[must_use]
pub fn memory(model: &Model, context: u32) -> String {
    match model.need(context) {
        Some(need) if model.shape.is_known() && model.shape.bytes > 0 => megabytes(need.bytes),
        _ => "–".into(),
    }
}

/// The verdict for the usual context, and for larger ones where it differs.
#[must_use]
pub fn verdict(model: &Model) -> String {
    if !model.is_runnable() {
        return "no engine".into();
    }
    let engine = model.engine();
    let mut needs = model.needs.iter().filter(|need| Some(need.engine) == engine);
    let Some(first) = needs.next() else { return "–".into() };
    match needs.find(|need| need.fit != first.fit) {
        Some(later) if later.fit == Fit::WontFit => {
            format!("{} <{}K", first.fit.label(), later.context / 1024)
        }
        _ => first.fit.label().into(),
    }
}

/// `15.8` where it was measured here, `~12` where it is to be expected.
#[must_use]
pub fn rate(model: &Model) -> String {
    match model.rate {
        Rate::Unknown => "–".into(),
        Rate::About { tps, .. } if tps >= 10.0 => format!("~{tps:.0}"),
        Rate::About { tps, .. } => format!("~{tps:.1}"),
        Rate::Measured { tps, .. } => format!("{tps:.1}"),
    }
}

/// What expected rates rest on.
#[must_use]
pub fn about_rates(stock: &Stock) -> &'static str {
    let calibrated = |model: &Model| matches!(model.rate, Rate::About { calibrated: true, .. });
    if stock.models.iter().any(calibrated) {
        "tok/s with ~ are worked out from models that ran here; others were measured."
    } else {
        "tok/s with ~ are cautious guesses, until a model has run here."
    }
}

/// `32K`.
#[must_use]
pub fn context(model: &Model) -> String {
    match model.context {
        0 => "–".into(),
        tokens if tokens >= 1024 => format!("{}K", tokens / 1024),
        tokens => tokens.to_string(),
    }
}

/// In brackets where it has conditions.
#[must_use]
pub fn licence(model: &Model) -> String {
    match (&model.conditions, crate::plain::one_line(&model.licence)) {
        (_, licence) if licence.is_empty() => "–".into(),
        (Some(_), licence) => format!("({licence})"),
        (None, licence) => licence,
    }
}

/// Where it lies, or how much of it.
#[must_use]
pub fn place(model: &Model) -> String {
    match &model.place {
        Place::Absent => "not here".into(),
        Place::Partial(bytes) => {
            format!("{} % here", bytes.saturating_mul(100) / model.size.bytes().max(1))
        }
        Place::Ours(_) => "installed".into(),
        Place::Theirs(program, _) => program.to_string(),
    }
}
