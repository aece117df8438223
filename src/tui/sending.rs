//! A look at a prompt that would leave the machine.

use std::time::Duration;

use super::review::GRACE;
use super::scroll::Scroll;
use crate::engine::RequestId;

/// The overlay over the panes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sending {
    /// Whose prompt it is.
    pub request: RequestId,
    /// Where it stands in the text.
    pub scroll: Scroll,
    /// Since when it has been on screen.
    pub drawn: Option<Duration>,
}

impl Sending {
    /// A look at the prompt of this request.
    #[must_use]
    pub fn of(request: RequestId) -> Self {
        Self { request, scroll: Scroll::at_top(), drawn: None }
    }

    /// Whether it has been on screen long enough for a key to be meant for it.
    #[must_use]
    pub fn was_read(&self, now: Duration) -> bool {
        self.drawn.is_some_and(|drawn| now.saturating_sub(drawn) >= GRACE)
    }
}
