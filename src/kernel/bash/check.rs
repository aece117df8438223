//! Whether shell code parses, as a shell of its own says that runs nothing.

use std::process::Stdio;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::engine::{Checked, Doubt, DoubtKind};

/// Characters of what the shell says that are passed on.
const SAID: usize = 300;

/// What `bash -n` says of code; nothing where there is no shell.
pub(in crate::kernel) async fn check(code: &str) -> Checked {
    let text = complaint(code).await;
    let doubts = text.into_iter().map(|text| Doubt { kind: DoubtKind::Syntax, text });
    Checked { doubts: doubts.collect(), ..Checked::default() }
}

async fn complaint(code: &str) -> Option<String> {
    let mut command = match (which::which("bash"), which::which("sh")) {
        // Patterns that a step may have switched on are no mistakes.
        (Ok(bash), _) => {
            let mut command = Command::new(bash);
            command.args(["--norc", "--noprofile", "-O", "extglob", "-n"]);
            command
        }
        (_, Ok(sh)) => {
            let mut command = Command::new(sh);
            command.arg("-n");
            command
        }
        _ => return None,
    };
    // These name files that shells read first.
    command.env_remove("BASH_ENV").env_remove("ENV");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take()?;
    let write = async move {
        // A shell that has seen a mistake reads no further.
        let _ = input.write_all(code.as_bytes()).await;
    };
    let ((), ended) = tokio::join!(write, child.wait_with_output());
    let ended = ended.ok()?;
    (!ended.status.success()).then(|| words(&String::from_utf8_lossy(&ended.stderr)))
}

/// What the shell said in one line, without its own name.
fn words(said: &str) -> String {
    let lines = said.lines().map(|line| line.split_once(": ").map_or(line, |(_, rest)| rest));
    let text = lines.take(2).collect::<Vec<_>>().join("; ");
    let text = if text.is_empty() { "the shell cannot parse it".into() } else { text };
    text.chars().take(SAID).collect()
}
