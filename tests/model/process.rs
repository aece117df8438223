//! A model process of the built program, spoken to in frames as the program does.

use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ci_tui::engine::{
    Message, ModelInfo, Prompt, RequestId, Role, Sampling, Stats, StopCause, StopRule,
};
use ci_tui::model::{FromModel, Load, Source, ToModel};
use ci_tui::process::{read_frame, write_frame};

const DEADLINE: Duration = Duration::from_secs(120);

/// A running model process; killed when dropped.
pub struct Model {
    pub child: Child,
    socket: UnixStream,
    asked: u64,
}

/// What came of a request.
#[derive(Debug, Default)]
pub struct Answer {
    pub text: String,
    pub tokens: u32,
    pub prefill: Vec<(u32, u32)>,
    pub end: Option<(StopCause, Stats)>,
    pub refused: Option<(Vec<u32>, u32)>,
    pub failed: Option<String>,
}

impl Drop for Model {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Model {
    pub fn start() -> Self {
        let (ours, theirs) = UnixStream::pair().expect("socket");
        ours.set_read_timeout(Some(DEADLINE)).expect("deadline");
        let child = Command::new(env!("CARGO_BIN_EXE_ci-tui"))
            .arg("__model")
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("model process");
        Self { child, socket: ours, asked: 0 }
    }

    pub fn scripted(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("replies.txt");
        std::fs::write(&path, script).expect("write");
        let mut model = Self::start();
        model.load(Source::Script(path), 0).expect("loaded");
        model
    }

    pub fn load(&mut self, source: Source, context: u32) -> Result<ModelInfo, String> {
        self.send(&ToModel::Load(Load { source, name: "m".into(), context, threads: 0 }));
        loop {
            match self.next().expect("a frame") {
                FromModel::Loading => {}
                FromModel::Loaded(info) => return Ok(info),
                FromModel::LoadFailed { message } => return Err(message),
                other => panic!("unexpected: {other:?}"),
            }
        }
    }

    pub fn send(&mut self, message: &ToModel) {
        write_frame(&mut self.socket, message).expect("send");
    }

    /// The next frame; `None` once the process is gone.
    pub fn next(&mut self) -> Option<FromModel> {
        read_frame(&mut self.socket).ok().flatten()
    }

    /// Closes the socket, as the end of the program does.
    pub fn hang_up(&self) {
        self.socket.shutdown(std::net::Shutdown::Both).expect("hang up");
    }

    pub fn begin(&mut self, prompt: Prompt) -> RequestId {
        self.asked += 1;
        let request = RequestId(self.asked);
        self.send(&ToModel::Generate { request, prompt });
        request
    }

    pub fn ask(&mut self, prompt: Prompt) -> Answer {
        self.begin(prompt);
        self.finish(|_, _| None)
    }

    /// Reads up to the end; `watch` may send something after each frame.
    pub fn finish(
        &mut self,
        mut watch: impl FnMut(&Answer, RequestId) -> Option<ToModel>,
    ) -> Answer {
        let mut answer = Answer::default();
        loop {
            match self.next().expect("a frame") {
                FromModel::Prefill { done, total, .. } => answer.prefill.push((done, total)),
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
                other => panic!("unexpected: {other:?}"),
            }
            if let Some(message) = watch(&answer, RequestId(self.asked)) {
                self.send(&message);
            }
        }
    }
}

impl Answer {
    pub fn stop(&self) -> StopCause {
        self.end.unwrap_or_else(|| panic!("no end: {self:?}")).0
    }

    pub fn stats(&self) -> Stats {
        self.end.unwrap_or_else(|| panic!("no end: {self:?}")).1
    }
}

pub fn say(role: Role, text: &str) -> Message {
    Message { role, text: text.into() }
}

pub fn prompt(messages: &[Message], stop: StopRule, max_tokens: u32) -> Prompt {
    let sampling = Sampling { temperature: 0.0, top_p: 1.0, seed: Some(1), max_tokens };
    Prompt { messages: messages.to_vec(), sampling, stop }
}

/// The small real model; without it these tests fail, and say how to get it.
pub fn small_model() -> PathBuf {
    const FILE: &str = "SmolLM2-135M-Instruct.Q4_1.gguf";
    let named = std::env::var_os("CI_TUI_MODELS").map(PathBuf::from);
    let cached =
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/ci-tui/models"));
    let found =
        named.into_iter().chain(cached).map(|folder| folder.join(FILE)).find(|p| p.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "this test needs {FILE} in $CI_TUI_MODELS or ~/.cache/ci-tui/models: fetch it with \
             `ci-tui models pull smollm2-135m` and put or link it there"
        )
    })
}
