//! What is seen: themes, widgets and views, drawn into a buffer.

#![expect(clippy::panic, reason = "a test that cannot go on ends so")]

mod editor;
mod keys;
mod random;
mod rich;
mod stage;
mod states;
mod support;
mod themes;
mod views;
mod widgets;
mod wire;
