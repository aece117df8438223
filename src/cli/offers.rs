//! How the workspace looks at the models, and how it fetches and deletes them: on threads that nobody waits for.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc;

use super::models::megabytes;
use crate::config::Paths;
use crate::model::catalogue::Catalogue;
use crate::model::pull::{self, Cancel, Progress, Sources, Stage};
use crate::model::stock::Stock;
use crate::tui::{Look, Pull, PullNews, StockNews};

/// News that may wait for the screen.
const NEWS: usize = 8;

/// The thread that changes our folder: there is one at a time, as a download that was stopped may take a moment to end.
#[derive(Clone, Default)]
pub(super) struct Hands(Arc<Mutex<Option<JoinHandle<()>>>>);

impl Hands {
    /// Does it on a thread of its own, once what went before is over.
    fn begin(&self, name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        let mut busy = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = busy.take();
        let thread = std::thread::Builder::new().name(name.into());
        *busy = Some(thread.spawn(move || {
            // Whether it ended well is its own news.
            let _ = before.map(JoinHandle::join);
            work();
        })?);
        Ok(())
    }
}

/// Looks at everything, and deletes a model before that.
pub(super) fn look(paths: &Paths, hands: &Hands) -> Look {
    let (paths, hands) = (paths.clone(), hands.clone());
    Box::new(move |removed| {
        let (news, heard) = mpsc::channel(NEWS);
        let (paths, ending) = (paths.clone(), news.clone());
        let started = match removed.map(str::to_owned) {
            Some(name) => hands.begin("remove", move || {
                let _ = news.blocking_send(StockNews::Removed(remove(&name, &paths)));
                let _ = news.blocking_send(StockNews::Looked(Box::new(Stock::look(&paths))));
            }),
            None => std::thread::Builder::new()
                .name("look".into())
                .spawn(move || {
                    let _ = news.blocking_send(StockNews::Looked(Box::new(Stock::look(&paths))));
                })
                .map(drop),
        };
        if let Err(error) = started {
            let why = format!("the models cannot be looked at: {error}; try again");
            let _ = ending.try_send(StockNews::Removed(why));
        }
        heard
    })
}

fn remove(name: &str, paths: &Paths) -> String {
    let catalogue = match Catalogue::of_user(paths) {
        Ok(catalogue) => catalogue,
        Err(error) => return error.to_string(),
    };
    let removed = catalogue.find(name).map(|entry| pull::remove(entry, paths));
    match removed {
        Ok(Ok(files)) if files.is_empty() => {
            format!("{name} lies in a folder that is not ours, and was left there")
        }
        Ok(Ok(_)) => format!("{name} is deleted"),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    }
}

/// Fetches a model on a thread of its own; must be called within a tokio runtime.
pub(super) fn puller(paths: &Paths, hands: &Hands) -> Pull {
    let (paths, hands) = (paths.clone(), hands.clone());
    Box::new(move |name| {
        let (news, heard) = mpsc::channel(NEWS);
        let (cancel, listener) = (Cancel::new(), news.clone());
        let stop = cancel.clone();
        // A blocked read is woken as soon as nobody listens.
        tokio::spawn(async move {
            listener.closed().await;
            stop.cancel();
        });
        let (name, paths, ending) = (name.to_owned(), paths.clone(), news.clone());
        let started = hands.begin("pull", move || {
            let ended = fetch(&name, &paths, &news, &cancel);
            // Whoever stopped it does not want to know.
            let _ = news.blocking_send(ended);
        });
        if let Err(error) = started {
            let why = format!("the download cannot be started: {error}; try again");
            let _ = ending.try_send(PullNews::Failed(why));
        }
        heard
    })
}

fn fetch(name: &str, paths: &Paths, news: &mpsc::Sender<PullNews>, cancel: &Cancel) -> PullNews {
    let catalogue = match Catalogue::of_user(paths) {
        Ok(catalogue) => catalogue,
        Err(error) => return PullNews::Failed(error.to_string()),
    };
    let entry = match catalogue.find(name) {
        Ok(entry) => entry,
        Err(error) => return PullNews::Failed(error.to_string()),
    };
    let mut tell = |progress: Progress| {
        let (done, total) = (progress.done, progress.total);
        // Where the screen is behind, the next news says more.
        let _ = news.try_send(PullNews::Progress { done, total, note: note(&progress) });
    };
    match pull::pull(entry, paths, &Sources::of_user(), &mut tell, cancel) {
        Ok(_) => PullNews::Done,
        Err(error) => PullNews::Failed(error.to_string()),
    }
}

fn note(now: &Progress) -> String {
    match now.stage {
        Stage::Checking => "checking what is here".into(),
        Stage::Connecting => format!("asking {}", now.source),
        Stage::Fetching => {
            let mut text = format!("{} of {}", megabytes(now.done), megabytes(now.total));
            if now.rate > 0.0 {
                text = format!("{text}, {:.1} MB/s", now.rate / 1e6);
            }
            if let Some(left) = now.left.filter(|left| *left < Duration::from_hours(100)) {
                let seconds = left.as_secs();
                text = format!("{text}, {}:{:02} left", seconds / 60, seconds % 60);
            }
            format!("{text}, from {}", now.source)
        }
    }
}
