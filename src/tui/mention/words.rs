//! Which words of a prompt name files.

/// The `@word` that the cursor stands behind: what follows the sign.
#[must_use]
pub fn at_cursor(before: &str) -> Option<&str> {
    let start = before.rfind('@')?;
    let word = &before[start + 1..];
    let begins = before[..start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || "([{\"'".contains(c));
    let open = word.strip_prefix('"');
    let whole = match open {
        Some(quoted) => !quoted.contains('"'),
        None => !word.contains(char::is_whitespace),
    };
    (begins && whole).then_some(open.unwrap_or(word))
}

/// Every path that a prompt names with `@`, once, as written.
#[must_use]
pub fn named(prompt: &str) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for (_, _, path) in spans(prompt) {
        if !path.is_empty() && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    }
    paths
}

/// The prompt with the plain name of each of these files: a model would take the sign for a part of it.
#[must_use]
pub fn without_signs(prompt: &str, files: &[String]) -> String {
    let mut text = String::new();
    let mut last = 0;
    for (start, end, path) in spans(prompt) {
        if files.iter().any(|file| file.trim_end_matches('/') == path.trim_end_matches('/')) {
            text.push_str(&prompt[last..start]);
            text.push_str(path);
            last = end;
        }
    }
    text.push_str(&prompt[last..]);
    text
}

/// Start, end and path of every mention.
fn spans(prompt: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    for (start, _) in prompt.match_indices('@') {
        let before = prompt[..start].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "([{\"'".contains(c));
        let inside = found.last().is_some_and(|(_, end, _)| start < *end);
        if !begins || inside {
            continue;
        }
        let rest = &prompt[start + 1..];
        if let Some((path, _)) = rest.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
            found.push((start, start + path.len() + 3, path));
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        // What ends a sentence is no part of a name.
        let path =
            rest[..end].trim_end_matches(['.', ',', ';', ':', '?', '!', ')', ']', '}', '"', '\'']);
        found.push((start, start + 1 + path.len(), path));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_at_the_beginning_of_a_word_names_a_file() {
        assert_eq!(at_cursor("What is in @sal"), Some("sal"));
        assert_eq!(at_cursor("@"), Some(""));
        assert_eq!(at_cursor("@\"my fi"), Some("my fi"));
        assert_eq!(at_cursor("mail me@home"), None);
        assert_eq!(at_cursor("@a b"), None);
        let prompt = "Join @a.csv, @\"b c.csv\" and (@in/d.txt). Not x@y.z; @a.csv again?";
        assert_eq!(named(prompt), ["a.csv", "b c.csv", "in/d.txt"]);
    }

    #[test]
    fn files_lose_the_sign_and_other_words_keep_it() {
        let files = ["a.csv", "b c.csv"].map(str::to_owned);
        let prompt = "Join @a.csv, @\"b c.csv\" and @property.";
        assert_eq!(without_signs(prompt, &files), "Join a.csv, b c.csv and @property.");
    }
}
