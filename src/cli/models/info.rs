//! `ci-tui models info`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use serde_json::{Value, json};

use super::describe::describe;
use super::{megabytes, table};
use crate::config::Paths;
use crate::model::catalogue::{
    Entry, ResolveError, Resolved, Shape, fit, parameter_label, resolve,
};
use crate::model::gguf::{Summary, preflight};
use crate::model::pull::{Cancel, Sources, peek};
use crate::model::stock::{CONTEXTS, Model, Place, Stock, words};
use crate::plain::one_line;

/// Options of `ci-tui models info`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its name in the list, or the path of a `.gguf` file.
    model: String,
    /// Ask its repository for the header of the file where it is not here; the file itself is not fetched.
    #[arg(long)]
    ask: bool,
}

/// A model as far as it is known.
struct Facts<'a> {
    model: Option<&'a Model>,
    file: Option<(PathBuf, Summary)>,
    available: u64,
}

pub(super) fn run(
    args: &Args,
    paths: &Paths,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let name = args.model.as_str();
    let stock = Stock::look(paths);
    let path = match resolve(name, paths) {
        Ok(Resolved::Weights { path, .. }) => Some(path),
        Ok(Resolved::Scripted { .. } | Resolved::Remote { .. }) => {
            bail!("`{name}` has no file of weights to describe")
        }
        Err(ResolveError::Absent { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let model = stock.find(name).or_else(|| path.as_deref().and_then(|path| at(&stock, path)));
    // What only another engine runs is described by what is known of it.
    let file = match path.map(|path| (preflight(&path), path)) {
        Some((Ok(summary), path)) => Some((path, summary)),
        Some((Err(refusal), _)) if model.is_none() => return Err(refusal.into()),
        _ => None,
    };
    let entry = model.and_then(|model| model.entry.as_deref());
    let file = match (file, entry) {
        (None, Some(entry)) if args.ask => Some(asked(entry)?),
        (file, _) => file,
    };
    let facts = Facts { model, file, available: stock.available };
    if json {
        writeln!(out, "{}", facts.json()?)?;
    } else {
        table(out, &facts.rows())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The header of a file that is not here, with where it lies.
fn asked(entry: &Entry) -> anyhow::Result<(PathBuf, Summary)> {
    let told = peek(entry, &Sources::of_user(), &Cancel::new());
    let summary = told.map_err(|why| anyhow::anyhow!("{}: {why}", entry.name))?;
    let repository = entry.hub.as_deref().unwrap_or_default();
    Ok((Path::new(repository).join(entry.hub_file()), summary))
}

/// The model whose file this is.
fn at<'a>(stock: &'a Stock, path: &Path) -> Option<&'a Model> {
    let real = path.canonicalize().ok()?;
    let is_it = |model: &&Model| {
        model.place.path().and_then(|path| path.canonicalize().ok()).as_ref() == Some(&real)
    };
    stock.models.iter().find(is_it)
}

impl Facts<'_> {
    fn json(&self) -> Result<Value, serde_json::Error> {
        let catalogue = self.model.filter(|model| model.entry.is_some()).map(describe);
        let model = self.model.map(describe).transpose()?;
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
            "model": model,
            "file": file,
        }))
    }

    /// The file's own word where it is there, else what is known of the model.
    fn memory(&self) -> Vec<(u32, u64)> {
        if let Some((_, summary)) = &self.file {
            let shape = Shape::of(summary);
            let fits = |context: &u32| u64::from(*context) <= summary.context_length;
            return CONTEXTS.into_iter().filter(fits).map(|it| (it, shape.memory(it))).collect();
        }
        let Some(model) = self.model else { return Vec::new() };
        let engine = model.engine();
        let needs = model.needs.iter().filter(|need| Some(need.engine) == engine);
        needs.map(|need| (need.context, need.bytes)).collect()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Rows(Vec::new());
        if let Some(model) = self.model {
            rows.of_model(model, self.file.is_none());
        }
        if let Some((path, summary)) = &self.file {
            rows.of_file(path, summary);
        }
        match self.model.filter(|model| !model.needs.is_empty()) {
            Some(model) => rows.of_needs(model),
            None => {
                for (context, need) in self.memory() {
                    let verdict = fit(need, self.available).label();
                    let name = format!("memory at {}K", context / 1024);
                    rows.put(&name, format!("{}, {verdict}", megabytes(need)));
                }
            }
        }
        if let Some(model) = self.model {
            rows.put("tok/s", words::rate(model));
            for warning in model.warnings() {
                rows.put("warning", warning);
            }
        }
        rows.0
    }
}

struct Rows(Vec<Vec<String>>);

impl Rows {
    fn put(&mut self, name: &str, value: impl AsRef<str>) {
        let value = value.as_ref();
        if !value.is_empty() {
            self.0.push(vec![name.to_owned(), one_line(value)]);
        }
    }

    fn of_model(&mut self, model: &Model, alone: bool) {
        self.put("name", &model.name);
        self.put("title", &model.title);
        self.put("good for", &model.good_for);
        self.put("family", &model.family);
        self.put("licence", &model.licence);
        self.put("languages", model.languages.join(", "));
        if alone {
            self.put("size", words::size(model));
            self.put("parameters", words::parameters(model));
            self.put("quantisation", &model.quantisation);
            self.put("context", words::context(model));
        }
        let engines: Vec<_> = model.engines.iter().map(|engine| engine.name()).collect();
        self.put("engines", engines.join(", "));
        self.put("from", &model.source);
        match &model.place {
            Place::Absent | Place::Partial(_) => {
                let how = format!("{}: ci-tui models pull {}", words::place(model), model.name);
                self.put("state", how);
            }
            Place::Ours(_) => self.put("state", "installed"),
            Place::Theirs(program, _) => {
                self.put("state", format!("found in {program}; used where it lies, never deleted"));
            }
        }
        if alone && let Some(path) = model.place.path() {
            self.put("file", path.display().to_string());
        }
    }

    fn of_file(&mut self, path: &Path, summary: &Summary) {
        self.put("file", path.display().to_string());
        self.put("size", megabytes(summary.file_bytes));
        self.put("its name", &summary.name);
        self.put("architecture", &summary.architecture);
        self.put("parameters", parameter_label(summary.parameters));
        self.put("quantisation", &summary.quantisation);
        self.put("context", format!("{} tokens", summary.context_length));
        let Summary { layers, heads, kv_heads, embedding, vocabulary, .. } = summary;
        self.put("layers", format!("{layers}, {heads} heads ({kv_heads} of keys and values)"));
        self.put("width", format!("{embedding}, vocabulary {vocabulary}"));
        let template = if summary.chat_template.is_some() { "yes" } else { "none" };
        self.put("template", template);
        for warning in &summary.warnings {
            self.put("warning", warning);
        }
    }

    fn of_needs(&mut self, model: &Model) {
        let several = model.engines.len() > 1;
        for need in &model.needs {
            let engine = if several { format!(" in {}", need.engine) } else { String::new() };
            let name = format!("memory at {}K{engine}", need.context / 1024);
            self.put(&name, format!("{}, {}", megabytes(need.bytes), need.fit.label()));
        }
    }
}
