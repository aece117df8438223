//! How the Python driver is started and spoken to.

use std::io;

use super::choice;
use crate::kernel::language::{Dialect, Launch, line};
use crate::kernel::protocol::Start;

/// Reads the driver from the control socket, so that nothing is written to the user's disk.
const BOOT: &str = include_str!("boot.py");

/// The driver, one namespace in several files.
const DRIVER: &str = concat!(
    include_str!("channel.py"),
    include_str!("shell.py"),
    include_str!("magic.py"),
    include_str!("table.py"),
    include_str!("display.py"),
    include_str!("ipython.py"),
    include_str!("variables.py"),
    include_str!("lines.py"),
    include_str!("show.py"),
    include_str!("hints.py"),
    "MINIPANDAS = r'''",
    include_str!("sniff.py"),
    include_str!("minipandas/values.py"),
    include_str!("minipandas/series.py"),
    include_str!("minipandas/counting.py"),
    include_str!("minipandas/access.py"),
    include_str!("minipandas/frame.py"),
    include_str!("minipandas/table.py"),
    include_str!("minipandas/query.py"),
    include_str!("minipandas/group.py"),
    include_str!("minipandas/window.py"),
    include_str!("minipandas/reading.py"),
    "'''\n",
    include_str!("builtin.py"),
    include_str!("step.py"),
    include_str!("queries.py"),
    include_str!("mend.py"),
    include_str!("check.py"),
    include_str!("trial.py"),
    include_str!("main.py"),
);

/// How Python is started and spoken to.
#[derive(Debug, Default)]
pub(in crate::kernel) struct Python {}

impl Dialect for Python {
    fn launch(&mut self, start: &Start, nonce: &str) -> Result<Launch, String> {
        let program = choice::choose(&start.program, &start.cwd)?;
        let mut greeting = format!("{} {nonce}\n", DRIVER.len()).into_bytes();
        greeting.extend_from_slice(DRIVER.as_bytes());
        let args = ["-X", "utf8", "-u", "-c", BOOT].map(Into::into).to_vec();
        Ok(Launch { program, args, env: Vec::new(), greeting })
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

    fn check(&self, id: u64, code: &str, trial_s: u32) -> Option<Vec<u8>> {
        let words = serde_json::json!({ "t": "check", "id": id, "src": code, "trial": trial_s });
        Some(line(&words))
    }
}
