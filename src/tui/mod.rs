//! The full-screen workspace: keys become actions, actions change the screen or ask the engine, the view draws both.

mod action;
pub mod console;
mod errand;
pub mod explorer;
pub mod gallery;
pub mod history;
pub mod key;
pub mod keymap;
mod keys;
pub mod layout;
pub mod line_edit;
mod look;
pub mod outside;
pub mod pacer;
mod pager;
pub mod picker;
mod pythons;
pub mod rate;
pub mod review;
mod run;
pub mod screen;
pub mod scroll;
pub mod sending;
mod start;
pub mod telling;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod whole;
pub mod widget;

pub use action::{Action, Input};
pub use picker::{PickerRow, PullNews};
pub use run::run;
pub use screen::Screen;
pub use start::{Offers, Pull, Start};
