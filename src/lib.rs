//! A local code interpreter in a full-screen terminal: the map of its code.
//!
//! A model on the user's own machine writes code, the user reviews each step, it runs in a persistent kernel,
//! and its output goes back to the model until the answer stands.
//!
//! # Words
//!
//! A *session* holds *turns* (a prompt until the engine is idle); a turn holds *steps* (one proposed piece of code:
//! proposed, then approved, edited or rejected, then run). *Model* is always the language model; a *kernel* is a
//! persistent language process. A [`Command`](engine::Command) is what a face asks for, an [`Event`](engine::Event)
//! what has happened, an [`Effect`](engine::Effect) what the engine wants done, an
//! [`Action`](tui::Action) what a key means.
//!
//! # How data flows
//!
//! ```text
//!   keys ─▶ tui::keymap ─▶ Action ─▶ tui::update ─▶ Command ┐            stdin, flags ─▶ headless ─▶ Command
//!                                        │ Screen           ▼                                          │
//!                                        │      runtime::Driver ◀──────────────────────────────────────┘
//!                                        │        │ engine::update(&mut State, Event) -> Vec<Effect>   (pure)
//!                                        │        ▼
//!                                        │      runtime::Workers ─▶ model process · kernel runners · gauge
//!                                        ▼        │                          │ Event, with its id
//!              tui::view::draw(&State, &Screen) ◀─┴── bounded inbox ◀────────┘
//! ```
//!
//! # Folders
//!
//! - [`engine`]: what happens next. Pure.
//! - [`runtime`]: state, inbox and workers together; knows no face.
//! - [`model`]: the model process, what runs in it (`kalosm`, `remote`, scripts), and where its files come from.
//! - [`kernel`]: runner processes, and the Python, bash and JavaScript below them.
//! - [`process`]: children of our own binary, and the frames spoken with them.
//! - [`hardware`]: what the machine has and how busy it is.
//! - [`session`]: journals on disk.
//! - [`config`]: options and folders.
//! - [`tui`], [`linear`] and [`headless`]: the faces: full screen, line by line, one prompt. [`plain`]: text without
//!   control characters.
//! - [`words`]: the screen's texts in every language.
//! - [`cli`]: the command line. [`logging`]: the log file.
//!
//! # Invariants
//!
//! - The engine does no IO, reads no clock and cannot fail; a recorded log of events replays to the same state.
//! - Code runs only by an approval of exactly that text, or as the user's own (`engine/approval.rs`). A trial (`engine/opinion.rs`) runs only
//!   where steps run unasked, in a copy of the kernel that the system keeps from changing anything.
//! - No prompt leaves the machine before the user agreed (`engine/consent.rs`); what is secret in it is masked in the
//!   model process, right before the wire, and keys exist nowhere else.
//! - News of workers carries the id of what asked for it; stale news is dropped in one place.
//! - A worker's failure is an event. The UI process neither loads weights nor runs user code.
//! - Children end with us, however we end: their control socket closes.
//! - Channels are bounded: a flood makes its source wait.
//! - `tests/architecture.rs` holds what of this a test can hold.
//!
//! # Where to start
//!
//! `engine/update.rs`, then `runtime/driver.rs`, then `tui/run.rs`.

pub mod cli;
pub mod config;
pub mod engine;
pub mod hardware;
pub mod headless;
pub mod kernel;
pub mod linear;
pub mod logging;
pub mod model;
pub mod plain;
pub mod process;
pub mod runtime;
pub mod session;
pub mod tui;
pub mod words;
