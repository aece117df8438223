//! What the workspace is started with.

use tokio::sync::mpsc::Receiver;

use super::panel::{PullNews, StockNews};
use crate::config::{Config, Paths};

/// Looks which models there are, once the one of this name is deleted; must not make its caller wait.
pub type Look = Box<dyn Fn(Option<&str>) -> Receiver<StockNews>>;

/// Starts a download; dropping the receiver cancels it.
pub type Pull = Box<dyn FnMut(&str) -> Receiver<PullNews>>;

/// What the workspace is started with.
pub struct Start<'a> {
    /// Settings of the user.
    pub config: &'a Config,
    /// Where things lie.
    pub paths: &'a Paths,
    /// What to ask at once.
    pub prompt: Option<String>,
    /// How to look at the models.
    pub look: Look,
    /// How to fetch one of them.
    pub pull: Pull,
}

impl std::fmt::Debug for Start<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Start").field("prompt", &self.prompt).finish_non_exhaustive()
    }
}
