//! The loop of a run: news into the engine, reports out, signals heeded all the while.

use std::io::{self, Write};

use super::json;
use super::output::{Format, Output};
use super::signals::{Signals, Wish};
use super::text::{Text, Told};
use crate::engine::{Command, EndReason, Report};
use crate::runtime::Driver;

/// Answers one prompt and returns the exit code. Reports go to standard output, words about
/// failures to `errors`; when this returns, the children are gone.
pub async fn run(
    driver: Driver,
    prompt: String,
    format: Format,
    errors: impl Write,
) -> io::Result<u8> {
    let signals = Signals::new()?;
    let output = Output::new(io::stdout());
    let voice = match format {
        Format::Text => Voice::Text(Box::default()),
        Format::Json => Voice::Json,
    };
    let run = Run { driver, signals, output, voice, errors, stopping: false, end: None, steps: 0 };
    run.answer(prompt).await
}

#[derive(Debug)]
enum Voice {
    Text(Box<Text>),
    Json,
}

/// Why the loop was left before the turn ended.
enum Cut {
    /// Nobody reads our output.
    Gone,
    /// A signal: the exit code.
    Killed(u8),
}

struct Run<W> {
    driver: Driver,
    signals: Signals,
    output: Output,
    voice: Voice,
    errors: W,
    /// The user has asked for the end of the turn.
    stopping: bool,
    end: Option<EndReason>,
    steps: u32,
}

impl<W: Write> Run<W> {
    async fn answer(mut self, prompt: String) -> io::Result<u8> {
        self.driver.settle().await;
        self.driver.command(Command::Submit { text: prompt });
        let code = match self.until_end().await {
            Ok(code) => code,
            Err(Cut::Gone) => 1,
            Err(Cut::Killed(code)) => {
                let end = Report::End {
                    reason: EndReason::Interrupted,
                    answer: String::new(),
                    steps: self.steps,
                };
                let told = self.tell(&end)?;
                self.output.try_write(told.out);
                code
            }
        };
        let Self { driver, output, mut signals, .. } = self;
        driver.shutdown().await;
        tokio::select! {
            written = output.finish() => match written {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(code.max(1)),
                Err(error) => Err(error),
                Ok(()) => Ok(code),
            },
            _ = signals.next() => Ok(130),
        }
    }

    async fn until_end(&mut self) -> Result<u8, Cut> {
        loop {
            self.hand_over().await?;
            if let Some(reason) = self.end {
                let answered = reason == EndReason::Answered;
                return Ok(if self.stopping && !answered { 130 } else { reason.exit_code() });
            }
            if let Some(code) = self.driver.exit() {
                return Ok(code);
            }
            tokio::select! {
                event = self.driver.next() => match event {
                    Some(event) => self.driver.apply(event),
                    None => return Ok(EndReason::Error.exit_code()),
                },
                wish = self.signals.next() => self.heed(wish)?,
                () = self.output.gone() => return Err(Cut::Gone),
            }
            if self.stopping {
                self.driver.stop_turn();
            }
        }
    }

    /// Hands all reports to the writer; signals count also while a slow reader makes us wait.
    async fn hand_over(&mut self) -> Result<(), Cut> {
        let reports: Vec<_> = self.driver.take_reports().collect();
        let mut piece = String::new();
        for report in reports {
            match &report {
                Report::Step { n, .. } => self.steps = *n,
                Report::End { reason, .. } => self.end = Some(*reason),
                _ => {}
            }
            piece.push_str(&self.tell(&report).map_err(|_| Cut::Gone)?.out);
        }
        while let Some(wish) =
            self.output.hand_over(&mut piece, &mut self.signals).await.map_err(|_| Cut::Gone)?
        {
            self.heed(wish)?;
        }
        Ok(())
    }

    fn tell(&mut self, report: &Report) -> io::Result<Told> {
        let told = match &mut self.voice {
            Voice::Json => Told { out: json::line(report)?, err: String::new() },
            Voice::Text(text) => text.tell(report),
        };
        // A closed standard error must not end a run whose output is still read.
        let _ = self.errors.write_all(told.err.as_bytes());
        Ok(told)
    }

    fn heed(&mut self, wish: Wish) -> Result<(), Cut> {
        match wish {
            Wish::Interrupt if self.stopping => Err(Cut::Killed(130)),
            Wish::Interrupt => {
                self.stopping = true;
                self.driver.stop_turn();
                Ok(())
            }
            Wish::End(code) => Err(Cut::Killed(code)),
        }
    }
}
