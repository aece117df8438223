//! How fast models were that have run here: `speeds.json` in the state folder, fed by replies and by `bench`.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Changes with the form of the file.
const VERSION: u32 = 1;
/// Replies whose middle one counts.
const RECENT: usize = 9;
/// Fewer generated tokens than these say little about the speed.
pub const LEAST_TOKENS: u32 = 32;
/// Models that are remembered; the ones that ran longest ago go first.
const MOST: usize = 200;

/// Which file it was, wherever it lies: its own name and its size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileId(String);

impl FileId {
    /// Of the file behind a path; links count as what they point to.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let real = path.canonicalize().ok()?;
        let bytes = real.metadata().ok()?.len();
        Some(Self::new(&real.file_name()?.to_string_lossy(), bytes))
    }

    /// Of a file that is known by its name and size.
    #[must_use]
    pub fn new(name: &str, bytes: u64) -> Self {
        Self(format!("{name}:{bytes}"))
    }
}

/// One measurement, in tokens a second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Reading a prompt; `None` where too little was read to tell.
    pub prefill: Option<f64>,
    /// Writing.
    pub decode: f64,
}

/// What is known of a file in an engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// Tokens a second that were read, the middle of the latest.
    pub prefill: Option<f64>,
    /// Tokens a second that were written, the middle of the latest.
    pub decode: f64,
    /// Seconds since 1970 of the last measurement.
    pub when: u64,
    /// Threads that computed; 0 stands for every core.
    pub threads: u32,
    /// The latest measurements, oldest first.
    recent: Vec<Sample>,
}

/// Everything that was measured here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Speeds {
    v: u32,
    /// By file, and there by the name of the engine.
    files: BTreeMap<FileId, BTreeMap<String, Speed>>,
}

impl Speeds {
    /// What is remembered in the state folder; nothing where that cannot be read.
    #[must_use]
    pub fn load(state: &Path) -> Self {
        let text = fs::read(file(state)).ok();
        let read = text.and_then(|text| serde_json::from_slice::<Self>(&text).ok());
        read.filter(|speeds| speeds.v == VERSION).unwrap_or_default()
    }

    /// How fast this file was in this engine.
    #[must_use]
    pub fn of(&self, id: &FileId, engine: &str) -> Option<&Speed> {
        self.files.get(id)?.get(engine)
    }

    /// Adds a measurement to what the state folder holds; other programs of ours may do so at the same time.
    pub fn record(
        state: &Path,
        id: &FileId,
        engine: &str,
        sample: Sample,
        threads: u32,
    ) -> io::Result<()> {
        if !(sample.decode.is_finite() && sample.decode > 0.0) {
            return Ok(());
        }
        fs::create_dir_all(state)?;
        let lock = lock(state)?;
        let mut speeds = Self::load(state);
        speeds.v = VERSION;
        speeds.add(id, engine, sample, threads, now());
        speeds.save(state)?;
        drop(lock);
        Ok(())
    }

    fn add(&mut self, id: &FileId, engine: &str, sample: Sample, threads: u32, when: u64) {
        let engines = self.files.entry(id.clone()).or_default();
        let speed = engines.entry(engine.to_owned()).or_insert_with(|| Speed {
            prefill: None,
            decode: sample.decode,
            when,
            threads,
            recent: Vec::new(),
        });
        // With other threads it is another speed.
        if speed.threads != threads {
            speed.recent.clear();
        }
        speed.recent.push(sample);
        let surplus = speed.recent.len().saturating_sub(RECENT);
        speed.recent.drain(..surplus);
        speed.decode = middle(speed.recent.iter().map(|sample| sample.decode)).unwrap_or_default();
        speed.prefill = middle(speed.recent.iter().filter_map(|sample| sample.prefill));
        (speed.when, speed.threads) = (when, threads);
        while self.files.len() > MOST {
            let last_run = |engines: &BTreeMap<String, Speed>| {
                engines.values().map(|speed| speed.when).max().unwrap_or(0)
            };
            let oldest = self.files.iter().min_by_key(|(_, engines)| last_run(engines));
            let Some(oldest) = oldest.map(|(id, _)| id.clone()) else { break };
            self.files.remove(&oldest);
        }
    }

    fn save(&self, state: &Path) -> io::Result<()> {
        let mut fresh = tempfile::NamedTempFile::new_in(state)?;
        fresh.write_all(&serde_json::to_vec_pretty(self)?)?;
        fresh.persist(file(state))?;
        Ok(())
    }
}

fn file(state: &Path) -> PathBuf {
    state.join("speeds.json")
}

/// Held by whoever changes the file.
fn lock(state: &Path) -> io::Result<File> {
    let path = state.join("speeds.lock");
    let lock = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    lock.lock()?;
    Ok(lock)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn middle(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
