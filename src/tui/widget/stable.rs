//! Where a growing Markdown text is settled.

/// Splits a growing text: what more text can no longer change, and the tail to draw again. The cut is a blank line
/// outside of fences, before something that continues nothing.
#[must_use]
pub fn split_stable(text: &str) -> (&str, &str) {
    let (mut cut, mut at, mut blank) = (0, 0, false);
    let mut fence: Option<(char, usize)> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let mark = bare.chars().next().unwrap_or(' ');
        let long = bare.chars().take_while(|c| *c == mark).count();
        let is_fence = matches!(mark, '`' | '~') && long >= 3;
        match fence {
            None => {
                // Indented lines, list items and quotes may belong to what stands before the blank line.
                let starts = !line.starts_with([' ', '\t', '-', '*', '+', '>'])
                    && !line.starts_with(|c: char| c.is_ascii_digit());
                if blank && starts && !bare.is_empty() {
                    cut = at;
                }
                if is_fence {
                    fence = Some((mark, long));
                }
            }
            Some((open, least)) => {
                let rest = bare.trim_end().trim_start_matches(mark);
                if is_fence && mark == open && long >= least && rest.is_empty() {
                    fence = None;
                }
            }
        }
        blank = fence.is_none() && bare.is_empty();
        at += line.len();
    }
    text.split_at(cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_more_text_cannot_change_is_stable() {
        let stable = |text| split_stable(text).0;
        assert_eq!(stable("one\n\ntw"), "one\n\n");
        assert_eq!(stable("one\n\n"), "");
        assert_eq!(stable("- a\n\n  b\n\n- c"), "");
        assert_eq!(stable("- a\n\nafter"), "- a\n\n");
        assert_eq!(stable("```py\nx\n\ny"), "");
        assert_eq!(stable("a\n\n```py\nx\n\ny\n```\n\nz"), "a\n\n```py\nx\n\ny\n```\n\n");
        assert_eq!(stable("````\n```\n\nx"), "");
    }
}
