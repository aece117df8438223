//! The keys of the panel of models, and the word in the footer about a download that goes on behind everything.

use ratatui::text::Span;

use crate::model::stock::Place;
use crate::tui::Action;
use crate::tui::panel::{Ask, Panel};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::text;

/// An action, how the footer says it, and its rank.
type Key = (Action, &'static str, u8);

const USE: Key = (Action::Send, "use", 0);
const FETCH: Key = (Action::Pull, "fetch", 1);
const FILTER: Key = (Action::Filter, "filter", 2);
const SORT: Key = (Action::Sort, "sort", 3);
const DELETE: Key = (Action::Remove, "delete", 4);
const CLOSE: Key = (Action::Cancel, "close", 0);
const BACK: Key = (Action::Cancel, "go back", 0);

/// What the keys do with the model under the cursor.
pub(in crate::tui::view) fn hints(panel: &Panel, screen: &Screen) -> &'static [Key] {
    let Some(model) = panel.selected() else { return &[FILTER, CLOSE] };
    match &panel.ask {
        Some(Ask::Fetch(..)) => return &[(Action::Confirm, "download it", 0), BACK],
        Some(Ask::Remove(_)) => return &[(Action::Confirm, "delete it", 0), BACK],
        None => {}
    }
    match screen.download.as_ref().filter(|download| download.name == model.name) {
        Some(download) if download.paused => {
            return &[(Action::Pull, "go on", 0), DELETE, FILTER, SORT, CLOSE];
        }
        Some(_) => return &[(Action::Pull, "pause", 0), DELETE, FILTER, SORT, CLOSE],
        None => {}
    }
    match &model.place {
        Place::Theirs(..) => &[USE, FILTER, SORT, CLOSE],
        Place::Ours(_) => &[USE, FILTER, SORT, DELETE, CLOSE],
        _ if !model.is_runnable() => &[FETCH, FILTER, SORT, CLOSE],
        Place::Partial(_) => &[
            (Action::Send, "download and use", 0),
            (Action::Pull, "go on", 1),
            FILTER,
            SORT,
            DELETE,
            CLOSE,
        ],
        Place::Absent => &[(Action::Send, "download and use", 0), FETCH, FILTER, SORT, CLOSE],
    }
}

/// How far the download is that goes on behind everything.
pub(in crate::tui::view) fn download(
    screen: &Screen,
    width: usize,
    theme: &Theme,
) -> Option<Span<'static>> {
    let download = screen.download.as_ref()?;
    let how = if download.paused { "paused at" } else { "fetching" };
    let name =
        if width < 70 { String::new() } else { format!("{} ", text::clip(&download.name, 20)) };
    let text = format!(" {name}{how} {} %", download.percent());
    Some(Span::styled(text, if download.paused { theme.ui.warning } else { theme.ui.accent }))
}
