//! Searching: words are typed at the foot of a pane, and keys go from match to match.

use crate::engine::State;
use crate::tui::line_edit::LineEdit;
use crate::tui::screen::{Errand, Overlay, Pane, Screen};
use crate::tui::scroll::Scroll;
use crate::tui::search::{Search, Stage};
use crate::tui::theme::Theme;
use crate::tui::whole::Matches;
use crate::tui::{Action, view};

/// Whether the words of a search are being typed.
pub(super) fn is_typing(screen: &Screen) -> bool {
    live(screen).is_some_and(|search| search.stage == Stage::Typing)
}

/// Whether a search is typed or a letter is awaited: nothing may take the focus then.
#[must_use]
pub fn is_choosing(screen: &Screen) -> bool {
    is_typing(screen) || screen.picking.is_some()
}

/// The search of the pane that has the focus.
pub(super) fn live(screen: &Screen) -> Option<&Search> {
    let search = screen.search.as_ref()?;
    let shown = search.pane == screen.focus && matches!(screen.overlay, Overlay::None);
    shown.then_some(search)
}

/// What an action means to a search; whether it did.
pub(super) fn act(screen: &mut Screen, action: Action) -> bool {
    match action {
        Action::Find if matches!(screen.overlay, Overlay::None) => begin(screen),
        Action::FindNext => go(screen, 1),
        Action::FindPrevious => go(screen, -1),
        Action::FindEnd => end(screen),
        _ if is_typing(screen) => return type_on(screen, action),
        _ => return false,
    }
    true
}

fn begin(screen: &mut Screen) {
    let (pane, from) = match screen.focus {
        Pane::Chat => (Pane::Chat, screen.chat_top),
        Pane::Code => (Pane::Code, screen.code.top.unwrap_or_default()),
        Pane::Output => (Pane::Output, screen.output.top.unwrap_or(END)),
        Pane::Answer | Pane::Composer | Pane::Left => return,
    };
    end(screen);
    screen.search = Some(Search::new(pane, from));
}

const END: crate::tui::scroll::Place = crate::tui::scroll::Place { entry: 0, line: usize::MAX };

fn type_on(screen: &mut Screen, action: Action) -> bool {
    match action {
        Action::Send => {
            let last = screen.searched.clone();
            let Some(search) = &mut screen.search else { return false };
            if search.line.text().is_empty() {
                search.line.insert(&last);
                search.renew();
            }
            search.stage = Stage::Going;
            screen.searched = search.line.text().to_owned();
            if screen.searched.is_empty() {
                end(screen);
            }
            ask_file(screen);
        }
        Action::Cancel => end(screen),
        Action::Up => go(screen, -1),
        Action::Down => go(screen, 1),
        _ if LineEdit::takes(action) => {
            let Some(search) = &mut screen.search else { return false };
            search.line.act(action);
            search.renew();
            ask_file(screen);
        }
        _ => return false,
    }
    true
}

/// Text for the words of a search; whether one takes it.
pub(super) fn insert(screen: &mut Screen, text: &str) -> bool {
    if !is_typing(screen) {
        return false;
    }
    if let Some(search) = &mut screen.search {
        search.line.insert(text);
        search.renew();
        ask_file(screen);
    }
    true
}

/// Ends the search and leaves the pane where it is.
pub(super) fn end(screen: &mut Screen) {
    let Some(search) = screen.search.take() else { return };
    screen.folds.keep_lent();
    if search.pane == Pane::Output && screen.pages.is_some() {
        screen.errands.push(Errand::Find(None));
    }
}

fn go(screen: &mut Screen, by: isize) {
    let Some(search) = &mut screen.search else { return };
    search.go(by);
    reveal(screen);
}

/// The match that is meant comes into sight.
fn reveal(screen: &mut Screen) {
    let Some(search) = &screen.search else { return };
    let Some(place) = search.current().map(|hit| hit.place()) else { return };
    let scroll = Scroll::around(place);
    match search.pane {
        Pane::Chat => {
            screen.folds.lend(Some(place.entry));
            screen.chat = scroll;
        }
        Pane::Code => screen.code = scroll,
        Pane::Output => screen.output = scroll,
        Pane::Answer | Pane::Composer | Pane::Left => {}
    }
}

/// Has the file of a long output looked through, once it can be read.
fn ask_file(screen: &mut Screen) {
    let Some(search) = screen.search.as_mut().filter(|search| search.pane == Pane::Output) else {
        return;
    };
    let filed = screen.pages.as_ref().is_some_and(|pages| pages.is_ready() && pages.filed() > 0);
    if filed {
        search.file = search.query.is_some().then_some(0);
        screen.errands.push(Errand::Find(search.query.clone()));
    }
}

/// Whether a search has something to look at now.
#[must_use]
pub fn is_seeking(screen: &Screen) -> bool {
    screen.search.as_ref().is_some_and(Search::is_busy)
}

/// Looks at the next piece; bounded, so that no key waits for it.
pub fn seek(screen: &mut Screen, state: &State, theme: &Theme) {
    let Some(search) = &screen.search else { return };
    if search.query.is_none() {
        return;
    }
    let looked = view::look(state, screen, theme, search);
    let Some(search) = &mut screen.search else { return };
    let afresh = !search.knows(looked.layout);
    if search.take(looked) {
        reveal(screen);
    }
    if afresh {
        ask_file(screen);
    }
}

/// Matches in the file of an output.
pub(in crate::tui) fn hear(screen: &mut Screen, matches: Matches) {
    let Some(search) = screen.search.as_mut().filter(|search| search.pane == Pane::Output) else {
        return;
    };
    if search.query.as_ref().map(|query| query.text()) != Some(matches.query.text()) {
        return;
    }
    search.file = (matches.percent < 100).then_some(matches.percent);
    if search.add(matches.hits) {
        reveal(screen);
    }
}

/// Another output is shown: what was found in the last one is not in this.
pub(super) fn follow(screen: &mut Screen) {
    if let Some(search) = &mut screen.search
        && search.stage == Stage::Typing
        && (search.pane != screen.focus || !matches!(screen.overlay, Overlay::None))
    {
        search.stage = Stage::Going;
    }
    let picked = screen.picking.as_ref().map(|picking| picking.pane);
    if picked.is_some_and(|pane| pane != screen.focus || !matches!(screen.overlay, Overlay::None)) {
        screen.picking = None;
    }
}
