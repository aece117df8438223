//! Writes the session to files of the user's, and goes on with another one.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::engine::{Event, Level, Phase, State};
use crate::plain::one_line;
use crate::session::{self, Format, Header};
use crate::tui::asking::Asking;
use crate::tui::papers::Paper;
use crate::tui::pythons::at_home;
use crate::tui::run::Workspace;
use crate::tui::screen::Overlay;
use crate::words::CommandText;

/// Sessions that are listed.
const LISTED: usize = 8;
/// Names that are tried before we give up.
const MOST: u32 = 1000;

impl Workspace<'_> {
    /// Writes the session; a file that is there is asked about first, unless it may be replaced.
    pub(in crate::tui) fn write_paper(&mut self, paper: Paper, path: Option<String>, over: bool) {
        let state = self.driver.state();
        let folder = PathBuf::from(&state.settings().cwd);
        let path = match path {
            Some(path) => folder.join(at_home(&path)),
            None => free_name(&folder, &state.settings().session, paper),
        };
        if !over && fs::symlink_metadata(&path).is_ok() {
            let path = path.display().to_string();
            self.screen.toast = None;
            self.screen.overlay = Overlay::Asks(Asking::Overwrite { paper, path });
            return;
        }
        let (state, sessions) = (state.clone(), self.start.paths.sessions());
        let (outbox, locale) = (self.driver.outbox(), self.screen.locale);
        tokio::task::spawn_blocking(move || {
            let shown = path.display().to_string();
            let (level, text) = match write(&state, &sessions, paper, &path, over) {
                Ok(()) => (Level::Info, locale.fill(CommandText::Written, &[&shown])),
                Err(why) => (Level::Warning, locale.fill(CommandText::NotWritten, &[&shown, &why])),
            };
            let _ = outbox.blocking_send(Event::Noticed { level, text });
        });
    }

    /// Ends this session and begins with another; says which there are where none is named.
    pub(in crate::tui) fn go_on(&mut self, wanted: &str) -> Option<u8> {
        let sessions = self.start.paths.sessions();
        if wanted.is_empty() {
            self.list_sessions(&sessions);
            return None;
        }
        if !matches!(self.driver.state().phase(), Phase::Idle | Phase::Stalled { .. }) {
            self.screen.tell(CommandText::BusyTurn);
            return None;
        }
        let file = PathBuf::from(&self.driver.state().settings().cwd).join(at_home(wanted));
        let found = if file.is_file() {
            session::import(&sessions, &file)
        } else {
            session::find(&sessions, wanted)
                .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        };
        match found {
            Ok(id) if id == self.driver.state().settings().session => {
                self.screen.tell(CommandText::SameSession);
                None
            }
            Ok(id) => {
                self.successor = Some(id);
                Some(0)
            }
            Err(error) => {
                self.screen.say(error.to_string());
                None
            }
        }
    }

    fn list_sessions(&mut self, sessions: &Path) {
        let (outbox, sessions) = (self.driver.outbox(), sessions.to_owned());
        let own = self.driver.state().settings().session.clone();
        let locale = self.screen.locale;
        tokio::task::spawn_blocking(move || {
            let all = session::list(&sessions).unwrap_or_default();
            let others = all.iter().filter(|one| one.id != own && one.damage.is_none());
            let lines: Vec<String> = others
                .take(LISTED)
                .map(|one| {
                    let prompt: String = one_line(&one.prompt).chars().take(50).collect();
                    format!("/load {}  {prompt}", one.id)
                })
                .collect();
            let text = if lines.is_empty() {
                locale.text(CommandText::NoneSaved).to_owned()
            } else {
                lines.join("\n")
            };
            let _ = outbox.blocking_send(Event::Noticed { level: Level::Info, text });
        });
    }
}

fn write(
    state: &State,
    sessions: &Path,
    paper: Paper,
    path: &Path,
    over: bool,
) -> Result<(), String> {
    let told = |error: std::io::Error| error.to_string();
    let journal = session::find(sessions, &state.settings().session);
    let text = match paper {
        Paper::Journal => fs::read(journal.map_err(|error| error.to_string())?).map_err(told)?,
        Paper::Markdown | Paper::Notebook => {
            // The journal knows when the session began.
            let read = journal.and_then(|journal| session::read(&journal));
            let header = read.map_or_else(|_| Header::new(state.settings()), |(header, _)| header);
            match paper {
                Paper::Notebook => session::notebook(&header, state),
                _ => session::export(&header, state, Format::Markdown),
            }
            .into_bytes()
        }
    };
    let mut options = OpenOptions::new();
    options.write(true);
    // Between the question and the answer somebody else may have made one.
    let options = if over { options.create(true).truncate(true) } else { options.create_new(true) };
    options.open(path).and_then(|mut file| file.write_all(&text)).map_err(told)
}

/// A name that is not taken, in the working directory.
fn free_name(folder: &Path, session: &str, paper: Paper) -> PathBuf {
    let name = |again: u32| {
        let again = if again == 1 { String::new() } else { format!("-{again}") };
        folder.join(format!("ci-tui-{session}{again}.{}", paper.ending()))
    };
    let mut names = (1..MOST).map(name);
    names.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| name(MOST))
}
