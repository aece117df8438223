//! How far a pull is, and how fast.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// Time between two reports.
const PERIOD: Duration = Duration::from_millis(100);

/// The rate is the mean of this long.
const WINDOW: Duration = Duration::from_secs(5);

/// Where a model's file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A file that another program left on this machine.
    ThisMachine,
    /// The model's repository on Hugging Face, or a mirror of it.
    HuggingFace,
    /// The Python package index that the user's `pip` is set up for.
    PackageIndex,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ThisMachine => "this machine",
            Self::HuggingFace => "Hugging Face",
            Self::PackageIndex => "Python package index",
        })
    }
}

/// What a pull is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reads what is there already, to compare its checksum.
    Checking,
    /// Waits for the source to answer.
    Connecting,
    /// Receives.
    Fetching,
}

/// How far a pull is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Where the file comes from.
    pub source: Source,
    /// What is going on.
    pub stage: Stage,
    /// Bytes that are here, or checked.
    pub done: u64,
    /// Bytes of the whole file.
    pub total: u64,
    /// Bytes a second over the last seconds; 0 before it can be told.
    pub rate: f64,
    /// Time left at that rate.
    pub left: Option<Duration>,
}

/// Turns byte counts into sparse reports with a rate.
pub(super) struct Meter<'a> {
    report: &'a mut dyn FnMut(Progress),
    total: u64,
    state: (Source, Stage),
    done: u64,
    marks: VecDeque<(Instant, u64)>,
    told: Option<Instant>,
}

impl<'a> Meter<'a> {
    pub(super) fn new(report: &'a mut dyn FnMut(Progress), total: u64) -> Self {
        let state = (Source::ThisMachine, Stage::Checking);
        Self { report, total, state, done: 0, marks: VecDeque::new(), told: None }
    }

    /// The file turned out to be so long.
    pub(super) fn expect(&mut self, total: u64) {
        self.total = total;
    }

    /// Begins another stage, or goes on with one; a change is always reported.
    pub(super) fn begin(&mut self, source: Source, stage: Stage, done: u64) {
        if self.state != (source, stage) || done < self.done {
            self.state = (source, stage);
            self.done = 0;
            self.marks.clear();
            self.told = None;
        }
        self.advance(done);
    }

    /// So much is done now; reported if the last report is old enough, or all is done.
    ///
    /// Within a stage it never goes back: a package counts as it arrives, not again as it is unpacked.
    pub(super) fn advance(&mut self, done: u64) {
        let now = Instant::now();
        let done = done.min(self.total).max(self.done);
        self.done = done;
        let due = self.told.is_none_or(|told| now.duration_since(told) >= PERIOD);
        if !due && done < self.total {
            return;
        }
        self.told = Some(now);
        self.marks.push_back((now, done));
        while self.marks.len() > 2 && now.duration_since(self.marks[1].0) > WINDOW {
            self.marks.pop_front();
        }
        let rate = self.rate();
        let (source, stage) = self.state;
        let left = (rate > 0.0).then(|| float(self.total - done) / rate);
        let left = left.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        (self.report)(Progress { source, stage, done, total: self.total, rate, left });
    }

    fn rate(&self) -> f64 {
        let (Some((first, from)), Some((last, to))) = (self.marks.front(), self.marks.back())
        else {
            return 0.0;
        };
        let elapsed = last.duration_since(*first).as_secs_f64();
        if elapsed < 0.2 { 0.0 } else { float(to.saturating_sub(*from)) / elapsed }
    }
}

#[expect(clippy::cast_precision_loss, reason = "file sizes are far below 2^52")]
fn float(bytes: u64) -> f64 {
    bytes as f64
}
