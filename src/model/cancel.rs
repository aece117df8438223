//! A request's stop flag, which can also be waited on.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Set once, seen by everyone who holds a clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Cancel {
    inner: Arc<(Mutex<bool>, Condvar)>,
}

impl Cancel {
    /// Asks for the end.
    pub(super) fn set(&self) {
        *self.inner.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.inner.1.notify_all();
    }

    /// Whether the end was asked for.
    #[must_use]
    pub(super) fn is_set(&self) -> bool {
        *self.inner.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits that long, or until the end is asked for; says whether it was.
    #[must_use]
    pub(super) fn wait(&self, time: Duration) -> bool {
        let held = self.inner.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.inner.1.wait_timeout_while(held, time, |set| !*set);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
