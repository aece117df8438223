//! The thread that looks at files for the panel: a slow or lost disk keeps nobody from typing.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, SyncSender};
use std::time::SystemTime;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{Folder, Shown, read_folder, read_preview, walk};

/// Wishes that wait, and news that wait.
const WAITING: usize = 128;

/// What the thread is asked for; paths are those from the working folder on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Read a folder.
    Folder { path: PathBuf, hidden: bool },
    /// Look below the working folder for names that contain this.
    Walk { text: String, hidden: bool },
    /// Read the beginning of a file.
    Preview { path: PathBuf },
}

/// What the thread says.
#[derive(Debug)]
pub enum News {
    /// A folder was read.
    Folder(PathBuf, Folder),
    /// Names were looked for.
    Walked(String, Folder),
    /// A file was read.
    Previewed(PathBuf, Box<Shown>),
}

/// The thread's end in the loop; it starts with the first wish and ends with this value.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    since: SystemTime,
    tasks: Option<SyncSender<Task>>,
    back: Sender<News>,
    news: Receiver<News>,
}

impl Reader {
    /// A reader of this folder; what changes from now on counts as changed.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        let (back, news) = channel(WAITING);
        Self { root, since: SystemTime::now(), tasks: None, back, news }
    }

    /// The folder that paths begin in.
    #[must_use]
    pub fn root(&self) -> &std::path::Path {
        &self.root
    }

    /// Hands a wish over; says whether there was room for it.
    pub fn ask(&mut self, task: Task) -> bool {
        if self.tasks.is_none() {
            self.tasks = self.start().ok();
        }
        self.tasks.as_ref().is_some_and(|tasks| tasks.try_send(task).is_ok())
    }

    /// The next news; waits for ever while nothing was asked. Cancel safe.
    pub async fn next(&mut self) -> Option<News> {
        self.news.recv().await
    }

    fn start(&self) -> io::Result<SyncSender<Task>> {
        let (tasks, wishes) = mpsc::sync_channel::<Task>(WAITING);
        let (back, root, since) = (self.back.clone(), self.root.clone(), self.since);
        std::thread::Builder::new().name("files".into()).spawn(move || {
            while let Ok(task) = wishes.recv() {
                let mut waiting: Vec<Task> = std::iter::once(task).collect();
                waiting.extend(wishes.try_iter());
                for (n, task) in waiting.iter().enumerate() {
                    // Who types on wants only the last search.
                    let later = &waiting[n + 1..];
                    let outdated = |kind: &Task| matches!(kind, Task::Walk { .. });
                    if outdated(task) && later.iter().any(outdated) || later.contains(task) {
                        continue;
                    }
                    if back.blocking_send(look(&root, since, task)).is_err() {
                        return;
                    }
                }
            }
        })?;
        Ok(tasks)
    }
}

fn look(root: &std::path::Path, since: SystemTime, task: &Task) -> News {
    match task {
        Task::Folder { path, hidden } => {
            News::Folder(path.clone(), read_folder(&root.join(path), *hidden, since))
        }
        Task::Walk { text, hidden } => News::Walked(text.clone(), walk(root, text, *hidden, since)),
        Task::Preview { path } => {
            News::Previewed(path.clone(), Box::new(read_preview(&root.join(path))))
        }
    }
}
