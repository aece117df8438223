//! Numbers in a text, as exactly as they are written there.

use super::digits::{self, Run};

/// A number that a text states, and every way to read it: `1.234` is another number in German.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated<'a> {
    /// As it is written.
    pub(super) text: &'a str,
    /// The numbers of each reading; `7,8` is one or two.
    readings: Vec<Vec<Number>>,
}

/// A number in one of its readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// Its value.
    pub(super) value: f64,
    /// Digits behind the point; fewer than none where it is written in thousands or millions.
    pub(super) decimals: i32,
    /// Whether a percent sign follows.
    percent: bool,
}

impl<'a> Stated<'a> {
    /// A number that can be read in one way only.
    pub(super) fn whole(text: &'a str, value: f64) -> Self {
        Self { text, readings: vec![vec![Number { value, decimals: 0, percent: false }]] }
    }

    /// Whether this holds for all numbers of one reading.
    pub(super) fn is(&self, true_of: impl Fn(&Number) -> bool) -> bool {
        self.readings.iter().any(|numbers| numbers.iter().all(&true_of))
    }

    /// The values of every reading.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.readings.iter().flatten().map(|number| number.value)
    }
}

impl Number {
    /// Whether `printed` is this number, or rounds to it as it is written.
    pub(super) fn stands_for(&self, printed: f64) -> bool {
        let half = 0.5 * 10_f64.powi(-self.decimals);
        let close = |printed: f64| (self.value - printed).abs() <= half * (1.0 + 1e-9);
        close(printed) || self.percent && close(printed * 100.0)
    }
}

/// The numbers of a text, but not those within names, ordinals and the counters of its lists.
pub(super) fn numbers(text: &str) -> Vec<Stated<'_>> {
    let mut last = 0;
    text.lines().flat_map(|line| in_line(without_counter(line, &mut last))).collect()
}

/// `1. `, `2) ` and the like only count, as long as they do.
fn without_counter<'a>(line: &'a str, last: &mut u32) -> &'a str {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = rest.starts_with(". ") || rest.starts_with(") ");
    match line[..line.len() - rest.len()].parse() {
        Ok(number) if counted && (number == 1 || number == *last + 1) => {
            *last = number;
            rest
        }
        _ => line,
    }
}

fn in_line(line: &str) -> Vec<Stated<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = line[at..].chars().next() {
        if let Some(value) = digits::vulgar(next) {
            let number = Number { value, decimals: 4, percent: false };
            let text = &line[at..at + next.len_utf8()];
            found.push(Stated { text, readings: vec![vec![number]] });
        }
        if !next.is_ascii_digit() {
            at += next.len_utf8();
            continue;
        }
        let run = digits::run(&line[at..]);
        let end = at + run.length;
        let before = line[..at].chars().next_back();
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end_| line[end..].starts_with(end_));
        let named = before.is_some_and(|c| c.is_alphabetic() || c == '_');
        if !named && !ordinal {
            let readings = readings(&run, is_negative(&line[..at]), &line[end..]);
            found.push(Stated { text: &line[at..end], readings });
        }
        at = end;
    }
    found
}

/// A minus sign that is no hyphen and subtracts nothing.
fn is_negative(before: &str) -> bool {
    before
        .strip_suffix(['-', '−'])
        .is_some_and(|ahead| !ahead.ends_with(|c: char| c.is_alphanumeric() || c == ')'))
}

fn readings(run: &Run, negative: bool, behind: &str) -> Vec<Vec<Number>> {
    let percent = digits::is_percent(behind);
    let number = |(value, decimals): &(f64, i32)| Number {
        value: if negative { -value } else { *value },
        decimals: *decimals,
        percent,
    };
    let mut readings: Vec<Vec<Number>> =
        run.readings.iter().map(|numbers| numbers.iter().map(number).collect()).collect();
    if let Some(zeros) = digits::scale(behind) {
        let scaled = |one: &Number| Number {
            value: one.value * 10_f64.powi(zeros),
            decimals: one.decimals - zeros,
            ..*one
        };
        let scaled: Vec<Vec<Number>> =
            readings.iter().map(|numbers| numbers.iter().map(scaled).collect()).collect();
        // What was printed may be in millions, too.
        readings.extend(scaled);
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Vec<f64> {
        let found = numbers(text);
        found.iter().flat_map(|stated| &stated.readings[0]).map(|number| number.value).collect()
    }

    fn stands_for(text: &str, printed: f64) -> bool {
        let found = numbers(text);
        !found.is_empty() && found.iter().all(|stated| stated.is(|one| one.stands_for(printed)))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(first("mean=-3.5, 1,234,567 rows (5%)."), [-3.5, 1_234_567.0, 5.0]);
        assert_eq!(first("2024-01-05 and 1e3 and 7;8"), [2024.0, 1.0, 5.0, 1000.0, 7.0, 8.0]);
        assert!(first("1. the 2nd column of Q3 in utf8\n2) x_1").is_empty());
        assert_eq!(first("1. one\n2. two\n42. The answer"), [42.0]);
    }

    #[test]
    fn a_number_stands_for_what_rounds_to_it() {
        assert!(stands_for("34.65", 34.650_1) && !stands_for("34.65", 34.66));
        assert!(stands_for("364", 364.0) && stands_for("364", 363.7));
        assert!(!stands_for("364", 365.0) && !stands_for("0", 0.7));
        assert!(stands_for("45.3%", 0.453) && stands_for("45.3%", 45.3));
    }

    #[test]
    fn a_number_may_be_written_in_the_way_of_another_country_or_of_a_formula() {
        for text in
            ["1234.5", "1,234.5", "1 234,5", "1.234,5", "1'234.5", "1234,5", "1\u{202f}234,5"]
        {
            assert!(stands_for(text, 1234.5) && !stands_for(text, 1235.0), "{text}");
        }
        for text in
            ["12,000", "12.000", "12 000", "12 thousand", "12{,}000", "12\\,000", "0.012 Mio."]
        {
            assert!(stands_for(text, 12_000.0) && !stands_for(text, 13_000.0), "{text}");
        }
        for text in ["5/8", "\\frac{5}{8}", "\\dfrac{5}{8}", "62.5%", "62,5 %", "62.5 percent", "⅝"]
        {
            assert!(stands_for(text, 0.625) && !stands_for(text, 0.5), "{text}");
        }
    }

    #[test]
    fn a_point_is_no_comma_of_a_list() {
        let known = |number: &Number| [3.0, 14.0].contains(&number.value);
        assert!(!numbers("3.14")[0].is(known) && numbers("3,14")[0].is(known));
        let date = numbers("05.01.2024");
        assert!(date.len() == 1 && date[0].is(|one| [5.0, 1.0, 2024.0].contains(&one.value)));
    }
}
