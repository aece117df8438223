//! The picture: state in, cells out. It reads no clock, does no work for others, and only fills a cache.
//!
//! ```text
//! ┌ chat ───────────────────┐┏ code · step 1 · python · waits for you ━━━━━━━━━━━━━━┓
//! │ › What is 2^100?        │┃ 1  print(2**100)                                     ┃
//! │ I compute it.           │┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
//! │ ▸ step 1 · python · 1 l.│┌ output ──────────────────────────────────────────────┐
//! │                         ││                                                      │
//! └─────────────────────────┘└──────────────────────────────────────────────────────┘
//! ── ask ────────────────────────────────────────────────────────────────────────────
//! › _
//! 11.4 tok/s ▂▃▅  read 62 tok/s  first 0.8 s  context 812/4096  cpu 97 %  memory 3.1/7.7 GB
//! REVIEW  a run  e edit  r reject  ? help
//! ```
//!
//! From 110 columns on as above; from 80 the chat stands over code and output; below, one pane at a time.

mod advice;
mod cache;
mod chat;
mod code;
mod composer;
mod consent;
mod console;
mod draw;
mod entry;
mod facts;
mod fold;
mod footer;
mod found;
mod gauge;
mod hardware;
mod help;
mod leaving;
mod listed;
mod live;
mod look;
mod models;
mod output;
mod paged;
mod palette;
mod pane;
mod parts;
mod picker;
mod popup;
mod reason;
mod replacing;
mod side;
mod status;
mod step_line;
mod tell;
mod too_small;
mod variables;

pub use cache::Cache;
pub use draw::{Seen, draw};
pub use gauge::text as gauge_text;
pub use look::look;
pub(in crate::tui) use parts::printed;
