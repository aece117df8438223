//! The keys of the panel of models, and the word in the footer about a download that goes on behind everything.

use ratatui::text::Span;

use crate::tui::Action;
use crate::tui::panel::{Ask, Panel};
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::text;

/// In the panel of models, after what enter does.
const KEYS: [(Action, &str, u8); 6] = [
    (Action::Pull, "fetch", 1),
    (Action::Filter, "filter", 2),
    (Action::Sort, "sort", 3),
    (Action::Remove, "delete", 4),
    (Action::ScrollDown, "down", 5),
    (Action::Cancel, "close", 0),
];

/// In the panel of models: what the keys do with the one under the cursor.
pub(in crate::tui::view) fn hints(
    panel: &Panel,
    screen: &Screen,
) -> &'static [(Action, &'static str, u8)] {
    const USE: (Action, &str, u8) = (Action::Send, "use", 0);
    const FETCH: (Action, &str, u8) = (Action::Send, "download and use", 0);
    const PAUSE: (Action, &str, u8) = (Action::Pull, "pause", 0);
    const GO_ON: (Action, &str, u8) = (Action::Pull, "go on", 0);
    const HERE: [(Action, &str, u8); 6] = [USE, KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]];
    const ABSENT: [(Action, &str, u8); 7] =
        [FETCH, KEYS[0], KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]];
    const RUNS: [(Action, &str, u8); 5] = [PAUSE, KEYS[3], KEYS[1], KEYS[4], KEYS[5]];
    const STANDS: [(Action, &str, u8); 5] = [GO_ON, KEYS[3], KEYS[1], KEYS[4], KEYS[5]];
    let Some(model) = panel.selected() else { return &[KEYS[1], KEYS[5]] };
    let download = screen.download.as_ref().filter(|download| download.name == model.name);
    match (&panel.ask, download) {
        (Some(Ask::Fetch(..)), _) => {
            &[(Action::Confirm, "download it", 0), (Action::Cancel, "go back", 0)]
        }
        (Some(Ask::Remove(_)), _) => {
            &[(Action::Confirm, "delete it", 0), (Action::Cancel, "go back", 0)]
        }
        (None, Some(download)) if download.paused => &STANDS,
        (None, Some(_)) => &RUNS,
        (None, None) if model.is_here() => &HERE,
        (None, None) => &ABSENT,
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
