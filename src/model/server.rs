//! The model process: reads requests from its socket and answers them one by one.

use std::collections::BTreeMap;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::answer::{self, Desk};
use super::backend::{Backend, Failure};
use super::cancel::Cancel;
use super::outbox::Outbox;
use super::protocol::{FromModel, Load, Source, ToModel, Way};
use super::remote::Remote;
#[cfg(feature = "weights")]
use super::runner::Runner;
use super::scripted::Scripted;
use crate::engine::{RequestId, StopCause};
use crate::process::{control_socket, read_frame};

/// Requests that may wait; the program sends the next one when the last has ended.
const WAITING: usize = 64;
/// Added to the process's niceness: keys and drawing come before tokens, and tokens before steps.
const NICE: i32 = 1;

/// The flags of requests that have not ended.
type Flags = Arc<Mutex<BTreeMap<RequestId, Cancel>>>;
/// What the last panic said.
type LastPanic = Arc<Mutex<Option<String>>>;

/// Runs the model process until its socket closes.
#[must_use]
pub fn server_main() -> ExitCode {
    let sockets = control_socket().and_then(|socket| Ok((socket.try_clone()?, socket)));
    let Ok((writer, reader)) = sockets else {
        tracing::error!("the model process has no control socket; ci-tui starts it by itself");
        return ExitCode::from(2);
    };
    if let Err(error) = rustix::process::nice(NICE) {
        tracing::debug!("the priority stays as it is: {error}");
    }
    let panics = remember_panics();
    let flags = Flags::default();
    let (jobs, inbox) = sync_channel(WAITING);
    let reading = std::thread::Builder::new().name("requests".into()).spawn({
        let flags = flags.clone();
        move || read_requests(reader, &flags, &jobs)
    });
    match reading {
        Ok(_) => serve(&inbox, &Outbox::new(writer), &flags, &panics),
        Err(error) => {
            tracing::error!("the model process could not start a thread: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A message with the flag that ends its work.
struct Job {
    message: ToModel,
    cancel: Cancel,
}

/// Takes requests off the socket at once, so that a stop never waits behind the work it stops.
fn read_requests(mut socket: UnixStream, flags: &Flags, jobs: &SyncSender<Job>) {
    // What is computed ahead gives way to whatever comes next.
    let mut ahead = Cancel::default();
    loop {
        match read_frame::<ToModel>(&mut socket) {
            Ok(Some(ToModel::Cancel { request })) => {
                // Its hook must not run under the lock.
                let flag = lock(flags).get(&request).cloned();
                if let Some(flag) = flag {
                    flag.cancel();
                }
            }
            Ok(Some(ToModel::Permit { request })) => {
                if let Some(flag) = lock(flags).get(&request) {
                    flag.permit();
                }
            }
            Ok(Some(message)) => {
                ahead.cancel();
                let cancel = Cancel::default();
                match &message {
                    ToModel::Generate { request, .. } | ToModel::Measure { request, .. } => {
                        lock(flags).insert(*request, cancel.clone());
                    }
                    ToModel::Prepare { .. } => ahead = cancel.clone(),
                    ToModel::Load(_) | ToModel::Cancel { .. } | ToModel::Permit { .. } => {}
                }
                if jobs.send(Job { message, cancel }).is_err() {
                    return;
                }
            }
            Ok(None) => std::process::exit(0),
            Err(error) => {
                tracing::error!("the program could not be understood: {error}");
                std::process::exit(1);
            }
        }
    }
}

fn serve(jobs: &Receiver<Job>, outbox: &Outbox, flags: &Flags, panics: &LastPanic) -> ExitCode {
    let mut backend: Option<Box<dyn Backend>> = None;
    for Job { message, cancel } in jobs {
        let ended = match (&message, backend.as_deref_mut()) {
            (ToModel::Load(load), _) => {
                outbox.send(&FromModel::Loading);
                drop(backend.take());
                match open(load) {
                    Ok(opened) => {
                        outbox.send(&FromModel::Loaded(opened.info().clone()));
                        backend = Some(opened);
                        Ok(())
                    }
                    Err(message) => {
                        let message = with_panic(message, panics);
                        outbox.send(&FromModel::LoadFailed { message });
                        return ExitCode::FAILURE;
                    }
                }
            }
            (ToModel::Prepare { prompt }, Some(backend)) => {
                ahead(answer::prepare(backend, prompt, &cancel, outbox))
            }
            (ToModel::Generate { request, .. } | ToModel::Measure { request, .. }, backend) => {
                let desk = Desk { request: *request, cancel, outbox };
                let done = match backend {
                    Some(backend) => perform(&desk, backend, &message),
                    None => Err(Failure::Request("no model is loaded: choose one first".into())),
                };
                lock(flags).remove(request);
                told(done, *request, outbox, panics)
            }
            (ToModel::Prepare { .. } | ToModel::Cancel { .. } | ToModel::Permit { .. }, _) => {
                Ok(())
            }
        };
        if ended.is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// The backend is broken; only a new process helps.
struct Over;

/// Nobody asked for work done ahead, so nobody is told that it failed.
fn ahead(done: Result<(), Failure>) -> Result<(), Over> {
    match done {
        Ok(()) => Ok(()),
        Err(Failure::Request(why)) => {
            tracing::warn!("nothing was computed ahead: {why}");
            Ok(())
        }
        Err(Failure::Broken(why)) => {
            tracing::error!("computing ahead: {why}");
            Err(Over)
        }
    }
}

fn told(
    done: Result<(), Failure>,
    request: RequestId,
    outbox: &Outbox,
    panics: &LastPanic,
) -> Result<(), Over> {
    let Err(failure) = done else { return Ok(()) };
    let broken = matches!(failure, Failure::Broken(_));
    let message = with_panic(failure.to_string(), panics);
    outbox.send(&FromModel::Failed { request, message });
    if broken { Err(Over) } else { Ok(()) }
}

fn perform(desk: &Desk<'_>, backend: &mut dyn Backend, job: &ToModel) -> Result<(), Failure> {
    match *job {
        ToModel::Generate { ref prompt, .. } => desk.answer(backend, prompt),
        ToModel::Measure { prompt_tokens, tokens, task, way: Way::Own, .. } => {
            desk.measure(backend, prompt_tokens, tokens, task)
        }
        ToModel::Measure { request, prompt_tokens, tokens, task, way: Way::Bare } => {
            let stats = backend.measure_bare(prompt_tokens, tokens, task)?;
            let stop = StopCause::MaxTokens;
            desk.outbox.send(&FromModel::Done { request, stop, stats });
            Ok(())
        }
        ToModel::Load(_)
        | ToModel::Prepare { .. }
        | ToModel::Cancel { .. }
        | ToModel::Permit { .. } => Ok(()),
    }
}

fn open(load: &Load) -> Result<Box<dyn Backend>, String> {
    match &load.source {
        Source::Script(path) => Ok(Box::new(Scripted::open(load, path)?)),
        Source::Remote { model, server } => Ok(Box::new(Remote::open(model, server)?)),
        #[cfg(feature = "weights")]
        Source::Weights(path) => match super::open::runner(load.engine, path)? {
            #[cfg(feature = "kalosm")]
            Runner::Kalosm => Ok(Box::new(super::kalosm::Kalosm::open(load, path)?)),
            #[cfg(feature = "llama-cpp")]
            Runner::LlamaCpp => Ok(Box::new(super::llama::Llama::open(load, path)?)),
            #[cfg(not(all(feature = "kalosm", feature = "llama-cpp")))]
            other => Err(format!("this build holds no {}", other.name())),
        },
        #[cfg(not(feature = "weights"))]
        Source::Weights(path) => Err(format!(
            "this build runs no weights, so `{}` cannot be loaded: build with the feature `kalosm`",
            path.display()
        )),
    }
}

fn remember_panics() -> LastPanic {
    let last = LastPanic::default();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new({
        let last = last.clone();
        move |panic| {
            let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line()));
            let text = panic.payload_as_str().unwrap_or("no message").lines().next();
            let text = text.unwrap_or_default();
            *last.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(format!("{text}{}", place.unwrap_or_default()));
            usual(panic);
        }
    }));
    last
}

fn with_panic(message: String, panics: &LastPanic) -> String {
    match panics.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(panic) => format!("{message}: {panic}"),
        None => message,
    }
}

fn lock(flags: &Flags) -> std::sync::MutexGuard<'_, BTreeMap<RequestId, Cancel>> {
    flags.lock().unwrap_or_else(PoisonError::into_inner)
}
