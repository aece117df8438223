//! A look at code before it runs, which is never waited for long.

use std::future::Future;
use std::time::Duration;

use tokio::sync::oneshot;

use super::ask::Ask;
use super::bash;
use super::worker::Kernels;
use crate::engine::{CheckId, Checked, Event, Language};

/// A kernel that is only now starting may not answer in time; then nothing is known.
const PATIENCE: Duration = Duration::from_millis(1500);

impl Kernels {
    /// Looks at code without running it; answered by an event, also where nothing could be found out.
    pub fn check_code(&mut self, check: CheckId, lang: Language, code: String, trial_s: u32) {
        let checked = self.check(lang, code, trial_s);
        let outbox = self.outbox.clone();
        tokio::spawn(async move {
            let found = checked.await.unwrap_or_default();
            let _ = outbox.send(Event::CodeChecked { check, found }).await;
        });
    }

    /// Looks at code without running it, starting the kernel if need be; tries it out for `trial_s` seconds, if any.
    pub fn check(
        &mut self,
        lang: Language,
        code: String,
        trial_s: u32,
    ) -> oneshot::Receiver<Checked> {
        let (answer, checked) = oneshot::channel();
        let look = self.look(lang, code, trial_s);
        let patience = PATIENCE + Duration::from_secs(trial_s.into());
        tokio::spawn(async move {
            let found = tokio::time::timeout(patience, look).await.unwrap_or_default();
            // Whoever asked may have turned away.
            let _ = answer.send(found);
        });
        checked
    }

    fn look(
        &mut self,
        lang: Language,
        code: String,
        trial_s: u32,
    ) -> impl Future<Output = Checked> + use<> {
        // A shell's state says little of what would fail, so none is started for it.
        let asked = if lang == Language::Bash {
            Err(code)
        } else {
            let (answer, checked) = oneshot::channel();
            self.ask(lang, Ask::Check { code, trial_s, answer });
            Ok(checked)
        };
        async move {
            match asked {
                Ok(checked) => checked.await.unwrap_or_default(),
                Err(code) => bash::check(&code).await,
            }
        }
    }
}
