//! Commands of the composer: taken from what was typed, and obeyed.

use super::{dispatch, leave};
use crate::engine::{Command, Entry, Language, Phase, Policy, State, TurnId};
use crate::tui::Action;
use crate::tui::asking::Asking;
use crate::tui::explorer::is_busy;
use crate::tui::facts::Facts;
use crate::tui::papers::Paper;
use crate::tui::screen::{Errand, Overlay, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::slash::{Arguments, Known, Slash, Typed, nearest, offers, read};
use crate::words::{CommandText, Composer, Toast};

/// What became of a text that was sent.
pub(super) enum Taken<'a> {
    /// It is a prompt: these words.
    Prompt(&'a str),
    /// It was a command.
    Done(Vec<Command>),
}

/// Reads a text that is to be sent; what looks like a command and is none is told once, and sent the second time.
pub(super) fn take<'a>(screen: &mut Screen, state: &State, text: &'a str) -> Taken<'a> {
    let insisted = screen.insisted.take().is_some_and(|before| before == text);
    match read(text) {
        Typed::Prompt(prompt) => Taken::Prompt(prompt),
        Typed::Unknown(_) | Typed::Unfit(_) if insisted => Taken::Prompt(text),
        Typed::Unknown(word) => {
            let shown: String = word.chars().take(20).collect();
            let words = match nearest(word) {
                Some(name) => {
                    let name = format!("{}{name}", &word[..1]);
                    screen.locale.fill(CommandText::Nearest, &[&shown, &name])
                }
                None => screen.locale.fill(CommandText::Unknown, &[&shown]),
            };
            refuse(screen, text, words)
        }
        Typed::Unfit(known) => {
            let takes = takes(screen, known);
            let words = screen.locale.fill(CommandText::Unfit, &[&known.name, &takes]);
            refuse(screen, text, words)
        }
        Typed::Shell("") => {
            screen.tell(CommandText::ShellEmpty);
            Taken::Done(Vec::new())
        }
        Typed::Shell(line) => {
            keep_typed(screen, text, |screen| obey(screen, state, Slash::Shell, line))
        }
        Typed::Command(known, rest) => {
            keep_typed(screen, text, |screen| obey(screen, state, known.slash, rest))
        }
    }
}

fn refuse<'a>(screen: &mut Screen, text: &str, words: String) -> Taken<'a> {
    screen.say(words);
    screen.insisted = Some(text.to_owned());
    Taken::Done(Vec::new())
}

/// Obeyed commands leave the composer and can be brought back by the arrow keys; refused ones stay.
fn keep_typed<'a>(
    screen: &mut Screen,
    text: &str,
    obey: impl FnOnce(&mut Screen) -> Option<Vec<Command>>,
) -> Taken<'a> {
    screen.composer.set_text("");
    let Some(commands) = obey(screen) else {
        screen.composer.set_text(text);
        return Taken::Done(Vec::new());
    };
    if screen.history.push(text) {
        screen.errands.push(Errand::Remember(text.to_owned()));
    }
    Taken::Done(commands)
}

fn takes(screen: &Screen, known: &Known) -> String {
    match known.arguments {
        Arguments::None => screen.locale.text(CommandText::Nothing).to_owned(),
        Arguments::Choice(words) => screen.locale.fill(CommandText::Prompts, &[&words.join(", ")]),
        Arguments::Maybe(kind) | Arguments::Must(kind) => {
            screen.locale.fill(CommandText::SomeArgument, &[&kind])
        }
    }
}

/// Does what a command says; `None` where it cannot be done now.
pub(super) fn obey(
    screen: &mut Screen,
    state: &State,
    slash: Slash,
    rest: &str,
) -> Option<Vec<Command>> {
    // An edit that is open would be lost under what they show.
    if matches!(screen.overlay, Overlay::Edit { .. }) && slash != Slash::Shell {
        screen.tell(Toast::FinishFirst);
        return None;
    }
    match slash {
        Slash::Act(action) => return Some(dispatch::act(screen, state, action)),
        Slash::Undo => return undo(screen, state),
        Slash::Reset => return ask_reset(screen, state),
        Slash::Save => write(screen, state, Paper::Journal, rest)?,
        Slash::Markdown => write(screen, state, Paper::Markdown, rest)?,
        Slash::Notebook => write(screen, state, Paper::Notebook, rest)?,
        Slash::Load => screen.errands.push(Errand::GoOn(unquoted(rest).to_owned())),
        Slash::Tokens => screen.overlay = Overlay::Facts(Facts::Tokens, Scroll::at_top()),
        Slash::Info => screen.overlay = Overlay::Facts(Facts::Session, Scroll::at_top()),
        Slash::AutoRun => return Some(auto_run(screen, state, rest)),
        Slash::Theme if rest.is_empty() => screen.errands.push(Errand::OfferThemes),
        Slash::Theme => screen.errands.push(Errand::UseTheme(rest.to_owned())),
        Slash::Python => python(screen, state, rest)?,
        Slash::Shell => return shell(screen, state, rest),
        Slash::Quit => return Some(quit(screen, state)),
    }
    Some(Vec::new())
}

fn is_idle(screen: &mut Screen, state: &State) -> Option<()> {
    if matches!(state.phase(), Phase::Idle | Phase::Stalled { .. }) {
        return Some(());
    }
    screen.tell(CommandText::BusyTurn);
    None
}

fn undo(screen: &mut Screen, state: &State) -> Option<Vec<Command>> {
    is_idle(screen, state)?;
    let mut prompts = state.transcript().entries().iter().rev();
    let last = prompts.find_map(prompt);
    let Some((turn, text)) = last else {
        screen.tell(CommandText::NoTurn);
        return None;
    };
    let line: String = text.lines().next().unwrap_or_default().chars().take(40).collect();
    screen.say(screen.locale.fill(CommandText::Undone, &[&line]));
    screen.browsed = None;
    screen.chat = Scroll::at_end();
    Some(vec![Command::Rewind { turn }])
}

fn prompt(entry: &Entry) -> Option<(TurnId, &str)> {
    match entry {
        Entry::Prompt { turn, text, .. } => Some((*turn, text)),
        _ => None,
    }
}

fn ask_reset(screen: &mut Screen, state: &State) -> Option<Vec<Command>> {
    is_idle(screen, state)?;
    let turns = state.transcript().entries().iter().filter_map(prompt).count();
    if turns == 0 {
        screen.tell(CommandText::NoTurn);
        return None;
    }
    screen.toast = None;
    screen.overlay = Overlay::Asks(Asking::Reset { turns });
    Some(Vec::new())
}

/// The whole conversation is taken back, and every kernel that was started begins afresh.
pub(super) fn reset(screen: &mut Screen, state: &State) -> Vec<Command> {
    let first = state.transcript().entries().iter().find_map(prompt);
    let Some((turn, _)) = first else { return Vec::new() };
    screen.browsed = None;
    let kernels = state.kernels().keys().map(|lang| Command::RestartKernel { lang: *lang });
    std::iter::once(Command::Rewind { turn }).chain(kernels).collect()
}

fn write(screen: &mut Screen, state: &State, paper: Paper, rest: &str) -> Option<()> {
    if state.transcript().entries().iter().find_map(prompt).is_none() {
        screen.tell(CommandText::NothingSaved);
        return None;
    }
    let path = unquoted(rest);
    let path = (!path.is_empty()).then(|| path.to_owned());
    screen.errands.push(Errand::Write { paper, path, over: false });
    Some(())
}

fn auto_run(screen: &mut Screen, state: &State, rest: &str) -> Vec<Command> {
    let on = state.settings().policy == Policy::All;
    match (rest, on) {
        ("off", _) | ("", true) => {
            screen.tell(CommandText::Asking);
            vec![Command::SetPolicy { policy: Policy::Ask }]
        }
        (_, true) => {
            screen.tell(CommandText::AutoRunning);
            Vec::new()
        }
        (_, false) => {
            screen.toast = None;
            screen.overlay = Overlay::Asks(Asking::AutoRun);
            Vec::new()
        }
    }
}

fn python(screen: &mut Screen, state: &State, rest: &str) -> Option<()> {
    if rest.is_empty() {
        screen.errands.push(Errand::TellPythons);
    } else if is_busy(state, Language::Python) {
        screen.tell(CommandText::BusyPython);
        return None;
    } else {
        screen.errands.push(Errand::UsePython(unquoted(rest).to_owned()));
    }
    Some(())
}

fn shell(screen: &mut Screen, state: &State, line: &str) -> Option<Vec<Command>> {
    if !state.settings().languages.contains(&Language::Bash) {
        screen.tell(Composer::NoShell);
        return None;
    }
    if !matches!(state.phase(), Phase::Idle | Phase::Asking { .. }) || screen.attaching.is_some() {
        screen.tell(Composer::ShellBusy);
        return None;
    }
    screen.chat = Scroll::at_end();
    screen.browsed = None;
    Some(vec![Command::RunOwn { lang: Language::Bash, code: line.to_owned() }])
}

fn quit(screen: &mut Screen, state: &State) -> Vec<Command> {
    if matches!(state.phase(), Phase::Idle) {
        return leave::quit(screen, state);
    }
    screen.tell(CommandText::BusyTurn);
    Vec::new()
}

/// Takes the completion under the cursor; says whether the text is to be read now.
pub(super) fn complete(screen: &mut Screen, by: Action) -> Completed {
    let offers = offers(screen);
    let typed = screen.composer.text();
    let place = screen.popup.place(&typed, offers.len());
    let Some(offer) = offers.get(place) else { return Completed::Nothing };
    let whole = matches!(read(&typed), Typed::Command(..));
    if by == Action::Send && whole && place == 0 {
        return Completed::Ready;
    }
    screen.composer.set_text(&offer.whole);
    let more = offer.whole.ends_with(' ');
    if by == Action::Send && !more { Completed::Ready } else { Completed::Written }
}

/// What taking a completion came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Completed {
    /// None was offered.
    Nothing,
    /// It stands in the composer, and waits for more.
    Written,
    /// The text is whole: it may be sent.
    Ready,
}

/// What an action does to the popup; `None` where none is open, or where it means the same as elsewhere.
pub(super) fn act(screen: &mut Screen, action: Action) -> Option<()> {
    let count = offers(screen).len();
    if count == 0 {
        return None;
    }
    let typed = screen.composer.text();
    match action {
        Action::Complete => {
            complete(screen, action);
        }
        Action::Up => screen.popup.step(&typed, count, -1),
        Action::Down => screen.popup.step(&typed, count, 1),
        Action::Cancel => screen.popup.close(&typed),
        _ => return None,
    }
    Some(())
}

fn unquoted(path: &str) -> &str {
    let quoted = |quote| path.strip_prefix(quote).and_then(|path| path.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(path)
}
