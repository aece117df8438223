//! Cases from a saved session: its prompts, with the answers that were accepted.

use std::path::PathBuf;

use super::case::{Case, Expected};
use super::judge::tags;
use crate::engine::{EndReason, Entry, State, TurnId};
use crate::session::Header;

/// Every turn that ended with an answer, as a line of a file of cases.
pub(in crate::cli) fn cases(header: &Header, state: &State) -> anyhow::Result<String> {
    let mut lines = String::new();
    let entries = state.transcript().entries();
    for entry in entries {
        let Entry::End { turn, reason: EndReason::Answered } = entry else { continue };
        let Some((prompt, answer)) = said(entries, *turn) else { continue };
        let case = Case {
            id: format!("{}-{}", header.id, turn.0),
            prompt: prompt.to_owned(),
            files: Vec::<PathBuf>::new(),
            expected: expected(answer.trim()),
        };
        lines.push_str(&serde_json::to_string(&case)?);
        lines.push('\n');
    }
    if lines.is_empty() {
        anyhow::bail!("no turn of {} ended with an answer, so it holds no case", header.id);
    }
    Ok(lines)
}

/// The prompt of a turn and its last reply; nothing where one of them is empty.
fn said(entries: &[Entry], of: TurnId) -> Option<(&str, &str)> {
    let prompt = entries.iter().find_map(|entry| match entry {
        Entry::Prompt { turn, text, .. } if *turn == of => Some(text.as_str()),
        _ => None,
    })?;
    let (_, answer) = entries.iter().filter_map(Entry::words).rfind(|(turn, _)| *turn == of)?;
    (!prompt.trim().is_empty() && !answer.trim().is_empty()).then_some((prompt, answer))
}

fn expected(answer: &str) -> Expected {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, value) in tags(answer) {
        pairs.retain(|(known, _)| known != name);
        pairs.push((name.to_owned(), value.to_owned()));
    }
    if pairs.is_empty() { Expected::Reply(answer.to_owned()) } else { Expected::Answer(pairs) }
}
