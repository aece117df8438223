//! Files that a prompt names, and drafts: what the composer needs of the disk.

use std::path::PathBuf;

use tokio::sync::mpsc::{Receiver, channel};

use crate::engine::{Command, FileNote, Phase, TurnId};
use crate::kernel::describe;
use crate::tui::mention;
use crate::tui::prompts::draft::{self, Draft};
use crate::tui::run::Workspace;
use crate::words::Composer;

/// What was read for the composer.
#[derive(Debug)]
pub(in crate::tui) enum Read {
    /// The paths below the working directory.
    Paths(Vec<String>),
    /// What the files of a prompt hold, and the turn to ask again from.
    Files { prompt: String, paths: Vec<String>, turn: Option<TurnId>, files: Vec<FileNote> },
}

impl Workspace<'_> {
    /// Lists the paths below the working directory.
    pub(in crate::tui) fn list_paths(&mut self) {
        let cwd = self.folder();
        let (teller, reader) = channel(1);
        tokio::task::spawn_blocking(move || teller.blocking_send(Read::Paths(mention::list(&cwd))));
        self.paths = Some(reader);
    }

    /// Reads the files of a prompt, then asks it.
    pub(in crate::tui) fn attach(
        &mut self,
        prompt: String,
        paths: Vec<String>,
        turn: Option<TurnId>,
    ) {
        let (cwd, python) = (self.folder(), self.start.config.kernel.python.clone());
        let (teller, reader) = channel(1);
        tokio::spawn(async move {
            let files = describe(&python, &cwd, &paths).await;
            teller.send(Read::Files { prompt, paths, turn, files }).await
        });
        self.files = Some(reader);
    }

    /// Takes what was read.
    pub(in crate::tui) fn hear_read(&mut self, read: Option<Read>) {
        self.screen.tick(self.started.elapsed());
        self.pacer.touch_now();
        match read {
            Some(Read::Paths(paths)) => {
                self.paths = None;
                self.screen.mention.take(paths);
            }
            Some(Read::Files { prompt, paths, turn, files }) => {
                self.files = None;
                self.ask_with(&prompt, &paths, turn, files);
            }
            None => (self.paths, self.files) = (None, None),
        }
    }

    fn ask_with(
        &mut self,
        prompt: &str,
        paths: &[String],
        turn: Option<TurnId>,
        files: Vec<FileNote>,
    ) {
        let busy = !matches!(self.driver.state().phase(), Phase::Idle | Phase::Stalled { .. });
        let typed = self.screen.attaching.take();
        if let Some(typed) = typed.filter(|_| busy) {
            // Something was begun meanwhile: it is asked, and its files are read, behind that.
            if let Err(typed) = self.screen.queue.push(typed) {
                self.screen.composer.set_text(&typed);
            }
            return;
        }
        self.screen.revising = None;
        self.screen.toast = None;
        let found: Vec<String> = files.iter().map(|note| note.name.clone()).collect();
        let is_found = |path: &String| {
            found.iter().any(|name| name.trim_end_matches('/') == path.trim_end_matches('/'))
        };
        let gone: Vec<_> =
            paths.iter().filter(|path| !is_found(path)).map(|path| format!("@{path}")).collect();
        if !gone.is_empty() {
            let words = self.screen.locale.fill(Composer::Gone, &[&gone.join(", ")]);
            self.screen.say(words);
        }
        let text = mention::without_signs(prompt, &found);
        if let Some(turn) = turn {
            self.command(Command::Rewind { turn });
        }
        self.command(Command::Attach { files });
        self.command(Command::Submit { text });
    }

    /// Keeps what is typed and what waits over the end of the program.
    pub(in crate::tui) fn keep_draft(&self) {
        let waiting = self.screen.attaching.iter().map(String::as_str);
        let queue = waiting.chain(self.screen.queue.iter());
        let queue = queue.map(|prompt| self.screen.pastes.unfold(prompt)).collect();
        let draft = Draft { text: self.screen.draft(), queue };
        let file = self.draft_file();
        if let Err(error) = draft::save(&file, &draft) {
            tracing::warn!("the draft is not kept in {}: {error}", file.display());
        }
    }

    /// Brings back what was typed when the program ended.
    pub(in crate::tui) fn restore_draft(&mut self) {
        let Some(Draft { text, queue }) = draft::load(&self.draft_file()) else { return };
        if self.screen.is_composer_empty() {
            self.screen.composer.set_text(&text);
        } else {
            self.screen.history.push(&text);
        }
        for prompt in queue {
            if self.screen.queue.push(prompt).is_err() {
                break;
            }
        }
        // Nobody asked for it in this session.
        self.screen.queue.held = true;
        self.screen.tell(Composer::DraftBack);
    }

    fn draft_file(&self) -> PathBuf {
        draft::file(&self.start.paths.state, &self.driver.state().settings().cwd)
    }

    fn folder(&self) -> PathBuf {
        PathBuf::from(&self.driver.state().settings().cwd)
    }
}

/// Waits for what is being read; for ever where nothing is. Cancel safe.
pub(in crate::tui) async fn read(
    paths: &mut Option<Receiver<Read>>,
    files: &mut Option<Receiver<Read>>,
) -> Option<Read> {
    tokio::select! {
        read = super::news(paths) => read,
        read = super::news(files) => read,
    }
}
