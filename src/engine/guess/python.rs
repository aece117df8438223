//! How much a statement looks like Python.

use super::expression::{is_expression, outside, statements};

/// From no Python at all to what nothing else looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    No,
    /// A name, a number, a plain assignment: other things look like that, too.
    Possible,
    /// A call, or an assignment of something made.
    Likely,
    /// `import`, `def`, a loop, a `print`.
    Sure,
}

/// The level of each statement; nothing if brackets or strings stay open.
pub(super) fn levels(body: &str) -> Vec<Level> {
    statements(body).map_or_else(Vec::new, |lines| lines.iter().map(|line| level(line)).collect())
}

fn level(line: &str) -> Level {
    let line = line.trim().trim_end_matches(';');
    if let Some((at, rest)) = outside(line, ';').map(|at| (at, &line[at + 1..])) {
        return level(&line[..at]).min(level(rest));
    }
    let word = line.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let rest = line[word.len()..].trim();
    match word {
        "import" => sure(is_names(rest)),
        "from" => sure(
            rest.split_once(" import ")
                .is_some_and(|(from, what)| is_names(from) && (what == "*" || is_names(what))),
        ),
        "def" | "class" => sure(rest.contains(':') && header(rest)),
        "for" => sure(rest.contains(" in ") && header(rest)),
        "while" | "if" | "elif" | "with" | "except" | "else" | "try" | "finally" | "match"
            if outside(rest, ':').is_some() =>
        {
            sure(header(rest))
        }
        "async" if !rest.is_empty() => level(rest),
        "return" | "raise" | "assert" | "del" | "yield" | "global" | "nonlocal" | "await" => {
            let rest = rest.strip_prefix("from ").unwrap_or(rest);
            let (what, from) = rest.split_once(" from ").unwrap_or((rest, "_"));
            sure(rest.is_empty() || is_expression(what) && is_expression(from))
        }
        "pass" | "break" | "continue" if rest.is_empty() => Level::Likely,
        _ => simple(line),
    }
}

fn sure(yes: bool) -> Level {
    if yes { Level::Sure } else { Level::No }
}

fn simple(line: &str) -> Level {
    if line.starts_with('@') && is_expression(&line[1..]) {
        return Level::Possible;
    }
    if line.strip_prefix(['!', '%']).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        return Level::Likely;
    }
    if let Some(at) = assignment(line) {
        let target = line[..at].trim_end_matches(['+', '-', '*', '/', '%', '|', '&', '^', '@']);
        let target = target.trim_end_matches(['<', '>']);
        let value = line[at + 1..].trim();
        let target = outside(target, ':').map_or(target, |at| &target[..at]);
        let named = target.starts_with(|c: char| c.is_alphabetic() || "_(*[".contains(c));
        let chained = assignment(value).is_some_and(|_| simple(value) > Level::No);
        if !named || !is_expression(target.trim().trim_end_matches(',').trim_start_matches('*')) {
            return Level::No;
        }
        return match value {
            _ if !chained && !is_expression(value) => Level::No,
            _ if value.contains(['(', '[', '{', '\'']) => Level::Likely,
            _ => Level::Possible,
        };
    }
    if !is_expression(line) || outside(line, ':').is_some() {
        return Level::No;
    }
    let called = line.find('(').is_some_and(|at| {
        line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ']' || c == '\'')
    });
    match called {
        true if line.starts_with("print(") => Level::Sure,
        // How results are shown, not how they are made.
        true if ["array(", "Series(", "dict_", "Counter(", "tensor(", "<"]
            .iter()
            .any(|shown| line.starts_with(shown)) =>
        {
            Level::Possible
        }
        true => Level::Likely,
        false => Level::Possible,
    }
}

/// Where `=` assigns: outside of brackets, and no part of a comparison.
fn assignment(line: &str) -> Option<usize> {
    let at = outside(line, '=')?;
    let compares = line[at + 1..].starts_with('=') || line[..at].ends_with(['!', '=']);
    let ordered = line[..at].ends_with(['<', '>']) && !line[..at].ends_with("<<");
    (!compares && !ordered).then_some(at)
}

/// What stands before the colon of a compound statement.
fn header(rest: &str) -> bool {
    let Some(at) = outside(rest, ':') else { return false };
    let head = rest[..at].trim();
    // Defaults and annotations in brackets are no expressions, but brackets that close will do.
    head.is_empty() || is_expression(head) || head.contains("->") && head.contains('(')
}

/// `a.b as c, d`
fn is_names(text: &str) -> bool {
    let text = text.trim_matches(['(', ')']);
    !text.trim().is_empty()
        && text.trim().trim_end_matches(',').split(',').all(|name| {
            let words: Vec<_> = name.split_whitespace().collect();
            let named = |word: &str| word.chars().all(|c| c.is_alphanumeric() || "_.".contains(c));
            matches!(words.as_slice(), [one] if named(one))
                || matches!(words.as_slice(), [one, "as", other] if named(one) && named(other))
        })
}
