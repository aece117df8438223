//! Cases: what is asked, what lies at hand, and what must stand in the reply.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::failure::wrong_usage;

/// One line of a file of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Case {
    /// Its name, once in a file.
    pub(super) id: String,
    /// What is asked.
    pub(super) prompt: String,
    /// Files that lie in its folder; paths from the folder of the file of cases.
    pub(super) files: Vec<PathBuf>,
    /// What the reply must hold.
    #[serde(flatten)]
    pub(super) expected: Expected,
}

/// What a reply must hold to be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Expected {
    /// Each name with its value, as `@name[value]`.
    Answer(Vec<(String, String)>),
    /// The numbers of a reply that was accepted before; its words, where it has no number.
    Reply(String),
}

/// A line as it is written by hand: values may be numbers, and other fields are for others.
#[derive(Deserialize)]
struct Line {
    id: String,
    prompt: String,
    #[serde(default)]
    files: Vec<PathBuf>,
    answer: Option<Vec<(String, Value)>>,
    reply: Option<String>,
}

/// All cases of a file; one that is wrong is named by its line.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Case>> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|why| wrong_usage(format!("cannot read the cases of {shown}: {why}")))?;
    let (mut cases, mut lines) = (Vec::new(), BTreeMap::new());
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let n = n + 1;
        let case = parse(line).map_err(|why| wrong_usage(format!("{shown}, line {n}: {why}")))?;
        if let Some(first) = lines.insert(case.id.clone(), n) {
            let id = &case.id;
            return Err(wrong_usage(format!(
                "{shown}, line {n}: the id {id} is already that of line {first}; give each case its own"
            )));
        }
        cases.push(case);
    }
    if cases.is_empty() {
        return Err(wrong_usage(format!("{shown} holds no case")));
    }
    Ok(cases)
}

fn parse(line: &str) -> Result<Case, String> {
    let Line { id, prompt, files, answer, reply } = serde_json::from_str(line).map_err(|why| {
        // Its line number is that of one line alone.
        let why = why.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        format!("this is no case: {why}; a case is {{\"id\", \"prompt\", \"files\": [path], \"answer\": [[name, value]]}}")
    })?;
    if prompt.trim().is_empty() {
        return Err(format!("the prompt of {id} is empty; write a question"));
    }
    let expected = match (answer, reply) {
        (Some(answer), _) if !answer.is_empty() => {
            Expected::Answer(answer.into_iter().map(|(name, value)| (name, words(value))).collect())
        }
        (_, Some(reply)) if !reply.trim().is_empty() => Expected::Reply(reply),
        _ => {
            return Err(format!(
                "{id} has nothing to be checked by; give \"answer\": [[name, value]]"
            ));
        }
    };
    Ok(Case { id, prompt, files, expected })
}

fn words(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The cases that `only` names, in their order, and of those the first `limit`.
pub(super) fn select(
    cases: Vec<Case>,
    only: &[String],
    limit: Option<u64>,
) -> anyhow::Result<Vec<Case>> {
    let mut wanted = BTreeSet::new();
    for wish in only {
        let exact = cases.iter().any(|case| case.id == *wish);
        let found = cases.iter().filter(|case| {
            if exact { case.id == *wish } else { !wish.is_empty() && case.id.contains(wish) }
        });
        let found: Vec<_> = found.map(|case| case.id.clone()).collect();
        if found.is_empty() {
            return Err(wrong_usage(format!("--only {wish}: no case has an id that holds it")));
        }
        wanted.extend(found);
    }
    let most = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let chosen = cases.into_iter().filter(|case| only.is_empty() || wanted.contains(&case.id));
    Ok(chosen.take(most).collect())
}

impl Case {
    /// Where its files lie, and what they are called in its folder.
    pub(super) fn sources(&self, base: &Path) -> anyhow::Result<Vec<(PathBuf, PathBuf)>> {
        let mut names = BTreeSet::new();
        let mut sources = Vec::new();
        for file in &self.files {
            let (id, path) = (&self.id, base.join(file));
            let fault = |what: &str| {
                Err(wrong_usage(format!("{} of the case {id}: {what}", path.display())))
            };
            match (fs::metadata(&path), path.file_name().map(PathBuf::from)) {
                (Err(error), _) => return fault(&error.to_string()),
                (Ok(facts), Some(name)) if facts.is_file() => {
                    if !names.insert(name.clone()) {
                        return fault("two files of one case cannot have the same name");
                    }
                    sources.push((path, name));
                }
                (Ok(_), _) => return fault("this is not a file; name the files themselves"),
            }
        }
        Ok(sources)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_be_numbers_and_other_fields_are_left_aside() {
        let line =
            r#"{"id":"a","prompt":"p","answer":[["n",3],["x",1.50],["w","Ü"]],"level":"easy"}"#;
        let case = parse(line).expect("a case");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = vec![pair("n", "3"), pair("x", "1.5"), pair("w", "Ü")];
        assert_eq!(case.expected, Expected::Answer(expected));
    }

    #[test]
    fn an_id_is_taken_before_its_parts() {
        let case = |id: &str| Case {
            id: id.into(),
            prompt: "p".into(),
            files: vec![],
            expected: Expected::Reply("1".into()),
        };
        let cases = || vec![case("a-1"), case("a-12"), case("b-1")];
        let ids = |only: &str, limit| {
            let only: Vec<_> = only.split_terminator(',').map(str::to_owned).collect();
            let chosen = select(cases(), &only, limit).expect("cases");
            chosen.into_iter().map(|case| case.id).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ids("a-1", None), "a-1");
        assert_eq!(ids("-1", None), "a-1 a-12 b-1");
        assert_eq!(ids("b,a-12", None), "a-12 b-1");
        assert_eq!(ids("", Some(2)), "a-1 a-12");
        assert!(select(cases(), &["c".into()], None).is_err());
    }
}
