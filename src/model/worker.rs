//! The UI side of the model process: effects in, events out.

use std::path::Path;

use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};

use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use super::catalogue::{Resolved, resolve};
use super::ending::how_it_ended;
use super::faster::faster;
use super::protocol::{FromModel, Load, Source, ToModel};
use crate::config::{Config, Paths};
use crate::engine::{Event, LoadId, Prompt, RequestId};
use crate::process::{self, Child, MAX_FRAME};

/// Requests on their way to the process; the engine has one at a time.
const QUEUE: usize = 64;

/// Owns the model process.
#[derive(Debug)]
pub struct ModelWorker {
    config: Config,
    paths: Paths,
    outbox: Sender<Event>,
    running: Option<Running>,
    pid: watch::Sender<Option<u32>>,
}

#[derive(Debug)]
struct Running {
    requests: Sender<ToModel>,
    /// Kills the process when dropped.
    leash: oneshot::Sender<()>,
    /// Ends once the process is gone.
    reading: JoinHandle<()>,
    /// Ends once requests are over and the process before this one is gone.
    writing: JoinHandle<()>,
}

impl Running {
    /// Kills the process; what is returned ends once it is gone, and all before it.
    fn end(self) -> impl Future<Output = ()> + Send + 'static {
        let Self { requests, leash, reading, writing } = self;
        drop((requests, leash));
        async move {
            let _ = tokio::join!(reading, writing);
        }
    }
}

impl ModelWorker {
    /// A worker that reports to `outbox`; starts no process yet.
    #[must_use]
    pub fn new(config: &Config, paths: &Paths, outbox: Sender<Event>) -> Self {
        Self {
            config: config.clone(),
            paths: paths.clone(),
            outbox,
            running: None,
            pid: watch::Sender::new(None),
        }
    }

    /// Ends the process that runs, if any, and starts one on `model`; its news carries `load`.
    pub fn load(&mut self, load: LoadId, model: &str) {
        let before = self.running.take().map(Running::end);
        match self.start(load, model, before) {
            Ok(running) => self.running = Some(running),
            Err(message) => self.tell(Event::ModelFailed { load, message }),
        }
    }

    /// Answers a prompt, after loading where that still goes on.
    pub fn generate(&mut self, request: RequestId, prompt: Prompt) {
        let sent = fits(&prompt).and_then(|()| self.send(ToModel::Generate { request, prompt }));
        if let Err(message) = sent {
            self.tell(Event::GenerationFailed { request, message });
        }
    }

    /// Lets a prompt be computed that may soon be asked; what cannot be is none the worse for it.
    pub fn prepare(&mut self, prompt: Prompt) {
        let sent = fits(&prompt).and_then(|()| self.send(ToModel::Prepare { prompt }));
        if let Err(message) = sent {
            tracing::debug!("nothing is computed ahead: {message}");
        }
    }

    /// Lets a prompt that asked leave the machine.
    pub fn permit(&mut self, request: RequestId) {
        if let Err(message) = self.send(ToModel::Permit { request }) {
            self.tell(Event::GenerationFailed { request, message });
        }
    }

    /// Stops a request within one token.
    pub fn stop(&mut self, request: RequestId) {
        if let Err(message) = self.send(ToModel::Cancel { request }) {
            tracing::debug!("nothing to stop: {message}");
        }
    }

    /// Follows the model process, for the gauge.
    #[must_use]
    pub fn watch_pid(&self) -> watch::Receiver<Option<u32>> {
        self.pid.subscribe()
    }

    /// Ends the process and waits until it is gone.
    pub async fn shutdown(&mut self) {
        if let Some(running) = self.running.take() {
            running.end().await;
        }
    }

    fn start(
        &self,
        id: LoadId,
        model: &str,
        before: Option<impl Future<Output = ()> + Send + 'static>,
    ) -> Result<Running, String> {
        let (source, name) = match resolve(model, &self.paths).map_err(|error| error.to_string())? {
            Resolved::Weights { name, path } => (Source::Weights(path), name),
            Resolved::Scripted { path } => {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                (Source::Script(path), name)
            }
            Resolved::Remote { name } => {
                let server = self.config.remote.clone();
                (Source::Remote { model: name.clone(), server }, name)
            }
        };
        let generation = &self.config.generation;
        let (child, socket) = Child::spawn(&["__model"])
            .map_err(|error| format!("the model process could not be started: {error}"))?;
        self.pid.send_replace(child.pid());
        let (reader, writer) = socket.into_split();
        let (requests, queue) = mpsc::channel(QUEUE);
        let engine = match &source {
            Source::Weights(path) => {
                faster(generation.engine, path, generation.threads, &self.paths.state)
            }
            Source::Script(_) | Source::Remote { .. } => generation.engine,
        };
        let load = Load {
            source: absolute(source),
            name: name.clone(),
            context: generation.context,
            threads: generation.threads,
            engine,
            kv_cache: generation.kv_cache,
        };
        requests.try_send(ToModel::Load(load)).map_err(|error| error.to_string())?;
        let writing = tokio::spawn(async move {
            // Two models at once might not fit into the memory.
            if let Some(before) = before {
                before.await;
            }
            write(writer, queue).await;
        });
        let (leash, killed) = oneshot::channel();
        let (outbox, pid) = (self.outbox.clone(), self.pid.clone());
        let tag = (id, name);
        let reading = tokio::spawn(own(child, killed, pid, reader, tag, outbox));
        Ok(Running { requests, leash, reading, writing })
    }

    fn send(&self, message: ToModel) -> Result<(), String> {
        let running = self.running.as_ref().ok_or("no model is loaded: choose one first")?;
        let gone = || "the model process is gone: restart it".to_owned();
        if running.reading.is_finished() {
            return Err(gone());
        }
        running.requests.try_send(message).map_err(|_| gone())
    }

    /// Tells without waiting; a task waits where the inbox is full.
    fn tell(&self, event: Event) {
        if let Err(mpsc::error::TrySendError::Full(event)) = self.outbox.try_send(event) {
            let outbox = self.outbox.clone();
            tokio::spawn(async move {
                let _ = outbox.send(event).await;
            });
        }
    }
}

/// Whether a prompt can be sent at all: a longer frame would break the stream.
fn fits(prompt: &Prompt) -> Result<(), String> {
    // Quoted for the wire, a byte takes six at most.
    let bytes: usize = prompt.messages.iter().map(|message| message.text.len()).sum();
    let sure = MAX_FRAME / 8;
    if bytes < sure || serde_json::to_vec(prompt).is_ok_and(|frame| frame.len() < MAX_FRAME - sure)
    {
        return Ok(());
    }
    let most = MAX_FRAME >> 20;
    Err(format!("the conversation is longer than the {most} MiB that can be sent: begin a new one"))
}

fn absolute(source: Source) -> Source {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.into());
    match source {
        Source::Weights(path) => Source::Weights(absolute(&path)),
        Source::Script(path) => Source::Script(absolute(&path)),
        // The file of its key is looked for where the user says, not where the process happens to stand.
        Source::Remote { model, mut server } => {
            if !server.key_file.is_empty() {
                let path = absolute(Path::new(&server.key_file));
                server.key_file = path.to_string_lossy().into_owned();
            }
            Source::Remote { model, server }
        }
    }
}

async fn write(mut socket: OwnedWriteHalf, mut queue: Receiver<ToModel>) {
    while let Some(message) = queue.recv().await {
        if let Err(error) = process::send(&mut socket, &message).await {
            tracing::warn!("a request did not reach the model process: {error}");
            return;
        }
    }
}

/// Sees a process through to its end, and tells of an end that nobody asked for.
async fn own(
    mut child: Child,
    mut killed: oneshot::Receiver<()>,
    pid: watch::Sender<Option<u32>>,
    socket: OwnedReadHalf,
    (load, model): (LoadId, String),
    outbox: Sender<Event>,
) {
    let own = child.pid();
    let stage = tokio::select! {
        stage = read(socket, (load, &model), &outbox) => stage,
        _ = &mut killed => None,
    };
    // One that is gone keeps its own status; one that only closed its socket must not be waited for.
    let _ = child.kill().await;
    let how = match child.wait().await {
        Ok(status) => how_it_ended(status),
        Err(error) => format!("the model process is gone: {error}"),
    };
    pid.send_if_modified(|held| *held == own && held.take().is_some());
    let event = match stage {
        Some(Stage::Loading) => {
            Event::ModelFailed { load, message: format!("{how} while it loaded {model}") }
        }
        Some(Stage::Ready) => Event::ModelDied { load, message: how },
        Some(Stage::Failed) | None => return,
    };
    tokio::select! {
        _ = outbox.send(event) => {}
        _ = killed => {}
    }
}

/// Passes on what the process tells, up to its end; `None` once nobody listens.
async fn read(
    mut socket: OwnedReadHalf,
    tag: (LoadId, &str),
    outbox: &Sender<Event>,
) -> Option<Stage> {
    let mut stage = Stage::Loading;
    loop {
        let frame = match process::receive::<FromModel>(&mut socket).await {
            Ok(Some(frame)) => frame,
            Ok(None) => return Some(stage),
            Err(error) => {
                tracing::warn!("the model process could not be understood: {error}");
                return Some(stage);
            }
        };
        match &frame {
            FromModel::Loaded(_) => stage = Stage::Ready,
            FromModel::LoadFailed { .. } => stage = Stage::Failed,
            _ => {}
        }
        if outbox.send(event(frame, tag)).await.is_err() {
            return None;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Loading,
    Ready,
    Failed,
}

fn event(frame: FromModel, (load, model): (LoadId, &str)) -> Event {
    match frame {
        FromModel::Loading => Event::ModelLoading { load, model: model.to_owned() },
        FromModel::Loaded(info) => Event::ModelReady { load, info },
        FromModel::LoadFailed { message } => Event::ModelFailed { load, message },
        FromModel::Prefill { request, done, total, cached } => {
            Event::PrefillAdvanced { request, done, total, cached }
        }
        FromModel::Prepared { done, total, cached } => {
            Event::PromptPrepared { done, total, cached }
        }
        FromModel::Text { request, text, tokens } => Event::TextArrived { request, text, tokens },
        FromModel::Done { request, stop, stats } => Event::GenerationEnded { request, stop, stats },
        FromModel::Refused { request, counts, limit, estimated } => {
            Event::PromptRefused { request, counts, limit, estimated }
        }
        FromModel::Asks { request, outgoing, messages } => {
            Event::SendingAsked { request, outgoing, messages }
        }
        FromModel::Noticed { level, text } => Event::Noticed { level, text },
        FromModel::Failed { request, message } => Event::GenerationFailed { request, message },
    }
}
