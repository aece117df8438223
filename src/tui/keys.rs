//! From the terminal's events to inputs: what arrives in one go is judged together, so that a paste is never a decision.

use std::future::poll_fn;
use std::task::Poll;

use crossterm::event::{Event, EventStream, KeyEvent, KeyEventKind, MouseEvent, MouseEventKind};
use futures_util::StreamExt as _;
use ratatui::layout::Position;

use super::attention::Attention;
use super::console::Console;
use super::key::Key;
use super::keymap::Context;
use super::screen::Screen;
use super::{Action, Input, update};
use crate::engine::State;

/// More typed characters than this in one go were not pressed one by one.
const BURST: usize = 2;
/// Most events taken in one go, so that a frame comes in between.
const MOST: usize = 4096;

/// Events that arrived together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    events: Vec<Event>,
    pub(super) resized: bool,
    /// Whether the terminal got the focus, or lost it.
    pub(super) attention: Option<Attention>,
}

/// Waits for the next events; `None` once the terminal is gone. Cancel safe.
pub(super) async fn next(keys: &mut Option<EventStream>) -> Option<Batch> {
    let Some(keys) = keys else { return std::future::pending().await };
    // One poll drains the stream: it keeps the waker of its last poll, which must be that of the loop.
    poll_fn(|context| {
        let mut batch = Batch::default();
        loop {
            match keys.poll_next_unpin(context) {
                Poll::Ready(Some(Ok(Event::Resize(..)))) => batch.resized = true,
                Poll::Ready(Some(Ok(Event::FocusGained))) => {
                    // Some terminals tell of a new size no sooner.
                    (batch.resized, batch.attention) = (true, Some(Attention::Here));
                }
                Poll::Ready(Some(Ok(Event::FocusLost))) => {
                    batch.attention = Some(Attention::Away);
                }
                Poll::Ready(Some(Ok(event))) => batch.events.push(event),
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(None),
                Poll::Pending if batch.is_empty() => return Poll::Pending,
                Poll::Pending => return Poll::Ready(Some(batch)),
            }
            if batch.events.len() >= MOST {
                return Poll::Ready(Some(batch));
            }
        }
    })
    .await
}

/// An event with what its neighbours say about it.
pub(super) struct Judged {
    event: Event,
    /// It came with more characters than a person presses at once.
    burst: bool,
    /// Typed characters follow in the same go.
    within: bool,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.events.is_empty() && !self.resized && self.attention.is_none()
    }

    /// Whether nothing was pressed.
    pub(super) fn is_silent(&self) -> bool {
        self.events.is_empty()
    }

    /// The events one by one, each to be read when its turn comes: the one before may move the focus.
    pub(super) fn judge(self) -> impl Iterator<Item = Judged> {
        let typed = |event: &Event| pressed(event).is_some_and(|key| key.typed().is_some());
        let burst = self.events.iter().filter(|event| typed(event)).count() > BURST;
        let last = self.events.iter().rposition(typed);
        // Within pasted text of a terminal that does not mark pastes, Enter is a line end.
        let within = move |n| burst && last.is_some_and(|last| n < last);
        self.events.into_iter().enumerate().map(move |(n, event)| Judged {
            event,
            burst,
            within: within(n),
        })
    }
}

impl Judged {
    /// What the event means where the focus is now.
    pub(super) fn read(self, screen: &Screen, state: &State) -> Option<Input> {
        if let Event::Mouse(mouse) = self.event {
            return wheel(mouse);
        }
        if let Some(console) = update::typed_at(screen) {
            return self.read_for(console, screen);
        }
        if let Event::Paste(text) = self.event {
            return Some(Input::Paste(text));
        }
        let key = pressed(&self.event)?;
        let contexts = update::contexts(screen, state);
        let text = contexts.first().is_some_and(|context| context.is_text());
        match key.typed() {
            Some(c) if text => return Some(Input::Type(c)),
            Some(_) if self.burst => return None,
            _ => {}
        }
        match screen.keymap.action(&contexts, key)? {
            Action::Send if self.within => Some(Input::Act(Action::Newline)),
            // The end of a line of pasted text is no word to the model.
            Action::Tell if self.burst => None,
            action => Some(Input::Act(action)),
        }
    }

    /// What the event means to a program at a terminal.
    fn read_for(self, console: &Console, screen: &Screen) -> Option<Input> {
        let bytes = match (pressed(&self.event), &self.event) {
            (Some(key), Event::Key(event)) => {
                if let Some(action) = screen.keymap.action(&[Context::Terminal], key) {
                    return Some(Input::Act(action));
                }
                console.key(event)
            }
            (_, Event::Paste(text)) => console.paste(text),
            _ => return None,
        };
        (!bytes.is_empty()).then_some(Input::Keys(bytes))
    }
}

fn wheel(mouse: MouseEvent) -> Option<Input> {
    let down = match mouse.kind {
        MouseEventKind::ScrollDown => true,
        MouseEventKind::ScrollUp => false,
        _ => return None,
    };
    Some(Input::Wheel { at: Position::new(mouse.column, mouse.row), down })
}

fn pressed(event: &Event) -> Option<Key> {
    match event {
        Event::Key(key @ KeyEvent { kind: KeyEventKind::Press | KeyEventKind::Repeat, .. }) => {
            Some(Key::of(key))
        }
        _ => None,
    }
}
