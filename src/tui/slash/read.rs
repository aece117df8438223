//! Tells commands from prompts.

use super::table::{Arguments, COMMANDS, Known};

/// What a text that is about to be sent is.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed<'a> {
    /// Words for the model.
    Prompt(&'a str),
    /// A command and what stands behind it.
    Command(&'static Known, &'a str),
    /// A line for the shell; empty where none was typed.
    Shell(&'a str),
    /// It looks like a command, but there is none of this name.
    Unknown(&'a str),
    /// There is a command of this name, but it takes none of what stands behind it.
    Unfit(&'static Known),
}

/// Reads a text; two slashes or colons begin a prompt with one, and a path is a prompt.
#[must_use]
pub fn read(text: &str) -> Typed<'_> {
    if let Some(line) = text.strip_prefix("%%") {
        return Typed::Shell(line.trim());
    }
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '/' | '%' | ':')) else {
        return Typed::Prompt(text);
    };
    let behind = &text[1..];
    if behind.starts_with(sign) {
        return Typed::Prompt(behind);
    }
    let (word, rest) = behind.split_once(char::is_whitespace).unwrap_or((behind, ""));
    let rest = rest.trim();
    if let Some(known) = named(word) {
        let fits = match known.arguments {
            Arguments::None => rest.is_empty(),
            Arguments::Choice(words) => rest.is_empty() || words.contains(&rest),
            Arguments::Maybe(_) => !rest.contains('\n'),
            Arguments::Must(_) => true,
        };
        return if fits { Typed::Command(known, rest) } else { Typed::Unfit(known) };
    }
    let is_name =
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    if is_name || sign == ':' && !word.is_empty() {
        return Typed::Unknown(&text[..=word.len()]);
    }
    Typed::Prompt(text)
}

/// The command of this name, however it is written.
fn named(word: &str) -> Option<&'static Known> {
    let word = word.to_lowercase().replace('-', "_");
    COMMANDS.iter().find(|known| known.names().any(|name| name == word))
}

/// The name that was probably meant by one that there is not.
#[must_use]
pub fn nearest(word: &str) -> Option<&'static str> {
    let word = word.trim_start_matches(['/', '%', ':']).to_lowercase();
    let close = |name: &str| similar::TextDiff::from_chars(name, word.as_str()).ratio();
    let names = COMMANDS.iter().flat_map(Known::names);
    names.filter(|name| close(name) > 0.6).max_by(|a, b| close(a).total_cmp(&close(b)))
}

#[cfg(test)]
mod tests {
    use super::super::Slash;
    use super::*;

    fn command(text: &str) -> Option<(Slash, &str)> {
        match read(text) {
            Typed::Command(known, rest) => Some((known.slash, rest)),
            _ => None,
        }
    }

    #[test]
    fn the_three_signs_are_one_and_names_may_be_written_in_any_way() {
        for text in ["/tokens", "%tokens", ":tokens", "/TOKENS", "/tokens  "] {
            assert_eq!(command(text), Some((Slash::Tokens, "")), "{text}");
        }
        assert_eq!(command("%auto-run on"), Some((Slash::AutoRun, "on")));
        assert_eq!(command("%save_message a b.jsonl"), Some((Slash::Save, "a b.jsonl")));
        assert_eq!(command(":python  /opt/a b "), Some((Slash::Python, "/opt/a b")));
    }

    #[test]
    fn paths_and_percentages_are_prompts_and_a_doubled_sign_is_one_sign() {
        for text in
            ["/tmp/x.csv is missing", "%5 of what?", "/", "%", " /help", "a: b", "/ is full"]
        {
            assert_eq!(read(text), Typed::Prompt(text));
        }
        assert_eq!(read("//help"), Typed::Prompt("/help"));
        assert_eq!(read("::x"), Typed::Prompt(":x"));
    }

    #[test]
    fn a_line_behind_two_percent_signs_is_for_the_shell() {
        assert_eq!(read("%% ls -la"), Typed::Shell("ls -la"));
        assert_eq!(read("%%ls"), Typed::Shell("ls"));
        assert_eq!(read("%%"), Typed::Shell(""));
    }

    #[test]
    fn what_is_no_command_or_cannot_take_what_follows_is_not_guessed() {
        assert_eq!(read("/tokns now"), Typed::Unknown("/tokns"));
        assert_eq!(read(":)"), Typed::Unknown(":)"));
        assert!(matches!(read("/undo the last change"), Typed::Unfit(_)));
        assert!(matches!(read("/auto_run maybe"), Typed::Unfit(_)));
        assert_eq!(nearest("/tokns"), Some("tokens"));
        assert_eq!(nearest("%savemessage"), Some("save_message"));
        assert_eq!(nearest("/xyzzy"), None);
    }
}
