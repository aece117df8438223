//! Notices a reply that has begun to say the same thing for ever.

/// The longest unit that is looked for, in bytes.
const LONGEST: usize = 400;
/// A repeated unit must fill at least this much, so that rulers and small matrices pass.
const LEAST_BYTES: usize = 480;
/// And stand there at least this often.
const LEAST_TIMES: usize = 6;

/// Whether the end of a text is one unit many times over.
#[must_use]
pub(super) fn is_degenerate(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=LONGEST).any(|unit| {
        let needed = (unit * LEAST_TIMES).max(LEAST_BYTES);
        bytes.len() >= needed + unit && {
            let tail = &bytes[bytes.len() - needed..];
            let before = &bytes[bytes.len() - needed - unit..bytes.len() - unit];
            tail.iter().rev().eq(before.iter().rev())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_degenerate;

    #[test]
    fn a_sentence_said_over_and_over_is_degenerate() {
        assert!(is_degenerate(&format!("Well. {}", "The answer is 42. I am sure. ".repeat(40))));
        assert!(is_degenerate(&"\n".repeat(600)));
    }

    #[test]
    fn code_with_similar_lines_is_not() {
        use std::fmt::Write as _;
        let mut code = String::new();
        for n in 0..200 {
            writeln!(code, "assert add({n}, 1) == {}", n + 1).expect("write");
        }
        assert!(!is_degenerate(&code));
        assert!(!is_degenerate(&"-".repeat(120)));
        assert!(!is_degenerate(&"    [0, 0, 0, 0, 0, 0, 0, 0],\n".repeat(9)));
    }
}
