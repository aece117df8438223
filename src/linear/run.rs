//! The loop of the conversation: news into the engine, lines out, answers in, signals heeded all the while.

use std::io;
use std::time::{Duration, Instant};

use super::start::Start;
use super::talk::Talk;
use crate::engine::{Command, Event, ModelStatus, Phase, Report};
use crate::headless::Wish;
use crate::runtime::Driver;

/// News applied before lines are handed out, so that a flood does not hold them up.
const NEWS: usize = 64;
/// Progress is told no more often than this.
const RARELY: Duration = Duration::from_secs(5);
/// A step that says nothing is told of no more often than this.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the children have to end after us.
const FAREWELL: Duration = Duration::from_millis(300);

/// Holds the conversation until its end and returns the exit code; must be called within a tokio runtime.
pub async fn run(driver: Driver, start: Start<'_>) -> anyhow::Result<u8> {
    let mut talk = Talk::open(driver, start)?;
    talk.begin().await;
    let code = match talk.until_end().await {
        Ok(code) | Err(Cut::Killed(code)) => code,
        // A terminal that went away.
        Err(Cut::Gone) if talk.is_terminal => 129,
        Err(Cut::Gone) => 1,
    };
    talk.farewell();
    Ok(talk.close(code).await?)
}

/// Why the loop was left before its end.
#[derive(Debug)]
pub(super) enum Cut {
    /// Nobody reads our output.
    Gone,
    /// A signal: the exit code.
    Killed(u8),
}

impl Talk<'_> {
    async fn until_end(&mut self) -> Result<u8, Cut> {
        loop {
            self.report();
            if let Some(code) = self.driver.exit() {
                self.hand_over().await?;
                return Ok(if self.is_terminal { code } else { self.code });
            }
            self.ask();
            self.hand_over().await?;
            let due = self.voice.due().map(tokio::time::Instant::from_std);
            tokio::select! {
                wish = self.signals.next() => self.heed(wish)?,
                heard = self.lines.next() => self.answer(heard).await?,
                event = self.driver.next() => match event {
                    Some(event) => self.apply(event),
                    None => return Ok(1),
                },
                () = self.output.gone() => return Err(Cut::Gone),
                () = until(due) => self.voice.overdue(),
            }
        }
    }

    /// Applies news, and what else has arrived meanwhile.
    fn apply(&mut self, event: Event) {
        let mut next = Some(event);
        for _ in 0..NEWS {
            let Some(event) = next else { return };
            self.driver.apply(event);
            self.report();
            next = self.driver.try_next();
        }
        if let Some(event) = next {
            self.driver.apply(event);
        }
    }

    /// Tells what happened.
    pub(super) fn report(&mut self) {
        let reports: Vec<_> = self.driver.take_reports().collect();
        for report in &reports {
            if let Report::End { reason, .. } = report {
                self.code = self.undecided.take().unwrap_or_else(|| reason.exit_code());
            }
            self.voice.report(report, self.driver.state());
        }
        if !self.voice.is_silent() {
            self.told = Instant::now();
        }
        self.progress();
    }

    /// What takes long is told of now and then.
    fn progress(&mut self) {
        self.model_status();
        let silent = self.told.elapsed();
        let state = self.driver.state();
        match state.phase() {
            Phase::Thinking(thinking) if silent >= RARELY => {
                let (done, total) = thinking.prefill;
                if thinking.text.is_empty() && total > 0 && done < total {
                    let percent = u64::from(done) * 100 / u64::from(total);
                    self.voice.fill(crate::words::Between::Reading, &[&percent]);
                } else if !thinking.text.is_empty() && silent >= SILENCE {
                    self.voice.tell(crate::words::Between::StillWrites);
                } else {
                    return;
                }
            }
            Phase::Running(running) if silent >= SILENCE && running.input.is_none() => {
                let ran = running.watch.map_or(silent.as_secs(), |watch| watch.elapsed_ms / 1000);
                let step = running.step.0;
                self.voice.fill(crate::words::Between::StillRuns, &[&step, &ran]);
            }
            _ => return,
        }
        self.told = Instant::now();
    }

    /// A model that loads, and one that is ready; failures are notices of their own.
    fn model_status(&mut self) {
        let now = match self.driver.state().model() {
            ModelStatus::Loading { model } => (model.clone(), false),
            ModelStatus::Ready(info) => (info.name.clone(), true),
            _ => return,
        };
        // The model process calls the model by its own name.
        let same = |known: &(String, bool)| *known == now || !(known.1 || now.1);
        if self.model.as_ref().is_some_and(same) {
            return;
        }
        let (name, is_ready) = &now;
        let name = crate::plain::one_line(name.rsplit('/').next().unwrap_or_default());
        let text =
            if *is_ready { crate::words::Between::Ready } else { crate::words::Between::Loading };
        self.voice.fill(text, &[&name]);
        self.model = Some(now);
    }

    /// Hands all lines to the writer; signals count also while a slow reader makes us wait.
    async fn hand_over(&mut self) -> Result<(), Cut> {
        let mut piece = self.voice.take();
        while let Some(wish) =
            self.output.hand_over(&mut piece, &mut self.signals).await.map_err(|_| Cut::Gone)?
        {
            self.heed(wish)?;
        }
        Ok(())
    }

    /// Stops the most urgent thing; the ladder ends at quitting.
    fn heed(&mut self, wish: Wish) -> Result<(), Cut> {
        if let Wish::End(code) = wish {
            return Err(Cut::Killed(code));
        }
        if self.leave_within() {
            return Ok(());
        }
        if !matches!(self.driver.state().phase(), Phase::Idle) {
            self.voice.tell(crate::words::Between::Stopping);
            self.driver.command(Command::Interrupt);
            return Ok(());
        }
        if self.armed.is_some_and(|until| Instant::now() < until) {
            return Err(Cut::Killed(if self.is_terminal { 0 } else { 130 }));
        }
        self.armed = Some(Instant::now() + Duration::from_secs(2));
        self.voice.tell(crate::words::Between::AgainQuits);
        self.asked = None;
        Ok(())
    }

    async fn close(self, code: u8) -> io::Result<u8> {
        let Self { driver, output, lines, .. } = self;
        // What is typed is seen again before anybody else has the terminal.
        drop(lines);
        // Whoever does not end in time is killed with its handle.
        let _ = tokio::time::timeout(FAREWELL, driver.shutdown()).await;
        match output.finish().await {
            // Nobody is left to be told.
            Err(_) if code != 0 => Ok(code),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(1),
            Err(error) => Err(error),
            Ok(()) => Ok(code),
        }
    }
}

async fn until(due: Option<tokio::time::Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
