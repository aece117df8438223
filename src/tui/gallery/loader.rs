//! The thread that reads and draws for the screen: wishes in and news out, both bounded.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender, TrySendError};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{Content, Source, Want, load};
use crate::session;
use crate::tui::widget::halfblock::Picture;
use crate::words::{Locale, Shown};

/// Wishes that wait, and news that wait.
const WAITING: usize = 32;
/// Decoded pictures that are remembered for another size.
const PICTURES: usize = 2;

/// What the thread is asked for.
#[derive(Debug)]
pub enum Task {
    /// Make this ready.
    Load(Want),
    /// Keep these beside the session.
    Keep(Vec<Source>),
}

/// What the thread says.
#[derive(Debug)]
pub enum News {
    /// It is ready.
    Loaded(Box<(Want, Content)>),
    /// A sentence about what was kept.
    Kept(String),
}

/// The thread's end in the loop; the thread starts with the first wish and ends with this value.
#[derive(Debug)]
pub struct Loader {
    /// Where what the user keeps is put.
    kept: PathBuf,
    /// The language of what is said about it.
    locale: Locale,
    tasks: Option<SyncSender<Task>>,
    back: Sender<News>,
    news: Receiver<News>,
}

impl Loader {
    /// Nothing is started yet.
    #[must_use]
    pub fn new(kept: PathBuf, locale: Locale) -> Self {
        let (back, news) = channel(WAITING);
        Self { kept, locale, tasks: None, back, news }
    }

    /// Hands a wish over; gives it back where too many wait, or no thread can be had.
    pub fn ask(&mut self, task: Task) -> Result<(), Task> {
        if self.tasks.is_none() {
            self.tasks = self.start().ok();
        }
        let Some(tasks) = &self.tasks else { return Err(task) };
        tasks.try_send(task).map_err(|error| match error {
            TrySendError::Full(task) | TrySendError::Disconnected(task) => task,
        })
    }

    /// The next news; waits for ever while nothing was asked. Cancel safe.
    pub async fn next(&mut self) -> Option<News> {
        self.news.recv().await
    }

    fn start(&self) -> io::Result<SyncSender<Task>> {
        let (tasks, wishes) = mpsc::sync_channel(WAITING);
        let (back, kept, locale) = (self.back.clone(), self.kept.clone(), self.locale);
        std::thread::Builder::new().name("gallery".into()).spawn(move || {
            let mut pictures = Pictures::default();
            for task in wishes {
                let news = match task {
                    Task::Load(want) => {
                        let mut decode =
                            |source: &Source, bytes: &[u8]| pictures.get(source, bytes, locale);
                        let content = load(&want, &kept, locale, &mut decode);
                        News::Loaded(Box::new((want, content)))
                    }
                    Task::Keep(sources) => News::Kept(keep(&kept, &sources, locale)),
                };
                if back.blocking_send(news).is_err() {
                    break;
                }
            }
        })?;
        Ok(tasks)
    }
}

/// The pictures that were decoded last.
#[derive(Default)]
struct Pictures(VecDeque<(Source, Arc<Picture>)>);

impl Pictures {
    fn get(
        &mut self,
        source: &Source,
        bytes: &[u8],
        locale: Locale,
    ) -> Result<Arc<Picture>, String> {
        if let Some((_, picture)) = self.0.iter().find(|(known, _)| known == source) {
            return Ok(Arc::clone(picture));
        }
        let picture = Arc::new(Picture::decode(bytes, locale)?);
        self.0.push_back((source.clone(), Arc::clone(&picture)));
        if self.0.len() > PICTURES {
            self.0.pop_front();
        }
        Ok(picture)
    }
}

/// Keeps everything that is still there; a sentence says where, or why not.
fn keep(folder: &Path, sources: &[Source], locale: Locale) -> String {
    let mut kept = Vec::new();
    for source in sources {
        match session::keep(folder, source.step, source.n, Path::new(&source.path)) {
            Ok(path) => kept.push(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return locale.fill(Shown::CannotKeep, &[&folder.display(), &error]),
        }
    }
    match kept.as_slice() {
        [] => locale.text(Shown::NothingLeft).into(),
        [only] => locale.fill(Shown::KeptAs, &[&short(only)]),
        several => locale.fill(Shown::FilesKept, &[&several.len(), &short(folder)]),
    }
}

/// A path as people say it, from their home on.
fn short(path: &Path) -> String {
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}
