//! Second opinions: where a first try failed, others are sampled and tried out, and what agrees is taken.

use super::approval::Proposal;
use super::reading::Found;
use super::{
    CheckId, Checked, Checking, Effect, Entry, Language, Level, Mended, ModelStatus, Phase, Policy,
    State, Stats, StopCause, Tried, TriedStatus, TurnId, approval, check, form, ground, notice,
    turn,
};

/// Drafts of one turn, at most; more hardly ever change what agrees.
pub const MOST_DRAFTS: usize = 3;
/// Seconds that a draft may run.
const TRIAL_S: u32 = 5;

/// The drafts of a turn so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinions {
    turn: TurnId,
    drafts: Vec<Draft>,
    spent_ms: f64,
    trying: Option<Draft>,
}

/// A reply that is only tried out.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    text: String,
    stats: Stats,
    code: String,
    /// The model's own code, before anything was mended.
    written: String,
    /// What it came to, in a form that can be compared; `None` where it came to nothing.
    came: Option<String>,
}

impl Opinions {
    /// Which draft is under way, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.drafts.len() + 1
    }

    /// Seconds spent so far.
    #[must_use]
    pub fn spent_s(&self) -> f64 {
        self.spent_ms / 1000.0
    }

    /// Whether the draft under way leaves the failed code out and is sampled more freely.
    pub(in crate::engine) fn is_fresh(&self) -> bool {
        !self.drafts.is_empty()
    }
}

/// Begins to ask for second opinions, where steps run unasked and the time budget allows; else asks once more.
pub(in crate::engine) fn ask(state: &mut State, turn: TurnId) -> Vec<Effect> {
    if is_wanted(state) {
        state.opinions = Some(Opinions { turn, drafts: vec![], spent_ms: 0.0, trying: None });
    }
    turn::generate(state, turn)
}

/// Ends them; a draft that is being tried out becomes a reply like others.
pub(in crate::engine) fn give_up(state: &mut State) {
    let trying = state.opinions.take().and_then(|opinions| Some((opinions.turn, opinions.trying?)));
    if let Some((turn, Draft { text, stats, .. })) = trying {
        let stop = StopCause::FenceClosed;
        state.transcript.push(Entry::Reply { turn, text, stop, stats });
    }
}

/// Whether steps run unasked and the user gives the time; once a turn.
fn is_wanted(state: &mut State) -> bool {
    state.settings.opinions_s > 0
        && state.settings.checks
        && state.policy() == Policy::All
        && state.nudge_once("opinions")
}

/// The filled form with its numbers in one spelling.
fn comparable(values: &[(String, String)]) -> String {
    let plain = |value: &String| {
        value.parse::<f64>().map_or_else(|_| value.clone(), |number| number.to_string())
    };
    let values: Vec<_> = values.iter().map(|(name, value)| (name.clone(), plain(value))).collect();
    form::written(&values)
}

/// Takes a reply as a draft, if second opinions are being asked for; gives it back where it is none.
pub(in crate::engine) fn drafted(
    state: &mut State,
    turn: TurnId,
    text: &str,
    found: &Found,
    stats: Stats,
) -> Option<Vec<Effect>> {
    let code = match found {
        Found::Code { lang: Language::Python, code } => Some(code.clone()),
        _ => None,
    };
    let ran = code
        .as_ref()
        .is_some_and(|code| state.transcript.steps_of(turn).any(|step| step.is_of(code)));
    if state.policy() != Policy::All {
        // The user wants to be asked again.
        state.opinions = None;
    }
    let opinions = state.opinions.as_mut().filter(|opinions| opinions.turn == turn)?;
    opinions.spent_ms += duration_ms(&stats);
    let first = opinions.drafts.is_empty();
    let same =
        |draft: &&Draft| code.as_ref().is_some_and(|code| draft.written.trim() == code.trim());
    let known = opinions.drafts.iter().find(same);
    // The same code again comes to the same.
    let (again, came) = (ran || known.is_some(), known.and_then(|draft| draft.came.clone()));
    match code {
        Some(code) if !again => {
            let left = f64::from(state.settings.opinions_s) - opinions.spent_s();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
            let trial_s = left.clamp(2.0, f64::from(TRIAL_S)) as u32;
            let (text, written) = (text.to_owned(), code.clone());
            let draft = Draft { text, stats, code: code.clone(), written, came: None };
            opinions.trying = Some(draft);
            let lang = Language::Python;
            let check = state.next_check();
            state.phase = Phase::Checking(Checking { turn, check, lang, code: code.clone() });
            Some(vec![Effect::CheckCode { check, lang, code, trial_s }])
        }
        // The first draft is the reply that would have come anyway.
        None if first => {
            state.opinions = None;
            None
        }
        code => {
            let code = code.unwrap_or_default();
            let (text, written) = (text.to_owned(), code.clone());
            let draft = Draft { text, stats, code, written, came };
            Some(add(state, turn, draft))
        }
    }
}

/// Takes what came of trying a draft out; `None` where no second opinions are being asked for.
pub(in crate::engine) fn tried(
    state: &mut State,
    check: CheckId,
    found: &Checked,
) -> Option<Vec<Effect>> {
    let Phase::Checking(checking) = &state.phase else { return None };
    if checking.check != check {
        return None;
    }
    let turn = checking.turn;
    let opinions = state.opinions.as_mut()?;
    let mut draft = opinions.trying.take()?;
    let tried = found.tried.clone().unwrap_or_default();
    opinions.spent_ms += tried.ms;
    // What must not be tried out goes the way of every reply, and so does what nobody could try.
    if opinions.drafts.is_empty() && tried.status == TriedStatus::Refused {
        opinions.trying = Some(draft);
        give_up(state);
        return None;
    }
    let mut effects = Vec::new();
    if let Some(Mended { code, note }) = &found.mended {
        draft.code.clone_from(code);
        effects = check::say_once(state, note.clone());
    }
    draft.came = came(state, turn, &draft.code, &tried);
    effects.extend(add(state, turn, draft));
    Some(effects)
}

/// What a draft came to; code that only prints what the model made up came to nothing.
fn came(state: &State, turn: TurnId, code: &str, tried: &Tried) -> Option<String> {
    if tried.status != TriedStatus::Ok || ground::is_constant(Language::Python, code) {
        return None;
    }
    let slots = form::slots(&turn::prompt_of(state, turn));
    if slots.is_empty() {
        return Some(tried.output.trim().to_owned()).filter(|text| !text.is_empty());
    }
    form::filled(&tried.output, &slots).map(|values| comparable(&values))
}

/// Writes a draft down, and goes on: takes what agrees, asks for another, or takes the first that came to something.
fn add(state: &mut State, turn: TurnId, draft: Draft) -> Vec<Effect> {
    let (text, stats, came) = (draft.text.clone(), draft.stats, draft.came.clone());
    state.transcript.push(Entry::Draft { turn, text, stats, came: came.clone() });
    let budget = f64::from(state.settings.opinions_s);
    let Some(opinions) = state.opinions.as_mut() else { return turn::generate(state, turn) };
    let agreed = came.is_some() && opinions.drafts.iter().any(|other| other.came == came);
    opinions.drafts.push(draft);
    let over = opinions.drafts.len() >= MOST_DRAFTS
        || opinions.spent_s() >= budget
        || !matches!(state.model, ModelStatus::Ready(_));
    if !agreed && !over {
        return turn::generate(state, turn);
    }
    let drafts = state.opinions.take().map(|opinions| opinions.drafts).unwrap_or_default();
    let tries = drafts.len();
    let agrees = |one: &Draft| agreed && one.came == came;
    let found = drafts
        .iter()
        .rposition(agrees)
        .or_else(|| drafts.iter().position(|one| one.came.is_some()));
    let said = match (found, agreed) {
        (Some(_), true) => format!("Second opinions: 2 of {tries} tries agree."),
        (Some(_), false) => {
            format!("Second opinions: no two of {tries} tries agree, so take the answer with care.")
        }
        (None, _) => format!("Second opinions: none of {tries} tries came to a result."),
    };
    let level = if agreed { Level::Info } else { Level::Warning };
    // One try is no opinion on another.
    let mut effects = if tries > 1 { notice(state, level, said) } else { vec![] };
    // Where all failed, the likeliest is run, so that its error is seen.
    let chosen = found.unwrap_or(0);
    effects.extend(match drafts.into_iter().nth(chosen) {
        Some(draft) => propose(state, turn, draft),
        None => turn::generate(state, turn),
    });
    effects
}

/// Proposes a draft as if it had been the reply.
fn propose(state: &mut State, turn: TurnId, draft: Draft) -> Vec<Effect> {
    let Draft { text, code, written, .. } = draft;
    let stop = StopCause::FenceClosed;
    // Its tokens were counted with the draft.
    state.transcript.push(Entry::Reply { turn, text, stop, stats: Stats::default() });
    let written = (written != code).then_some(written);
    let proposal = Proposal { lang: Language::Python, code, written, doubts: vec![] };
    approval::propose(state, turn, proposal)
}

fn duration_ms(stats: &Stats) -> f64 {
    let decode = match stats.decode_tps {
        rate if rate > 0.0 => f64::from(stats.generated_tokens) / rate * 1000.0,
        _ => 0.0,
    };
    stats.ttft_ms + decode
}
