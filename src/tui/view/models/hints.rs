//! The keys of the panel of models, and the word in the footer about a download that goes on behind everything.

use ratatui::text::Span;

use crate::model::stock::Place;
use crate::tui::Action;
use crate::tui::panel::{Ask, Panel};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::view::footer::Key;
use crate::tui::widget::text;
use crate::words::{Asks, Does};

const USE: Key = (Action::Send, Does::Use, 0);
const FETCH: Key = (Action::Pull, Does::Fetch, 1);
const FILTER: Key = (Action::Filter, Does::Filter, 2);
const SORT: Key = (Action::Sort, Does::Sort, 3);
const DELETE: Key = (Action::Remove, Does::Delete, 4);
const CLOSE: Key = (Action::Cancel, Does::Close, 0);
const BACK: Key = (Action::Cancel, Does::GoBack, 0);

/// What the keys do with the model under the cursor.
pub(in crate::tui::view) fn hints(panel: &Panel, screen: &Screen) -> &'static [Key] {
    let Some(model) = panel.selected() else { return &[FILTER, CLOSE] };
    match &panel.ask {
        Some(Ask::Fetch(..)) => return &[(Action::Confirm, Does::DownloadIt, 0), BACK],
        Some(Ask::Remove(_)) => return &[(Action::Confirm, Does::DeleteIt, 0), BACK],
        None => {}
    }
    match screen.download.as_ref().filter(|download| download.name == model.name) {
        Some(download) if download.paused => {
            return &[(Action::Pull, Does::GoOn, 0), DELETE, FILTER, SORT, CLOSE];
        }
        Some(_) => return &[(Action::Pull, Does::Pause, 0), DELETE, FILTER, SORT, CLOSE],
        None => {}
    }
    match &model.place {
        Place::Theirs(..) => &[USE, FILTER, SORT, CLOSE],
        Place::Ours(_) => &[USE, FILTER, SORT, DELETE, CLOSE],
        _ if !model.is_runnable() => &[FETCH, FILTER, SORT, CLOSE],
        Place::Partial(_) => &[
            (Action::Send, Does::DownloadAndUse, 0),
            (Action::Pull, Does::GoOn, 1),
            FILTER,
            SORT,
            DELETE,
            CLOSE,
        ],
        Place::Absent => &[(Action::Send, Does::DownloadAndUse, 0), FETCH, FILTER, SORT, CLOSE],
    }
}

/// How far the download is that goes on behind everything.
pub(in crate::tui::view) fn download(
    screen: &Screen,
    width: usize,
    theme: &Theme,
) -> Option<Span<'static>> {
    let download = screen.download.as_ref()?;
    let how = if download.paused { Asks::PausedAt } else { Asks::Fetching };
    let name =
        if width < 70 { String::new() } else { format!("{} ", text::clip(&download.name, 20)) };
    let text = format!(" {name}{} {} %", screen.locale.text(how), download.percent());
    Some(Span::styled(text, if download.paused { theme.ui.warning } else { theme.ui.accent }))
}
