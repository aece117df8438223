//! Whether a reply is right, and whether it was computed.

use super::case::Expected;

/// Something that a reply should hold and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Miss<'a> {
    /// The name of its tag; empty where the case has none.
    pub(super) name: &'a str,
    /// What was expected.
    pub(super) wanted: &'a str,
    /// What stands there instead.
    pub(super) got: Option<&'a str>,
}

/// What `answer` lacks; nothing if it is right.
pub(super) fn misses<'a>(expected: &'a Expected, answer: &'a str) -> Vec<Miss<'a>> {
    match expected {
        Expected::Answer(pairs) => {
            let tags = tags(answer);
            let missed = pairs.iter().filter_map(|(name, wanted)| {
                // The last of equal names counts.
                let got = tags.iter().rev().find(|(tag, _)| tag == name).map(|(_, value)| *value);
                let right = got.is_some_and(|got| same(got, wanted));
                (!right).then_some(Miss { name, wanted, got })
            });
            missed.collect()
        }
        Expected::Reply(reply) => {
            let (wanted, given) = (numbers(reply), numbers(answer));
            if wanted.is_empty() {
                let miss = Miss { name: "", wanted: reply, got: Some(answer) };
                return if words(reply) == words(answer) { vec![] } else { vec![miss] };
            }
            let missed = wanted
                .into_iter()
                .filter(|wanted| !given.iter().any(|got| same(got, &wanted.replace(',', ""))));
            missed.map(|wanted| Miss { name: "", wanted, got: None }).collect()
        }
    }
}

/// Whether every expected value stands in what the steps printed.
pub(super) fn is_printed(expected: &Expected, output: &str) -> bool {
    let output = output.to_lowercase();
    let holds =
        |value: &str| output.contains(&value.strip_suffix(".0").unwrap_or(value).to_lowercase());
    match expected {
        Expected::Answer(pairs) => pairs.iter().all(|(_, value)| holds(value)),
        Expected::Reply(reply) => match numbers(reply) {
            wanted if wanted.is_empty() => holds(reply.trim()),
            wanted => wanted.into_iter().all(|value| holds(&value.replace(',', ""))),
        },
    }
}

/// The `@name[value]` of a text, in order.
pub(super) fn tags(text: &str) -> Vec<(&str, &str)> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = &rest[at + 1..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let value = behind.strip_prefix('[').and_then(|behind| behind.split_once(']'));
        if let Some((value, behind)) = value
            && !name.is_empty()
            && !value.contains('\n')
        {
            tags.push((name, value));
            rest = behind;
        }
    }
    tags
}

/// Whether a value is the expected one: the same text, or the same number to six digits.
fn same(got: &str, want: &str) -> bool {
    let (got, want) = (got.trim(), want.trim());
    if got.to_lowercase() == want.to_lowercase() {
        return true;
    }
    match (number(got.replace(',', "").trim_end_matches('%')), number(want)) {
        (Some(got), Some(want)) => (got - want).abs() < 1e-6 * want.abs().max(1.0),
        _ => false,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// The numbers of a text, thousands commas included; those that only count list items are left out.
fn numbers(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| numbers_of_line(without_marker(line))).collect()
}

fn without_marker(line: &str) -> &str {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let marker = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    if marker { rest } else { line }
}

fn numbers_of_line(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            let group = bytes.get(end) == Some(&b',')
                && (1..=3).all(|next| digit(end + next))
                && !digit(end + 4);
            let fraction = bytes.get(end) == Some(&b'.') && digit(end + 1);
            if !digit(end) && !group && !fraction {
                break;
            }
            end += 1;
        }
        let before = line[..at].chars().next_back();
        // Digits of a name are no number, and a dash between numbers is no sign.
        if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            let signed = before == Some('-')
                && !line[..at - 1].chars().next_back().is_some_and(char::is_alphanumeric);
            found.push(&line[at - usize::from(signed)..end]);
        }
        at = end;
    }
    found
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_same_as_text_or_as_numbers() {
        for (got, want) in [
            (" Switzerland", "switzerland "),
            ("1,234.50", "1234.5"),
            ("45.2%", "45.2"),
            ("5 %", "5"),
            ("364.0", "364"),
            ("1e3", "1000"),
            ("10000000.1", "10000000"),
            ("", ""),
        ] {
            assert!(same(got, want), "{got} {want}");
        }
        for (got, want) in [
            ("0.020002", "0.02"),
            ("45.2", "45.2%"),
            ("1234", "1,234"),
            ("nan", "0"),
            ("inf", "5"),
            ("", "0"),
            ("34.65 dollars", "34.65"),
        ] {
            assert!(!same(got, want), "{got} {want}");
        }
    }

    #[test]
    fn tags_are_found_wherever_they_stand() {
        let text = "so @a[1], (@b_2[x y]) and **@ü[]** but @c [1] @d[1\n2] e@mail @@f[[3]]";
        assert_eq!(tags(text), [("a", "1"), ("b_2", "x y"), ("ü", ""), ("f", "[3")]);
    }

    #[test]
    fn every_tag_must_be_right_and_the_last_of_a_name_counts() {
        let expected = Expected::Answer(vec![("a".into(), "1".into()), ("b".into(), "2".into())]);
        assert_eq!(misses(&expected, "@a[1] @b[3] @b[2.0]"), []);
        let missed = misses(&expected, "@a[1.1]");
        let miss = |name, wanted, got| Miss { name, wanted, got };
        assert_eq!(missed, [miss("a", "1", Some("1.1")), miss("b", "2", None)]);
    }

    #[test]
    fn without_tags_the_numbers_of_the_accepted_reply_must_come_again() {
        let expected = Expected::Reply("1. The sum of x2 is **1,234.50**, from -3 to 2015.".into());
        assert_eq!(misses(&expected, "From -3 up to 2,015: 1234.5"), []);
        let missed = misses(&expected, "From 3 to 2015-01 it is 1234.51");
        assert_eq!(missed.iter().map(|miss| miss.wanted).collect::<Vec<_>>(), ["1,234.50", "-3"]);
        let expected = Expected::Reply("It is Norway.".into());
        assert_eq!(misses(&expected, "it  is norway.\n"), []);
        assert_eq!(misses(&expected, "It is Chad.").len(), 1);
    }

    #[test]
    fn a_value_is_grounded_where_it_was_printed() {
        let expected =
            Expected::Answer(vec![("a".into(), "364.0".into()), ("b".into(), "Ab".into())]);
        assert!(is_printed(&expected, "the AB of 364 days"));
        assert!(!is_printed(&expected, "the AB of 36 days"));
        assert!(is_printed(&Expected::Reply("It is 1,234".into()), "1234"));
    }
}
