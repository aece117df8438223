//! What the KV cache holds, as text and tokens, and how much of it the next prompt can use.

use super::template::CUT;

/// Where a text can be cut such that both parts, tokenised apart, are its own tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seams {
    /// Texts of tokens that are read as a whole.
    marks: Vec<String>,
    /// Whether a cut behind a line end is one.
    lines: bool,
    /// Whether a cut behind a blank line is one: some tokenizers read two line ends before a word otherwise than at
    /// the end of a text.
    blank_lines: bool,
}

impl Seams {
    /// Those of a tokenizer; `ids` are the tokens of a text, `ids_on` those of one that goes on another.
    pub(super) fn probe<T: PartialEq>(
        marks: Vec<String>,
        ids: impl Fn(&str) -> Vec<T>,
        ids_on: impl Fn(&str) -> Vec<T>,
    ) -> Self {
        let apart = |before: &str, after: &str| {
            let mut parts = ids(before);
            parts.extend(ids_on(after));
            parts == ids(&format!("{before}{after}"))
        };
        let lines = apart("a\n", "Be") && apart("a.\n", "Be");
        let blank_lines = apart("a.\n\n", "Be") && apart("a\n\n", "Be") && apart("a:\n\n", "1");
        Self { marks, lines, blank_lines }
    }

    /// Whether no token reaches across this place, whatever stands around it.
    fn is_at(&self, text: &str, at: usize) -> bool {
        let (before, after) = text.split_at(at);
        let starts_line = self.lines
            && before.ends_with('\n')
            && !after.starts_with(char::is_whitespace)
            && (self.blank_lines || !before.ends_with("\n\n"));
        starts_line
            || after.starts_with(CUT)
            || before.ends_with(CUT)
            || self
                .marks
                .iter()
                .any(|mark| after.starts_with(mark.as_str()) || before.ends_with(mark.as_str()))
    }
}

/// The text behind the cache, with the place where each of its tokens ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    text: String,
    /// `None` where a token ends within a character.
    ends: Vec<Option<usize>>,
    /// The text was cut off where more of it will come, so its last tokens may turn out to be others.
    pub(super) goes_on: bool,
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
        if tokens >= self.ends.len() {
            return;
        }
        self.ends.truncate(tokens);
        let end = self.ends.last().copied().flatten().unwrap_or(0);
        self.text.truncate(end);
    }

    /// Takes a text up again behind what is shared with it; gives the part that is to be computed.
    pub(super) fn resume<'a>(&mut self, text: &'a str, from: usize) -> &'a str {
        self.goes_on = false;
        let rest = &text[from..];
        match rest.strip_prefix(CUT) {
            Some(rest) => {
                self.cut();
                rest
            }
            None => rest,
        }
    }

    /// Whether all of a text is held already.
    #[must_use]
    pub(super) fn covers(&self, text: &str) -> bool {
        self.text.starts_with(text)
    }

    /// How many tokens a prompt shares with the cache, such that the rest of it is tokenised as if it
    /// stood alone, and how many bytes of the prompt they stand for. At least one byte remains.
    #[must_use]
    pub(super) fn shared(&self, prompt: &str, seams: &Seams) -> (usize, usize) {
        let same = self.text.bytes().zip(prompt.bytes()).take_while(|(one, other)| one == other);
        let same = same.count().min(prompt.len().saturating_sub(1));
        let whole = self.text.trim_end_matches(CUT).len();
        for (index, end) in self.ends.iter().enumerate().rev() {
            let Some(end) = *end else { continue };
            let appended = !self.goes_on && end == whole && index + 1 == self.ends.len();
            if end <= same && prompt.is_char_boundary(end) && (appended || seams.is_at(prompt, end))
            {
                return (index + 1, end);
            }
        }
        (0, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(marks: &[&str]) -> Seams {
        Seams {
            marks: marks.iter().map(|mark| (*mark).to_owned()).collect(),
            lines: true,
            blank_lines: true,
        }
    }

    #[test]
    fn a_blank_line_is_a_seam_only_where_the_tokenizer_says_so() {
        let held = held(&["<s>", "a", "\n", "b", "\n\n"]);
        let seams = marks(&["<s>"]);
        assert_eq!(held.shared("<s>a\nb\n\nword", &seams), (5, 8));
        let strict = Seams { blank_lines: false, ..seams };
        // What was said up to its end is taken as it is; what was cut off to go on goes back.
        assert_eq!(held.shared("<s>a\nb\n\nword", &strict).0, 5);
        let cut_off = Held { goes_on: true, ..held };
        assert_eq!(cut_off.shared("<s>a\nb\n\nword", &strict), (3, 5));
        let bytes = probed(|text| text.chars().map(String::from).collect());
        assert!(bytes.blank_lines);
        let words = probed(|text| text.split_inclusive("\n\n").map(str::to_owned).collect());
        assert!(words.blank_lines);
        let one = probed(|text| vec![text.to_owned()]);
        assert!(!one.blank_lines && !one.lines);
    }

    fn probed(ids: fn(&str) -> Vec<String>) -> Seams {
        Seams::probe(Vec::new(), ids, ids)
    }

    #[test]
    fn an_end_within_a_character_loses_nothing_that_is_held() {
        let mut held = held(&["<s>", "a"]);
        held.push("", false);
        let before = held.clone();
        held.truncate(3);
        assert_eq!(held, before);
    }

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
        assert_eq!(held.shared("<s>say hi</s>hi</s>\n", &marks(&["</s>"])), (6, 15));
    }

    #[test]
    fn a_prompt_that_differs_goes_back_to_a_seam() {
        let held = held(&["<s>", "one", "\n", "two", " three", "</s>"]);
        assert_eq!(held.shared("<s>one\ntwo four</s>", &marks(&["<s>"])), (3, 7));
        assert_eq!(held.shared("<s>other", &marks(&["<s>"])), (1, 3));
        assert_eq!(held.shared("else", &marks(&[])), (0, 0));
    }

    #[test]
    fn the_same_prompt_again_leaves_something_to_compute() {
        let held = held(&["<s>", "a", "\n", "b", "\n"]);
        assert_eq!(held.shared("<s>a\nb\n", &marks(&["<s>"])), (3, 5));
    }

    #[test]
    fn plain_text_is_never_taken_for_a_control_token() {
        let mut plain = held(&["<s>", "<"]);
        plain.cut();
        plain.push("/s>", true);
        assert_eq!(plain.shared("<s></s>more", &marks(&["<s>"])).0, 1);
        assert_eq!(plain.shared(&format!("<s><{CUT}/s>more"), &marks(&["<s>"])).0, 3);
    }

    #[test]
    fn a_token_that_ends_within_a_character_is_no_place_to_cut() {
        let mut half = held(&["<s>"]);
        half.push("", false);
        half.push("é", true);
        half.push("x", true);
        assert_eq!(half.shared("<s>éy", &marks(&["<s>"])), (1, 3));
        half.truncate(3);
        assert_eq!((half.tokens(), half.text.as_str()), (3, "<s>é"));
    }
}
