//! The full-screen workspace: keys become actions, actions change the screen or ask the engine, the view draws both.

mod action;
mod errand;
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
pub mod picker;
pub mod rate;
pub mod review;
mod run;
pub mod screen;
pub mod scroll;
mod start;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;

pub use action::{Action, Input};
pub use picker::{PickerRow, PullNews};
pub use run::run;
pub use screen::Screen;
pub use start::{Offers, Pull, Start};
