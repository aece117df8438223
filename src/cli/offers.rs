//! The models that the workspace offers, and how it fetches one.

use std::time::Duration;

use tokio::sync::mpsc;

use super::models::megabytes;
use crate::config::Paths;
use crate::hardware::Machine;
use crate::model::catalogue::{Catalogue, Entry, Fit, State, fit};
use crate::model::pull::{self, Cancel, Progress, Sources, Stage};
use crate::tui::picker::Verdict;
use crate::tui::{Offers, PickerRow, Pull, PullNews};

/// The context that the memory is told for.
const CONTEXT: u32 = 4096;
/// News that may wait for the screen.
const NEWS: usize = 8;

/// Every model of the catalogue, as it stands when it is asked for.
pub(super) fn offers(paths: &Paths) -> Offers {
    let paths = paths.clone();
    Box::new(move || {
        let (catalogue, available) = (Catalogue::load(), Machine::available_memory());
        let best = catalogue.best_fit(available).map(|entry| entry.name.clone());
        let installed = catalogue.installed(&paths);
        let rows = installed.iter().map(|(entry, state)| PickerRow {
            recommended: best.as_ref() == Some(&entry.name),
            ..row(entry, state, available)
        });
        rows.collect()
    })
}

fn row(entry: &Entry, state: &State, available: u64) -> PickerRow {
    let memory = entry.memory(CONTEXT.min(entry.context));
    PickerRow {
        name: entry.name.clone(),
        title: entry.good_for.clone(),
        parameters: entry.parameter_label(),
        quantisation: entry.quantisation.clone(),
        size: entry.bytes,
        licence: entry.licence.clone(),
        memory,
        verdict: match fit(memory, available) {
            Fit::Fits => Verdict::Fits,
            Fit::Tight => Verdict::Tight,
            Fit::WontFit => Verdict::TooBig,
        },
        installed: matches!(state, State::Installed { .. }),
        recommended: false,
    }
}

/// Fetches a model on a thread of its own; must be called within a tokio runtime.
pub(super) fn puller(paths: &Paths) -> Pull {
    let paths = paths.clone();
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
        let thread = std::thread::Builder::new().name("pull".into());
        let started = thread.spawn(move || {
            let ended = fetch(&name, &paths, &news, &cancel);
            // Whoever closed the choice does not want to know.
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
    let catalogue = Catalogue::load();
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
