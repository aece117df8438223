//! What a session holds: told by the dialect where it knows, else by an idle driver.

use super::serve::Runner;
use crate::kernel::protocol::FromRunner;

impl Runner {
    /// Tells the variables, or that they cannot be told now.
    pub(super) fn ask_variables(&mut self) {
        let held = if self.running.is_none() { self.dialect.told() } else { None };
        let words = self.dialect.variables().filter(|_| self.running.is_none());
        match (held, words, &mut self.driver) {
            (None, Some(words), Some(driver)) if driver.ready => driver.control.put(&words),
            (held, ..) => self.ui.put_frame(&FromRunner::Variables { held }),
        }
    }

    /// Tells one variable in full; nothing while a step runs.
    pub(super) fn show_variable(&mut self, name: String) {
        if self.running.is_some() {
            return;
        }
        let text = match (self.dialect.shown(&name), self.dialect.show(&name), &mut self.driver) {
            (Some(text), ..) => text,
            (None, Some(words), Some(driver)) if driver.ready => {
                return driver.control.put(&words);
            }
            (None, Some(_), _) => "The kernel starts afresh: its variables are gone.".into(),
            (None, None, _) => "This language cannot show its variables.".into(),
        };
        self.ui.put_frame(&FromRunner::Shown { name, text });
    }
}
