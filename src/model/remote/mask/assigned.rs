//! Secrets that are known by what stands before them: `PASSWORD=…`, `"token": "…"`, `//user:…@`, `Bearer …`.

use super::Kind;
use super::find::{Found, is_word_start, run};

/// The shortest value that is worth hiding.
const LEAST: usize = 6;

/// What names of secrets end with, written together.
const NAMES: [&str; 16] = [
    "apikey",
    "secretkey",
    "accesskey",
    "privatekey",
    "authkey",
    "accountkey",
    "encryptionkey",
    "signingkey",
    "masterkey",
    "secret",
    "token",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "credentials",
];

/// Values of names such as `DB_PASSWORD`.
pub(super) fn values(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() || !is_word_start(text, at) {
            at += 1;
            continue;
        }
        let end = run(text, at, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let name = Name::read(&text[at..end]);
        if let Some(value) = name.and_then(|name| value(text, end, name)) {
            at = value.end;
            found.push(Found { at: value, kind: Kind::Secret });
        } else {
            at = end;
        }
    }
}

/// How sure a name is that its value is a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    /// `password`, `pwd`: digits alone may be one.
    Password,
    /// `api_key`, `token`.
    Token,
    /// `SESSION_KEY`: only as a variable of a shell.
    Shell,
}

impl Name {
    fn read(name: &str) -> Option<Self> {
        let plain = name.to_ascii_lowercase().replace(['_', '-'], "");
        let last = name.rsplit(['_', '-']).next().unwrap_or(name);
        if plain.contains("passw") || matches!(&*last.to_ascii_lowercase(), "pass" | "pwd") {
            return Some(Self::Password);
        }
        if NAMES.iter().any(|known| plain.ends_with(known)) {
            return Some(Self::Token);
        }
        (last == "KEY").then_some(Self::Shell)
    }
}

fn value(text: &str, name_end: usize, name: Name) -> Option<std::ops::Range<usize>> {
    let rest = unescaped(&text[name_end..]);
    let quoted_name = rest.starts_with(['"', '\'']);
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let before_sign = rest.trim_start_matches([' ', '\t']);
    let sign = before_sign.chars().next().filter(|c| matches!(c, '=' | ':'))?;
    let behind = &before_sign[1..];
    if behind.starts_with(['=', ':']) {
        return None;
    }
    let tight = before_sign.len() == rest.len() && !behind.starts_with([' ', '\t']);
    let behind = behind.trim_start_matches([' ', '\t']);
    if name == Name::Shell && (sign != '=' || !tight) {
        return None;
    }
    let start = text.len() - behind.len();
    let opened = behind.strip_prefix(['r', 'b', 'f']).filter(|rest| rest.starts_with(['"', '\'']));
    let opened = unescaped(opened.unwrap_or(behind));
    if let Some(quote) = opened.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let from = text.len() - opened.len() + 1;
        let length = closing(&text[from..], quote)?;
        let value = text[from..from + length].trim_end_matches('\\');
        let closed = text[from + length..].starts_with(quote);
        return (closed && is_quoted_secret(value)).then_some(from..from + value.len());
    }
    let fits = |b: u8| b.is_ascii_graphic() && !b"\"'`,;()[]{}<>\\|".contains(&b);
    let end = run(text, start, fits);
    let value = text[start..end].trim_end_matches('.');
    let called = text[end..].starts_with(['(', '[', '{']);
    let loose = !quoted_name && !tight && sign == '=';
    (!called && is_bare_secret(value, name, loose)).then(|| start..start + value.len())
}

/// Behind the backslash of an escaped quote: JSON within JSON, or what Python calls a repr.
fn unescaped(text: &str) -> &str {
    text.strip_prefix('\\').filter(|rest| rest.starts_with(['"', '\''])).unwrap_or(text)
}

/// Where a quoted value ends: at its quote or the end of the line. A quote behind a backslash ends it only where the
/// first one was escaped too, which is where another quote follows nowhere in the line.
fn closing(text: &str, quote: char) -> Option<usize> {
    let line = text.find('\n').unwrap_or(text.len());
    let ends = text[..line].match_indices(quote).map(|(at, _)| at);
    let plain = ends.clone().find(|at| !text[..*at].ends_with('\\'));
    let first = ends.clone().next();
    match (plain, first) {
        // In escaped text every quote has its backslash, and the first one ends the value.
        (Some(plain), Some(first)) if first < plain && is_escaped_list(&text[first..plain]) => {
            Some(first)
        }
        (plain, first) => plain.or(first),
    }
}

/// Whether what follows an escaped quote looks like the rest of an object, not of a password.
fn is_escaped_list(rest: &str) -> bool {
    rest[1..].trim_start().starts_with([',', '}', ']', ':'])
}

fn is_quoted_secret(value: &str) -> bool {
    let talk = value.contains(' ') && !value.bytes().any(|b| b.is_ascii_digit());
    let filled_in = value.starts_with(['$', '{', '<', '%']);
    value.len() >= LEAST && !talk && !filled_in
}

/// `loose`: with spaces around `=`, as code has it.
fn is_bare_secret(value: &str, name: Name, loose: bool) -> bool {
    let digit = value.bytes().any(|b| b.is_ascii_digit());
    let letter = value.bytes().any(|b| b.is_ascii_alphabetic());
    let code = value.split('.').all(is_identifier) && (loose || value.contains('.'));
    let filled_in = value.starts_with(['$', '%', '=']);
    value.len() >= LEAST && digit && (letter || name == Name::Password) && !code && !filled_in
}

fn is_identifier(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Passwords in addresses, and what stands behind `Bearer` and `Basic`.
pub(super) fn credentials(text: &str, found: &mut Vec<Found>) {
    for (at, sign) in text.match_indices("://") {
        let from = at + sign.len();
        let end = run(text, from, |b| b.is_ascii_graphic() && !b"/\"'<>`".contains(&b));
        let place = &text[from..end];
        let password = place.rfind('@').and_then(|to| Some((place[..to].find(':')? + 1, to)));
        if let Some((start, end)) = password.filter(|(start, end)| start < end) {
            found.push(Found { at: from + start..from + end, kind: Kind::Secret });
        }
    }
    for word in ["Bearer ", "bearer ", "Basic "] {
        for (at, _) in text.match_indices(word).filter(|(at, _)| is_word_start(text, *at)) {
            let from = at + word.len();
            let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
            let value = text[from..run(text, from, fits)].trim_end_matches('.');
            if value.len() >= 16 && value.bytes().any(|b| b.is_ascii_digit()) {
                found.push(Found { at: from..from + value.len(), kind: Kind::Secret });
            }
        }
    }
}
