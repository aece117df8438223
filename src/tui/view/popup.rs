//! The popup over the composer: commands that fit what is typed, or what may follow the one that stands there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::pane::{self, Mood};
use crate::tui::screen::Screen;
use crate::tui::slash::{Known, Offer, hint, offers};
use crate::tui::theme::Theme;
use crate::tui::widget::{matched, text};
use crate::words::PaletteText;

/// Most lines in sight.
const LINES: u16 = 8;
/// Widest popup.
const WIDE: u16 = 84;

/// Draws it right over the composer; says whether it covers anything.
pub(super) fn draw(frame: &mut Frame<'_>, composer: Rect, screen: &Screen, theme: &Theme) -> bool {
    let offers = offers(screen);
    if offers.is_empty() {
        return match hint(screen) {
            Some(known) => usage(frame, composer, known, screen, theme),
            None => false,
        };
    }
    let count = u16::try_from(offers.len()).unwrap_or(LINES);
    let Some(area) = above(composer, count.min(LINES) + 2) else { return false };
    frame.render_widget(Clear, area);
    let chosen = screen.popup.place(&screen.composer.text(), offers.len());
    let height = usize::from(area.height.saturating_sub(2));
    let first = (chosen + 1).saturating_sub(height);
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(PaletteText::Commands);
    let note = if offers.len() > height {
        screen.locale.fill(PaletteText::Count, &[&(chosen + 1), &offers.len()])
    } else {
        String::new()
    };
    let inner = pane::frame(frame, area, title, &note, Mood::Calm, false, looks);
    let width = usize::from(inner.width);
    let names = offers.iter().map(|offer| text::width(&label(offer))).max().unwrap_or(0);
    let lines: Vec<Line<'static>> = offers
        .iter()
        .enumerate()
        .skip(first)
        .take(height)
        .map(|(n, offer)| line(offer, n == chosen, names.min(width / 2), width, screen, theme))
        .collect();
    pane::rows(frame, inner, lines.iter());
    true
}

/// One line for a command that stands there already.
fn usage(
    frame: &mut Frame<'_>,
    composer: Rect,
    known: &'static Known,
    screen: &Screen,
    theme: &Theme,
) -> bool {
    let Some(area) = above(composer, 3) else { return false };
    frame.render_widget(Clear, area);
    let looks = (theme, screen.glyphs);
    let title = screen.locale.text(PaletteText::Commands);
    let inner = pane::frame(frame, area, title, "", Mood::Calm, false, looks);
    let name = format!("/{} {}", known.name, known.usage());
    let room = usize::from(inner.width).saturating_sub(text::width(&name) + 2);
    let does = text::clip(screen.locale.text(known.does), room).into_owned();
    let spans =
        vec![Span::styled(name, theme.ui.key), Span::styled(format!("  {does}"), theme.ui.muted)];
    pane::rows(frame, inner, [Line::from(spans)].iter());
    true
}

fn above(composer: Rect, height: u16) -> Option<Rect> {
    let height = height.min(composer.y);
    let width = composer.width.min(WIDE);
    (height >= 3).then_some(Rect { x: composer.x, y: composer.y - height, width, height })
}

fn label(offer: &Offer) -> String {
    if offer.whole.ends_with(' ') {
        format!("{} {}", offer.text, offer.known.usage())
    } else {
        offer.text.clone()
    }
}

fn line(
    offer: &Offer,
    chosen: bool,
    names: usize,
    width: usize,
    screen: &Screen,
    theme: &Theme,
) -> Line<'static> {
    let (name, aside) = if chosen {
        (theme.ui.selection, theme.ui.selection)
    } else {
        (theme.ui.key, theme.ui.muted)
    };
    let marked = if chosen { Style::default() } else { theme.ui.accent };
    let label = label(offer);
    let usage = label.get(offer.text.len()..).unwrap_or_default().to_owned();
    let mut spans = vec![Span::styled(if chosen { "> " } else { "  " }, name)];
    spans.extend(matched::spans(&offer.text, &offer.letters, width, (name, marked)));
    spans.push(Span::styled(usage, aside));
    let pad = names.saturating_sub(text::width(&label)) + 2;
    let room = width.saturating_sub(2 + text::width(&label) + pad);
    let does = text::clip(screen.locale.text(offer.known.does), room).into_owned();
    let rest = room.saturating_sub(text::width(&does));
    spans.push(Span::styled(format!("{}{does}{}", " ".repeat(pad), " ".repeat(rest)), aside));
    Line::from(spans)
}
