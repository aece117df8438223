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
mod measure;
pub mod outside;
pub mod pacer;
mod pager;
pub mod panel;
mod pythons;
pub mod rate;
pub mod review;
mod run;
pub mod screen;
pub mod scroll;
mod start;
pub mod telling;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod whole;
pub mod widget;

pub use action::{Action, Input};
pub use panel::{PullNews, StockNews};
pub use run::run;
pub use screen::Screen;
pub use start::{Look, Pull, Start};
