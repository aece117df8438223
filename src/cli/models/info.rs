//! `ci-tui models info`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use serde_json::{Value, json};

use super::list::{CONTEXTS, describe};
use super::{megabytes, table};
use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::catalogue::{
    Catalogue, Entry, ResolveError, Resolved, Shape, State, fit, parameter_label, resolve, state,
};
use crate::model::gguf::{Summary, preflight};
use crate::plain::one_line;

/// A model as far as it is known.
struct Facts<'a> {
    entry: Option<(&'a Entry, State)>,
    file: Option<(PathBuf, Summary)>,
    available: u64,
}

pub(super) fn run(
    model: &str,
    paths: &Paths,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let catalogue = Catalogue::load();
    let file = match resolve(model, paths) {
        Ok(Resolved::Weights { path, .. }) => Some((path.clone(), preflight(&path)?)),
        Ok(Resolved::Scripted { .. } | Resolved::Remote { .. }) => {
            bail!("`{model}` has no file of weights to describe")
        }
        Err(ResolveError::Absent { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let entry = catalogue.find(model).ok();
    let entry = entry.map(|entry| (entry, state(entry, paths)));
    let facts = Facts { entry, file, available: Machine::available_memory() };
    if json {
        writeln!(out, "{}", facts.json()?)?;
    } else {
        table(out, &facts.rows())?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Facts<'_> {
    /// The file's own word where it is there, else the catalogue's; with the context limit.
    fn shape(&self) -> Option<(Shape, u64)> {
        match (&self.file, &self.entry) {
            (Some((_, summary)), _) => Some((shape(summary), summary.context_length)),
            (None, Some((entry, _))) => Some((entry.shape(), entry.context.into())),
            (None, None) => None,
        }
    }

    fn json(&self) -> Result<Value, serde_json::Error> {
        let catalogue =
            self.entry.as_ref().map(|(entry, state)| describe(entry, state, self.available));
        let memory: Vec<_> = self
            .memory()
            .into_iter()
            .map(|(context, need)| {
                json!({ "context": context, "bytes": need, "fit": fit(need, self.available) })
            })
            .collect();
        let file = self.file.as_ref().map(|(path, summary)| {
            json!({
                "path": path,
                "bytes": summary.file_bytes,
                "name": summary.name,
                "architecture": summary.architecture,
                "parameters": summary.parameters,
                "quantisation": summary.quantisation,
                "context": summary.context_length,
                "layers": summary.layers,
                "heads": summary.heads,
                "kv_heads": summary.kv_heads,
                "embedding": summary.embedding,
                "vocabulary": summary.vocabulary,
                "tokenizer": summary.tokenizer,
                "chat_template": summary.chat_template.is_some(),
                "warnings": summary.warnings,
            })
        });
        Ok(json!({
            "v": 1,
            "available_memory": self.available,
            "memory": memory,
            "catalogue": catalogue.transpose()?,
            "file": file,
        }))
    }

    fn memory(&self) -> Vec<(u32, u64)> {
        let Some((shape, limit)) = self.shape() else { return Vec::new() };
        let contexts = CONTEXTS.into_iter().filter(|context| u64::from(*context) <= limit);
        contexts.map(|context| (context, shape.memory(context))).collect()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut row =
            |name: &str, value: String| rows.push(vec![name.to_owned(), one_line(&value)]);
        if let Some((entry, state)) = &self.entry {
            row("name", entry.name.clone());
            row("title", entry.title.clone());
            row("good for", entry.good_for.clone());
            row("licence", entry.licence.clone());
            if !matches!(state, State::Installed { .. }) {
                row("size", megabytes(entry.bytes));
                row("parameters", entry.parameter_label());
                row("quantisation", entry.quantisation.clone());
                row("state", format!("not here: ci-tui models pull {}", entry.name));
            }
        }
        if let Some((path, summary)) = &self.file {
            row("file", path.display().to_string());
            row("size", megabytes(summary.file_bytes));
            row("its name", summary.name.clone());
            row("architecture", summary.architecture.clone());
            row("parameters", parameter_label(summary.parameters));
            row("quantisation", summary.quantisation.clone());
            row("context", format!("{} tokens", summary.context_length));
            let Summary { layers, heads, kv_heads, embedding, vocabulary, .. } = summary;
            row("layers", format!("{layers}, {heads} heads ({kv_heads} of keys and values)"));
            row("width", format!("{embedding}, vocabulary {vocabulary}"));
            row("template", if summary.chat_template.is_some() { "yes" } else { "none" }.into());
            for warning in &summary.warnings {
                row("warning", warning.clone());
            }
        }
        for (context, need) in self.memory() {
            let verdict = fit(need, self.available).label();
            row(
                &format!("memory at {}K", context / 1024),
                format!("{}, {verdict}", megabytes(need)),
            );
        }
        rows
    }
}

fn shape(summary: &Summary) -> Shape {
    Shape {
        bytes: summary.file_bytes,
        layers: summary.layers,
        heads: summary.heads,
        embedding: summary.embedding,
        vocabulary: summary.vocabulary,
    }
}
