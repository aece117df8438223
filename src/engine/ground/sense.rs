//! Whether a result can be at all.

/// Whether a value is below zero where a count or an amount is asked for.
pub(in crate::engine) fn is_impossible(asked: &str, value: &str) -> bool {
    const COUNTS: [&str; 5] = ["how many", "how much", "how old", "how long", "number of"];
    const SIGNED: [&str; 12] = [
        "temperature",
        "difference",
        "change",
        "profit",
        "loss",
        "balance",
        "correlation",
        "coefficient",
        "negative",
        "below",
        "debt",
        "degrees",
    ];
    let lower = asked.to_lowercase();
    let negative = value.parse::<f64>().is_ok_and(|value| value < 0.0);
    negative
        && COUNTS.iter().any(|word| lower.contains(word))
        && !SIGNED.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_not_below_zero_and_signed_amounts_may_be() {
        assert!(is_impossible("How many seats are free? Reply as @answer[number].", "-34"));
        assert!(!is_impossible("How many seats are free?", "34"));
        assert!(!is_impossible("By how much is the temperature below 0?", "-3"));
        assert!(!is_impossible("What is the correlation?", "-0.4"));
    }
}
