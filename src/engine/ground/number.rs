//! Numbers in a text, as exactly as they are written there.

/// A number as a text states it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    /// As it is written.
    pub(super) text: &'a str,
    /// Its value.
    pub(super) value: f64,
    /// Digits behind the point.
    pub(super) decimals: i32,
    /// Whether a percent sign follows.
    pub(super) percent: bool,
}

impl Number<'_> {
    /// Whether `printed` is this number, or rounds to it as it is written.
    pub(super) fn stands_for(&self, printed: f64) -> bool {
        let close = |value: f64| {
            let half = 0.5 * 10_f64.powi(-self.decimals);
            (value - printed).abs() <= half.min(value.abs().max(half)) * (1.0 + 1e-9)
                && (self.decimals > 0 || (value - printed).abs() < 0.5 + 1e-9)
        };
        close(self.value)
            || self.percent && {
                let share = Self { value: self.value, percent: false, ..*self };
                share.stands_for(printed * 100.0)
            }
    }
}

/// The numbers of a text, but not those within names, ordinals and the counters of its lists.
pub(super) fn numbers(text: &str) -> Vec<Number<'_>> {
    text.lines().flat_map(|line| in_line(without_counter(line))).collect()
}

/// `1. `, `2) ` and the like only count.
fn without_counter(line: &str) -> &str {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    if counted { rest } else { line }
}

fn in_line(line: &str) -> Vec<Number<'_>> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = end_of(bytes, at);
        let before = line[..at].chars().next_back();
        let after = line[end..].chars().next();
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end_| line[end..].starts_with(end_));
        let named = before.is_some_and(|c| c.is_alphabetic() || c == '_');
        if !named && !ordinal {
            found.extend(read(line, at, end, before, after));
        }
        at = end;
    }
    found
}

/// Digits with their group commas, the fraction and the exponent.
fn end_of(bytes: &[u8], from: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = from;
    while digit(at) {
        at += 1;
    }
    while bytes.get(at) == Some(&b',') && (1..=3).all(|n| digit(at + n)) && !digit(at + 4) {
        at += 4;
    }
    if bytes.get(at) == Some(&b'.') && digit(at + 1) {
        at += 1;
        while digit(at) {
            at += 1;
        }
    }
    let signed = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
    if matches!(bytes.get(at), Some(b'e' | b'E')) && digit(at + 1 + signed) {
        at += 1 + signed;
        while digit(at) {
            at += 1;
        }
    }
    at
}

fn read(
    line: &str,
    start: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
) -> Option<Number<'_>> {
    let negative = matches!(before, Some('-' | '−')) && {
        let sign = before.map_or(0, char::len_utf8);
        let ahead = line[..start - sign].chars().next_back();
        ahead.is_none_or(|c| !c.is_alphanumeric() && c != ')')
    };
    let text = &line[start..end];
    let plain = text.replace(',', "");
    let value: f64 = plain.parse().ok()?;
    let decimals = match plain.split_once('.') {
        Some((_, fraction)) if !plain.contains(['e', 'E']) => i32::try_from(fraction.len()).ok()?,
        _ => 0,
    };
    let value = if negative { -value } else { value };
    Some(Number { text, value, decimals, percent: after == Some('%') })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers(text).iter().map(|number| number.value).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(values("mean=-3.5, 1,234,567 rows (5%)."), [-3.5, 1_234_567.0, 5.0]);
        assert_eq!(values("2024-01-05 and 1e3 and 7,8"), [2024.0, 1.0, 5.0, 1000.0, 7.0, 8.0]);
        assert!(values("1. the 2nd column of Q3 in utf8\n2) x_1").is_empty());
    }

    #[test]
    fn a_number_stands_for_what_rounds_to_it() {
        let number = |text| numbers(text)[0];
        assert!(number("34.65").stands_for(34.650_1) && !number("34.65").stands_for(34.66));
        assert!(number("364").stands_for(364.0) && number("364").stands_for(363.7));
        assert!(!number("364").stands_for(365.0) && !number("0").stands_for(0.7));
        assert!(number("45.3%").stands_for(0.453) && number("45.3%").stands_for(45.3));
    }
}
