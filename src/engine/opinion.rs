//! Second opinions: where a first try failed, others are sampled and tried out, and what agrees is taken.

use super::reading::Found;
use super::{
    CheckId, Checked, Checking, Effect, Entry, Language, Level, Mended, Phase, Policy, State,
    Stats, StopCause, Tried, TriedStatus, TurnId, approval, form, notice, turn,
};

/// Drafts of one turn, at most; more hardly ever change what agrees.
pub const MOST_DRAFTS: usize = 3;
/// Seconds that a draft may run.
const TRIAL_S: u32 = 10;

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
    let wanted = state.settings.opinions_s > 0
        && state.settings.checks
        && state.policy() == Policy::All
        && state.nudge_once("opinions");
    if wanted {
        state.opinions = Some(Opinions { turn, drafts: vec![], spent_ms: 0.0, trying: None });
    }
    turn::generate(state, turn)
}

/// Takes a reply as a draft, if second opinions are being asked for; gives it back where it is none.
pub(in crate::engine) fn drafted(
    state: &mut State,
    turn: TurnId,
    text: &str,
    found: &Found,
    stats: Stats,
) -> Option<Vec<Effect>> {
    let known: Vec<String> =
        state.transcript.steps_of(turn).map(|step| step.proposed.trim().to_owned()).collect();
    let opinions = state.opinions.as_mut().filter(|opinions| opinions.turn == turn)?;
    opinions.spent_ms += duration_ms(&stats);
    let first = opinions.drafts.is_empty();
    let code = match found {
        Found::Code { lang: Language::Python, code } => Some(code.clone()),
        _ => None,
    };
    let again = code.as_ref().is_some_and(|code| {
        known.contains(&code.trim().to_owned())
            || opinions.drafts.iter().any(|draft| draft.code.trim() == code.trim())
    });
    match code {
        Some(code) if !again => {
            let left = f64::from(state.settings.opinions_s) - opinions.spent_s();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded")]
            let trial_s = left.clamp(2.0, f64::from(TRIAL_S)) as u32;
            let draft = Draft { text: text.to_owned(), stats, code: code.clone(), came: None };
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
            let draft = Draft { text: text.to_owned(), stats, code, came: None };
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
    if let Some(Mended { code, .. }) = &found.mended {
        draft.code.clone_from(code);
    }
    let tried = found.tried.clone().unwrap_or_default();
    opinions.spent_ms += tried.ms;
    // What must not be tried out is run as it always was, and so is what nobody could try.
    if opinions.drafts.is_empty() && tried.status == TriedStatus::Refused {
        state.opinions = None;
        return Some(propose(state, turn, draft));
    }
    draft.came = came(state, turn, &tried);
    Some(add(state, turn, draft))
}

fn came(state: &State, turn: TurnId, tried: &Tried) -> Option<String> {
    if tried.status != TriedStatus::Ok {
        return None;
    }
    let slots = form::slots(&turn::prompt_of(state, turn));
    if slots.is_empty() {
        return Some(tried.output.trim().to_owned()).filter(|text| !text.is_empty());
    }
    form::filled(&tried.output, &slots).map(|values| form::written(&values))
}

/// Writes a draft down, and goes on: takes what agrees, asks for another, or takes the first that came to something.
fn add(state: &mut State, turn: TurnId, draft: Draft) -> Vec<Effect> {
    let (text, stats, came) = (draft.text.clone(), draft.stats, draft.came.clone());
    state.transcript.push(Entry::Draft { turn, text, stats, came: came.clone() });
    let budget = f64::from(state.settings.opinions_s);
    let Some(opinions) = state.opinions.as_mut() else { return turn::generate(state, turn) };
    let agreed = came.is_some() && opinions.drafts.iter().any(|other| other.came == came);
    opinions.drafts.push(draft);
    let over = opinions.drafts.len() >= MOST_DRAFTS || opinions.spent_s() >= budget;
    if !agreed && !over {
        return turn::generate(state, turn);
    }
    let drafts = state.opinions.take().map(|opinions| opinions.drafts).unwrap_or_default();
    let tries = drafts.len();
    let found = drafts.iter().rposition(|one| if agreed { one.came == came } else { false });
    let found = found.or_else(|| drafts.iter().position(|one| one.came.is_some()));
    let said = match (found, agreed) {
        (Some(_), true) => format!("Second opinions: 2 of {tries} tries agree."),
        (Some(_), false) => {
            format!("Second opinions: no two of {tries} tries agree, so take the answer with care.")
        }
        (None, _) => format!("Second opinions: none of {tries} tries came to a result."),
    };
    let level = if agreed { Level::Info } else { Level::Warning };
    let mut effects = notice(state, level, said);
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
    let Draft { text, code, .. } = draft;
    let stop = StopCause::FenceClosed;
    // Its tokens were counted with the draft.
    state.transcript.push(Entry::Reply { turn, text, stop, stats: Stats::default() });
    if code.trim().is_empty() {
        return turn::generate(state, turn);
    }
    if let Some(effects) = approval::refused(state, turn, &code) {
        return effects;
    }
    approval::propose(state, turn, Language::Python, code, vec![])
}

fn duration_ms(stats: &Stats) -> f64 {
    let decode = match stats.decode_tps {
        rate if rate > 0.0 => f64::from(stats.generated_tokens) / f64::from(rate) * 1000.0,
        _ => 0.0,
    };
    stats.ttft_ms + decode
}
