//! Getting models: the catalogue, the pull from every source, the commands, and the machine's gauges.

mod catalogue;
mod command;
mod found;
mod gauge;
mod hub;
mod index;
mod listed;
mod local;
mod peek;
mod sensors;
pub(crate) mod server;
mod speeds;
mod trouble;
mod user;
