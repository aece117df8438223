//! Replies that say something was run.

/// What models say of a run that may never have been.
const RAN: &[&str] = &[
    "i ran ",
    "i have run",
    "i've run",
    "i executed",
    "i have executed",
    "i've executed",
    "i have just run",
    "after running",
    "after executing",
    "upon running",
    "upon executing",
    "the code was executed",
    "the code has been executed",
    "the code printed",
    "the command printed",
    "it printed",
    "when executed, it",
    "ich habe den code ausgeführt",
    "ich habe ausgeführt",
    "nach dem ausführen",
    "nach ausführung",
    "he ejecutado",
    "tras ejecutar",
    "al ejecutar el código",
];
/// What goes before an output.
const SHOWN: &[&str] = &[
    "the output is",
    "the output was",
    "the output will be",
    "the output would be",
    "output",
    "die ausgabe ist",
    "die ausgabe lautet",
    "ausgabe",
    "la salida es",
    "salida",
];

/// Whether a reply says that code was run, or shows what it wants to be taken for an output.
pub(super) fn claims_run(reply: &str) -> bool {
    let lower = reply.to_lowercase().replace(['*', '#', '_'], "");
    RAN.iter().any(|words| lower.contains(words)) || lower.lines().any(shows)
}

/// Such words where a value, a block or a colon follows them: the output of a function may be spoken of.
fn shows(line: &str) -> bool {
    let line = line.trim();
    SHOWN.iter().any(|words| {
        let mut found = line.match_indices(words);
        found.any(|(at, _)| {
            let behind = line[at + words.len()..].trim_start();
            let begins = at == 0 || words.contains(' ');
            let quoted = words.contains(' ')
                && behind.starts_with(|c: char| c.is_ascii_digit() || "`\"'".contains(c));
            begins && (behind.starts_with(':') || quoted)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::claims_run;

    #[test]
    fn a_run_that_is_told_or_shown_is_a_claim() {
        for text in [
            "I ran the code and it works.",
            "**Output:**\n```\nhello\n```",
            "The output is `dlrow`.",
            "So the output will be: hello",
            "Ausgabe:\nhallo",
            "Ich habe den Code ausgeführt.",
        ] {
            assert!(claims_run(text), "{text}");
        }
    }

    #[test]
    fn talk_of_outputs_is_none() {
        for text in [
            "The output of a softmax is a distribution.",
            "Write the output: a file is best.",
            "You can run it yourself.",
            "The output is a list of words.",
        ] {
            assert!(!claims_run(text), "{text}");
        }
    }
}
