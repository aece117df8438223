//! One model with what it needs, how fast it is, and where it lies.

use std::path::{Path, PathBuf};

use crate::model::Runner;
use crate::model::catalogue::{Entry, Fit, Purpose, Shape, Size, State, read_per_token, usual};
use crate::model::found::{Found, Program};

/// The context sizes that memory is told for.
pub const CONTEXTS: [u32; 3] = [4096, 8192, 32_768];

/// A model of the catalogue, or one that was found on this machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What `-m` takes.
    pub name: String,
    /// What its authors call it.
    pub title: String,
    /// What it is good for; empty where nobody has said so.
    pub good_for: String,
    /// The models it belongs to; its architecture, where it was only found.
    pub family: String,
    /// What it is in the catalogue for; `None` where it is not there.
    pub purpose: Option<Purpose>,
    /// Number of weights; 0 where it is not known.
    pub parameters: u64,
    /// Weights that are read for a token, where these are not all of them.
    pub active: Option<u64>,
    /// Quantisation of most of the weights.
    pub quantisation: String,
    /// How long its file is.
    pub size: Size,
    /// Its licence; empty where it does not say.
    pub licence: String,
    /// What the licence asks beyond naming the authors.
    pub conditions: Option<String>,
    /// What it speaks.
    pub languages: Vec<String>,
    /// Most tokens of its context window; 0 where it is not known.
    pub context: u32,
    /// The sizes that decide how much memory it takes.
    pub shape: Shape,
    /// What runs it.
    pub engines: Vec<Runner>,
    /// Its file name.
    pub file: String,
    /// Where it can be fetched from, in words; empty where nowhere.
    pub source: String,
    /// Where it lies.
    pub place: Place,
    /// Memory by engine and context.
    pub needs: Vec<Need>,
    /// How fast it writes in the engine that would run it.
    pub rate: Rate,
    /// Whether it is the one to begin with on this machine.
    pub recommended: bool,
    /// Its entry of the catalogue, if it has one.
    pub entry: Option<Box<Entry>>,
}

/// Where a model lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere here.
    Absent,
    /// So much of it is here.
    Partial(u64),
    /// In our own folder.
    Ours(PathBuf),
    /// Where another program, or the user, has put it.
    Theirs(Program, PathBuf),
}

impl Place {
    /// The file, where it is whole.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Ours(path) | Self::Theirs(_, path) => Some(path),
            Self::Absent | Self::Partial(_) => None,
        }
    }
}

/// Memory that an engine takes with a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The engine.
    pub engine: Runner,
    /// Tokens of context.
    pub context: u32,
    /// Bytes at the peak.
    pub bytes: u64,
    /// Whether that is free now.
    pub fit: Fit,
}

/// How fast a model writes, in tokens a second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rate {
    /// Nobody can tell.
    Unknown,
    /// From the memory that is read for a token; `calibrated` by models that have run here.
    About {
        /// Tokens a second.
        tps: f64,
        /// Whether the memory's speed was measured on this machine.
        calibrated: bool,
    },
    /// It has run here.
    Measured {
        /// Tokens a second.
        tps: f64,
        /// Tokens of a prompt a second.
        prefill: Option<f64>,
    },
}

impl Rate {
    /// Tokens a second; 0 where nobody can tell.
    #[must_use]
    pub fn tps(self) -> f64 {
        match self {
            Self::Unknown => 0.0,
            Self::About { tps, .. } | Self::Measured { tps, .. } => tps,
        }
    }
}

impl Model {
    /// A model of the catalogue.
    #[must_use]
    pub fn of_entry(entry: &Entry, state: State) -> Self {
        let source = match (&entry.hub, &entry.packages) {
            (Some(hub), _) => format!("Hugging Face, {hub}"),
            (None, Some(_)) => "Python package index".into(),
            (None, None) => String::new(),
        };
        Self {
            name: entry.name.clone(),
            title: entry.title.clone(),
            good_for: entry.good_for.clone(),
            family: entry.family.clone(),
            purpose: Some(entry.purpose),
            parameters: entry.parameters,
            active: entry.active,
            quantisation: entry.quantisation.clone(),
            size: entry.size(),
            licence: entry.licence.clone(),
            conditions: entry.conditions.clone(),
            languages: entry.languages.clone(),
            context: entry.context,
            shape: entry.shape(),
            engines: entry.engines.clone(),
            file: entry.file.clone(),
            source,
            place: match state {
                State::Absent => Place::Absent,
                State::Partial { bytes } => Place::Partial(bytes),
                State::Installed { path } => Place::Ours(path),
            },
            needs: Vec::new(),
            rate: Rate::Unknown,
            recommended: false,
            entry: Some(Box::new(entry.clone())),
        }
    }

    /// A file that was found and is not in the catalogue.
    #[must_use]
    pub fn of_found(found: Found) -> Self {
        let Found { name, path, program, bytes, facts } = found;
        Self {
            title: if facts.title.is_empty() { name.clone() } else { facts.title },
            name,
            good_for: String::new(),
            family: facts.architecture,
            purpose: None,
            parameters: facts.parameters,
            active: facts.active,
            quantisation: facts.quantisation,
            size: Size::Known(bytes),
            licence: facts.licence.unwrap_or_default(),
            conditions: None,
            languages: Vec::new(),
            context: facts.context,
            shape: facts.shape,
            engines: facts.engines,
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            source: String::new(),
            place: Place::Theirs(program, path),
            needs: Vec::new(),
            rate: Rate::Unknown,
            recommended: false,
            entry: None,
        }
    }

    /// The engine that would run it here: one that this build has, else the first that could.
    #[must_use]
    pub fn engine(&self) -> Option<Runner> {
        usual(&self.engines)
    }

    /// Whether this build has an engine for it.
    #[must_use]
    pub fn is_runnable(&self) -> bool {
        self.engine().is_some_and(Runner::is_built_in)
    }

    /// Whether its whole file is on this machine.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.place.path().is_some()
    }

    /// Memory with this context in the engine that would run it.
    #[must_use]
    pub fn need(&self, context: u32) -> Option<Need> {
        let engine = self.engine()?;
        self.needs.iter().find(|need| need.engine == engine && need.context == context).copied()
    }

    /// Memory with the usual context, or its longest where that is shorter.
    #[must_use]
    pub fn usual_need(&self) -> Option<Need> {
        let engine = self.engine()?;
        self.needs.iter().find(|need| need.engine == engine).copied()
    }

    /// Bytes that are read for a token.
    #[must_use]
    pub fn read_per_token(&self) -> u64 {
        read_per_token(self.size.bytes(), self.parameters, self.active)
    }

    /// What to know before it is used, one sentence each.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if let (false, Some(engine)) = (self.is_runnable(), self.engine()) {
            warnings.push(format!("needs the {engine} engine, which this build does not have"));
        }
        if let Some(need) = self.usual_need() {
            match need.fit {
                Fit::WontFit if self.size.bytes() > 0 => warnings
                    .push("needs more memory than is free: take a smaller or coarser one".into()),
                Fit::Tight => warnings.push("leaves little memory for other programs".into()),
                _ => {}
            }
        }
        if let Some(conditions) = &self.conditions {
            warnings.push(format!("licence: {conditions}"));
        }
        warnings
    }
}
