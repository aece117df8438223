//! The node kernel's driver.

use std::io;

use super::language::{Dialect, Launch};
use super::protocol::Start;

/// How node is started and spoken to.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Node {}

impl Dialect for Node {
    fn launch(&mut self, _start: &Start, _nonce: &str) -> Result<Launch, String> {
        Err("this build has no node kernel".into())
    }

    fn step(&mut self, _n: u32, _nonce: &str, _code: &str) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
