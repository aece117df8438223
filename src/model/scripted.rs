//! Answers from a file of replies, at a chosen pace: for tests, and for a look without weights.

use std::path::Path;
use std::time::{Duration, Instant};

use super::backend::{Backend, Failure, Work};
use super::cancel::Cancel;
use super::protocol::{Load, Task};
use super::reply::Reply;
use super::script::{AtEnd, Ending, Scene, Script, words};
use crate::engine::{Message, ModelInfo, Prompt, Role, StopCause};

/// Prompt tokens that are done at a time.
const PIECE: u32 = 32;
/// Tokens that a message's frame counts.
const FRAME: u32 = 4;

/// The scripted model.
#[derive(Debug)]
pub(super) struct Scripted {
    info: ModelInfo,
    script: Script,
    next: usize,
    seen: Vec<Message>,
    work: Work,
    scene: Option<Scene>,
}

impl Scripted {
    /// Reads the file.
    pub(super) fn open(load: &Load, path: &Path) -> Result<Self, String> {
        let begun = Instant::now();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        let script =
            Script::parse(&text).map_err(|error| format!("`{}`: {error}", path.display()))?;
        if Cancel::default().wait(script.load) {
            return Err("loading was stopped".into());
        }
        let info = ModelInfo {
            name: load.name.clone(),
            engine: "scripted".into(),
            architecture: "script".into(),
            context_limit: match load.context {
                0 => script.context,
                asked => asked.min(script.context),
            },
            device: "none".into(),
            load_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            ..ModelInfo::default()
        };
        Ok(Self { info, script, next: 0, seen: Vec::new(), work: Work::default(), scene: None })
    }

    /// Notes a prompt as seen, and what of it was seen before.
    fn account(&mut self, prompt: &Prompt) -> Work {
        let shared = self.seen.iter().zip(&prompt.messages).take_while(|(one, other)| one == other);
        let cached = shared.map(|(message, _)| count(message)).sum();
        let total = prompt.messages.iter().map(count).sum();
        self.seen.clone_from(&prompt.messages);
        self.work = Work { prompt: total, cached };
        self.work
    }

    fn choose(&mut self, prompt: &Prompt) -> Option<Scene> {
        let asked = prompt.messages.iter().rfind(|message| message.role == Role::User);
        let asked = asked.map_or("", |message| message.text.as_str());
        let holds =
            |scene: &&Scene| scene.condition.as_ref().is_some_and(|text| asked.contains(text));
        if let Some(scene) = self.script.replies.iter().find(holds) {
            return Some(scene.clone());
        }
        let ordered: Vec<_> =
            self.script.replies.iter().filter(|scene| scene.condition.is_none()).collect();
        let at = match (self.next < ordered.len(), self.script.at_end) {
            (true, _) => self.next,
            (false, AtEnd::Repeat) => ordered.len().checked_sub(1)?,
            (false, AtEnd::Loop) => 0,
            (false, AtEnd::Fail) => return None,
        };
        self.next = at + 1;
        ordered.get(at).map(|scene| (*scene).clone())
    }
}

impl Backend for Scripted {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn count(&mut self, prompt: &Prompt) -> Result<Vec<u32>, Failure> {
        Ok(prompt.messages.iter().map(count).collect())
    }

    fn begin(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        self.account(prompt);
        let missing = || Failure::Request("the script has no further reply".into());
        let scene = self.choose(prompt).ok_or_else(missing)?;
        if scene.ending == Ending::Fail {
            return Err(Failure::Request(scene.text));
        }
        self.scene = Some(scene);
        Ok(self.work)
    }

    fn begin_ahead(&mut self, prompt: &Prompt) -> Result<Work, Failure> {
        let whole = prompt.messages.len().saturating_sub(1);
        let work = self.account(prompt);
        // The last message will be another once it is asked.
        self.seen.truncate(whole);
        Ok(work)
    }

    fn begin_measure(&mut self, prompt: u32, _tokens: u32, _task: Task) -> Result<Work, Failure> {
        self.work = Work { prompt, cached: 0 };
        self.scene = self.script.replies.first().cloned();
        Ok(self.work)
    }

    fn prefill(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        let total = self.work.new_tokens();
        let mut at = 0;
        while at < total {
            let piece = PIECE.min(total - at);
            if cancel.wait(pace(self.script.prefill, piece)) {
                return Ok(());
            }
            at += piece;
            done(at);
        }
        Ok(())
    }

    fn prefill_all(&mut self, cancel: &Cancel, done: &mut dyn FnMut(u32)) -> Result<(), Failure> {
        self.prefill(cancel, done)
    }

    fn generate(&mut self, mut reply: Reply) -> Result<(Reply, StopCause), Failure> {
        let Some(scene) = self.scene.take() else {
            return Err(Failure::Request("nothing was asked".into()));
        };
        let pause = pace(scene.speed.unwrap_or(self.script.speed), 1);
        let mut wait = scene.delay;
        loop {
            for word in words(&scene.text) {
                let stopped = reply.cancel().wait(wait).then_some(StopCause::Cancelled);
                let stop = stopped.or_else(|| reply.stop_before()).or_else(|| reply.take(word));
                if let Some(stop) = stop {
                    return Ok((reply, stop));
                }
                wait = pause;
            }
            match scene.ending {
                Ending::Crash => std::process::abort(),
                Ending::Endless if !scene.text.is_empty() => {}
                _ => {
                    reply.end();
                    return Ok((reply, StopCause::EndOfText));
                }
            }
        }
    }
}

fn count(message: &Message) -> u32 {
    u32::try_from(words(&message.text).count()).unwrap_or(u32::MAX).saturating_add(FRAME)
}

fn pace(speed: f64, tokens: u32) -> Duration {
    if speed > 0.0 { Duration::from_secs_f64(f64::from(tokens) / speed) } else { Duration::ZERO }
}
