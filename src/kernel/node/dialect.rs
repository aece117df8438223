//! How node is started and spoken to.

use std::io;

use crate::kernel::language::{Dialect, Launch, line};
use crate::kernel::protocol::Start;

/// Reads the driver from the control socket, so that nothing is written to the user's disk.
const BOOT: &str = include_str!("boot.js");

/// The driver: a function of what the boot code hands it.
const DRIVER: &str = concat!(
    "(function (require, nonce, load) {\n",
    include_str!("imports.js"),
    include_str!("driver.js"),
    include_str!("variables.js"),
    include_str!("check.js"),
    "\n})"
);

/// Node cannot move a descriptor, so a shell puts the control socket at 3 and is replaced by node.
const MOVE: &str = "exec 3<&0 </dev/null; exec \"$@\"";

/// How node is started and spoken to.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Node {}

impl Dialect for Node {
    fn launch(&mut self, start: &Start, nonce: &str) -> Result<Launch, String> {
        let wanted = if start.program.is_empty() { "node" } else { &start.program };
        let node = which::which_in(wanted, std::env::var_os("PATH"), &start.cwd).map_err(|_| {
            format!(
                "JavaScript steps need `{wanted}`, which was not found on this machine; \
                 install Node.js 18 or newer, or let steps be written in Python or bash"
            )
        })?;
        let shell =
            which::which("sh").map_err(|_| "node is started through `sh`, which was not found")?;
        let mut greeting = format!("{} {nonce}\n", DRIVER.len()).into_bytes();
        greeting.extend_from_slice(DRIVER.as_bytes());
        let mut args: Vec<_> = ["-c", MOVE, "sh"].map(Into::into).to_vec();
        args.push(node.into());
        args.extend(["-e", BOOT].map(Into::into));
        Ok(Launch { program: shell, args, env: Vec::new(), greeting })
    }

    fn step(&mut self, n: u32, nonce: &str, code: &str) -> io::Result<Vec<u8>> {
        Ok(line(&serde_json::json!({ "t": "run", "n": n, "k": nonce, "src": code })))
    }

    fn variables(&self) -> Option<Vec<u8>> {
        Some(line(&serde_json::json!({ "t": "vars" })))
    }

    fn show(&self, name: &str) -> Option<Vec<u8>> {
        Some(line(&serde_json::json!({ "t": "show", "name": name })))
    }

    fn check(&self, id: u64, code: &str, _trial_s: u32) -> Option<Vec<u8>> {
        Some(line(&serde_json::json!({ "t": "check", "id": id, "src": code })))
    }
}
