//! The main job on a real model: a question about a file, answered from what really ran.

mod headless;
pub(crate) mod sales;
