//! A request to stop that reaches a blocked read or a child process at once.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

type Hook = Box<dyn FnOnce() + Send>;

/// Stops a pull from another thread; clones stop the same one.
#[derive(Clone, Default)]
pub struct Cancel {
    shared: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    asked: bool,
    hook: Option<Hook>,
}

impl Cancel {
    /// Nothing was asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the pull to stop, and wakes it from whatever it waits for.
    pub fn cancel(&self) {
        let hook = {
            let mut state = self.lock();
            state.asked = true;
            state.hook.take()
        };
        self.shared.1.notify_all();
        if let Some(hook) = hook {
            hook();
        }
    }

    /// Whether the pull was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.lock().asked
    }

    /// Waits this long, or until asked to stop; says whether it was.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let (_, condvar) = &*self.shared;
        let (state, _) = condvar
            .wait_timeout_while(self.lock(), time, |state| !state.asked)
            .unwrap_or_else(PoisonError::into_inner);
        state.asked
    }

    /// Calls `hook` when asked to stop, at once if that has happened; forgotten when the guard drops.
    pub(super) fn on_cancel(&self, hook: impl FnOnce() + Send + 'static) -> Hooked<'_> {
        let mut state = self.lock();
        if state.asked {
            drop(state);
            hook();
        } else {
            state.hook = Some(Box::new(hook));
        }
        Hooked { cancel: self }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Cancel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cancel").field("asked", &self.is_cancelled()).finish_non_exhaustive()
    }
}

/// Keeps a hook in place.
pub(super) struct Hooked<'a> {
    cancel: &'a Cancel,
}

impl Drop for Hooked<'_> {
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
