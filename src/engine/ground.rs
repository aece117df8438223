//! Whether a reply can stand: a result that no step printed is an invention.

/// Sent when a reply states a result though nothing was run in its turn.
pub(in crate::engine) const NOTHING_RAN: &str = "Nothing has been run yet, so no result is known. Write one fenced code block that computes and prints it.";

/// Sent when a reply holds neither text nor code.
pub(in crate::engine) const EMPTY_REPLY: &str =
    "Your reply was empty. Write one fenced code block, or answer in plain text.";

/// Beginnings of words by which people ask for what code can find out.
const FINDING: [&str; 34] = [
    "analy",
    "average",
    "calculat",
    "column",
    "comput",
    "correlat",
    "count",
    "csv",
    "data",
    "deviation",
    "directory",
    "distribut",
    "file",
    "folder",
    "frequen",
    "highest",
    "largest",
    "longest",
    "lowest",
    "maxim",
    "mean",
    "median",
    "minim",
    "percent",
    "proportion",
    "ratio",
    "row",
    "shortest",
    "smallest",
    "solve",
    "sort",
    "sum",
    "table",
    "total",
];

/// Whether `reply` states numbers that `asked` does not hold, where code could have found them out.
pub(in crate::engine) fn is_invented(reply: &str, asked: &str) -> bool {
    let known: Vec<_> = numbers(asked).collect();
    asks_for_finding(asked) && numbers(reply).any(|number| !known.contains(&number))
}

/// Whether a question names numbers, a file, or something that is counted or computed.
fn asks_for_finding(asked: &str) -> bool {
    let lower = asked.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let how_many = lower.contains("how many") || lower.contains("how much");
    how_many
        || lower.chars().any(|c| c.is_ascii_digit())
        || names_file(&lower)
        || words.any(|word| FINDING.iter().any(|known| word.starts_with(known)))
}

/// `sales.csv`, `./data`, `~/notes`.
fn names_file(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let (name, ending) = word.rsplit_once('.').unwrap_or_default();
        let has_ending = !name.is_empty()
            && (1..=5).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric());
        has_ending || (word.len() > 1 && word.contains('/'))
    })
}

/// Numbers of a text without the ones that only count its list items.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let line = line.trim_start();
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = line.get(digits..).unwrap_or_default();
        let item = digits > 0 && (rest.starts_with(". ") || rest.starts_with(") "));
        let body = if item { rest } else { line };
        body.split(|c: char| !(c.is_ascii_digit() || c == '.'))
            .map(|word| word.trim_matches('.'))
            .filter(|word| word.chars().any(|c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_nowhere_is_invented() {
        for asked in ["What is the mean of a.csv?", "How many rows?", "2^100?", "Look at ./x"] {
            assert!(is_invented("It is 12.34.", asked), "{asked}");
        }
    }

    #[test]
    fn who_greets_or_asks_about_the_world_does_not_ask_for_code() {
        for asked in ["hi", "Good morning!", "When was Ada Lovelace born?", "Who are you?"] {
            assert!(!is_invented("I know 3 languages since 1815.", asked), "{asked}");
        }
    }

    #[test]
    fn numbers_of_the_question_and_of_list_items_are_not() {
        assert!(!is_invented("1. open the file\n2. sum up the 3 columns", "Add the 3 columns."));
    }
}
