//! A model process of the built program, spoken to in frames as the program does.

#![expect(clippy::panic, reason = "a test ends where its support finds no other way")]

use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ci_tui::engine::{
    Message, ModelInfo, Outgoing, Prompt, RequestId, Role, Sampling, Stats, StopCause, StopRule,
};
use ci_tui::model::{FromModel, KvCache, Load, Runner, Source, ToModel, Wanted};
use ci_tui::process::{read_frame, write_frame};

const DEADLINE: Duration = Duration::from_mins(2);

/// A running model process; killed when dropped.
pub(super) struct Model {
    pub(super) child: Child,
    socket: UnixStream,
    asked: u64,
}

/// What came of a request.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) tokens: u32,
    pub(super) prefill: Vec<(u32, u32)>,
    /// Tokens that were computed before it, though nobody had asked.
    pub(super) ahead: u32,
    pub(super) end: Option<(StopCause, Stats)>,
    pub(super) refused: Option<(Vec<u32>, u32)>,
    pub(super) failed: Option<String>,
    pub(super) asked: Option<(Outgoing, Vec<Message>)>,
    pub(super) notices: Vec<String>,
}

impl Drop for Model {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Model {
    pub(super) fn start() -> Self {
        Self::start_with(&[("NO_PROXY", "*")])
    }

    /// With these variables in its environment.
    pub(super) fn start_with(variables: &[(&str, &str)]) -> Self {
        let (ours, theirs) = UnixStream::pair().expect("socket");
        ours.set_read_timeout(Some(DEADLINE)).expect("deadline");
        let child = Command::new(env!("CARGO_BIN_EXE_ci-tui"))
            .arg("__model")
            .envs(variables.iter().copied())
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("model process");
        Self { child, socket: ours, asked: 0 }
    }

    pub(super) fn scripted(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("replies.txt");
        std::fs::write(&path, script).expect("write");
        let mut model = Self::start();
        model.load(Source::Script(path), 0).expect("loaded");
        model
    }

    pub(super) fn load(&mut self, source: Source, context: u32) -> Result<ModelInfo, String> {
        self.load_on(Wanted::Auto, source, context)
    }

    pub(super) fn load_on(
        &mut self,
        engine: Wanted,
        source: Source,
        context: u32,
    ) -> Result<ModelInfo, String> {
        let (name, kv_cache) = ("m".into(), KvCache::F16);
        let load = Load { source, name, context, threads: 0, engine, kv_cache };
        self.send(&ToModel::Load(load));
        loop {
            match self.next().expect("a frame") {
                FromModel::Loading => {}
                FromModel::Loaded(info) => return Ok(info),
                FromModel::LoadFailed { message } => return Err(message),
                other => panic!("unexpected: {other:?}"),
            }
        }
    }

    pub(super) fn send(&mut self, message: &ToModel) {
        write_frame(&mut self.socket, message).expect("send");
    }

    /// The next frame; `None` once the process is gone.
    pub(super) fn next(&mut self) -> Option<FromModel> {
        read_frame(&mut self.socket).ok().flatten()
    }

    /// Closes the socket, as the end of the program does.
    pub(super) fn hang_up(&self) {
        self.socket.shutdown(std::net::Shutdown::Both).expect("hang up");
    }

    /// Waits until a prompt is computed ahead; how many tokens of it were new.
    pub(super) fn prepared(&mut self) -> u32 {
        loop {
            match self.next().expect("a frame") {
                FromModel::Prepared { done, total, .. } if done == total => return total,
                FromModel::Prepared { .. } => {}
                other => panic!("unexpected: {other:?}"),
            }
        }
    }

    pub(super) fn begin(&mut self, prompt: Prompt) -> RequestId {
        self.asked += 1;
        let request = RequestId(self.asked);
        self.send(&ToModel::Generate { request, prompt });
        request
    }

    pub(super) fn ask(&mut self, prompt: Prompt) -> Answer {
        self.begin(prompt);
        self.finish(|_, _| None)
    }

    /// Reads up to the end; `watch` may send something after each frame.
    pub(super) fn finish(
        &mut self,
        mut watch: impl FnMut(&Answer, RequestId) -> Option<ToModel>,
    ) -> Answer {
        let mut answer = Answer::default();
        loop {
            match self.next().expect("a frame") {
                FromModel::Prefill { done, total, .. } => answer.prefill.push((done, total)),
                FromModel::Prepared { done, .. } => answer.ahead = done,
                FromModel::Text { text, tokens, .. } => {
                    answer.text.push_str(&text);
                    answer.tokens += tokens;
                }
                FromModel::Done { stop, stats, .. } => {
                    answer.end = Some((stop, stats));
                    return answer;
                }
                FromModel::Refused { counts, limit, .. } => {
                    answer.refused = Some((counts, limit));
                    return answer;
                }
                FromModel::Failed { message, .. } => {
                    answer.failed = Some(message);
                    return answer;
                }
                FromModel::Asks { outgoing, messages, .. } => {
                    answer.asked = Some((outgoing, messages));
                }
                FromModel::Noticed { text, .. } => answer.notices.push(text),
                other => panic!("unexpected: {other:?}"),
            }
            if let Some(message) = watch(&answer, RequestId(self.asked)) {
                self.send(&message);
            }
        }
    }
}

impl Answer {
    pub(super) fn stop(&self) -> StopCause {
        self.end.unwrap_or_else(|| panic!("no end: {self:?}")).0
    }

    pub(super) fn stats(&self) -> Stats {
        self.end.unwrap_or_else(|| panic!("no end: {self:?}")).1
    }
}

pub(super) fn say(role: Role, text: &str) -> Message {
    Message { role, text: text.into() }
}

pub(super) fn prompt(messages: &[Message], stop: StopRule, max_tokens: u32) -> Prompt {
    let sampling = Sampling { temperature: 0.0, top_p: 1.0, seed: Some(1), max_tokens };
    Prompt { messages: messages.to_vec(), sampling, stop, opening: String::new() }
}

/// The small real model; fetched where it is not there yet.
#[cfg(feature = "kalosm")]
#[track_caller]
pub(super) fn small_model() -> std::path::PathBuf {
    crate::support::fetch("smollm2-135m");
    crate::support::models().join("SmolLM2-135M-Instruct.Q4_1.gguf")
}

/// The engines of this build, by which every test of weights runs.
pub(super) fn engines() -> Vec<Wanted> {
    Runner::built_in().into_iter().map(Wanted::from).collect()
}
