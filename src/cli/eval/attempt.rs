//! One model with its process: answers case after case, each in a session and a folder of its own.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tempfile::TempDir;
use tokio::time::sleep;

use super::case::Case;
use super::plan::Plan;
use super::record::Outcome;
use crate::engine::{Command, EndReason, ModelInfo, ModelStatus, Report, Settings};
use crate::runtime::Driver;
use crate::session::{Header, Journal};

/// How long a turn may take to stop, a kernel's own ladder included.
const GRACE: Duration = Duration::from_secs(15);

/// A model that is put to the test.
#[derive(Debug)]
pub(super) struct Examinee<'a> {
    plan: &'a Plan,
    model: String,
    driver: Driver,
    /// Where the kernels of the last case stand; removed behind them.
    folder: Option<TempDir>,
}

impl<'a> Examinee<'a> {
    /// Must be called within a tokio runtime; starts no process yet.
    pub(super) fn new(plan: &'a Plan, model: &str) -> Self {
        let settings = Settings { model: Some(model.to_owned()), ..plan.settings.clone() };
        let driver = Driver::new(settings, &plan.config, &plan.paths, Journal::none());
        Self { plan, model: model.to_owned(), driver, folder: None }
    }

    /// Loads the model, unless it can answer already.
    pub(super) async fn load(&mut self) -> anyhow::Result<ModelInfo> {
        if !matches!(self.driver.state().model(), ModelStatus::Ready(_)) {
            self.driver.command(Command::UseModel { model: self.model.clone() });
        }
        loop {
            match self.driver.state().model() {
                ModelStatus::Ready(info) => return Ok(info.clone()),
                ModelStatus::Failed { message } | ModelStatus::Died { message } => {
                    bail!("{message}")
                }
                ModelStatus::None | ModelStatus::Loading { .. } => {}
            }
            match self.driver.next().await {
                Some(event) => self.driver.apply(event),
                None => bail!("the model process is gone"),
            }
        }
    }

    /// Lets it answer one case; only the time of the turn counts.
    pub(super) async fn answer(&mut self, case: &Case) -> anyhow::Result<Outcome> {
        let folder = lay_out(case, self.plan.base())?;
        let settings = self.settings(folder.path())?;
        self.driver.renew(settings, &self.plan.config, Journal::none()).await;
        self.folder = Some(folder);
        self.load().await?;
        self.driver.settle().await;
        let began = Instant::now();
        self.driver.command(Command::Submit { text: case.prompt.clone() });
        let end = self.until_end().await;
        let seconds = began.elapsed().as_secs_f64();
        let reason = end.unwrap_or(EndReason::Interrupted);
        let outcome = Outcome::new(case, self.driver.state(), reason, seconds);
        if end.is_none() {
            self.start_over().await;
        }
        Ok(outcome)
    }

    /// Ends its processes and removes its folder.
    pub(super) async fn end(self) {
        self.driver.shutdown().await;
    }

    fn settings(&self, folder: &Path) -> anyhow::Result<Settings> {
        let folder = std::fs::canonicalize(folder).context("cannot use the folder of a case")?;
        Ok(Settings {
            session: Header::fresh_id(),
            cwd: folder.to_str().context("the temporary folder's path is not text")?.to_owned(),
            model: Some(self.model.clone()),
            ..self.plan.settings.clone()
        })
    }

    /// Why the turn ended; `None` where it did not even stop.
    async fn until_end(&mut self) -> Option<EndReason> {
        let patience = sleep(self.plan.limit);
        tokio::pin!(patience);
        let mut stopping = false;
        loop {
            let ended = self.driver.take_reports().find_map(|report| match report {
                Report::End { reason, .. } => Some(reason),
                _ => None,
            });
            if ended.is_some() {
                return ended;
            }
            tokio::select! {
                event = self.driver.next() => self.driver.apply(event?),
                () = &mut patience => {
                    if stopping {
                        return None;
                    }
                    stopping = true;
                    patience.as_mut().reset(tokio::time::Instant::now() + GRACE);
                }
            }
            if stopping {
                self.driver.stop_turn();
            }
        }
    }

    /// Replaces processes that do not do what they are told.
    async fn start_over(&mut self) {
        let fresh = Self::new(self.plan, &self.model).driver;
        std::mem::replace(&mut self.driver, fresh).shutdown().await;
    }
}

/// A fresh folder with copies of a case's files.
fn lay_out(case: &Case, base: &Path) -> anyhow::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("case-").tempdir();
    let folder = folder.context("cannot make a folder for a case")?;
    for (source, name) in case.sources(base)? {
        std::fs::copy(&source, folder.path().join(name))
            .with_context(|| format!("cannot copy {}", source.display()))?;
    }
    Ok(folder)
}
