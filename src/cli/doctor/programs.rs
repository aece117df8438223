//! The other languages, and what keeps steps from doing harm.

use std::path::Path;
use std::process::{Command, Stdio};

use super::Check;

pub(super) fn checks() -> Vec<Check> {
    let program = |name: &'static str, advice: &str| match which::which(name) {
        Ok(path) => match first_line(&path) {
            Some(version) => Check::ok(name, format!("{version}, {}", path.display())),
            None => Check::warn(name, format!("{} does not run", path.display()), advice),
        },
        Err(_) => Check::warn(name, "not on this machine", advice),
    };
    vec![
        program("bash", "install bash to let steps use the shell"),
        program("node", "install Node.js to let steps use JavaScript"),
        Check::warn(
            "sandbox",
            "none: steps run with your own rights",
            "read each step before you approve it, and run as a user who owns little",
        ),
    ]
}

fn first_line(program: &Path) -> Option<String> {
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().next()?.trim();
    let number = line
        .split_whitespace()
        .find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()));
    Some(number.unwrap_or(line).trim_start_matches('v').to_owned())
}
