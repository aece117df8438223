//! What is seen: themes, widgets and views, drawn into a buffer.

mod editor;
mod keys;
mod stage;
mod states;
mod support;
mod themes;
mod views;
mod widgets;
mod wire;
