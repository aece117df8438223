//! The choice of a model at the first start: rows from the catalogue, and how a download stands.

/// One model that can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PickerRow {
    /// The catalogue name, as `-m` takes it.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// Number of weights: `1.5 B`.
    pub parameters: String,
    /// How the weights are kept: `Q4_K_M`.
    pub quantisation: String,
    /// Bytes to download.
    pub size: u64,
    /// Its licence.
    pub licence: String,
    /// Bytes of memory it needs.
    pub memory: u64,
    /// Whether it fits this machine.
    pub verdict: Verdict,
    /// Whether its file is here already.
    pub installed: bool,
    /// Whether it is the best one for this machine.
    pub recommended: bool,
}

/// Whether a model fits the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// With room to spare.
    Fits,
    /// Just so; other programs may suffer.
    Tight,
    /// Not enough memory.
    #[default]
    TooBig,
}

/// How a download stands, told by whoever fetches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PullNews {
    /// So many bytes of so many; the note says from where and how fast.
    Progress { done: u64, total: u64, note: String },
    /// The file is here and was checked.
    Done,
    /// It failed; the text says why and what to do.
    Failed(String),
}

/// What the picker is doing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Fetch {
    /// Waiting for a choice.
    #[default]
    None,
    /// Fetching the chosen row: bytes done and in all, from where and how fast.
    Running { row: usize, done: u64, total: u64, note: String },
    /// The last attempt failed.
    Failed(String),
}

/// The choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picker {
    /// In the order of the catalogue.
    pub rows: Vec<PickerRow>,
    /// The row under the cursor.
    pub selected: usize,
    /// The download.
    pub fetch: Fetch,
}

impl Picker {
    /// A choice among `rows`, with the best one for this machine under the cursor.
    #[must_use]
    pub fn new(rows: Vec<PickerRow>) -> Self {
        let best = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.verdict != Verdict::TooBig)
            .max_by_key(|(_, row)| (row.recommended, row.installed, row.memory));
        let selected = best.map_or(0, |(at, _)| at);
        Self { rows, selected, fetch: Fetch::None }
    }

    /// Moves the cursor; not while something is fetched.
    pub fn step(&mut self, by: isize) {
        if !self.is_fetching() {
            let last = self.rows.len().saturating_sub(1);
            self.selected = self.selected.saturating_add_signed(by).min(last);
        }
    }

    /// Whether something is being fetched.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        matches!(self.fetch, Fetch::Running { .. })
    }

    /// The row under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Option<&PickerRow> {
        self.rows.get(self.selected)
    }

    /// Takes news of the download; returns the model to use once it is here.
    pub fn hear(&mut self, news: PullNews) -> Option<String> {
        let Fetch::Running { row, .. } = self.fetch else { return None };
        match news {
            PullNews::Progress { done, total, note } => {
                self.fetch = Fetch::Running { row, done, total, note };
            }
            PullNews::Failed(text) => self.fetch = Fetch::Failed(text),
            PullNews::Done => {
                self.fetch = Fetch::None;
                self.rows[row].installed = true;
                return Some(self.rows[row].name.clone());
            }
        }
        None
    }
}
