//! What is seen: themes, widgets and views, drawn into a buffer.

mod editor;
mod support;
mod themes;
mod views;
mod widgets;
