//! The last words of a command that failed: one sentence on standard error, and the exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::error::ErrorKind;

use crate::plain::one_line;

/// The command line asks for something that cannot be; exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(String);

/// A usage error in one sentence: what is wrong, and what to do.
pub(super) fn wrong_usage(sentence: impl Into<String>) -> anyhow::Error {
    Usage(sentence.into()).into()
}

/// Tells why a command failed. Nobody is told that the reader of a pipe has left.
pub(super) fn tell(error: &anyhow::Error) -> ExitCode {
    let broken_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(broken_pipe) {
        return ExitCode::SUCCESS;
    }
    say(&sentence(error));
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

/// Help and version as they are; a wrong command line as one sentence.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // The reader of a pipe may have left; then there is nobody to tell.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    say(&in_one_sentence(&error.to_string()));
    ExitCode::from(2)
}

fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "ci-tui: {}", one_line(sentence));
}

/// Context and causes joined; a cause that the sentence before already holds is not said twice.
fn sentence(error: &anyhow::Error) -> String {
    let mut sentence = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if sentence.is_empty() {
            sentence = cause;
        } else if !sentence.contains(&cause) {
            sentence = format!("{sentence}: {cause}");
        }
    }
    sentence
}

/// Clap's paragraphs without its usage lines.
fn in_one_sentence(text: &str) -> String {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let paragraphs = text.split("\n\n").filter(|part| !part.trim_start().starts_with("Usage:"));
    paragraphs
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .map(|part| match part.strip_prefix("For more information, try '") {
            Some(help) => format!("see `ci-tui {}`", help.trim_end_matches(['.', '\''])),
            None => part,
        })
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use anyhow::{Context as _, anyhow};

    use super::*;

    #[test]
    fn causes_are_joined_and_not_repeated() {
        let error = Err::<(), _>(anyhow!("no such file")).context("cannot read a.txt");
        assert_eq!(sentence(&error.expect_err("error")), "cannot read a.txt: no such file");
        let error = Err::<(), _>(anyhow!("gone")).context("it is gone");
        assert_eq!(sentence(&error.expect_err("error")), "it is gone");
    }

    #[test]
    fn a_wrong_command_line_is_one_sentence() {
        let text = "error: unexpected argument '--x' found\n\n  tip: a similar one\n\n\
                    Usage: ci-tui run\n\nFor more information, try '--help'.\n";
        assert_eq!(
            in_one_sentence(text),
            "unexpected argument '--x' found; tip: a similar one; see `ci-tui --help`"
        );
    }
}
