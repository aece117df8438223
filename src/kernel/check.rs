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
    pub fn check_code(&mut self, check: CheckId, lang: Language, code: String) {
        let checked = self.check(lang, code);
        let outbox = self.outbox.clone();
        tokio::spawn(async move {
            let Checked { doubts, mended } = checked.await.unwrap_or_default();
            let _ = outbox.send(Event::CodeChecked { check, doubts, mended }).await;
        });
    }

    /// Looks at code without running it, starting the kernel if need be.
    pub fn check(&mut self, lang: Language, code: String) -> oneshot::Receiver<Checked> {
        let (answer, checked) = oneshot::channel();
        let look = self.look(lang, code);
        tokio::spawn(async move {
            let found = tokio::time::timeout(PATIENCE, look).await.unwrap_or_default();
            // Whoever asked may have turned away.
            let _ = answer.send(found);
        });
        checked
    }

    fn look(&mut self, lang: Language, code: String) -> impl Future<Output = Checked> + use<> {
        // A shell's state says little of what would fail, so none is started for it.
        let asked = if lang == Language::Bash {
            Err(code)
        } else {
            let (answer, checked) = oneshot::channel();
            self.ask(lang, Ask::Check { code, answer });
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
