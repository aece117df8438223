//! What the KV cache holds, as text and tokens, and how much of it the next prompt can use.

use super::template::CUT;

/// The text behind the cache, with the place where each of its tokens ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    text: String,
    /// `None` where a token ends within a character.
    ends: Vec<Option<usize>>,
}

impl Held {
    /// Tokens in the cache.
    #[must_use]
    pub(super) fn tokens(&self) -> usize {
        self.ends.len()
    }

    /// Adds one token that brings this text; `whole` says that it ends with a whole character.
    pub(super) fn push(&mut self, text: &str, whole: bool) {
        self.text.push_str(text);
        self.ends.push(whole.then_some(self.text.len()));
    }

    /// Notes that what follows was tokenised apart.
    pub(super) fn cut(&mut self) {
        self.text.push(CUT);
    }

    /// Forgets all but the first tokens.
    pub(super) fn truncate(&mut self, tokens: usize) {
        self.ends.truncate(tokens);
        let end = self.ends.last().copied().flatten().unwrap_or(0);
        self.text.truncate(end);
    }

    /// Whether all of a text is held already.
    #[must_use]
    pub(super) fn covers(&self, text: &str) -> bool {
        self.text.starts_with(text)
    }

    /// How many tokens a prompt shares with the cache, such that the rest of it is tokenised as if it
    /// stood alone, and how many bytes of the prompt they stand for. At least one byte remains.
    #[must_use]
    pub(super) fn shared(&self, prompt: &str, controls: &[String]) -> (usize, usize) {
        let same = self.text.bytes().zip(prompt.bytes()).take_while(|(one, other)| one == other);
        let same = same.count().min(prompt.len().saturating_sub(1));
        let whole = self.text.trim_end_matches(CUT).len();
        for (index, end) in self.ends.iter().enumerate().rev() {
            let Some(end) = *end else { continue };
            let appended = end == whole && index + 1 == self.ends.len();
            if end <= same
                && prompt.is_char_boundary(end)
                && (appended || is_seam(prompt, end, controls))
            {
                return (index + 1, end);
            }
        }
        (0, 0)
    }
}

/// Whether no token reaches across this place, whatever stands around it.
fn is_seam(text: &str, at: usize, controls: &[String]) -> bool {
    let (before, after) = text.split_at(at);
    let starts_line = before.ends_with('\n') && !after.starts_with(char::is_whitespace);
    starts_line
        || after.starts_with(CUT)
        || before.ends_with(CUT)
        || controls.iter().any(|control| {
            after.starts_with(control.as_str()) || before.ends_with(control.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(tokens: &[&str]) -> Held {
        let mut held = Held::default();
        for token in tokens {
            held.push(token, true);
        }
        held
    }

    #[test]
    fn a_prompt_that_goes_on_uses_all_that_is_held() {
        let held = held(&["<s>", "say", " hi", "</s>", "h", "i"]);
        assert_eq!(held.shared("<s>say hi</s>hi</s>\n", &["</s>".into()]), (6, 15));
    }

    #[test]
    fn a_prompt_that_differs_goes_back_to_a_seam() {
        let held = held(&["<s>", "one", "\n", "two", " three", "</s>"]);
        assert_eq!(held.shared("<s>one\ntwo four</s>", &["<s>".into()]), (3, 7));
        assert_eq!(held.shared("<s>other", &["<s>".into()]), (1, 3));
        assert_eq!(held.shared("else", &[]), (0, 0));
    }

    #[test]
    fn the_same_prompt_again_leaves_something_to_compute() {
        let held = held(&["<s>", "a", "\n", "b", "\n"]);
        assert_eq!(held.shared("<s>a\nb\n", &["<s>".into()]), (3, 5));
    }

    #[test]
    fn plain_text_is_never_taken_for_a_control_token() {
        let mut plain = held(&["<s>", "<"]);
        plain.cut();
        plain.push("/s>", true);
        assert_eq!(plain.shared("<s></s>more", &["<s>".into()]).0, 1);
        assert_eq!(plain.shared(&format!("<s><{CUT}/s>more"), &["<s>".into()]).0, 3);
    }

    #[test]
    fn a_token_that_ends_within_a_character_is_no_place_to_cut() {
        let mut half = held(&["<s>"]);
        half.push("", false);
        half.push("é", true);
        half.push("x", true);
        assert_eq!(half.shared("<s>éy", &["<s>".into()]), (1, 3));
        half.truncate(3);
        assert_eq!((half.tokens(), half.text.as_str()), (3, "<s>é"));
    }
}
