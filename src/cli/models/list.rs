//! `ci-tui models list`.

use std::io::Write;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{megabytes, table};
use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::catalogue::{Catalogue, Entry, Fit, State, fit};

/// The context sizes that memory is told for.
pub(super) const CONTEXTS: [u32; 3] = [4096, 8192, 32_768];

pub(super) fn run(paths: &Paths, json: bool, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::load();
    let available = Machine::available_memory();
    let best = catalogue.best_fit(available);
    let models = catalogue.installed(paths);
    if json {
        let models: Vec<_> = models
            .iter()
            .map(|(entry, state)| describe(entry, state, available))
            .collect::<Result<_, _>>()?;
        let recommended = best.map(|entry| &entry.name);
        let list = json!({
            "v": 1,
            "available_memory": available,
            "recommended": recommended,
            "models": models,
        });
        writeln!(out, "{list}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let head = "NAME|PARAMETERS|QUANT|SIZE|LICENCE|MEMORY AT 4K|8K|32K|FIT|STATE";
    let mut rows = vec![head.split('|').map(str::to_owned).collect()];
    rows.extend(models.iter().map(|(entry, state)| row(entry, state, available)));
    table(out, &rows)?;
    writeln!(out)?;
    for (entry, _) in &models {
        writeln!(out, "{}: {}", entry.name, entry.good_for)?;
    }
    writeln!(out, "\nFree memory: {}.", megabytes(available))?;
    if let Some(entry) = best {
        let installed =
            matches!(crate::model::catalogue::state(entry, paths), State::Installed { .. });
        if !installed {
            writeln!(out, "Recommended here: ci-tui models pull {}", entry.name)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn row(entry: &Entry, state: &State, available: u64) -> Vec<String> {
    let mut row = vec![
        entry.name.clone(),
        entry.parameter_label(),
        entry.quantisation.clone(),
        megabytes(entry.bytes),
        entry.licence.clone(),
    ];
    row.extend(CONTEXTS.map(|context| {
        if context > entry.context { "-".into() } else { megabytes(entry.memory(context)) }
    }));
    row.push(verdict(entry, available));
    row.push(match state {
        State::Absent => "not here".into(),
        State::Partial { bytes } => format!("{} % here", bytes.saturating_mul(100) / entry.bytes),
        State::Installed { .. } => "installed".into(),
    });
    row
}

/// The verdict for the usual context, and for larger ones where it differs.
fn verdict(entry: &Entry, available: u64) -> String {
    let verdicts: Vec<_> = CONTEXTS
        .into_iter()
        .filter(|context| *context <= entry.context)
        .map(|context| (context, fit(entry.memory(context), available)))
        .collect();
    let Some((_, first)) = verdicts.first() else { return String::new() };
    match verdicts.iter().find(|(_, fit)| fit != first) {
        Some((context, Fit::WontFit)) => format!("{} below {}K", first.label(), context / 1024),
        Some((context, later)) => {
            format!("{}, {} at {}K", first.label(), later.label(), context / 1024)
        }
        None => first.label().into(),
    }
}

/// A catalogue entry with its memory, verdicts and state.
pub(super) fn describe(
    entry: &Entry,
    state: &State,
    available: u64,
) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(entry)?;
    let contexts = CONTEXTS.into_iter().filter(|context| *context <= entry.context);
    let memory: Vec<_> = contexts
        .map(|context| {
            let need = entry.memory(context);
            json!({ "context": context, "bytes": need, "fit": fit(need, available) })
        })
        .collect();
    if let (Value::Object(fields), Value::Object(state)) =
        (&mut value, serde_json::to_value(state)?)
    {
        fields.insert("memory".into(), memory.into());
        // `bytes` is the size of the whole file already.
        fields.extend(state.into_iter().map(|(key, value)| match key.as_str() {
            "bytes" => ("partial_bytes".to_owned(), value),
            _ => (key, value),
        }));
    }
    Ok(value)
}
