//! The real program on a pseudo-terminal: what a person sees, and what is left when it ends.

mod at_terminal;
mod composer;
mod endings;
mod first_steps;
mod flow;
mod harness;
mod input;
mod main_job;
mod measures;
mod models;
mod palette;
mod panics;
mod recovery;
mod remote;
mod rich;
mod safety;
mod surroundings;
mod terminal;
mod variables;
mod whole;
