//! What has been made ready, by what was wanted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Content, Source, Want};
use crate::tui::terminal::graphics::{CELL, Images};

/// Things that are kept; the oldest use is forgotten by starting anew.
const KEPT: usize = 64;

/// What is ready to be drawn, and what is on its way.
#[derive(Debug)]
pub struct Gallery {
    /// How figures are drawn.
    pub images: Images,
    /// Pixels of a cell.
    pub cell: (u16, u16),
    known: HashMap<Want, Arc<Content>>,
    /// Figures as they were drawn last, for whichever room.
    latest: HashMap<Source, Arc<Content>>,
    pending: HashSet<Want>,
}

impl Default for Gallery {
    fn default() -> Self {
        Self {
            images: Images::default(),
            cell: CELL,
            known: HashMap::new(),
            latest: HashMap::new(),
            pending: HashSet::new(),
        }
    }
}

impl Gallery {
    /// What was wanted, or at least the same thing for another room.
    #[must_use]
    pub fn get(&self, want: &Want) -> Option<Arc<Content>> {
        self.known.get(want).or_else(|| self.latest.get(&want.source)).map(Arc::clone)
    }

    /// Whether this has to be asked for.
    #[must_use]
    pub fn lacks(&self, want: &Want) -> bool {
        !self.known.contains_key(want) && !self.pending.contains(want)
    }

    /// Notes that it was asked for; says whether it was not before.
    pub fn ask(&mut self, want: &Want) -> bool {
        self.lacks(want) && self.pending.insert(want.clone())
    }

    /// It could not be asked for now.
    pub fn give_up(&mut self, want: &Want) {
        self.pending.remove(want);
    }

    /// Puts in what was wanted.
    pub fn insert(&mut self, want: Want, content: Content) {
        if self.known.len() >= KEPT {
            self.known.clear();
            self.latest.clear();
        }
        self.pending.remove(&want);
        let content = Arc::new(content);
        self.latest.insert(want.source.clone(), Arc::clone(&content));
        self.known.insert(want, content);
    }
}
