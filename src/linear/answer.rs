//! What a line means as the answer to a question; whatever is not understood decides nothing.

use crate::engine::Scope;
use crate::tui::Action;
use crate::tui::keymap::{Context, Keymap};

/// What is to become of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It runs.
    Approve(Scope),
    /// It is changed line by line.
    Edit,
    /// It is changed in an editor.
    EditOutside,
    /// It does not run; the reason, where one was given.
    Reject(Option<String>),
    /// Another language runs it.
    ChangeLanguage,
    /// It is shown again.
    Show,
    /// The letters are explained.
    Help,
    /// It needs a screen.
    OnlyThere,
    /// It decides nothing.
    Unclear,
}

/// Reads the answer by the same keys as the workspace; whole words mean the same.
pub(super) fn verdict(keymap: &Keymap, line: &str) -> Verdict {
    // Several lines are a paste, which never decides.
    if line.contains('\n') {
        return Verdict::Unclear;
    }
    let (word, rest) =
        line.trim().split_once(char::is_whitespace).unwrap_or_else(|| (line.trim(), ""));
    let reason = Some(rest.trim().to_owned()).filter(|reason| !reason.is_empty());
    let key = word.parse().ok();
    let bound = key.and_then(|key| keymap.action(&[Context::Approval], key));
    let meant = match (bound, word) {
        (Some(Action::Approve), _) | (None, "approve") => Verdict::Approve(Scope::Once),
        (Some(Action::ApproveTurn), _) | (None, "all") => Verdict::Approve(Scope::Turn),
        (Some(Action::Edit), _) | (None, "edit") => Verdict::Edit,
        (Some(Action::EditOutside), _) => Verdict::EditOutside,
        (Some(Action::Reject), _) | (None, "reject") => return Verdict::Reject(reason),
        (Some(Action::ChangeLanguage), _) => Verdict::ChangeLanguage,
        (Some(_), _) => Verdict::OnlyThere,
        (None, "s" | "show") => Verdict::Show,
        (None, "?" | "help" | "/help") => Verdict::Help,
        _ => Verdict::Unclear,
    };
    // `a cat sat there` is no approval.
    if rest.is_empty() { meant } else { Verdict::Unclear }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_letter_itself_decides() {
        let keymap = Keymap::built_in().expect("keys");
        let read = |line| verdict(&keymap, line);
        assert_eq!(read("a"), Verdict::Approve(Scope::Once));
        assert_eq!(read(" A \r"), Verdict::Approve(Scope::Turn));
        assert_eq!(read("r no such column"), Verdict::Reject(Some("no such column".into())));
        assert_eq!(read("reject"), Verdict::Reject(None));
        for line in ["", " ", "y", "aa", "a cat", "a\nb", "a\n", "\n", "approve it", "enter", "ok"]
        {
            assert_eq!(read(line), Verdict::Unclear, "{line:?}");
        }
        assert_eq!(read("i"), Verdict::OnlyThere);
    }

    #[test]
    fn letters_are_those_of_the_users_own_keys() {
        let mut keymap = Keymap::built_in().expect("keys");
        let own =
            "[approval]\nkeys = [{ on = \"y\", run = \"approve\" }, { on = \"a\", run = \"\" }]";
        keymap.merge(own, std::path::Path::new("keys.toml")).expect("keys");
        assert_eq!(verdict(&keymap, "y"), Verdict::Approve(Scope::Once));
        assert_eq!(verdict(&keymap, "a"), Verdict::Unclear);
    }
}
