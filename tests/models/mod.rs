//! Getting models: the catalogue, the pull from every source, the commands, and the machine's gauges.

mod catalogue;
mod command;
mod gauge;
mod hub;
mod index;
mod local;
mod sensors;
mod server;
mod trouble;
