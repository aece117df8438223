//! A request to stop that reaches a wait, a blocked read or a child process at once, and the user's word that
//! something may go on.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Stops a reply or a download from another thread; clones stop the same one.
#[derive(Clone, Default)]
pub struct Cancel {
    inner: Arc<(Mutex<Wishes>, Condvar)>,
}

#[derive(Default)]
struct Wishes {
    stop: bool,
    permitted: bool,
    hook: Option<Box<dyn FnOnce() + Send>>,
}

impl Cancel {
    /// Nothing was asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the end, and wakes whoever waits.
    pub fn cancel(&self) {
        let hook = {
            let mut wishes = self.lock();
            wishes.stop = true;
            wishes.hook.take()
        };
        self.inner.1.notify_all();
        if let Some(hook) = hook {
            hook();
        }
    }

    /// Whether the end was asked for.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.lock().stop
    }

    /// Waits that long, or until the end is asked for; says whether it was.
    #[must_use]
    pub(in crate::model) fn wait(&self, time: Duration) -> bool {
        let waited = self.inner.1.wait_timeout_while(self.lock(), time, |wishes| !wishes.stop);
        waited.unwrap_or_else(PoisonError::into_inner).0.stop
    }

    /// Lets a request go on that waits for it.
    pub(in crate::model) fn permit(&self) {
        self.lock().permitted = true;
        self.inner.1.notify_all();
    }

    /// Waits until the request may go on, or its end is asked for; says whether it may.
    #[must_use]
    pub(in crate::model) fn is_permitted(&self) -> bool {
        let waits = |wishes: &mut Wishes| !wishes.stop && !wishes.permitted;
        let waited = self.inner.1.wait_while(self.lock(), waits);
        !waited.unwrap_or_else(PoisonError::into_inner).stop
    }

    /// Calls `hook` when the end is asked for, at once if it was; forgotten when the guard drops.
    pub(in crate::model) fn on_cancel(&self, hook: impl FnOnce() + Send + 'static) -> Hooked {
        let mut wishes = self.lock();
        if wishes.stop {
            drop(wishes);
            hook();
        } else {
            wishes.hook = Some(Box::new(hook));
        }
        Hooked { cancel: self.clone() }
    }

    fn lock(&self) -> MutexGuard<'_, Wishes> {
        self.inner.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Cancel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cancel").field("asked", &self.is_cancelled()).finish_non_exhaustive()
    }
}

/// Keeps a hook in place.
#[derive(Debug)]
pub(in crate::model) struct Hooked {
    cancel: Cancel,
}

impl Drop for Hooked {
    fn drop(&mut self) {
        self.cancel.lock().hook = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_hook_is_called_at_once_and_a_dropped_one_never() {
        let (send, called) = std::sync::mpsc::sync_channel(4);
        let cancel = Cancel::new();
        let first = send.clone();
        drop(cancel.on_cancel(move || first.send(1).expect("send")));
        assert!(!cancel.wait(Duration::from_millis(1)));
        cancel.cancel();
        assert!(cancel.wait(Duration::from_mins(1)));
        drop(cancel.on_cancel(move || send.send(2).expect("send")));
        assert_eq!(called.iter().collect::<Vec<_>>(), [2]);
    }
}
