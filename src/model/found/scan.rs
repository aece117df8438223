//! The search: every location, every file once, described by its header, and named so that `-m` can ask for it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::known::{Known, Recalled};
use super::walk::{self, Budget};
use super::{Facts, Kind, Location, Program, ollama};
use crate::model::gguf::Header;

/// How far a search may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Files and folders that are looked at.
    pub count: usize,
    /// Time that is spent.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { count: 50_000, time: Duration::from_secs(2) }
    }
}

/// A model that another program has put here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What `-m` takes: Ollama's name, or the file's without its ending.
    pub name: String,
    /// Where it lies; its first part, where it was cut.
    pub path: PathBuf,
    /// Who put it there.
    pub program: Program,
    /// Bytes of it, with all its parts.
    pub bytes: u64,
    /// What its header says.
    pub facts: Facts,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Models for a conversation, in the order of the locations.
    pub models: Vec<Found>,
    /// Whether the limits ended it before all was seen.
    pub cut: bool,
}

/// Searches the locations; what headers said is remembered in `memory`.
#[must_use]
pub fn scan(locations: &[Location], memory: &Path, limits: Limits) -> Scan {
    let mut budget = Budget { left: limits.count, until: Instant::now() + limits.time };
    let mut search =
        Search { known: Known::load(memory), seen: HashSet::new(), scan: Scan::default() };
    let mut kept = HashSet::new();
    for (program, root) in locations {
        let files = if *program == Program::Ollama {
            ollama::models(root, &mut budget)
        } else {
            let files = walk::gguf_files(root, &mut budget);
            files.into_iter().map(|path| (stem(&path), path)).collect()
        };
        for (name, path) in files {
            if budget.is_spent() {
                break;
            }
            kept.insert(path.clone());
            search.take(&name, &path, *program);
        }
    }
    search.scan.cut = budget.is_spent();
    if !search.scan.cut {
        search.known.forget_others(&kept);
    }
    if let Err(error) = search.known.save(memory) {
        tracing::debug!("what was found is not remembered in {}: {error}", memory.display());
    }
    search.scan
}

struct Search {
    known: Known,
    /// Files that were met already, under whatever name.
    seen: HashSet<PathBuf>,
    scan: Scan,
}

impl Search {
    fn take(&mut self, name: &str, path: &Path, program: Program) {
        let Ok(real) = path.canonicalize() else { return };
        if !self.seen.insert(real) {
            return;
        }
        let Some(facts) = self.describe(path).filter(|facts| facts.kind == Kind::Chat) else {
            return;
        };
        let Some(bytes) = whole(path, &facts) else { return };
        let taken = |name: &str| self.scan.models.iter().any(|model| model.name == name);
        let name = crate::plain::one_line(name);
        let numbered = |n: u32| format!("{name}~{n}");
        let mut names = std::iter::once(name.clone()).chain((2..=99).map(numbered));
        let Some(name) = names.find(|name| !taken(name)) else { return };
        let shape = crate::model::catalogue::Shape { bytes, ..facts.shape };
        let facts = Facts { shape, ..facts };
        self.scan.models.push(Found { name, path: path.to_owned(), program, bytes, facts });
    }

    fn describe(&mut self, path: &Path) -> Option<Facts> {
        let now = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let beside = path.with_file_name("tokenizer.json").is_file();
        match self.known.recall(path, &now, beside) {
            Recalled::Facts(facts) => return Some(*facts),
            Recalled::NoModel => return None,
            Recalled::Nothing => {}
        }
        let facts = Header::open(path).ok().map(|header| Facts::of(&header, beside));
        self.known.keep(path, &now, beside, facts.clone());
        facts
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Bytes of a file with all its parts; `None` where a part is missing.
fn whole(path: &Path, facts: &Facts) -> Option<u64> {
    let name = stem(path);
    let Some((base, count)) = parts(&name) else { return Some(facts.shape.bytes) };
    (1..=count).try_fold(0_u64, |sum, n| {
        let part = path.with_file_name(format!("{base}-{n:05}-of-{count:05}.gguf"));
        Some(sum + fs::metadata(part).ok()?.len())
    })
}

/// The name before `-00001-of-00003`, and how many parts there are.
fn parts(name: &str) -> Option<(&str, u32)> {
    let (rest, count) = name.rsplit_once("-of-")?;
    let (base, first) = rest.rsplit_once('-')?;
    let count = count.parse().ok().filter(|count| (1..=999).contains(count))?;
    (first == "00001").then_some((base, count))
}
