//! A conversation as a Jupyter notebook: prompts and replies are text, steps are cells with what they printed.

use serde_json::{Value, json};

use super::Header;
use super::export::printed;
use crate::engine::fence::{Fences, Part};
use crate::engine::{Entry, Language, State, Step, StepStatus, Verdict};
use crate::plain::plain;

/// The notebook that `state` makes, in format 4.5.
#[must_use]
pub fn notebook(header: &Header, state: &State) -> String {
    let mut cells = vec![markdown(&format!("# Session {}\n\n{}", header.id, header.created))];
    for entry in state.transcript().entries() {
        match entry {
            Entry::Prompt { text, .. } => cells.push(markdown(&format!("**›** {}", plain(text)))),
            Entry::Reply { text, .. } | Entry::Taken { text, .. } => {
                let prose = prose(text);
                if !prose.is_empty() {
                    cells.push(markdown(&prose));
                }
            }
            Entry::Step(id) => cells.extend(state.transcript().step(*id).map(cell)),
            _ => {}
        }
    }
    for (n, cell) in cells.iter_mut().enumerate() {
        cell["id"] = format!("c{n}").into();
    }
    let page = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python" },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    format!("{page:#}\n")
}

fn markdown(text: &str) -> Value {
    json!({ "cell_type": "markdown", "id": "", "metadata": {}, "source": lines(text) })
}

/// The words of a reply; its code is the cell behind it.
fn prose(text: &str) -> String {
    let mut fences = Fences::default();
    fences.push(text);
    let parts = fences.parts().into_iter().filter_map(|part| match part {
        Part::Prose(prose) => Some(plain(prose.trim())),
        Part::Block { .. } => None,
    });
    parts.filter(|prose| !prose.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn cell(step: &Step) -> Value {
    let code = plain(step.code.trim_end());
    let verdict = step.decision.as_ref().map(|decision| decision.verdict);
    if verdict == Some(Verdict::Rejected) || verdict.is_none() {
        return markdown(&format!("*Not run:*\n\n```{}\n{code}\n```", step.lang.name()));
    }
    // What the Python kernel of Jupyter runs in another language.
    let source = match step.lang {
        Language::Python => code,
        Language::Bash => format!("%%bash\n{code}"),
        Language::JavaScript => format!("%%script node\n{code}"),
    };
    json!({
        "cell_type": "code",
        "execution_count": step.id.0,
        "id": "",
        "metadata": {},
        "outputs": outputs(step),
        "source": lines(&source),
    })
}

fn outputs(step: &Step) -> Vec<Value> {
    let text = plain(printed(step).trim_end());
    if text.is_empty() {
        return Vec::new();
    }
    let failed = step.result.as_ref().is_some_and(|result| result.status != StepStatus::Ok);
    let name = if failed { "stderr" } else { "stdout" };
    vec![json!({ "name": name, "output_type": "stream", "text": lines(&format!("{text}\n")) })]
}

/// As notebooks keep text: a list of lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
