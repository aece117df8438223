//! The machine in full, and how fast the model is on it: numbers first, then bars and plots.
//!
//! ```text
//! ┏ hardware ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
//! ┃ Other programs take 1.6 of the 2 cores …             ┃  what stands in the way, if it is evident
//! ┃ ── tiny · Q4_K_M · 1.5 B · kalosm on CPU (AVX2) ──── ┃
//! ┃ context    812 of 4,096       ███░░░░░░░░░░░░░░░░░░░ ┃
//! ┃ write      11.4 tok/s             ▃▄▅▅▆▇ per reply   ┃
//! ┃ ── processor · 2 cores ───────────────────────────── ┃
//! ┃ ── memory ────────────────────────────────────────── ┃
//! ┃ ── graphics ──────────────────────────────────────── ┃
//! ┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
//! ```
//!
//! From 110 columns on the model stands beside the machine; plots grow with the room there is.

mod cores;
mod draw;
mod graphics;
mod machine;
mod model;
mod pen;

pub(super) use draw::{draw, text};
