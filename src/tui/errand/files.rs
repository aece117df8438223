//! Files that the panel wants looked at, or handed to the user's own programs.

use crate::tui::outside;
use crate::tui::run::Workspace;
use crate::tui::screen::Errand;
use crate::tui::side::News;
use crate::tui::update;
use crate::words::Side;

impl Workspace<'_> {
    /// Does what the panel asks; an exit code where that ended us.
    pub(super) async fn do_files(&mut self, errand: Errand) -> anyhow::Result<Option<u8>> {
        match errand {
            Errand::Look(task) => {
                if !self.folders.ask(task) {
                    self.screen.tell(Side::StillReading);
                }
                Ok(None)
            }
            Errand::PageFile(path) => {
                let file = self.folders.root().join(path);
                let pager = outside::pager(&file, &self.guard.descriptor()?, self.screen.locale);
                self.lend(pager).await
            }
            Errand::EditFile(path) => {
                let file = self.folders.root().join(path);
                let editor = outside::editor(&file, &self.guard.descriptor()?, self.screen.locale);
                let ended = self.lend(editor).await?;
                update::reread(&mut self.screen);
                Ok(ended)
            }
            _ => Ok(None),
        }
    }

    /// The thread that looks at files has something to say.
    pub(in crate::tui) fn hear_folders(&mut self, news: News) {
        self.screen.tick(self.started.elapsed());
        update::hear_files(&mut self.screen, news);
        self.pacer.touch();
    }

    /// Lends the terminal to a program on a file.
    async fn lend(
        &mut self,
        program: anyhow::Result<tokio::process::Command>,
    ) -> anyhow::Result<Option<u8>> {
        let mut program = match program {
            Ok(program) => program,
            Err(error) => {
                self.screen.say(format!("{error:#}"));
                return Ok(None);
            }
        };
        match self.attend(&mut program).await? {
            Err(code) => return Ok(Some(code)),
            Ok(Ok(status)) if status.success() => {}
            Ok(Ok(status)) => {
                self.screen.say(self.screen.locale.fill(Side::ProgramEnded, &[&status]));
            }
            Ok(Err(error)) => {
                self.screen.say(self.screen.locale.fill(Side::ProgramMissing, &[&error]));
            }
        }
        Ok(None)
    }
}
