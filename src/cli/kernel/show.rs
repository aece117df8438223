//! One variable in full, as `ci-tui kernel` tells it.

use super::session::Session;
use super::wire::{Reply, reply};
use crate::engine::{Event, Language};

impl Session {
    /// Asks a kernel for one variable; one that was never started has none.
    pub(super) fn show(&mut self, lang: Language, name: String) -> anyhow::Result<()> {
        if !self.kernels.started().contains(&lang) {
            return reply(&Reply::Shown { lang, name, text: None });
        }
        self.kernels.show_variable(lang, name.clone());
        self.showing = Some((lang, name));
        Ok(())
    }

    /// Hears the answer, or that none will come.
    pub(super) fn hear_shown(&mut self, event: &Event) -> anyhow::Result<()> {
        let (asked, text) = match event {
            Event::VariableShown { lang, text, .. } => (*lang, Some(text.clone())),
            Event::KernelDied { lang, .. } | Event::KernelFailed { lang, .. } => (*lang, None),
            _ => return Ok(()),
        };
        match self.showing.take_if(|(lang, _)| *lang == asked) {
            Some((lang, name)) => reply(&Reply::Shown { lang, name, text }),
            None => Ok(()),
        }
    }
}
