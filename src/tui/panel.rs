//! The models as the screen holds them: which are shown, which one is under the cursor, what is asked, and the download.

use super::line_edit::LineEdit;
use crate::model::stock::{Model, Order, Place, Stock, Wanted};
use crate::words::{Choosing, Locale};

/// The panel over the models.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// Everything that is known; `None` until somebody has looked.
    pub stock: Option<Box<Stock>>,
    /// The model under the cursor, by name; `None` means the first.
    pub chosen: Option<String>,
    /// What stands first.
    pub order: Order,
    /// What names and facts must contain.
    pub filter: LineEdit,
    /// Whether the filter takes the keys.
    pub typing: bool,
    /// The question that waits for an answer.
    pub ask: Option<Ask>,
    /// The model whose download failed last, and why.
    pub failed: Option<(String, String)>,
}

/// A question before something that costs time, disk or data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Whether to download this model.
    Fetch(String, Then),
    /// Whether to delete what is here of this model.
    Remove(String),
}

/// What becomes of a model once it is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It takes over the conversation.
    Use,
    /// It waits to be chosen.
    Keep,
}

/// The download that goes on, whether the panel is open or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The model.
    pub name: String,
    /// What becomes of it.
    pub then: Then,
    /// Bytes that are here.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
    /// From where and how fast.
    pub note: String,
    /// Whether it stands still, to be taken up again.
    pub paused: bool,
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

/// News of the models on this machine.
#[derive(Debug, Clone, PartialEq)]
pub enum StockNews {
    /// Somebody has looked.
    Looked(Box<Stock>),
    /// Something was deleted, or was not; in words.
    Removed(String),
}

impl Download {
    /// One that begins.
    #[must_use]
    pub fn new(name: &str, then: Then, total: u64) -> Self {
        Self { name: name.into(), then, done: 0, total, note: String::new(), paused: false }
    }

    /// How much of it is here, in percent.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let share = u128::from(self.done) * 100 / u128::from(self.total.max(1));
        u64::try_from(share).unwrap_or(100).min(100)
    }
}

impl Panel {
    /// The models that are shown, in order.
    #[must_use]
    pub fn shown(&self) -> Vec<&Model> {
        let wanted = Wanted::words(self.filter.text());
        self.stock.as_ref().map_or_else(Vec::new, |stock| stock.shown(&wanted, self.order))
    }

    /// The place of the cursor in what is shown.
    #[must_use]
    pub fn place(&self, shown: &[&Model]) -> usize {
        let chosen = self.chosen.as_deref();
        shown.iter().position(|model| Some(model.name.as_str()) == chosen).unwrap_or(0)
    }

    /// The model under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<&Model> {
        let shown = self.shown();
        shown.get(self.place(&shown)).copied()
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let shown = self.shown();
        let last = shown.len().saturating_sub(1);
        let next = self.place(&shown).saturating_add_signed(by).min(last);
        self.chosen = shown.get(next).map(|model| model.name.clone());
    }

    /// Takes what somebody has seen; the cursor stays on its model.
    pub fn take(&mut self, stock: Box<Stock>) {
        if let Some(model) = self.selected() {
            self.chosen = Some(model.name.clone());
        }
        self.stock = Some(stock);
    }

    /// The model that is asked about.
    #[must_use]
    pub fn asked(&self) -> Option<&Model> {
        let (Ask::Fetch(name, _) | Ask::Remove(name)) = self.ask.as_ref()?;
        self.stock.as_ref()?.find(name)
    }
}

/// Why a model's files cannot be deleted from here, if so.
#[must_use]
pub fn keeps(model: &Model, locale: Locale) -> Option<String> {
    match &model.place {
        Place::Absent => Some(locale.fill(Choosing::NotHere, &[&model.name])),
        Place::Theirs(program, _) => Some(locale.fill(Choosing::NotOurs, &[&model.name, program])),
        Place::Partial(_) | Place::Ours(_) => None,
    }
}
