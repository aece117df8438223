//! A request's stop flag, which can also be waited on, and the user's word that it may go on.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Set once, seen by everyone who holds a clone.
#[derive(Clone, Default)]
pub(super) struct Cancel {
    inner: Arc<(Mutex<Wishes>, Condvar)>,
}

#[derive(Default)]
struct Wishes {
    stop: bool,
    permitted: bool,
    hook: Option<Box<dyn FnOnce() + Send>>,
}

impl Cancel {
    /// Asks for the end.
    pub(super) fn set(&self) {
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
    pub(super) fn is_set(&self) -> bool {
        self.lock().stop
    }

    /// Waits that long, or until the end is asked for; says whether it was.
    #[must_use]
    pub(super) fn wait(&self, time: Duration) -> bool {
        let waited = self.inner.1.wait_timeout_while(self.lock(), time, |wishes| !wishes.stop);
        waited.unwrap_or_else(PoisonError::into_inner).0.stop
    }

    /// Lets a request go on that waits for it.
    pub(super) fn permit(&self) {
        self.lock().permitted = true;
        self.inner.1.notify_all();
    }

    /// Waits until the request may go on, or its end is asked for; says whether it may.
    #[must_use]
    pub(super) fn is_permitted(&self) -> bool {
        let waits = |wishes: &mut Wishes| !wishes.stop && !wishes.permitted;
        let waited = self.inner.1.wait_while(self.lock(), waits);
        !waited.unwrap_or_else(PoisonError::into_inner).stop
    }

    /// Calls `hook` when the end is asked for, at once if it was; forgotten when the guard drops.
    pub(super) fn on_set(&self, hook: impl FnOnce() + Send + 'static) -> Hooked {
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
        f.debug_struct("Cancel").field("set", &self.is_set()).finish_non_exhaustive()
    }
}

/// Keeps a hook in place.
#[derive(Debug)]
pub(super) struct Hooked {
    cancel: Cancel,
}

impl Drop for Hooked {
    fn drop(&mut self) {
        self.cancel.lock().hook = None;
    }
}
