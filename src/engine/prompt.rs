//! The transcript as messages for the model: append-only, so that the KV cache holds most of it.

use super::{
    Author, Entry, Language, Message, Opinions, Prompt, Role, State, Step, StepId, StepStatus,
    StopCause, StopRule, TurnId, Verdict, approval, form, ground, trouble, turn,
};

const RULES: &str = include_str!("system.md");

/// A prompt and, for each message, the transcript entry it came from; `None` for the rules.
pub(in crate::engine) struct Built {
    pub(in crate::engine) prompt: Prompt,
    pub(in crate::engine) sources: Vec<Source>,
}

/// Where a message came from, and whether it may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Source {
    /// The rules, or what is being asked now.
    Fixed,
    /// This entry; leaving it out leaves out all before it.
    Entry(usize),
}

/// Builds the prompt of the current turn from entry `told_from` on.
pub(in crate::engine) fn build(state: &State, stop: StopRule) -> Built {
    build_for(state, stop, state.phase.turn().unwrap_or(TurnId(state.last_turn)))
}

/// Builds what the prompt of the next turn will begin with.
pub(in crate::engine) fn build_next(state: &State, stop: StopRule) -> Built {
    build_for(state, stop, TurnId(state.last_turn + 1))
}

fn build_for(state: &State, stop: StopRule, current: TurnId) -> Built {
    let mut built = Built {
        prompt: Prompt {
            messages: vec![],
            sampling: trouble::sampling(state),
            stop,
            opening: opening(state),
        },
        sources: vec![],
    };
    built.add(Source::Fixed, Role::System, rules(&state.settings.languages));
    let entries = state.transcript.entries();
    let drafting = state.opinions().is_some_and(Opinions::is_fresh);
    let anew = trouble::begins_afresh(state, current);
    let tries = if anew { trouble::failed(state, current) } else { vec![] };
    let afresh = !tries.is_empty();
    let asked_at = entries
        .iter()
        .rposition(|entry| matches!(entry, Entry::Prompt { turn, .. } if *turn == current));
    for (at, entry) in entries.iter().enumerate() {
        let asked_now = matches!(entry, Entry::Prompt { turn, .. } if *turn == current);
        let is_hidden = at < state.told_from && !asked_now
            || afresh && is_dropped(state, at, current, &tries)
            || drafting && asked_at.is_some_and(|asked| at > asked);
        if is_hidden {
            continue;
        }
        let source = if asked_now { Source::Fixed } else { Source::Entry(at) };
        match entry {
            Entry::Prompt { text, context, .. } => {
                let mut text = asking(context, text);
                if asked_now && afresh {
                    text.push_str(&trouble::summary(state, &tries));
                }
                built.add(source, Role::User, text);
            }
            Entry::Reply { text, stop, .. }
                if *stop != StopCause::Died && !text.trim().is_empty() =>
            {
                built.add(source, Role::Assistant, text.clone());
            }
            Entry::Step(id) => {
                let told = state.transcript.step(*id).filter(|step| step.is_over());
                if let Some(text) = told.and_then(|step| state.told_of(step.id)) {
                    built.add(source, Role::User, text);
                }
            }
            Entry::Taken { text, .. } => built.add(source, Role::Assistant, text.clone()),
            Entry::Nudge { text, .. } => built.add(source, Role::User, text.clone()),
            Entry::Reply { .. }
            | Entry::Draft { .. }
            | Entry::Notice { .. }
            | Entry::End { .. } => {}
        }
    }
    built
}

/// Whether a turn that goes in circles begins afresh without this: a try that failed, and what was said of it.
fn is_dropped(state: &State, at: usize, current: TurnId, tries: &[StepId]) -> bool {
    let entries = state.transcript.entries();
    let tried = |entry: &Entry| matches!(entry, Entry::Step(id) if tries.contains(id));
    let is_over = entries.iter().skip(at).any(tried);
    let nudged = |text: &str| is_over || text.starts_with(approval::AGAIN);
    match (&entries[at], state.transcript.after(at)) {
        (Entry::Step(id), _) => tries.contains(id),
        (Entry::Nudge { turn, text }, _)
        | (Entry::Reply { turn, .. }, Some(Entry::Nudge { text, .. })) => {
            *turn == current && nudged(text)
        }
        (Entry::Reply { turn, .. }, Some(Entry::Step(id))) => {
            *turn == current && tries.contains(id)
        }
        _ => false,
    }
}

/// How the next reply must begin: with code, where talk was sent back for want of it.
fn opening(state: &State) -> String {
    let mut entries = state.transcript.entries().iter().rev();
    let last = entries.find(|entry| !matches!(entry, Entry::Notice { .. }));
    let Some(Entry::Nudge { turn, text }) = last else { return String::new() };
    let languages = &state.settings.languages;
    let shell = wants_shell(&turn::prompt_of(state, *turn));
    let wanted = if shell { Language::Bash } else { Language::Python };
    match languages.iter().find(|lang| **lang == wanted).or_else(|| languages.first()) {
        Some(lang) if ground::wants_code(text) => format!("```{}\n", lang.name()),
        _ => String::new(),
    }
}

/// Whether a prompt asks for the shell by name.
fn wants_shell(prompt: &str) -> bool {
    let lower = prompt.to_ascii_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "bash" | "shell"))
}

impl Built {
    /// Messages of one role in a row become one: strict templates want the roles to alternate.
    fn add(&mut self, source: Source, role: Role, text: String) {
        match self.prompt.messages.last_mut() {
            Some(last) if last.role == role => {
                last.text.push_str("\n\n");
                last.text.push_str(&text);
                // A merged message is dropped only with its later part.
                if let Some(known) = self.sources.last_mut()
                    && *known != Source::Fixed
                {
                    *known = source;
                }
            }
            _ => {
                self.prompt.messages.push(Message { role, text });
                self.sources.push(source);
            }
        }
    }
}

/// The first entry to tell so that the prompt takes three quarters of `limit`, or else just fits; `None` if
/// too little can go.
pub(in crate::engine) fn shorten(
    sources: &[Source],
    counts: &[u32],
    limit: u32,
    told_from: usize,
) -> Option<usize> {
    let needed: u32 = counts.iter().sum();
    let excess = needed.saturating_sub(limit / 4 * 3);
    let (mut freed, mut last) = (0, None);
    // The last message is what the model must react to.
    let droppable = sources.iter().zip(counts).take(sources.len().saturating_sub(1));
    for (source, count) in droppable {
        if let Source::Entry(at) = source {
            freed += count;
            last = Some(at + 1);
            if freed >= excess {
                break;
            }
        }
    }
    last.filter(|from| *from > told_from && needed.saturating_sub(freed) <= limit)
}

fn rules(languages: &[Language]) -> String {
    let names: Vec<_> = languages.iter().map(|lang| format!("```{}", lang.name())).collect();
    RULES.trim().replace("{languages}", &names.join(" or "))
}

/// The prompt behind what is known of the files; where it asks for a form, with how code prints it.
fn asking(context: &str, text: &str) -> String {
    let slots = form::slots(text);
    let form = if slots.is_empty() {
        String::new()
    } else {
        let lang = if wants_shell(text) { Language::Bash } else { Language::Python };
        let example = form::example(lang, text, &slots);
        format!(
            "\n\nCompute step by step, each quantity in a variable. End your code with a line that prints the answer in the form asked for, like\n{example}"
        )
    };
    let gap = if context.is_empty() { "" } else { "\n\n" };
    format!("{context}{gap}{text}{form}")
}

/// What the model is told about a decided step whose output is put in these words.
pub(in crate::engine) fn feedback(state: &State, step: &Step, words: &str) -> Option<String> {
    let decision = step.decision.as_ref()?;
    if decision.verdict == Verdict::Rejected {
        let why = match &decision.reason {
            Some(reason) => format!(" The reason: {reason}"),
            None => " Ask what is wanted, or propose something else.".to_owned(),
        };
        return Some(format!("The user rejected this code, so it was not run.{why}"));
    }
    let mut text = String::new();
    if step.author == Author::User {
        let lang = step.lang.name();
        text = format!("I ran this myself:\n```{lang}\n{}\n```\n", step.code.trim_end());
    } else if decision.verdict == Verdict::Edited {
        text.push_str("The user changed your code before it ran:\n");
        text.push_str(&changes(&step.proposed, &step.code));
        text.push('\n');
    }
    text.push_str("Output:\n");
    text.push_str(words);
    if step.result.as_ref().is_some_and(|result| result.status == StepStatus::Ok)
        && let Some(form) = asked_form(&turn::prompt_of(state, step.turn))
    {
        text.push_str("\n\nIf this holds the answer, reply with it in the form asked for:\n");
        text.push_str(form);
    }
    Some(text)
}

/// Lines that a person removed and added.
fn changes(proposed: &str, code: &str) -> String {
    let diff = similar::TextDiff::from_lines(proposed, code);
    let mut text = String::new();
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
            similar::ChangeTag::Equal => continue,
        };
        text.push(sign);
        text.push_str(change.value().trim_end_matches('\n'));
        text.push('\n');
    }
    text
}

/// The part of a prompt that says how the answer must look, if it has one.
fn asked_form(prompt: &str) -> Option<&str> {
    const MOST: usize = 400;
    let lower = prompt.to_ascii_lowercase();
    let at =
        ["answer format:", "output format:", "format:"].iter().find_map(|word| lower.find(word))?;
    let form = prompt.get(at..)?.trim();
    (form.len() <= MOST).then_some(form)
}
