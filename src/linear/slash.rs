//! Words behind a slash, which the model never sees.

/// What a line that is typed at the prompt is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Typed {
    /// Words for the model.
    Prompt(String),
    /// What can be typed is explained.
    Help,
    /// The last step is shown again.
    Show,
    /// Kernels start afresh.
    Reset,
    /// Which model; another one where it is named.
    Model(Option<String>),
    /// The end.
    Quit,
    /// There is no such command.
    Unknown(String),
}

/// Tells commands from prompts; `//` at the beginning is a slash for the model, and so is a path.
pub(super) fn read(line: &str) -> Typed {
    let Some(rest) = line.strip_prefix('/') else { return Typed::Prompt(line.into()) };
    if rest.starts_with('/') {
        return Typed::Prompt(rest.into());
    }
    let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let rest = rest.trim();
    match word {
        "help" | "?" => Typed::Help,
        "show" => Typed::Show,
        "reset" => Typed::Reset,
        "model" => Typed::Model(Some(rest.to_owned()).filter(|name| !name.is_empty())),
        "quit" | "exit" | "q" => Typed::Quit,
        path if path.contains('/') || path.contains('.') => Typed::Prompt(line.into()),
        word => Typed::Unknown(word.chars().take(20).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_begins_a_command_two_or_a_path_a_prompt() {
        assert_eq!(read("/model  a b "), Typed::Model(Some("a b".into())));
        assert_eq!(read("/quit"), Typed::Quit);
        assert_eq!(read("//x"), Typed::Prompt("/x".into()));
        assert_eq!(read("/tmp/a.csv: how long?"), Typed::Prompt("/tmp/a.csv: how long?".into()));
        assert_eq!(read("/frob"), Typed::Unknown("frob".into()));
        assert_eq!(read("a / b"), Typed::Prompt("a / b".into()));
    }
}
