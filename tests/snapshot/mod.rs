//! What is seen: themes, widgets and views, drawn into a buffer.

#![expect(clippy::panic, reason = "a test that cannot go on ends so")]

mod composer;
mod consent;
mod editor;
mod guarded;
mod hardware;
mod keys;
mod languages;
mod large;
mod live;
mod matrix;
mod models;
mod palette;
mod random;
mod reading;
mod rewriting;
mod rich;
mod side;
pub(crate) mod stage;
mod states;
mod support;
mod telling;
mod terminal;
mod themes;
mod views;
mod widgets;
mod wire;
