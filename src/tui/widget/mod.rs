//! Reusable parts of the screen. They know neither the engine's state nor a colour: a theme tells them how things look.

pub mod block;
pub mod diff;
pub mod editor;
pub mod glyphs;
mod grammar;
mod ground;
pub mod halfblock;
pub mod highlight;
pub mod hint;
pub mod html;
mod html_entities;
mod html_table;
mod html_tags;
pub mod json_tree;
pub mod latex;
mod latex_signs;
pub mod markdown;
pub mod matched;
pub mod meter;
pub mod plot;
pub mod sheet;
mod sheet_read;
mod stable;
pub mod styled;
pub mod table;
pub mod text;
pub mod wrap;
