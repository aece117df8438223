//! The one match over events; each arm calls one function.

use super::{Effect, Event, State};

/// Applies one event; the only way a [`State`] ever changes.
pub fn update(_state: &mut State, _event: Event) -> Vec<Effect> {
    Vec::new()
}
