//! tui

pub mod theme;
pub mod widget;
