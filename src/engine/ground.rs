//! Whether a reply can stand: a result that no step printed is an invention.

/// Sent when a reply states a result though nothing was run in its turn.
pub(in crate::engine) const NOTHING_RAN: &str = "Nothing has been run yet, so no result is known. Write one fenced code block that computes and prints it.";

/// Sent when a reply holds neither text nor code.
pub(in crate::engine) const EMPTY_REPLY: &str =
    "Your reply was empty. Write one fenced code block, or answer in plain text.";

/// Whether `reply` states numbers that `asked` does not hold.
pub(in crate::engine) fn claims_result(reply: &str, asked: &str) -> bool {
    let known: Vec<_> = numbers(asked).collect();
    numbers(reply).any(|number| !known.contains(&number))
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
    fn a_number_out_of_nowhere_is_a_claim() {
        assert!(claims_result("The mean is 12.34.", "What is the mean of a.csv?"));
    }

    #[test]
    fn numbers_of_the_question_and_of_list_items_are_not() {
        assert!(!claims_result("1. open the file\n2. sum up the 3 columns", "Add the 3 columns."));
        assert!(!claims_result("Hello! What shall I look at?", "hi"));
    }
}
