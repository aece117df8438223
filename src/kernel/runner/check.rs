//! Code that is looked at without being run: by a driver, as soon as one is ready.

use super::serve::Runner;
use crate::engine::Checked;
use crate::kernel::protocol::FromRunner;

impl Runner {
    /// Has code looked at; nothing is found while a step runs, or where there is no driver.
    pub(super) fn check(&mut self, id: u64, code: &str, trial_s: u32) {
        let words = self.dialect.check(id, code, trial_s).filter(|_| self.running.is_none());
        match (words, &mut self.driver) {
            (Some(words), Some(driver)) if driver.ready => driver.control.put(&words),
            (Some(words), Some(_)) => self.checks.push(words),
            _ => self.ui.put_frame(&FromRunner::Checked { id, found: Checked::default() }),
        }
    }

    /// Hands a driver that got ready what waited for it.
    pub(super) fn check_waiting(&mut self) {
        let Some(driver) = &mut self.driver else { return };
        for words in std::mem::take(&mut self.checks) {
            driver.control.put(&words);
        }
    }
}
