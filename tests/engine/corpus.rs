//! Replies as models wrote them, word for word, and what each of them means, decided by hand.
//!
//! A line of `tests/corpus/replies.jsonl` is a reply: its model and temperature, the prompt of its turn, why it
//! ended, and as what it is to be read. Prompts of `dabench-…` are of InfiAgent-DABench (Apache-2.0), those of
//! `gsm8k-…` of GSM8K (MIT).

use std::collections::BTreeSet;

use ci_tui::engine::fence::Fences;
use ci_tui::engine::reading::{Found, read};
use ci_tui::engine::{EndReason, Language, Level, Phase, Report, StopCause};
use serde::Deserialize;

use super::session::Session;

#[derive(Debug, Deserialize)]
struct Recorded {
    model: String,
    temperature: f64,
    id: String,
    prompt: String,
    reply: String,
    stop: StopCause,
    expect: Expected,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Code { lang: Language, text: String },
    Answer(bool),
    Cut(bool),
}

fn recorded() -> Vec<Recorded> {
    let lines = include_str!("../corpus/replies.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("a reply")).collect()
}

impl Recorded {
    fn found(&self) -> Found {
        let mut fences = Fences::default();
        fences.push(&self.reply);
        read(&self.reply, &fences.parts(), self.stop)
    }

    fn expected(&self) -> Found {
        match &self.expect {
            Expected::Code { lang, text } => Found::Code { lang: *lang, code: text.clone() },
            Expected::Answer(true) => Found::None,
            Expected::Cut(true) => Found::Cut,
            other => panic!("{other:?} says nothing"),
        }
    }

    /// The first turn of a session in which this is the model's reply to the prompt.
    fn replied(&self) -> Session {
        Session::new().says(&self.prompt).replies_until(&self.reply, self.stop)
    }

    fn again(&self, session: Session) -> Session {
        session.replies_until(&self.reply, self.stop)
    }

    fn name(&self) -> String {
        let Self { model, temperature, id, reply, .. } = self;
        format!("{model} at {temperature}, {id}:\n{reply}\n")
    }
}

fn is_thinking(session: &Session) -> bool {
    matches!(session.state.phase(), Phase::Thinking(_))
}

fn warned(session: &Session) -> bool {
    session.reports().any(|report| matches!(report, Report::Notice { level: Level::Warning, .. }))
}

/// The plain numbers of a text, without the counters of its lists: read in the simplest way there is.
fn numbers(text: &str) -> Vec<f64> {
    let counted = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.starts_with(". ") { rest.to_owned() } else { line.to_owned() }
    };
    let lines: Vec<String> = text.lines().map(|line| counted(line.trim_start())).collect();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ',');
    lines
        .iter()
        .flat_map(|line| line.split(|c: char| !is_part(c)))
        .filter_map(|word| word.trim_matches(['.', ',']).replace(',', "").parse().ok())
        .collect()
}

#[test]
fn there_are_enough_replies_of_every_kind() {
    let all = recorded();
    let models: BTreeSet<&str> = all.iter().map(|one| one.model.as_str()).collect();
    let replies: BTreeSet<&str> = all.iter().map(|one| one.reply.trim()).collect();
    assert!(all.len() >= 150 && models.len() >= 3, "{} of {models:?}", all.len());
    assert_eq!(replies.len(), all.len(), "each reply stands there once");
}

#[test]
fn each_reply_is_read_as_it_was_meant() {
    let wrong: Vec<_> = recorded()
        .iter()
        .filter(|one| one.found() != one.expected())
        .map(|one| {
            format!("{}read as {:?}\nmeant as {:?}\n", one.name(), one.found(), one.expected())
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_reply_with_code_is_proposed_as_that_code_and_never_ends_its_turn() {
    for one in recorded() {
        let Found::Code { lang, code } = one.expected() else { continue };
        let mut session = one.replied();
        if is_thinking(&session) {
            let told = session.told().last().cloned().unwrap_or_default();
            assert!(told.starts_with("That code only prints"), "{}{told}", one.name());
            session = one.again(session);
        }
        let step = session.state.proposal().map(|step| (step.lang, step.code.clone()));
        assert_eq!(step, Some((lang, code)), "{}", one.name());
    }
}

#[test]
fn a_number_that_nobody_computed_is_sent_back_or_marked() {
    for one in recorded() {
        let given = numbers(&one.prompt);
        let invented = numbers(&one.reply).iter().any(|number| !given.contains(number));
        if !matches!(one.expect, Expected::Answer(_)) || !invented {
            continue;
        }
        let mut session = one.replied();
        for _ in 0..5 {
            if is_thinking(&session) {
                session = one.again(session);
            }
        }
        assert!(warned(&session), "{}", one.name());
    }
}

#[test]
fn a_reply_that_was_cut_off_inside_of_its_code_runs_nothing() {
    for one in recorded() {
        if matches!(one.expect, Expected::Cut(_)) {
            assert!(warned(&one.replied().idle(EndReason::MaxTokens)), "{}", one.name());
        }
    }
}
