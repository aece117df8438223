//! Code that computes nothing: it only prints what was written into it.

use crate::engine::Language;

/// Whether every line prints literal text or numbers; such an output proves nothing.
pub(in crate::engine) fn is_constant(lang: Language, code: &str) -> bool {
    let mut lines = code.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let comment = if lang == Language::JavaScript { "//" } else { "#" };
    let printed = |line: &str| match lang {
        Language::Python => {
            // A value that stands alone is shown, too.
            is_literal(argument(line, "print(").unwrap_or(line), 'f')
        }
        Language::JavaScript => {
            argument(line, "console.log(").is_some_and(|text| is_literal(text, '`'))
        }
        Language::Bash => line
            .strip_prefix("echo ")
            .is_some_and(|text| !text.contains(['$', '`', '|', '>', '*', '<', '&', ';'])),
    };
    lines.peek().is_some()
        && lines.all(|line| line.starts_with(comment) || printed(line))
        && code.chars().any(|c| c.is_ascii_digit())
}

/// Whether nothing but numbers is filled into a text.
fn is_unfilled(text: &str) -> bool {
    text.split('{').skip(1).all(|part| {
        let inner = part.split_once('}').map_or("", |(inner, _)| inner.trim());
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || ".-_".contains(c))
    })
}

fn argument<'a>(line: &'a str, call: &str) -> Option<&'a str> {
    line.trim_end_matches(';').strip_prefix(call)?.strip_suffix(')')
}

/// Lists and the like are as constant as what is in them.
const OPENS: [char; 4] = [' ', '[', '(', '{'];
const CLOSES: [char; 4] = [' ', ']', ')', '}'];

/// Strings and numbers between commas, without operators, names or calls; `f` marks what is filled in.
fn is_literal(text: &str, filled: char) -> bool {
    let mut rest = text.trim_start_matches(OPENS);
    while !rest.is_empty() {
        let first = rest.chars().next().unwrap_or_default();
        let length = if first == '"' || first == '\'' {
            match rest[1..].find(first) {
                Some(end) => end + 2,
                None => return false,
            }
        } else if first == filled && rest[1..].starts_with(['"', '\'']) {
            let quote = rest[1..].chars().next().unwrap_or_default();
            match rest[2..].find(quote) {
                Some(end) if is_unfilled(&rest[2..2 + end]) => end + 3,
                _ => return false,
            }
        } else {
            let end = rest.find(|c: char| !(c.is_ascii_digit() || ".-_".contains(c)));
            match end.unwrap_or(rest.len()) {
                0 => return false,
                end => end,
            }
        };
        rest = rest[length..].trim_start_matches(CLOSES);
        match rest.strip_prefix([',', ':']) {
            Some(more) => rest = more.trim_start_matches(OPENS).trim_start_matches(CLOSES),
            None if rest.is_empty() => return true,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_ones_own_words_is_constant() {
        for code in [
            "print(12)",
            "# it is\nprint('@answer[12]')",
            "print(\"mean:\", 3.5)",
            "print(f'12')",
            "print(f\"@n[{40}]\")",
            "[2, 3]",
            "42",
            "print({'a': [1, 2], 'b': (3, 4)})",
        ] {
            assert!(is_constant(Language::Python, code), "{code}");
        }
        assert!(is_constant(Language::Bash, "echo 42"));
        assert!(is_constant(Language::JavaScript, "console.log(42);"));
    }

    #[test]
    fn computing_reading_and_greeting_are_not() {
        for code in [
            "print(3 * 4)",
            "x = 3\nprint(x)",
            "print(f'{x}')",
            "print(len('abc'))",
            "print('hello')",
            "",
            "2 + 2",
            "[x for x in range(3)]",
            "x[3]",
            "len([1, 2])",
        ] {
            assert!(!is_constant(Language::Python, code), "{code}");
        }
        for code in ["echo $((6 * 7))", "echo 1 > a.txt", "wc -l < a.txt"] {
            assert!(!is_constant(Language::Bash, code), "{code}");
        }
    }
}
