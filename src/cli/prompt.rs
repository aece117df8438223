//! Where the prompt of `ci-tui run` comes from: an argument, a file, or standard input.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use super::failure::wrong_usage;

/// A longer prompt fits no model.
const MOST: u64 = 1 << 20;

/// The prompt from the one place that names it.
pub(super) fn gather(argument: Option<String>, file: Option<&Path>) -> anyhow::Result<String> {
    let (text, source) = match (argument, file) {
        (Some(_), Some(_)) => {
            return Err(wrong_usage("give the prompt either as an argument or with --prompt-file"));
        }
        (Some(argument), None) if argument == "-" => (from_stdin()?, "standard input"),
        (Some(argument), None) => (argument, "the argument"),
        (None, Some(path)) if path == Path::new("-") => (from_stdin()?, "standard input"),
        (None, Some(path)) => (from_file(path)?, "--prompt-file"),
        (None, None) if io::stdin().is_terminal() => {
            return Err(wrong_usage(
                "no prompt was given: pass it as an argument, with --prompt-file, or on standard input",
            ));
        }
        (None, None) => (from_stdin()?, "standard input"),
    };
    let prompt = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_end();
    if prompt.trim().is_empty() {
        return Err(wrong_usage(format!("the prompt from {source} is empty; write a question")));
    }
    Ok(prompt.to_owned())
}

fn from_stdin() -> anyhow::Result<String> {
    read(io::stdin().lock())
        .map_err(|why| wrong_usage(format!("cannot read the prompt from standard input: {why}")))
}

fn from_file(path: &Path) -> anyhow::Result<String> {
    let open = || {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::other("it is a directory"));
        }
        read(file)
    };
    open()
        .map_err(|why| wrong_usage(format!("cannot read --prompt-file {}: {why}", path.display())))
}

fn read(source: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    source.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::other("it is over 1 MiB, more than any model reads"));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))
}
