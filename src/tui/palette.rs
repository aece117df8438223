//! Everything the program can do, as a list that is narrowed by typing: keys of where the focus was, commands, themes.

use std::collections::BTreeMap;

use super::Action;
use super::fuzzy::Fuzzy;
use super::key::Key;
use super::keymap::Context;
use super::line_edit::LineEdit;
use super::screen::{Overlay, Screen};
use super::slash::{COMMANDS, Slash};
use super::theme;
use super::update;
use crate::engine::{Language, Phase, State};
use crate::words::{KeyDesc, PaletteText, Toast};

/// How many deeds are remembered.
const RECENT: usize = 20;

/// The palette over everything else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// What was typed.
    pub filter: LineEdit,
    /// The line under the cursor.
    pub chosen: usize,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// What a key does where the focus was.
    Act(Action),
    /// A command of the composer.
    Slash(Slash),
    /// Another theme, by name.
    Theme(&'static str),
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it does when chosen.
    pub deed: Deed,
    /// That in words.
    pub text: String,
    /// The characters of the words that were typed, by number.
    pub letters: Vec<usize>,
    /// Its name in the composer.
    pub slash: Option<&'static str>,
    /// Its key, and where that is looked up if not here.
    pub key: Option<(Key, Option<Context>)>,
    /// Why it cannot be done now.
    pub why_not: Option<&'static str>,
}

/// Deeds of this session, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent(Vec<Deed>);

impl Recent {
    /// Remembers one.
    pub fn push(&mut self, deed: Deed) {
        self.0.retain(|known| *known != deed);
        self.0.insert(0, deed);
        self.0.truncate(RECENT);
    }

    fn rank(&self, deed: &Deed) -> usize {
        self.0.iter().position(|known| known == deed).unwrap_or(RECENT)
    }
}

impl Palette {
    /// The lines that fit what was typed, the best first.
    #[must_use]
    pub fn rows(&self, screen: &Screen, state: &State) -> Vec<Row> {
        let all = all(screen, state);
        let typed = self.filter.text().trim();
        let mut fuzzy = Fuzzy::new(typed);
        let mut fitting: Vec<(u32, usize, Row)> = Vec::new();
        for row in all {
            let shown = fuzzy.fit(&row.text);
            let named =
                names(&row).iter().filter_map(|name| fuzzy.fit(name)).max_by_key(|fit| fit.score);
            let score = match (&shown, &named) {
                (None, None) => continue,
                (shown, named) => {
                    let score =
                        |fit: &Option<super::fuzzy::Fit>| fit.as_ref().map_or(0, |fit| fit.score);
                    score(shown).max(score(named))
                }
            };
            let letters = shown.map(|fit| fit.letters).unwrap_or_default();
            fitting.push((score, screen.recent.rank(&row.deed), Row { letters, ..row }));
        }
        if typed.is_empty() {
            fitting.sort_by_key(|(_, recent, row)| (row.why_not.is_some(), *recent, weight(row)));
        } else {
            fitting.sort_by_key(|(score, recent, row)| {
                (std::cmp::Reverse(*score), *recent, row.why_not.is_some())
            });
        }
        fitting.into_iter().map(|(.., row)| row).collect()
    }

    /// How many lines there are without a filter.
    #[must_use]
    pub fn total(screen: &Screen, state: &State) -> usize {
        all(screen, state).len()
    }
}

/// How much lower a line stands where nothing is typed: decisions first, the way around the screen last.
fn weight(row: &Row) -> u8 {
    use Action as A;
    match &row.deed {
        Deed::Act(
            A::Approve
            | A::ApproveTurn
            | A::RunAtTerminal
            | A::Edit
            | A::Reject
            | A::EditOutside
            | A::ChangeLanguage
            | A::Pause
            | A::MoreTime
            | A::MoreMemory
            | A::LetOutputGo
            | A::KeepRunning
            | A::EndRunning
            | A::AllowSending
            | A::RefuseSending
            | A::Tell
            | A::HoldTold
            | A::Save
            | A::Pull
            | A::Remove
            | A::Filter
            | A::Sort,
        ) => 0,
        Deed::Act(
            A::Help
            | A::ChooseModel
            | A::ShowTold
            | A::Variables
            | A::Hardware
            | A::Restart
            | A::Interrupt
            | A::ComposeOutside
            | A::PageOutside
            | A::Keep
            | A::Zoom
            | A::PreviousStep
            | A::NextStep,
        ) => 1,
        Deed::Slash(_) => 2,
        Deed::Act(_) => 3,
        Deed::Theme(_) => 4,
    }
}

/// Other words that a line is found by.
fn names(row: &Row) -> Vec<String> {
    match &row.deed {
        Deed::Act(action) => {
            let slash = row.slash.map(str::to_owned);
            [Some(format!("{action:?}")), slash].into_iter().flatten().collect()
        }
        Deed::Slash(slash) => slash
            .known()
            .map(|known| known.names().map(|name| format!("/{name}")).collect())
            .unwrap_or_default(),
        Deed::Theme(name) => vec![format!("theme {name}")],
    }
}

fn all(screen: &Screen, state: &State) -> Vec<Row> {
    let mut rows = actions(screen, state);
    for known in COMMANDS {
        if let Slash::Act(action) = known.slash {
            match rows.iter_mut().find(|row| row.deed == Deed::Act(action)) {
                Some(row) => row.slash = Some(known.name),
                None => continue,
            }
            continue;
        }
        rows.push(Row {
            deed: Deed::Slash(known.slash),
            text: screen.locale.text(known.does).to_owned(),
            letters: Vec::new(),
            slash: Some(known.name),
            key: None,
            why_not: None,
        });
    }
    let themes = std::iter::once(theme::AUTO).chain(theme::BUILT_IN.iter().map(|(name, _)| *name));
    rows.extend(themes.map(|name| Row {
        deed: Deed::Theme(name),
        text: screen.locale.fill(PaletteText::ThemeOf, &[&name]),
        letters: Vec::new(),
        slash: None,
        key: None,
        why_not: None,
    }));
    rows
}

/// What keys do: those of where the focus was first, then those of everywhere, then those of other panes.
fn actions(screen: &Screen, state: &State) -> Vec<Row> {
    let here = update::contexts_below(screen, state);
    let elsewhere = [
        Context::Approval,
        Context::Running,
        Context::Code,
        Context::Output,
        Context::Chat,
        Context::Composer,
    ];
    let open = !matches!(screen.overlay, Overlay::None);
    let far = elsewhere.into_iter().filter(|context| !here.contains(context) && !open);
    let mut known: BTreeMap<Action, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    // What a key is called everywhere says more than what it is called in one place.
    let global = here.iter().copied().filter(|context| *context == Context::Global);
    let near = here.iter().copied().filter(|context| *context != Context::Global);
    for context in global.chain(near).chain(far) {
        for binding in screen.keymap.bindings(context) {
            let run = binding.run;
            if !is_deed(run) || known.contains_key(&run) || !works(run, context, &here) {
                continue;
            }
            let near = here.contains(&context);
            known.insert(run, rows.len());
            // A closer context may have another use for the key.
            let on = screen.keymap.key_for(&here, run).unwrap_or(binding.on);
            let place = (!near).then_some(context);
            rows.push(Row {
                deed: Deed::Act(run),
                text: screen.locale.known::<KeyDesc>(&binding.desc).to_owned(),
                letters: Vec::new(),
                slash: None,
                key: Some((on, place)),
                why_not: why_not(screen, state, run),
            });
        }
    }
    rows
}

/// Whether an action of another pane means the same wherever it is asked for.
fn works(run: Action, context: Context, here: &[Context]) -> bool {
    use Action as A;
    here.contains(&context)
        || matches!(
            run,
            A::Approve
                | A::ApproveTurn
                | A::RunAtTerminal
                | A::Edit
                | A::EditOutside
                | A::Reject
                | A::ChangeLanguage
                | A::Zoom
                | A::PreviousStep
                | A::NextStep
                | A::PageOutside
                | A::LetOutputGo
                | A::Keep
                | A::ShowTold
                | A::Variables
                | A::Hardware
                | A::Restart
                | A::Pause
                | A::MoreTime
                | A::MoreMemory
                | A::ComposeOutside
                | A::QuitIfEmpty
        )
}

/// Moving, typing and answering are no deeds that anyone would look for.
fn is_deed(run: Action) -> bool {
    use Action as A;
    !matches!(
        run,
        A::Left
            | A::Right
            | A::Up
            | A::Down
            | A::WordLeft
            | A::WordRight
            | A::LineStart
            | A::LineEnd
            | A::Backspace
            | A::Delete
            | A::DeleteWord
            | A::DeleteToStart
            | A::DeleteToEnd
            | A::Newline
            | A::Indent
            | A::ScrollUp
            | A::ScrollDown
            | A::Send
            | A::Cancel
            | A::Complete
            | A::Palette
            | A::Confirm
    )
}

/// Why an action would do nothing now.
fn why_not(screen: &Screen, state: &State, run: Action) -> Option<&'static str> {
    use Action as A;
    let say = |text: PaletteText| Some(screen.locale.text(text));
    let no_step = state.transcript().steps().next().is_none();
    match run {
        A::Approve
        | A::ApproveTurn
        | A::EditOutside
        | A::Reject
        | A::ChangeLanguage
        | A::RunAtTerminal
            if state.proposal().is_none() =>
        {
            say(PaletteText::NoProposal)
        }
        A::Edit if state.proposal().is_none() && matches!(screen.overlay, Overlay::None) => {
            say(PaletteText::NoProposal)
        }
        A::RunAtTerminal if state.proposal().is_some_and(|step| step.lang != Language::Bash) => {
            say(PaletteText::OnlyShell)
        }
        A::Pause | A::MoreTime | A::MoreMemory if !matches!(state.phase(), Phase::Running(_)) => {
            say(PaletteText::NoStepRuns)
        }
        A::LetOutputGo if !matches!(state.phase(), Phase::Running(running) if running.held) => {
            say(PaletteText::NoneHeld)
        }
        A::PreviousStep | A::NextStep | A::PageOutside | A::Keep | A::ShowTold if no_step => {
            Some(screen.locale.text(Toast::NoStep))
        }
        A::Variables if super::explorer::kernels(state).is_empty() => say(PaletteText::NoKernel),
        A::ChooseModel | A::Variables | A::Hardware | A::ShowTold | A::Help
            if !matches!(screen.overlay, Overlay::None) =>
        {
            say(PaletteText::FirstLeave)
        }
        _ => None,
    }
}
