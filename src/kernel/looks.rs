//! Looks at code that a runner has been asked for, and who waits for them.

use tokio::sync::oneshot;

use crate::engine::Checked;

/// Who waits, by the number of the wish.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Looks {
    waiting: Vec<(u64, oneshot::Sender<Checked>)>,
    last: u64,
}

impl Looks {
    /// The number of the next wish.
    pub(in crate::kernel) fn next_id(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Keeps who waits for this wish; forgets those who turned away.
    pub(in crate::kernel) fn wait(&mut self, id: u64, answer: oneshot::Sender<Checked>) {
        self.waiting.retain(|(_, waiting)| !waiting.is_closed());
        self.waiting.push((id, answer));
    }

    /// Passes an answer on.
    pub(in crate::kernel) fn answer(&mut self, id: u64, found: Checked) {
        if let Some(at) = self.waiting.iter().position(|(known, _)| *known == id) {
            // Whoever asked may have turned away meanwhile.
            let _ = self.waiting.swap_remove(at).1.send(found);
        }
    }

    /// No answer will come: who waits is told so by the end of their channel.
    pub(in crate::kernel) fn clear(&mut self) {
        self.waiting.clear();
    }
}
