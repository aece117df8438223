//! An output that memory does not hold whole is read from its file while it is looked at.

use crate::engine::{Phase, State, Step};
use crate::tui::screen::{Errand, Screen};
use crate::tui::whole::Pages;

/// Begins to read the output that is shown, or stops reading one that is not shown any more.
pub(super) fn observe(screen: &mut Screen, state: &State) {
    let step = match screen.browsed {
        Some(id) => state.transcript().step(id),
        None => state.transcript().steps().next_back(),
    };
    let step = step.filter(|step| stands_still(state, step));
    let shown = |pages: &Pages| step.is_some_and(|step| pages.is_of(step));
    match (&mut screen.pages, step) {
        (Some(pages), Some(step)) if shown(pages) => pages.follow(step),
        (pages, step) => {
            let wanted = step.and_then(|step| Pages::wanted(step, screen.locale));
            if pages.is_some() || wanted.is_some() {
                *pages = wanted;
                screen.errands.push(Errand::ReadWhole);
            }
        }
    }
}

/// After a frame: lines that it lacked are fetched.
pub(super) fn drawn(screen: &mut Screen) {
    let height = usize::from(screen.size.height);
    if let (Some(pages), Some(top)) = (&screen.pages, screen.output.top)
        && pages.lacks(top.line, height)
    {
        screen.errands.push(Errand::FetchLines(top.line));
    }
}

/// A file that still grows is not read.
fn stands_still(state: &State, step: &Step) -> bool {
    let held =
        matches!(state.phase(), Phase::Running(running) if running.step == step.id && running.held);
    step.result.is_some() || held
}
