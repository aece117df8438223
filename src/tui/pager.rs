//! A whole output in the user's own pager, and its lines on their way to the pane.

use super::outside::{self, Outside};
use super::run::Workspace;
use super::screen::Errand;
use super::update;
use super::whole::{Reader, Wanted, WholeNews};
use crate::engine::StepId;
use crate::engine::output::Output;
use crate::words::{Lent, Locale, Shown};

impl Workspace<'_> {
    /// Shows all that a step printed in `$PAGER`; an exit code where that ended us.
    pub(super) async fn page_outside(&mut self, step: StepId) -> anyhow::Result<Option<u8>> {
        let locale = self.screen.locale;
        let Some(output) = self.driver.state().transcript().step(step).map(|step| &step.output)
        else {
            return Ok(None);
        };
        let kept = output.file().filter(|file| std::path::Path::new(&file.path).exists());
        let prepared = if let Some(file) = kept {
            let pager = outside::pager(file.path.as_ref(), &self.guard.descriptor()?, locale);
            pager.map(|pager| (None, pager))
        } else {
            let tty = self.guard.descriptor()?;
            Outside::new(&remembered(output, locale), ".log", locale).and_then(|outside| {
                let pager = outside::pager(outside.path(), &tty, locale)?;
                Ok((Some(outside), pager))
            })
        };
        let (_file, mut pager) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                self.screen.say(format!("{error:#}"));
                return Ok(None);
            }
        };
        match self.attend(&mut pager).await? {
            Err(code) => return Ok(Some(code)),
            Ok(Ok(status)) if status.success() => {}
            Ok(Ok(status)) => self.screen.tell_of(Lent::PagerEnded, &[&status]),
            Ok(Err(error)) => self.screen.tell_of(Lent::PagerFailed, &[&error]),
        }
        Ok(None)
    }

    /// Reads the file of the output that is shown, and no other.
    pub(super) fn read_whole(&mut self) {
        let pages = self.screen.pages.as_ref();
        let step = pages.and_then(|pages| self.driver.state().transcript().step(pages.step));
        let file = step.and_then(|step| Some((step.id, step.output.file()?)));
        self.reader = file.and_then(|(step, file)| {
            let reader = Reader::start(step, file);
            reader.map_err(|error| tracing::warn!("the output cannot be read: {error:#}")).ok()
        });
    }

    /// Looks for words in the file that is read, or no longer.
    pub(super) fn find(&mut self, wanted: Wanted) {
        if let Some(reader) = &self.reader
            && !reader.find(wanted.clone())
        {
            // The thread is behind with its wishes: the next go of the loop tries again.
            self.screen.errands.push(Errand::Find(wanted));
        }
    }

    /// News of a file that is being read; the end of the news leaves what is there.
    pub(super) fn hear_whole(&mut self, news: Option<WholeNews>) {
        match (news, &self.reader, &mut self.screen.pages) {
            (Some(WholeNews::Found(matches)), Some(reader), Some(pages)) => {
                if reader.step == pages.step {
                    update::hear_matches(&mut self.screen, matches);
                }
            }
            (Some(news), Some(reader), Some(pages)) if reader.step == pages.step => {
                pages.hear(news);
            }
            (Some(_), _, _) => {}
            (None, _, _) => self.reader = None,
        }
    }
}

/// What memory still has of an output.
fn remembered(output: &Output, locale: Locale) -> String {
    let gap = match output.omitted() {
        0 => String::new(),
        bytes => format!("\n{}\n", locale.fill(Shown::NotKept, &[&bytes])),
    };
    [output.head(), &gap, output.tail()].concat()
}

/// Waits for news of a file; for ever where none is read. Cancel safe.
pub(super) async fn lines(reader: &mut Option<Reader>) -> Option<WholeNews> {
    match reader {
        Some(reader) => reader.next().await,
        None => std::future::pending().await,
    }
}
