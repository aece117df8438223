//! Secrets that check themselves: payment cards and bank accounts.

use super::Kind;
use super::find::{Found, is_word_start};

/// Letters of a country and how long its account numbers are.
const COUNTRIES: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("XK", 20),
];

pub(super) fn cards(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (digits, end) = grouped(bytes, at);
        if is_alone(text, at, end) && is_card(&digits) {
            found.push(Found { at: at..end, kind: Kind::Card });
        }
        at = end;
    }
}

/// Digits from here on with single spaces or hyphens between them, and where they end.
fn grouped(bytes: &[u8], start: usize) -> (Vec<u8>, usize) {
    let (mut digits, mut at) = (Vec::new(), start);
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => digits.push(byte - b'0'),
            Some(b' ' | b'-') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            _ => return (digits, at),
        }
        at += 1;
    }
}

/// Whether the number is not part of a word or of a decimal number.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    let decimal = before.ends_with('.') && before.len() > 1
        || after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit());
    is_word_start(text, start)
        && !decimal
        && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn is_card(digits: &[u8]) -> bool {
    let first = |n: usize| digits.iter().take(n).fold(0, |all, digit| all * 10 + u32::from(*digit));
    let fits = match digits.len() {
        13 | 19 => first(1) == 4 || first(2) == 62 && digits.len() == 19,
        14 => matches!(first(2), 36 | 38 | 39) || (300..=305).contains(&first(3)),
        15 => matches!(first(2), 34 | 37),
        16 => {
            first(1) == 4
                || (51..=55).contains(&first(2))
                || (2221..=2720).contains(&first(4))
                || matches!(first(2), 35 | 62 | 64 | 65)
                || first(4) == 6011
        }
        _ => false,
    };
    fits && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(n, digit)| u32::from(if n % 2 == 1 { doubled(*digit) } else { *digit }))
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn ibans(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    for at in 0..bytes.len().saturating_sub(14) {
        let starts = bytes[at..at + 2].iter().all(u8::is_ascii_uppercase)
            && bytes[at + 2..at + 4].iter().all(u8::is_ascii_digit);
        if starts
            && is_word_start(text, at)
            && let Some(end) = iban_end(text, at)
        {
            found.push(Found { at: at..end, kind: Kind::Iban });
        }
    }
}

/// Where the account number ends that begins here, if its check is right.
fn iban_end(text: &str, start: usize) -> Option<usize> {
    let length = COUNTRIES.iter().find(|(name, _)| text[start..].starts_with(name))?.1;
    let bytes = text.as_bytes();
    let (mut account, mut at) = (Vec::with_capacity(length), start);
    while account.len() < length {
        match bytes.get(at)? {
            byte if byte.is_ascii_uppercase() || byte.is_ascii_digit() => account.push(*byte),
            b' ' if at > start && bytes[at - 1] != b' ' => {}
            _ => return None,
        }
        at += 1;
    }
    account.rotate_left(4);
    let rest = account.iter().fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    let ends = !text[at..].starts_with(|c: char| c.is_alphanumeric());
    (rest == 1 && ends).then_some(at)
}
