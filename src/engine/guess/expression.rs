//! A small reader of Python's surface: statements across brackets and strings, and what may be an expression.

/// What a piece of an expression is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Operand,
    Text,
    Operator,
    Open,
    Close,
}

/// Statements, each on one line without comments; `None` if a bracket or a long string stays open.
pub(super) fn statements(body: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    let mut rest = body;
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        match next {
            '#' => taken = rest.find('\n').unwrap_or(rest.len()),
            '\'' | '"' => {
                taken = string_length(rest)?;
                current.push_str("''");
            }
            '\\' if rest[1..].starts_with('\n') => taken = 2,
            '\n' if depth == 0 => found.push(std::mem::take(&mut current)),
            '\n' => current.push(' '),
            _ => {
                depth = match next {
                    '(' | '[' | '{' => depth + 1,
                    ')' | ']' | '}' => depth.checked_sub(1)?,
                    _ => depth,
                };
                current.push(next);
            }
        }
        rest = &rest[taken..];
    }
    found.push(current);
    found.retain(|line| !line.trim().is_empty());
    (depth == 0).then_some(found)
}

/// Length of the string literal at the beginning; `None` if it never ends.
fn string_length(text: &str) -> Option<usize> {
    let quote = &text[..1];
    let long = quote.repeat(3);
    if text.starts_with(&long) {
        return text[3..].find(&long).map(|at| at + 6);
    }
    let mut escaped = false;
    for (at, next) in text.char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if text[at..].starts_with(quote) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Whether this text, its strings already emptied, may be an expression of Python.
pub(super) fn is_expression(text: &str) -> bool {
    let Some(tokens) = tokens(text) else { return false };
    let mut before = Token::Open;
    for token in tokens {
        // A name may not follow another; `r"…"` and `"…" "…"` are one operand.
        let fits = match token {
            Token::Operand => matches!(before, Token::Operator | Token::Open),
            Token::Text => !matches!(before, Token::Operand | Token::Close),
            Token::Operator | Token::Open | Token::Close => true,
        };
        if !fits {
            return false;
        }
        before = token;
    }
    !matches!(before, Token::Operator | Token::Open)
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const WORDS: [&str; 12] =
        ["and", "or", "not", "in", "is", "if", "else", "for", "lambda", "await", "as", "async"];
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(next) = rest.chars().next() {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let mut length = next.len_utf8();
        let token = if rest.starts_with("''") {
            length = 2;
            Token::Text
        } else if is_part(next) {
            let number = next.is_ascii_digit();
            length = rest.find(|c| !(is_part(c) || number && c == '.')).unwrap_or(rest.len());
            let word = &rest[..length];
            let prefix = length <= 2 && rest[length..].starts_with("''");
            match word {
                _ if WORDS.contains(&word) => Token::Operator,
                _ if prefix => {
                    length += 2;
                    Token::Text
                }
                _ => Token::Operand,
            }
        } else {
            match next {
                '(' | '[' | '{' => Token::Open,
                ')' | ']' | '}' => Token::Close,
                '.' if rest.starts_with("...") => {
                    length = 3;
                    Token::Operand
                }
                '+' | '-' | '*' | '/' | '%' | '@' | '&' | '|' | '^' | '~' | '<' | '>' | '='
                | ',' | '.' | ':' => Token::Operator,
                '!' if rest.starts_with("!=") => Token::Operator,
                _ => return None,
            }
        };
        found.push(token);
        rest = rest[length..].trim_start();
    }
    Some(found)
}

/// Where `mark` stands outside of all brackets.
pub(super) fn outside(text: &str, mark: char) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices()
        .find(|(_, next)| {
            match next {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && *next == mark
        })
        .map(|(at, _)| at)
}
