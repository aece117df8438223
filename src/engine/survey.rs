//! What lies in the working directory, as far as the model should know it with a prompt.

use serde::{Deserialize, Serialize};

use super::State;

/// One file or folder, in few words and in more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileNote {
    /// Its name; a folder's ends with `/`.
    pub name: String,
    /// Size and length, such as `158 rows, 16 KB`.
    pub brief: String,
    /// Columns, tables or first lines; empty where nothing is known.
    pub detail: String,
    /// Whether it holds a table or a database: such files are described unasked.
    pub table: bool,
    /// Whether it is a database, which needs no help to be read.
    #[serde(default)]
    pub database: bool,
}

/// The working directory, and the Python that runs there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// One sentence about the Python; empty where none answered.
    pub python: String,
    /// How that Python reads tables, where that needs saying.
    #[serde(default)]
    pub tables: String,
    /// What there is, tables first.
    pub files: Vec<FileNote>,
    /// How many more there are.
    pub more: u64,
}

/// Files that are only named, at most.
const MOST_NAMED: usize = 20;
/// Bytes of all details together: prefill costs time.
const MOST_DETAIL: usize = 2400;
/// Bytes of one file's details where several are told.
const MOST_EACH: usize = 1600;

/// What this prompt is told of the working directory: with the first one everything, later only what
/// it names and what was not told before, since the prompt stays append-only.
pub(in crate::engine) fn tell(state: &mut State, prompt: &str) -> String {
    let brought = std::mem::take(&mut state.attached);
    let mut told = folder(state, prompt, &brought);
    for note in &brought {
        let gap = if told.is_empty() { "" } else { "\n\n" };
        told.push_str(gap);
        told.push_str("Attached: ");
        told.push_str(line(note, &note.detail).trim_start_matches("- "));
    }
    told
}

/// What is told of the folder; files that the prompt brings with it are told there.
fn folder(state: &mut State, prompt: &str, brought: &[FileNote]) -> String {
    let Some(survey) = &state.survey else { return String::new() };
    let first = state.transcript.prompts().next().is_none();
    let mut news = survey.clone();
    news.files.retain(|note| brought.iter().all(|one| one.name != note.name));
    if !first {
        news.python = String::new();
        if state.told_files.iter().any(|note| note.table && !note.database) {
            news.tables = String::new();
        }
        news.more = 0;
        news.files.retain(|note| names(prompt, note) && !state.told_files.contains(note));
    }
    let text = context(&news, prompt);
    state.told_files.retain(|old| news.files.iter().all(|note| note.name != old.name));
    state.told_files.extend(news.files);
    text
}

/// What a prompt is told of the files: those that it names in detail; all tables, if it names none.
#[must_use]
pub fn context(survey: &Survey, prompt: &str) -> String {
    let mut lines = Vec::new();
    if !survey.python.is_empty() {
        lines.push(survey.python.clone());
    }
    if survey.files.is_empty() {
        if !survey.python.is_empty() {
            lines.push("There are no files in the folder.".to_owned());
        }
        return lines.join("\n");
    }
    let named: Vec<&FileNote> = survey.files.iter().filter(|note| names(prompt, note)).collect();
    let told = |note: &FileNote| {
        if named.is_empty() { note.table } else { named.iter().any(|one| one.name == note.name) }
    };
    let reads_table = survey.files.iter().any(|note| note.table && !note.database && told(note));
    if reads_table && !survey.tables.is_empty() {
        lines.push(survey.tables.clone());
    }
    lines.push("Files in the folder:".to_owned());
    let mut left = MOST_DETAIL;
    for note in survey.files.iter().filter(|note| told(note)) {
        let detail = cut(&note.detail, left.min(MOST_EACH));
        left -= detail.len();
        lines.push(line(note, detail));
    }
    let others: Vec<&FileNote> = survey.files.iter().filter(|note| !told(note)).collect();
    // Beside a file that was named, others are a distraction.
    let most = if named.is_empty() { MOST_NAMED } else { MOST_NAMED / 4 };
    lines.extend(others.iter().take(most).map(|note| line(note, "")));
    let more = survey.more + others.len().saturating_sub(most) as u64;
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    lines.join("\n")
}

fn names(prompt: &str, note: &FileNote) -> bool {
    let name = note.name.trim_end_matches('/');
    name.len() > 2 && prompt.contains(name)
}

fn line(note: &FileNote, detail: &str) -> String {
    let brief = if note.brief.is_empty() { String::new() } else { format!(" ({})", note.brief) };
    let colon = if detail.is_empty() { "" } else { ":\n  " };
    format!("- {}{brief}{colon}{detail}", note.name)
}

/// At most so many bytes, cut behind a whole piece.
fn cut(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = &text[..end];
    head.rfind([';', '\n', ',']).map_or("", |at| &head[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(name: &str, table: bool) -> FileNote {
        FileNote {
            name: name.into(),
            brief: "3 rows".into(),
            detail: "day int: 1; amount float: 2.5".into(),
            table,
            database: name.ends_with(".sqlite"),
        }
    }

    #[test]
    fn how_tables_are_read_is_told_beside_tables_only() {
        let tables = "Use minipandas.".to_owned();
        let files = vec![note("a.csv", true), note("b.sqlite", true)];
        let survey = Survey { python: "Python.".into(), tables, files, more: 0 };
        assert!(context(&survey, "Sum a.csv").starts_with("Python.\nUse minipandas.\nFiles"));
        assert!(context(&survey, "Look into b.sqlite").starts_with("Python.\nFiles"));
        let empty = Survey { files: vec![], ..survey };
        assert_eq!(context(&empty, "2 + 2?"), "Python.\nThere are no files in the folder.");
    }

    #[test]
    fn a_file_that_the_prompt_names_is_told_in_detail_and_the_others_by_name() {
        let files = vec![note("a.csv", true), note("b.csv", true), note("c.txt", false)];
        let survey = Survey { python: "Python 3.12.".into(), files, more: 2, ..Survey::default() };
        assert_eq!(
            context(&survey, "What is the mean in b.csv?"),
            "Python 3.12.\nFiles in the folder:\n- b.csv (3 rows):\n  day int: 1; amount float: 2.5\n- a.csv (3 rows)\n- c.txt (3 rows)\n- and 2 more"
        );
    }

    #[test]
    fn without_a_name_all_tables_are_told_in_detail() {
        let survey =
            Survey { files: vec![note("a.csv", true), note("c.txt", false)], ..Survey::default() };
        assert_eq!(
            context(&survey, "Look around"),
            "Files in the folder:\n- a.csv (3 rows):\n  day int: 1; amount float: 2.5\n- c.txt (3 rows)"
        );
    }

    #[test]
    fn details_have_a_budget_and_are_cut_behind_a_column() {
        let mut wide = note("a.csv", true);
        wide.detail = "column int: 1; ".repeat(1000);
        let told = context(&Survey { files: vec![wide], ..Survey::default() }, "");
        assert!(told.len() < MOST_EACH + 60 && told.ends_with("column int: 1"), "{told}");
    }
}
